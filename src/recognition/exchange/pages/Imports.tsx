/** 导入的识别规则: batches taken over from other units, each of which can be taken back as a whole. */
import { Alert, App, Button, Popconfirm, Table } from 'antd';
import type { ReactNode } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  EmptyState,
  formatCount,
  Go,
  Loaded,
  PageHead,
  useAction,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import {
  conflictWays,
  listImports,
  type Outcome,
  type RuleImport,
  takeBackImport,
} from '../shapes.ts';

export default function Imports(): ReactNode {
  const t = useT();
  const query = useEndpoint(listImports, {});
  return (
    <section>
      <PageHead
        title={t('导入的识别规则')}
        note={t('每次导入为一批，可以整批撤回；导入以后有人改过的规则和产品保留。')}
        more={<Go to="/recognition/rules">{t('识别规则')}</Go>}
      />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              text={t('还没有导入过其他单位的规则。')}
              action={<Go to="/recognition/rules">{t('识别规则')}</Go>}
            />
          ) : (
            <Batches items={items} />
          )
        }
      </Loaded>
    </section>
  );
}

function Batches(props: { items: RuleImport[] }): ReactNode {
  const t = useT();
  return (
    <Table
      className="zc-table"
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={props.items}
      scroll={{ x: 900 }}
      expandable={{
        expandedRowKeys: props.items.filter(({ outcome }) => outcome !== null).map(({ id }) => id),
        showExpandColumn: false,
        expandedRowRender: (row) => row.outcome && <Taken outcome={row.outcome} />,
      }}
      columns={[
        {
          title: t('来自'),
          width: 200,
          render: (_, row) => `${row.fromName}（${row.fromCode}）`,
        },
        {
          title: t('导入时间'),
          width: 165,
          render: (_, row) => <DateText value={row.createdAt} time />,
        },
        { title: t('导入人'), width: 100, dataIndex: 'createdBy' },
        {
          title: t('规则'),
          width: 80,
          align: 'right',
          render: (_, { counts, onConflict }) =>
            formatCount(counts.create + (onConflict === 'replace' ? counts.conflict : 0)),
        },
        {
          title: t('认定不同的'),
          width: 170,
          render: (_, row) =>
            row.counts.conflict > 0 && <ChoiceTag set={conflictWays} value={row.onConflict} />,
        },
        {
          title: t('撤回'),
          width: 250,
          render: (_, row) =>
            row.takenBackAt ? (
              <>
                <DateText value={row.takenBackAt} time /> {row.takenBackBy}
              </>
            ) : (
              <Can permission="recognition.edit">
                <TakeBack row={row} />
              </Can>
            ),
        },
      ]}
    />
  );
}

function TakeBack(props: { row: RuleImport }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const back = useAction(takeBackImport, {
    onDone: ({ revoked, stayed }) =>
      void message.success(
        t('已撤回 {{revoked}} 条规则，{{stayed}} 项因改过而保留', {
          revoked,
          stayed: stayed.length,
        }),
        6,
      ),
    onRefused: (error) => void message.error(error.message, 8),
  });
  return (
    <Popconfirm
      title={t('整批撤回？被它换下的本单位规则随之恢复。')}
      okText={t('整批撤回')}
      cancelText={t('取消')}
      onConfirm={() => back.mutate({ params: { import: props.row.id } })}
    >
      <Button size="small" danger loading={back.isPending}>
        {t('整批撤回')}
      </Button>
    </Popconfirm>
  );
}

function Taken(props: { outcome: Outcome }): ReactNode {
  const t = useT();
  const { revoked, restored, retired, stayed } = props.outcome;
  return (
    <>
      <p>
        {t(
          '撤销 {{revoked}} 条规则，恢复本单位 {{restored}} 条，停用 {{retired}} 个随之登记的产品。',
          {
            revoked: formatCount(revoked),
            restored: formatCount(restored),
            retired: formatCount(retired),
          },
        )}
      </p>
      {stayed.length > 0 && (
        <Alert
          type="warning"
          title={t('导入以后有人改过，因此保留：')}
          description={
            <ul>
              {stayed.map(({ what, name, by }) => (
                <li key={`${what} ${name}`}>
                  {what === 'rule' ? t('规则') : t('产品')} {name} {by}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}
