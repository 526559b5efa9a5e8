/** Printed papers: the list, and what a paper's square code opens. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/prints',
    title: '打印件核对',
    menu: { part: 'ledgers', order: 60 },
    permission: 'print.view',
    load: () => import('./PrintList.tsx'),
  },
  {
    // Short, as it stands in the square: the fewer the letters, the larger its points.
    path: '/u/$unit/v/$code',
    title: '核对',
    parent: '/u/$unit/prints',
    load: () => import('./PrintCheck.tsx'),
  },
];
