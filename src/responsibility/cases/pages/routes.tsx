/** Cases 责任追究, and what personnel needs of them. */
import type { PageRoute, RecordTab } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/cases',
    title: '责任追究',
    menu: { part: 'responsibility', order: 30 },
    permission: 'case.view',
    load: () => import('./CaseList.tsx'),
  },
  {
    path: '/u/$unit/cases/$id',
    title: '责任追究',
    parent: '/u/$unit/cases',
    permission: 'case.view',
    load: () => import('./CaseRecord.tsx'),
  },
  {
    path: '/u/$unit/consequences',
    title: '追究结果',
    menu: { part: 'responsibility', order: 35 },
    permission: 'case.view',
    load: () => import('./Consequences.tsx'),
  },
];

export const tabs: RecordTab[] = [
  {
    record: 'person',
    key: 'cases',
    title: '责任追究',
    order: 40,
    permission: 'case.view',
    load: () => import('./PersonCases.tsx'),
  },
];
