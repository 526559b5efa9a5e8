/** Standard formats: a page for the unit, a tab on the computer's record. */
import type { PageRoute, RecordTab } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/standards',
    title: '标准格式',
    menu: { part: 'ledgers', order: 70 },
    permission: 'software.view',
    load: () => import('./Standards.tsx'),
  },
];

export const tabs: RecordTab[] = [
  {
    record: 'device',
    key: 'standards',
    title: '标准格式',
    order: 80,
    permission: 'discovery.view',
    load: () => import('./DeviceStandards.tsx'),
  },
];
