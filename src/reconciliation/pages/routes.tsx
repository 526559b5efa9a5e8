/** Pages of the comparison: home, findings, posting rules; findings of one computer as a tab. */
import type { PageRoute, RecordTab } from '../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit',
    title: '首页',
    menu: { part: 'home', order: 10 },
    permission: 'home.view',
    load: () => import('../home/pages/Home.tsx'),
  },
  {
    path: '/u/$unit/findings',
    title: '发现的问题',
    menu: { part: 'daily', order: 40 },
    permission: 'finding.view',
    load: () => import('../findings/pages/FindingList.tsx'),
  },
  {
    path: '/u/$unit/allocation',
    title: '许可分配',
    menu: { part: 'configuration', order: 15 },
    permission: 'allocation.view',
    load: () => import('../allocation/pages/Allocation.tsx'),
  },
  {
    path: '/u/$unit/purchase-advices',
    title: '采购优化',
    menu: { part: 'configuration', order: 5 },
    permission: 'purchaseAdvice.view',
    load: () => import('../optimiser/pages/Advices.tsx'),
  },
  {
    path: '/u/$unit/purchase-advices/new',
    title: '计算采购方案',
    parent: '/u/$unit/purchase-advices',
    permission: 'purchaseAdvice.edit',
    load: () => import('../optimiser/pages/AdviceNew.tsx'),
  },
  {
    path: '/u/$unit/purchase-advices/$id',
    title: '采购优化方案',
    parent: '/u/$unit/purchase-advices',
    permission: 'purchaseAdvice.view',
    load: () => import('../optimiser/pages/AdviceRecord.tsx'),
  },
  {
    path: '/u/$unit/purchase-offers',
    title: '供货方式',
    parent: '/u/$unit/purchase-advices',
    permission: 'purchaseAdvice.view',
    load: () => import('../optimiser/pages/Offers.tsx'),
  },
  {
    path: '/u/$unit/opening/tie-out',
    title: '建账核对',
    parent: '/u/$unit/opening',
    permission: 'opening.edit',
    load: () => import('../opening/pages/TieOut.tsx'),
  },
  {
    path: '/u/$unit/purchase-offers/import',
    title: '导入供货方式',
    parent: '/u/$unit/purchase-offers',
    permission: 'purchaseAdvice.edit',
    load: () => import('../optimiser/pages/OfferImport.tsx'),
  },
  {
    path: '/u/$unit/idle-licences',
    title: '闲置许可',
    menu: { part: 'configuration', order: 16 },
    permission: 'purchaseAdvice.view',
    load: () => import('../optimiser/pages/Idle.tsx'),
  },
  {
    path: '/u/$unit/activation',
    title: '激活证据',
    menu: { part: 'daily', order: 45 },
    permission: 'finding.view',
    load: () => import('../activation/pages/ActivationList.tsx'),
  },
  {
    path: '/u/$unit/posting-rules',
    title: '自动登记规则',
    menu: { part: 'ledgers', order: 80 },
    permission: 'postingRule.view',
    load: () => import('../postingrules/pages/PostingRules.tsx'),
  },
];

export const tabs: RecordTab[] = [
  {
    record: 'device',
    key: 'findings',
    title: '发现的问题',
    order: 40,
    permission: 'finding.view',
    load: () => import('../findings/pages/DeviceFindings.tsx'),
  },
  {
    record: 'device',
    key: 'allocation',
    title: '许可分配',
    order: 35,
    permission: 'allocation.view',
    load: () => import('../allocation/pages/DeviceAllocation.tsx'),
  },
  {
    record: 'device',
    key: 'activation',
    title: '激活证据',
    order: 45,
    permission: 'finding.view',
    load: () => import('../activation/pages/DeviceActivation.tsx'),
  },
];
