/** Applications 附件10. */
import type { PageRoute, SearchSource } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/applications',
    title: '安装维护申请',
    menu: { part: 'installation', order: 10 },
    permission: 'application.view',
    load: () => import('./ApplicationList.tsx'),
  },
  {
    path: '/u/$unit/applications/new',
    title: '申请安装维护',
    parent: '/u/$unit/applications',
    permission: 'application.create',
    load: () => import('./ApplicationNew.tsx'),
  },
  {
    path: '/u/$unit/applications/$id/edit',
    title: '修改申请',
    parent: '/u/$unit/applications',
    permission: 'application.create',
    load: () => import('./ApplicationEdit.tsx'),
  },
  {
    path: '/u/$unit/applications/$id',
    title: '软件安装维护申请表（附件10）',
    parent: '/u/$unit/applications',
    permission: 'application.view',
    load: () => import('./ApplicationRecord.tsx'),
  },
];

export const searches: SearchSource[] = [
  {
    key: 'applications',
    title: '安装维护申请',
    permission: 'application.view',
    find: async (text) => {
      const [{ listApplications }, { call }] = await Promise.all([
        import('../shapes.ts'),
        import('../../../platform/web/call.ts'),
      ]);
      const { items } = await call(listApplications, { query: { q: text, limit: 5 } });
      return items.map((one) => ({
        id: one.id,
        label: `${one.applicationNo} ${one.applicantName}`,
        detail: one.softwareName,
        to: `/applications/${one.id}`,
      }));
    },
  },
];
