/** Half-yearly closings. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/closings',
    title: '半年结存',
    menu: { part: 'ledgers', order: 45 },
    permission: 'closing.view',
    load: () => import('./ClosingList.tsx'),
  },
  {
    path: '/u/$unit/closings/$id',
    title: '半年结存',
    parent: '/u/$unit/closings',
    permission: 'closing.view',
    load: () => import('./ClosingRecord.tsx'),
  },
];
