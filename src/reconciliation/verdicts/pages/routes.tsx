/** Pages of verdicts: the list, one with its chain, the three-way match and what stands behind its figures. */
import type { PageRoute, RecordTab } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/verdicts',
    title: '正版判定',
    menu: { part: 'daily', order: 35 },
    permission: 'finding.view',
    load: () => import('./VerdictList.tsx'),
  },
  {
    path: '/u/$unit/verdicts/$id',
    title: '正版判定',
    parent: '/u/$unit/verdicts',
    permission: 'finding.view',
    load: () => import('./VerdictRecord.tsx'),
  },
  {
    path: '/u/$unit/three-way',
    title: '三方核对',
    menu: { part: 'daily', order: 36 },
    permission: 'software.view',
    load: () => import('./ThreeWay.tsx'),
  },
  {
    path: '/u/$unit/three-way/differences',
    title: '三方核对差异',
    parent: '/u/$unit/three-way',
    permission: 'software.view',
    load: () => import('./Differences.tsx'),
  },
];

export const tabs: RecordTab[] = [
  {
    record: 'device',
    key: 'verdicts',
    title: '正版判定',
    order: 35,
    permission: 'finding.view',
    load: () => import('./DeviceVerdicts.tsx'),
  },
  {
    record: 'software',
    key: 'verdicts',
    title: '正版判定',
    order: 60,
    permission: 'finding.view',
    load: () => import('./SoftwareVerdicts.tsx'),
  },
];
