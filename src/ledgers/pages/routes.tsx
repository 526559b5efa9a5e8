/** Pages of the journal and the opening balance, and the tabs they add to computers and software numbers. */
import type { PageRoute, RecordTab } from '../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/entries',
    title: '台账流水',
    menu: { part: 'ledgers', order: 40 },
    permission: 'form9.view',
    load: () => import('../journal/pages/Entries.tsx'),
  },
  {
    path: '/u/$unit/entries/new',
    title: '登记安装、卸载、升级',
    parent: '/u/$unit/entries',
    permission: 'entry.append',
    load: () => import('../journal/pages/NewEntries.tsx'),
  },
  {
    path: '/u/$unit/entries/import',
    title: '导入安装维护情况明细表',
    parent: '/u/$unit/entries',
    permission: 'entry.append',
    load: () => import('../journal/pages/EntriesImport.tsx'),
  },
  {
    path: '/u/$unit/installs',
    title: '在册安装',
    parent: '/u/$unit/registers/7',
    permission: 'form8.view',
    load: () => import('../registers/pages/Installs.tsx'),
  },
  {
    path: '/u/$unit/opening',
    title: '建账',
    menu: { part: 'ledgers', order: 50 },
    permission: 'opening.edit',
    load: () => import('../opening/pages/Opening.tsx'),
  },
  {
    path: '/u/$unit/opening/import',
    title: '导入原有明细表',
    parent: '/u/$unit/opening',
    permission: 'opening.edit',
    load: () => import('../opening/pages/OpeningImport.tsx'),
  },
];

export const tabs: RecordTab[] = [
  {
    record: 'device',
    key: 'installs',
    title: '在册软件',
    order: 10,
    permission: 'form8.view',
    load: () => import('../registers/pages/DeviceInstalls.tsx'),
  },
  {
    record: 'software',
    key: 'installs',
    title: '在册安装',
    order: 10,
    permission: 'form8.view',
    load: () => import('../registers/pages/SoftwareInstalls.tsx'),
  },
];
