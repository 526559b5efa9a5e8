/** 闲置许可: what reclaiming would save by number, and the computers that hold licences and have not been seen. */
import { Alert, App, Button, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  DateText,
  EMPTY,
  FormDrawer,
  Go,
  ListPage,
  Loaded,
  MoneyText,
  useAction,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import {
  exportIdle,
  getIdleSetting,
  type IdleLicence,
  type IdleNumber,
  listIdle,
  listIdleNumbers,
  reclaimIdle,
  saveIdleSetting,
} from '../shapes.idle.ts';

export default function Idle(): ReactNode {
  const t = useT();
  const [setting, setSetting] = useState(false);
  const days = useEndpoint(getIdleSetting, {});
  return (
    <>
      <ListPage
        title={t('闲置许可')}
        list={listIdle}
        exports={exportIdle}
        rowTo={(row: IdleLicence) => `/devices/${row.deviceId}`}
        columns={[
          { key: 'computerNo', title: t('计算机编号'), sort: true, width: 130 },
          {
            key: 'softwareNo',
            title: t('软件编号'),
            sort: true,
            width: 120,
            render: (row) => <Go to={`/software/${row.softwareId}`}>{row.softwareNo}</Go>,
          },
          { key: 'softwareName', title: t('软件名称'), width: 200 },
          { key: 'departmentName', title: t('部门'), width: 140 },
          { key: 'userName', title: t('使用人'), width: 100 },
          {
            key: 'lastSeenOn',
            title: t('最后见到'),
            sort: true,
            width: 120,
            render: (row) => <DateText value={row.lastSeenOn} />,
          },
          { key: 'daysUnseen', title: t('未见天数'), width: 100 },
          {
            key: 'recorded',
            title: t('已登记安装'),
            width: 110,
            render: (row) => (row.recorded ? t('是') : t('否')),
          },
        ]}
        searchHint={t('软件名称、编号、计算机编号')}
        action={
          <Can permission="purchaseAdvice.edit">
            <Button onClick={() => setSetting(true)}>{t('设置天数')}</Button>
          </Can>
        }
        bulk={(rows, done) => <Reclaim rows={rows} done={done} />}
        empty={{ text: t('没有长期未见的计算机占用许可。') }}
        above={
          days.data && (
            <p className="zc-quiet">
              {t('{{n}} 天没有见到的计算机仍占用的许可，收回后可给别人用。', { n: days.data.days })}
            </p>
          )
        }
      />
      <Numbers />
      {setting && days.data && (
        <FormDrawer
          open
          title={t('设置天数')}
          endpoint={saveIdleSetting}
          initial={days.data}
          fields={[
            {
              name: 'days',
              label: t('多少天没有见到算长期未见'),
              kind: 'number',
              unit: t('天'),
              required: true,
            },
          ]}
          submit={t('保存')}
          onClose={() => setSetting(false)}
          onDone={() => setSetting(false)}
        />
      )}
    </>
  );
}

/** A campaign is about one number: the rows chosen have to be of one. */
function Reclaim(props: { rows: IdleLicence[]; done: () => void }): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const { rows } = props;
  const reclaim = useAction(reclaimIdle, {
    onDone: ({ campaignId }) => {
      props.done();
      go(`/campaigns/${campaignId}`);
    },
    onRefused: (error) => void message.error(error.message, 8),
  });
  const [first] = rows;
  const one = rows.every((row) => row.softwareId === first?.softwareId);
  const recorded = rows.filter((row) => row.recorded);
  return (
    <Can permission="campaign.edit">
      <Button
        disabled={!first || !one || recorded.length === 0}
        title={one ? t('只有台账登记了安装的可以统一卸载') : t('请只选同一软件编号的行')}
        loading={reclaim.isPending}
        onClick={() =>
          first &&
          reclaim.mutate({
            body: { softwareId: first.softwareId, deviceIds: recorded.map((row) => row.deviceId) },
          })
        }
      >
        {t('计划统一卸载（{{n}} 台）', { n: recorded.length })}
      </Button>
    </Can>
  );
}

function Numbers(): ReactNode {
  const t = useT();
  const query = useEndpoint(listIdleNumbers, {});
  return (
    <section className="zc-above" aria-label={t('能省多少')}>
      <h2>{t('能省多少')}</h2>
      <Loaded query={query}>
        {({ items, neverSeen }) => (
          <>
            <Alert
              type="info"
              title={t(
                '“闲置”只按是否见到计算机判断：目前支持的采集工具都不报告软件的最后使用时间，所以不判断“装了但没有用过”。',
              )}
              description={
                neverSeen > 0
                  ? t('另有 {{n}} 台计算机从未被采集到，不作判断。', { n: neverSeen })
                  : undefined
              }
            />
            <NumberTable items={items} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function NumberTable(props: { items: IdleNumber[] }): ReactNode {
  const t = useT();
  return (
    <Table
      size="small"
      rowKey="softwareId"
      scroll={{ x: 'max-content' }}
      dataSource={props.items}
      locale={{ emptyText: t('没有闲置的许可。') }}
      columns={[
        {
          title: t('软件编号'),
          key: 'no',
          render: (_, row) => <Go to={`/software/${row.softwareId}`}>{row.softwareNo}</Go>,
        },
        { title: t('软件名称'), dataIndex: 'softwareName' },
        { title: t('许可数量'), dataIndex: 'quantity', align: 'right' },
        { title: t('长期未见'), dataIndex: 'unseen', align: 'right' },
        { title: t('未分配'), dataIndex: 'spare', align: 'right' },
        { title: t('还缺这个许可的安装'), dataIndex: 'wanted', align: 'right' },
        {
          title: t('可免购买'),
          key: 'avoided',
          align: 'right',
          render: (_, row) =>
            row.avoided === 0 ? (
              EMPTY
            ) : (
              <>
                {t('{{n}} 套', { n: row.avoided })} <MoneyText fen={row.avoidedFen} />
              </>
            ),
        },
        {
          title: t('价格依据'),
          key: 'basis',
          render: (_, row) =>
            row.priceBasis === 'offer'
              ? t('现行报价')
              : row.priceBasis === 'purchase'
                ? t('原采购价')
                : EMPTY,
        },
        {
          title: t('维护到期'),
          key: 'end',
          render: (_, row) => <DateText value={row.maintenanceEnd} />,
        },
        {
          title: t('闲置部分的维护费'),
          key: 'maintenance',
          align: 'right',
          render: (_, row) =>
            row.maintenanceSavedFen === null ? EMPTY : <MoneyText fen={row.maintenanceSavedFen} />,
        },
      ]}
    />
  );
}
