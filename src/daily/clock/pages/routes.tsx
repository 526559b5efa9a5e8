/** The statutory clock. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/clock',
    title: '法定事项',
    menu: { part: 'daily', order: 5 },
    permission: 'clock.view',
    load: () => import('./Clock.tsx'),
  },
];
