/** My page. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/my',
    title: '我的',
    menu: { part: 'home', order: 1 },
    permission: 'home.view',
    load: () => import('./My.tsx'),
  },
];
