/** The page on which the sample unit is loaded and removed. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/sample',
    title: '示例单位',
    menu: { part: 'system', order: 90 },
    permission: 'sample.load',
    load: () => import('./Sample.tsx'),
  },
];
