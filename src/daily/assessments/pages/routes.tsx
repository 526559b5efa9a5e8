/** Yearly assessments. */
import type { PageRoute } from '../../../platform/web/route.ts';

const list = '/u/$unit/assessments';

export const routes: PageRoute[] = [
  {
    path: list,
    title: '考核评议',
    menu: { part: 'daily', order: 70 },
    permission: 'assessment.view',
    load: () => import('./AssessmentList.tsx'),
  },
  {
    path: '/u/$unit/assessments/scheme',
    title: '考核评议办法',
    parent: list,
    permission: 'assessment.edit',
    load: () => import('./Scheme.tsx'),
  },
  {
    path: '/u/$unit/assessments/$id',
    title: '考核评议',
    parent: list,
    permission: 'assessment.view',
    load: () => import('./AssessmentRecord.tsx'),
  },
];
