/** Pledges 附件2. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/my/pledge',
    title: '使用正版软件承诺书',
    permission: 'pledge.sign',
    load: () => import('./MyPledge.tsx'),
  },
  {
    path: '/u/$unit/pledges',
    title: '承诺书',
    menu: { part: 'responsibility', order: 20 },
    permission: 'pledge.view',
    load: () => import('./Pledges.tsx'),
  },
  {
    path: '/u/$unit/pledges/$id',
    title: '使用正版软件承诺书（附件2）',
    parent: '/u/$unit/pledges',
    permission: 'pledge.view',
    load: () => import('./PledgeRecord.tsx'),
  },
];
