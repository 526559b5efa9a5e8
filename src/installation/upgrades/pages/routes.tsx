/** Pages of upgrade schemes. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/upgrades',
    title: '升级方案',
    menu: { part: 'installation', order: 40 },
    permission: 'upgrade.view',
    load: () => import('./UpgradeList.tsx'),
  },
  {
    path: '/u/$unit/upgrades/new',
    title: '起草升级方案',
    parent: '/u/$unit/upgrades',
    permission: 'upgrade.edit',
    load: () => import('./UpgradeNew.tsx'),
  },
  {
    path: '/u/$unit/upgrades/$id',
    title: '升级方案',
    parent: '/u/$unit/upgrades',
    permission: 'upgrade.view',
    load: () => import('./UpgradeRecord.tsx'),
  },
  {
    path: '/u/$unit/upgrades/$id/edit',
    title: '修改升级方案',
    parent: '/u/$unit/upgrades',
    permission: 'upgrade.edit',
    load: () => import('./UpgradeEdit.tsx'),
  },
];
