/** Purchase plans (附件4). */
import type { PageRoute } from '../../../platform/web/route.ts';

const list = '/u/$unit/purchase-plans';

export const routes: PageRoute[] = [
  {
    path: list,
    title: '采购计划（附件4）',
    menu: { part: 'configuration', order: 6 },
    permission: 'purchase.view',
    load: () => import('./PurchaseList.tsx'),
  },
  {
    path: '/u/$unit/purchase-plans/$id',
    title: '软件采购计划表',
    parent: list,
    permission: 'purchase.view',
    load: () => import('./PurchaseRecord.tsx'),
  },
];
