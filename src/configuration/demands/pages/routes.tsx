/** Demand (附件3). */
import type { PageRoute } from '../../../platform/web/route.ts';

const list = '/u/$unit/demands';

export const routes: PageRoute[] = [
  {
    path: list,
    title: '软件需求（附件3）',
    menu: { part: 'configuration', order: 2 },
    permission: 'demand.view',
    load: () => import('./DemandList.tsx'),
  },
  {
    path: '/u/$unit/demands/new',
    title: '填报软件需求',
    parent: list,
    permission: 'demand.edit',
    load: () => import('./NewDemand.tsx'),
  },
  {
    path: '/u/$unit/demands/$id',
    title: '软件需求申请表',
    parent: list,
    permission: 'demand.view',
    load: () => import('./DemandRecord.tsx'),
  },
];
