/** Pages of recognition: the review queue, the unit's rules, the product catalogue. */
import { call } from '../../platform/web/index.ts';
import type { PageRoute, SearchSource } from '../../platform/web/route.ts';
import { searchProducts } from '../unitrules/shapes.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/recognition',
    title: '待识别软件',
    menu: { part: 'discovery', order: 50 },
    permission: 'recognition.view',
    load: () => import('../entries/pages/Queue.tsx'),
  },
  {
    path: '/u/$unit/recognition/provisional',
    title: '暂定产品',
    menu: { part: 'discovery', order: 55 },
    permission: 'recognition.view',
    load: () => import('../provisional/pages/Provisional.tsx'),
  },
  {
    path: '/u/$unit/recognition/end-of-life',
    title: '停止支持的软件',
    menu: { part: 'discovery', order: 75 },
    permission: 'recognition.view',
    load: () => import('../life/pages/Ended.tsx'),
  },
  {
    path: '/u/$unit/recognition/entries/$id',
    title: '识别依据',
    parent: '/u/$unit/recognition',
    permission: 'recognition.view',
    load: () => import('../entries/pages/Explain.tsx'),
  },
  {
    path: '/u/$unit/recognition/rules',
    title: '识别规则',
    menu: { part: 'discovery', order: 60 },
    permission: 'recognition.view',
    load: () => import('../unitrules/pages/Rules.tsx'),
  },
  {
    path: '/u/$unit/recognition/rules/imports',
    title: '导入的识别规则',
    parent: '/u/$unit/recognition/rules',
    permission: 'recognition.view',
    load: () => import('../exchange/pages/Imports.tsx'),
  },
  {
    path: '/u/$unit/recognition/products',
    title: '软件产品目录',
    menu: { part: 'discovery', order: 70 },
    permission: 'recognition.view',
    load: () => import('../unitrules/pages/Products.tsx'),
  },
  {
    path: '/u/$unit/recognition/catalogue',
    title: '目录版本',
    menu: { part: 'discovery', order: 72 },
    permission: 'recognition.view',
    load: () => import('../versions/pages/Versions.tsx'),
  },
  {
    path: '/u/$unit/recognition/catalogue/$id',
    title: '目录更新预览',
    parent: '/u/$unit/recognition/catalogue',
    permission: 'recognition.view',
    load: () => import('../versions/pages/Preview.tsx'),
  },
];

export const searches: SearchSource[] = [
  {
    key: 'products',
    title: '软件产品',
    permission: 'recognition.view',
    find: async (text) => {
      const { items } = await call(searchProducts, { query: { q: text, limit: 6 } });
      return items.map((product) => ({
        id: product.id,
        label: product.nameZh || product.name,
        detail: product.publisher,
        to: `/recognition/products?q=${encodeURIComponent(product.name)}`,
      }));
    },
  },
];
