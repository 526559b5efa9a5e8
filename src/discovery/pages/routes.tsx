/** Pages of what agents report: sources, machines to be confirmed, quarantine, block-lists; sightings of a computer. */
import type { PageRoute, RecordTab } from '../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/discovery/candidates',
    title: '待确认的计算机',
    menu: { part: 'discovery', order: 10 },
    permission: 'discovery.view',
    load: () => import('../sources/pages/Candidates.tsx'),
  },
  {
    path: '/u/$unit/discovery/sources',
    title: '采集来源',
    menu: { part: 'discovery', order: 15 },
    permission: 'discovery.view',
    load: () => import('../sources/pages/SourceList.tsx'),
  },
  {
    path: '/u/$unit/discovery/sources/$id',
    title: '采集来源',
    parent: '/u/$unit/discovery/sources',
    permission: 'discovery.view',
    load: () => import('../sources/pages/SourceRecord.tsx'),
  },
  {
    path: '/u/$unit/discovery/quarantine',
    title: '隔离区',
    menu: { part: 'discovery', order: 70 },
    permission: 'discovery.view',
    load: () => import('../intake/pages/Quarantine.tsx'),
  },
  {
    path: '/u/$unit/discovery/junk',
    title: '标识屏蔽名单',
    menu: { part: 'discovery', order: 80 },
    permission: 'discovery.view',
    load: () => import('../sources/pages/JunkLists.tsx'),
  },
];

export const tabs: RecordTab[] = [
  {
    record: 'device',
    key: 'sightings',
    title: '采集到的软件',
    order: 20,
    permission: 'discovery.view',
    load: () => import('../sightings/pages/DeviceSightings.tsx'),
  },
  {
    record: 'device',
    key: 'sources',
    title: '采集来源',
    order: 30,
    permission: 'discovery.view',
    load: () => import('../sources/pages/DeviceSources.tsx'),
  },
];
