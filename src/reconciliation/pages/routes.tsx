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
    key: 'activation',
    title: '激活证据',
    order: 45,
    permission: 'finding.view',
    load: () => import('../activation/pages/DeviceActivation.tsx'),
  },
];
