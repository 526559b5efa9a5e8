/** Inspections, the check sheets on a phone, and what has to be put right. */
import type { PageRoute } from '../../../platform/web/route.ts';

const list = '/u/$unit/inspections';
const problems = '/u/$unit/inspection-problems';

export const routes: PageRoute[] = [
  {
    path: list,
    title: '软件使用检查',
    menu: { part: 'daily', order: 30 },
    permission: 'inspection.view',
    load: () => import('./InspectionList.tsx'),
  },
  {
    path: '/u/$unit/inspections/$id',
    title: '软件使用检查',
    parent: list,
    permission: 'inspection.view',
    load: () => import('./InspectionRecord.tsx'),
  },
  {
    path: '/u/$unit/inspections/$id/check',
    title: '上机检查',
    parent: list,
    permission: 'inspection.check',
    load: () => import('./CheckList.tsx'),
  },
  {
    path: '/u/$unit/inspections/$id/check/$device',
    title: '检查表',
    parent: list,
    permission: 'inspection.view',
    load: () => import('./CheckSheet.tsx'),
  },
  {
    path: problems,
    title: '检查问题整改',
    menu: { part: 'daily', order: 32 },
    permission: 'inspection.view',
    load: () => import('./ProblemList.tsx'),
  },
  {
    path: '/u/$unit/inspection-problems/$id',
    title: '检查问题整改',
    parent: problems,
    permission: 'inspection.view',
    load: () => import('./ProblemRecord.tsx'),
  },
];
