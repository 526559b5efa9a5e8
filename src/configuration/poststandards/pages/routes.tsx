/** Software standards of posts. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/post-standards',
    title: '岗位软件配置标准',
    menu: { part: 'configuration', order: 40 },
    permission: 'postStandard.view',
    load: () => import('./PostStandards.tsx'),
  },
];
