/** 变动说明. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/drift',
    title: '变动说明',
    menu: { part: 'ledgers', order: 46 },
    permission: 'closing.view',
    load: () => import('./Drift.tsx'),
  },
];
