/** Page of background jobs. */
import type { PageRoute } from '../../web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/jobs',
    title: '后台任务',
    menu: { part: 'system', order: 90 },
    permission: 'job.view',
    load: () => import('./Jobs.tsx'),
  },
];
