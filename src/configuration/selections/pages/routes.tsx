/** Selection (PZ-2.2). */
import type { PageRoute } from '../../../platform/web/route.ts';

const list = '/u/$unit/selections';

export const routes: PageRoute[] = [
  {
    path: list,
    title: '软件选型',
    menu: { part: 'configuration', order: 4 },
    permission: 'selection.view',
    load: () => import('./SelectionList.tsx'),
  },
  {
    path: '/u/$unit/selections/$id',
    title: '软件选型',
    parent: list,
    permission: 'selection.view',
    load: () => import('./SelectionRecord.tsx'),
  },
];
