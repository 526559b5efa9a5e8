/** The leading group 附件1. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/committee',
    title: '领导小组',
    menu: { part: 'responsibility', order: 10 },
    permission: 'committee.view',
    load: () => import('./Committee.tsx'),
  },
];
