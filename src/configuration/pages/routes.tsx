/** Pages of the guideline's part 软件配置. */
import type { PageRoute } from '../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/software',
    title: '软件与授权',
    menu: { part: 'configuration', order: 10 },
    permission: 'software.view',
    load: () => import('../software/pages/SoftwareList.tsx'),
  },
  {
    path: '/u/$unit/software/new',
    title: '登记软件',
    parent: '/u/$unit/software',
    permission: 'software.edit',
    load: () => import('../software/pages/SoftwareCreate.tsx'),
  },
  {
    path: '/u/$unit/software/import',
    title: '导入软件记录',
    parent: '/u/$unit/software',
    permission: 'software.edit',
    load: () => import('../software/pages/SoftwareImport.tsx'),
  },
  {
    path: '/u/$unit/software/$id',
    title: '软件编号',
    parent: '/u/$unit/software',
    permission: 'software.view',
    load: () => import('../software/pages/SoftwareRecord.tsx'),
  },
  {
    path: '/u/$unit/free-list',
    title: '可使用免费软件清单',
    menu: { part: 'configuration', order: 20 },
    permission: 'freeList.view',
    load: () => import('../freelist/pages/FreeList.tsx'),
  },
  {
    path: '/u/$unit/free-list/import',
    title: '导入免费软件清单',
    parent: '/u/$unit/free-list',
    permission: 'freeList.edit',
    load: () => import('../freelist/pages/FreeListImport.tsx'),
  },
  {
    path: '/u/$unit/software-numbering',
    title: '软件编号规则',
    menu: { part: 'configuration', order: 30 },
    permission: 'setting.edit',
    load: () => import('../numbering/pages/Numbering.tsx'),
  },
];
