/** 迎检资料包. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/packs',
    title: '迎检资料包',
    menu: { part: 'daily', order: 95 },
    permission: 'pack.view',
    load: () => import('./Packs.tsx'),
  },
];
