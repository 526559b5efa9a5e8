/** 批量导出. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/form-batches',
    title: '批量导出',
    menu: { part: 'ledgers', order: 47 },
    permission: 'formBatch.make',
    load: () => import('./Batches.tsx'),
  },
];
