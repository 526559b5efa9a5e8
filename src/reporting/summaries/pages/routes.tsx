/** Annual summaries. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/summaries',
    title: '年度总结',
    menu: { part: 'daily', order: 90 },
    permission: 'summary.view',
    load: () => import('./SummaryList.tsx'),
  },
  {
    path: '/u/$unit/summaries/$id',
    title: '年度总结',
    parent: '/u/$unit/summaries',
    permission: 'summary.view',
    load: () => import('./SummaryRecord.tsx'),
  },
];
