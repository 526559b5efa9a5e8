/** Pages for connecting agents and for uploading inventories of machines without a network. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/discovery/connect',
    title: '接入采集代理',
    menu: { part: 'discovery', order: 80 },
    permission: 'discovery.view',
    load: () => import('./ConnectAgents.tsx'),
  },
  {
    path: '/u/$unit/discovery/files',
    title: '上传清单文件',
    menu: { part: 'discovery', order: 70 },
    permission: 'discovery.view',
    load: () => import('./FileUpload.tsx'),
  },
];
