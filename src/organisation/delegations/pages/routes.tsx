/** The page of substitutes. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/delegations',
    title: '代理设置',
    menu: { part: 'responsibility', order: 40 },
    permission: 'delegation.view',
    load: () => import('./Delegations.tsx'),
  },
];
