/** The page of the forms' layouts. */
import type { PageRoute } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/layouts',
    title: '表单版式',
    menu: { part: 'system', order: 60 },
    permission: 'setting.edit',
    load: () => import('./Layouts.tsx'),
  },
];
