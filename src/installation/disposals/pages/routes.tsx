/** Software disposal stands with the other parts of 软件配置 in the menu (PZ-2.7). */
import type { PageRoute, SearchSource } from '../../../platform/web/route.ts';

const list = '/u/$unit/disposals';

export const routes: PageRoute[] = [
  {
    path: list,
    title: '软件处置',
    menu: { part: 'configuration', order: 17 },
    permission: 'disposal.view',
    load: () => import('./DisposalList.tsx'),
  },
  {
    path: '/u/$unit/disposals/new',
    title: '申请处置',
    parent: list,
    permission: 'disposal.request',
    load: () => import('./NewDisposal.tsx'),
  },
  {
    path: '/u/$unit/disposals/$id',
    title: '软件处置',
    parent: list,
    permission: 'disposal.view',
    load: () => import('./DisposalRecord.tsx'),
  },
];

export const searches: SearchSource[] = [
  {
    key: 'disposals',
    title: '软件处置',
    permission: 'disposal.view',
    find: async (text) => {
      const [{ listDisposals }, { call }] = await Promise.all([
        import('../shapes.ts'),
        import('../../../platform/web/call.ts'),
      ]);
      const { items } = await call(listDisposals, { query: { q: text, limit: 5 } });
      return items.map((one) => ({
        id: one.id,
        label: one.disposalNo,
        detail: one.software,
        to: `/disposals/${one.id}`,
      }));
    },
  },
];
