/** 升级方案: what waits for one, grouped by software, and the schemes themselves. */
import { Button, Card } from 'antd';
import type { ReactNode } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  Go,
  ListPage,
  useEndpoint,
  useGo,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  listUpgradeRequests,
  listUpgrades,
  UPGRADE_STATES,
  type Upgrade,
  type UpgradeRequest,
} from '../shapes.ts';

export default function UpgradeList(): ReactNode {
  const t = useT();
  const go = useGo();
  const session = useSession();
  const draft = (
    <Can permission="upgrade.edit">
      <Button type="primary" onClick={() => go('/upgrades/new')}>
        {t('起草升级方案')}
      </Button>
    </Can>
  );
  return (
    <ListPage
      title={t('升级方案')}
      list={listUpgrades}
      rowTo={(row) => `/upgrades/${row.id}`}
      action={draft}
      above={session.can('upgrade.edit') && <Basket />}
      tabs={{ name: 'state', set: UPGRADE_STATES, all: t('全部') }}
      searchHint={t('方案编号、名称、软件')}
      columns={[
        { key: 'schemeNo', title: t('方案编号'), sort: true, width: 130 },
        { key: 'title', title: t('方案名称'), sort: true, width: 220 },
        {
          key: 'state',
          title: t('状态'),
          width: 120,
          render: (row) => <ChoiceTag set={UPGRADE_STATES} value={row.state} />,
        },
        { key: 'from', title: t('原软件编号'), width: 120, render: fromOf },
        { key: 'to', title: t('升级后'), width: 200, render: toOf },
        { key: 'requests', title: t('列入申请'), number: true, width: 90 },
        {
          key: 'progress',
          title: t('已登记 / 计算机'),
          number: true,
          width: 130,
          render: progress,
        },
        {
          key: 'dueOn',
          title: t('限期'),
          sort: true,
          width: 110,
          render: (row) => <DateText value={row.dueOn} />,
        },
        { key: 'draftedBy', title: t('起草人'), width: 100, hidden: true },
      ]}
      empty={{ text: t('还没有升级方案。软件升级由信息化部门按方案统一部署。'), action: draft }}
    />
  );
}

const fromOf = (row: Upgrade) => row.fromSoftwareNos.join('、');
const toOf = (row: Upgrade) => `${row.toSoftwareNo} ${row.toSoftwareName} ${row.version}`.trim();
const progress = (row: Upgrade) =>
  row.campaignId ? `${row.recorded} / ${row.computers}` : undefined;

/** Requests for the same step from one software to another become one scheme (WH-2.3). */
function Basket(): ReactNode {
  const t = useT();
  const query = useEndpoint(listUpgradeRequests);
  const groups = Map.groupBy(query.data?.items ?? [], keyOf);
  if (groups.size === 0) return null;
  return (
    <Card size="small" title={t('等待升级方案的升级申请')} className="zc-above">
      {[...groups].map(([key, own]) => (
        <Group key={key} requests={own} />
      ))}
    </Card>
  );
}

const keyOf = (one: UpgradeRequest) =>
  `${one.fromSoftwareId}/${one.toSoftwareId ?? one.softwareName}`;

function Group(props: { requests: UpgradeRequest[] }): ReactNode {
  const t = useT();
  const go = useGo();
  const first = props.requests[0]!;
  const search = new URLSearchParams({ from: first.fromSoftwareId });
  if (first.toSoftwareId) search.set('to', first.toSoftwareId);
  const to = [first.toSoftwareNo, first.softwareName, first.softwareVersion];
  return (
    <div className="zc-inline">
      <span>
        {`${first.fromSoftwareNo} ${first.fromSoftwareName} → ${to.filter(Boolean).join(' ')}`}
      </span>
      <Go to={`/applications?state=collected&kind=upgrade`}>
        {t('{{n}} 份申请', { n: props.requests.length })}
      </Go>
      <Button size="small" onClick={() => go(`/upgrades/new?${search}`)}>
        {t('据此起草')}
      </Button>
    </div>
  );
}
