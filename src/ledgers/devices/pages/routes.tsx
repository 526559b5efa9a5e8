/** Pages of the computers. */
import { call } from '../../../platform/web/call.ts';
import type { PageRoute, RecordTab, SearchSource } from '../../../platform/web/route.ts';
import { listDevices } from '../shapes.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/devices',
    title: '计算机',
    menu: { part: 'ledgers', order: 50 },
    permission: 'device.view',
    load: () => import('./DeviceList.tsx'),
  },
  {
    path: '/u/$unit/devices/import',
    title: '导入计算机',
    parent: '/u/$unit/devices',
    permission: 'device.edit',
    load: () => import('./DeviceImport.tsx'),
  },
  {
    path: '/u/$unit/devices/$id',
    title: '计算机',
    parent: '/u/$unit/devices',
    permission: 'device.view',
    load: () => import('./DeviceRecord.tsx'),
  },
];

export const tabs: RecordTab[] = [
  {
    record: 'person',
    key: 'devices',
    title: '保管的计算机',
    order: 10,
    permission: 'device.view',
    load: () => import('./PersonDevices.tsx'),
  },
];

export const searches: SearchSource[] = [
  {
    key: 'devices',
    title: '计算机',
    permission: 'device.view',
    find: async (text) => {
      const { items } = await call(listDevices, { query: { q: text, limit: 6 } });
      return items.map((device) => ({
        id: device.id,
        label: device.computerNo,
        detail: [device.brand, device.model, device.holderName].filter(Boolean).join(' · '),
        to: `/devices/${device.id}`,
      }));
    },
  },
];
