/** 统一部署: what is planned, told, being carried out, and how far it is. */
import { Button, Progress } from 'antd';
import type { ReactNode } from 'react';
import { Can, ChoiceTag, DateText, ListPage, useGo, useT } from '../../../platform/web/index.ts';
import { MAINTENANCE_TYPES } from '../../orders/shapes.ts';
import { CAMPAIGN_STATES, type Campaign, listCampaigns } from '../shapes.ts';

/** Recorded of all, in figures and as a bar. */
export function HowFar(props: { recorded: number; failed: number; computers: number }): ReactNode {
  const t = useT();
  const { recorded, failed, computers } = props;
  if (computers === 0) return <span className="zc-quiet">{t('尚未通知')}</span>;
  return (
    <Progress
      className="zc-progress"
      size="small"
      percent={Math.floor((recorded / computers) * 100)}
      status={recorded === computers ? 'success' : failed > 0 ? 'exception' : 'normal'}
      format={() => `${recorded} / ${computers}`}
    />
  );
}

export default function CampaignList(): ReactNode {
  const t = useT();
  const go = useGo();
  const plan = (
    <Can permission="campaign.edit">
      <Button type="primary" onClick={() => go('/campaigns/new')}>
        {t('新建统一部署')}
      </Button>
    </Can>
  );
  return (
    <ListPage
      title={t('统一部署')}
      list={listCampaigns}
      rowTo={(row: Campaign) => `/campaigns/${row.id}`}
      action={plan}
      searchHint={t('编号、名称、软件')}
      filters={[
        { name: 'state', label: t('状态'), set: CAMPAIGN_STATES },
        { name: 'kind', label: t('类型'), set: MAINTENANCE_TYPES },
      ]}
      columns={[
        { key: 'campaignNo', title: t('编号'), sort: true, width: 130 },
        { key: 'title', title: t('名称'), sort: true, width: 220 },
        {
          key: 'state',
          title: t('状态'),
          width: 120,
          render: (row) => <ChoiceTag set={CAMPAIGN_STATES} value={row.state} />,
        },
        {
          key: 'kind',
          title: t('类型'),
          width: 90,
          render: (row) => <ChoiceTag set={MAINTENANCE_TYPES} value={row.kind} />,
        },
        {
          key: 'softwareName',
          title: t('软件'),
          width: 220,
          render: (row) => [row.softwareNo, row.softwareName, row.version].join(' '),
        },
        { key: 'recorded', title: t('已登记'), width: 180, render: (row) => <HowFar {...row} /> },
        {
          key: 'dueOn',
          title: t('完成期限'),
          sort: true,
          width: 120,
          render: (row) => <DateText value={row.dueOn} />,
        },
      ]}
      empty={{
        text: t('还没有统一部署。单位统一安装或卸载软件，工作人员不用填申请表。'),
        action: plan,
      }}
    />
  );
}
