/** Progress by department, those furthest behind first; cards on a phone. */
import { Table } from 'antd';
import type { ReactNode } from 'react';
import { DateText, EMPTY, Go, useNarrow, useT } from '../../../platform/web/index.ts';
import type { CampaignProgress, CampaignRecord } from '../shapes.ts';
import { HowFar } from './CampaignList.tsx';

function Taken(props: { row: CampaignProgress }): ReactNode {
  const t = useT();
  const { row } = props;
  if (!row.acknowledgedBy) return <span className="zc-quiet">{t('尚未知悉')}</span>;
  return (
    <>
      {row.acknowledgedBy} <DateText value={row.acknowledgedAt} />
      {row.note && <div className="zc-quiet">{row.note}</div>}
    </>
  );
}

export function Departments(props: { campaign: CampaignRecord }): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  const { campaign } = props;
  const name = (row: CampaignProgress) =>
    row.departmentId ? (
      <Go to={`/campaigns/${campaign.id}?tab=devices&department=${row.departmentId}`}>
        {row.departmentName}
      </Go>
    ) : (
      t('未定部门')
    );
  if (narrow) {
    return (
      <div className="zc-cards">
        {campaign.departments.map((row) => (
          <article key={row.departmentId ?? ''} className="zc-card">
            <header>{name(row)}</header>
            <HowFar {...row} />
            <div className="zc-quiet">
              {t('待执行 {{open}}，待签字 {{awaiting}}，未完成 {{failed}}', {
                open: row.open,
                awaiting: row.awaiting,
                failed: row.failed,
              })}
            </div>
            <Taken row={row} />
          </article>
        ))}
      </div>
    );
  }
  return (
    <Table
      className="zc-table"
      size="small"
      rowKey={(row) => row.departmentId ?? ''}
      pagination={false}
      dataSource={campaign.departments}
      locale={{ emptyText: t('通知部门后，这里显示各部门的进度。') }}
      columns={[
        { title: t('部门'), width: 130, render: (_, row) => name(row) },
        { title: t('已登记'), width: 170, render: (_, row) => <HowFar {...row} /> },
        { title: t('待执行'), width: 80, dataIndex: 'open', align: 'right' },
        { title: t('待签字'), width: 80, dataIndex: 'awaiting', align: 'right' },
        { title: t('未完成'), width: 80, dataIndex: 'failed', align: 'right' },
        {
          title: t('安装维护人'),
          width: 110,
          render: (_, row) => row.technicianName ?? campaign.technicianName ?? EMPTY,
        },
        { title: t('部门知悉'), render: (_, row) => <Taken row={row} /> },
      ]}
    />
  );
}
