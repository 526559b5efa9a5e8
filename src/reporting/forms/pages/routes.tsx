/** The three registers as pages of 软件台账, and the forms of people (附件1, 2, 10, 11) as papers to be printed. */
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
  {
    path: '/u/$unit/print/three-way',
    title: '打印三方核对表',
    permission: 'software.view',
    load: () => import('./PrintThreeWay.tsx'),
  },
  {
    path: '/u/$unit/print/form1',
    title: '打印附件1',
    permission: 'committee.view',
    load: () => import('./PrintForm1.tsx'),
  },
  {
    path: '/u/$unit/print/form2',
    title: '打印空白承诺书',
    permission: 'pledge.view',
    load: () => import('./PrintForm2Blank.tsx'),
  },
  {
    path: '/u/$unit/print/form2/$id',
    title: '打印附件2',
    permission: 'pledge.view',
    load: () => import('./PrintForm2.tsx'),
  },
  {
    path: '/u/$unit/print/form3/$id',
    title: '打印附件3',
    permission: 'demand.view',
    load: () => import('./PrintForm3.tsx'),
  },
  {
    path: '/u/$unit/print/form4/$id',
    title: '打印附件4',
    permission: 'purchase.view',
    load: () => import('./PrintForm4.tsx'),
  },
  {
    path: '/u/$unit/print/disposal/$id',
    title: '打印处置审批表',
    permission: 'disposal.view',
    load: () => import('./PrintDisposal.tsx'),
  },
  {
    path: '/u/$unit/print/form5/$id',
    title: '打印附件5',
    permission: 'statistics.view',
    load: () => import('./PrintForm5.tsx'),
  },
  {
    path: '/u/$unit/print/summary/$id',
    title: '打印年度总结',
    permission: 'summary.view',
    load: () => import('./PrintSummary.tsx'),
  },
  {
    path: '/u/$unit/print/form10/$id',
    title: '打印附件10',
    permission: 'application.view',
    load: () => import('./PrintForm10.tsx'),
  },
  {
    path: '/u/$unit/print/form11/$id',
    title: '打印附件11',
    permission: 'order.view',
    load: () => import('./PrintForm11.tsx'),
  },
  {
    path: '/u/$unit/print/circular/$id',
    title: '打印检查通报',
    permission: 'inspection.view',
    load: () => import('./PrintCircular.tsx'),
  },
  {
    path: '/u/$unit/print/sign-in/$id',
    title: '打印签到表',
    permission: 'training.edit',
    load: () => import('./PrintSignIn.tsx'),
  },
];
