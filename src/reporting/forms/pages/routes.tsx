/** The three registers as pages of 软件台账. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/registers/7',
    title: '汇总表（附件7）',
    menu: { part: 'ledgers', order: 10 },
    permission: 'form7.view',
    load: () => import('./Form7Page.tsx'),
  },
  {
    path: '/u/$unit/registers/8',
    title: '明细表（附件8）',
    menu: { part: 'ledgers', order: 20 },
    permission: 'form8.view',
    load: () => import('./Form8Page.tsx'),
  },
  {
    path: '/u/$unit/registers/9',
    title: '安装维护明细（附件9）',
    menu: { part: 'ledgers', order: 30 },
    permission: 'form9.view',
    load: () => import('./Form9Page.tsx'),
  },
];
