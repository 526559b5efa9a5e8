/** 附件5, its rows and the register of rules. */
import type { PageRoute } from '../../../platform/web/route.ts';

const list = '/u/$unit/statistics';

export const routes: PageRoute[] = [
  {
    path: list,
    title: '信息统计表（附件5）',
    menu: { part: 'daily', order: 80 },
    permission: 'statistics.view',
    load: () => import('./StatisticsList.tsx'),
  },
  {
    path: '/u/$unit/statistics/rows',
    title: '调整统计项目',
    parent: list,
    permission: 'statistics.edit',
    load: () => import('./StatisticsRows.tsx'),
  },
  {
    path: '/u/$unit/statistics/$id',
    title: '信息统计表（附件5）',
    parent: list,
    permission: 'statistics.view',
    load: () => import('./StatisticsRecord.tsx'),
  },
  {
    path: '/u/$unit/policies',
    title: '正版化制度',
    menu: { part: 'daily', order: 95 },
    permission: 'statistics.view',
    load: () => import('./Policies.tsx'),
  },
];
