/** Annual plans. */
import type { PageRoute } from '../../../platform/web/route.ts';

const list = '/u/$unit/plans';

export const routes: PageRoute[] = [
  {
    path: list,
    title: '年度计划',
    menu: { part: 'daily', order: 10 },
    permission: 'plan.view',
    load: () => import('./PlanList.tsx'),
  },
  {
    path: '/u/$unit/plans/new',
    title: '起草年度计划',
    parent: list,
    permission: 'plan.edit',
    load: () => import('./NewPlan.tsx'),
  },
  {
    path: '/u/$unit/plans/$id',
    title: '年度计划',
    parent: list,
    permission: 'plan.view',
    load: () => import('./PlanRecord.tsx'),
  },
];
