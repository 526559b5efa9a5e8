/** Page of what was imported. */
import type { PageRoute } from '../../web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/imports',
    title: '导入记录',
    menu: { part: 'system', order: 85 },
    permission: 'job.view',
    load: () => import('./Imports.tsx'),
  },
];
