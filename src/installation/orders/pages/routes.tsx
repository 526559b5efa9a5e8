/** Work orders and confirmations (附件11), and a computer's own. */
import type { PageRoute, RecordTab, SearchSource } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/orders',
    title: '安装维护工作单',
    menu: { part: 'installation', order: 20 },
    permission: 'order.view',
    load: () => import('./OrderList.tsx'),
  },
  {
    path: '/u/$unit/orders/$id',
    title: '软件安装维护确认单（附件11）',
    parent: '/u/$unit/orders',
    permission: 'order.view',
    load: () => import('./OrderRecord.tsx'),
  },
];

export const tabs: RecordTab[] = [
  {
    record: 'device',
    key: 'orders',
    title: '安装维护工作单',
    order: 40,
    permission: 'order.view',
    load: () => import('./DeviceOrders.tsx'),
  },
];

export const searches: SearchSource[] = [
  {
    key: 'orders',
    title: '安装维护工作单',
    permission: 'order.view',
    find: async (text) => {
      const [{ listOrders }, { call }] = await Promise.all([
        import('../shapes.api.ts'),
        import('../../../platform/web/call.ts'),
      ]);
      const { items } = await call(listOrders, { query: { q: text, limit: 5 } });
      return items.map((order) => ({
        id: order.id,
        label: `${order.orderNo} ${order.computerNo}`,
        detail: order.work,
        to: `/orders/${order.id}`,
      }));
    },
  },
];
