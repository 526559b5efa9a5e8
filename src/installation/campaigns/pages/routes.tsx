/** Pages of unit-wide deployment (W4; WH-1.3). */
import type { PageRoute, SearchSource } from '../../../platform/web/route.ts';

export const routes: PageRoute[] = [
  {
    path: '/u/$unit/campaigns',
    title: '统一部署',
    menu: { part: 'installation', order: 30 },
    permission: 'campaign.view',
    load: () => import('./CampaignList.tsx'),
  },
  {
    path: '/u/$unit/campaigns/new',
    title: '新建统一部署',
    parent: '/u/$unit/campaigns',
    permission: 'campaign.edit',
    load: () => import('./PlanCampaign.tsx'),
  },
  {
    path: '/u/$unit/campaigns/$id',
    title: '统一部署',
    parent: '/u/$unit/campaigns',
    permission: 'campaign.view',
    load: () => import('./CampaignRecord.tsx'),
  },
  {
    path: '/u/$unit/campaigns/$id/edit',
    title: '修改统一部署',
    parent: '/u/$unit/campaigns',
    permission: 'campaign.edit',
    load: () => import('./PlanCampaign.tsx'),
  },
];

export const searches: SearchSource[] = [
  {
    key: 'campaigns',
    title: '统一部署',
    permission: 'campaign.view',
    find: async (text) => {
      const { call } = await import('../../../platform/web/call.ts');
      const { listCampaigns } = await import('../shapes.ts');
      const { items } = await call(listCampaigns, { query: { q: text, limit: 5 } });
      return items.map((row) => ({
        id: row.id,
        label: `${row.campaignNo} ${row.title}`,
        detail: row.softwareName,
        to: `/campaigns/${row.id}`,
      }));
    },
  },
];
