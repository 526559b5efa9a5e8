/** 标识屏蔽名单: serial numbers, UUIDs and network addresses that mean nothing and must not join machines. */
import { App, Button, Collapse, Table, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  FormDrawer,
  Loaded,
  PageHead,
  useAction,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { deleteJunk, JUNK_KINDS, type JunkKind, listJunk, saveJunk } from '../shapes.ts';

type Own = {
  kind: JunkKind;
  value: string;
  blocked: boolean;
  note: string;
  createdAt: string;
  createdBy: string;
};

export default function JunkLists(): ReactNode {
  const t = useT();
  const junk = useEndpoint(listJunk, {});
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead
        title={t('标识屏蔽名单')}
        note={t(
          '名单中的序列号、主板 UUID、网卡地址没有意义（如“To be filled by O.E.M.”），不用来判断是否同一台计算机。',
        )}
        action={
          <Can permission="discovery.edit">
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('新增')}
            </Button>
          </Can>
        }
      />
      <Loaded query={junk}>
        {(data) => (
          <>
            <OwnTable rows={data.own} />
            <Collapse
              className="zc-gap"
              items={[
                {
                  key: 'shipped',
                  label: t('随软件提供的（{{n}} 条）', { n: data.shipped.length }),
                  children: <Shipped rows={data.shipped} />,
                },
              ]}
            />
          </>
        )}
      </Loaded>
      <FormDrawer
        open={adding}
        onClose={() => setAdding(false)}
        title={t('屏蔽或解除屏蔽一个标识')}
        endpoint={saveJunk}
        submit={t('保存')}
        initial={{ blocked: true }}
        fields={[
          { name: 'kind', label: t('种类'), kind: 'choice', set: JUNK_KINDS, required: true },
          { name: 'value', label: t('标识'), required: true, maxLength: 120 },
          {
            name: 'blocked',
            label: t('屏蔽'),
            kind: 'flag',
            text: t('屏蔽；不选则为本单位解除随附的屏蔽'),
            wide: true,
          },
          { name: 'note', label: t('说明'), wide: true, maxLength: 200 },
        ]}
        onDone={() => setAdding(false)}
      />
    </>
  );
}

function OwnTable(props: { rows: Own[] }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const remove = useAction(deleteJunk, { onRefused: (error) => message.error(error.message, 8) });
  return (
    <Table<Own>
      size="small"
      rowKey={(row) => `${row.kind}/${row.value}`}
      dataSource={props.rows}
      pagination={false}
      scroll={{ x: 700 }}
      locale={{ emptyText: t('本单位没有自己的屏蔽或例外') }}
      columns={[
        {
          key: 'kind',
          title: t('种类'),
          width: 120,
          render: (_, row) => <ChoiceTag set={JUNK_KINDS} value={row.kind} />,
        },
        { key: 'value', title: t('标识'), dataIndex: 'value' },
        {
          key: 'blocked',
          title: t('作用'),
          width: 120,
          render: (_, row) =>
            row.blocked ? <Tag color="error">{t('屏蔽')}</Tag> : <Tag>{t('例外')}</Tag>,
        },
        { key: 'note', title: t('说明'), dataIndex: 'note' },
        {
          key: 'createdAt',
          title: t('登记'),
          width: 190,
          render: (_, row) => (
            <>
              {row.createdBy} <DateText value={row.createdAt} />
            </>
          ),
        },
        {
          key: 'actions',
          title: t('操作'),
          width: 90,
          render: (_, row) => (
            <Can permission="discovery.edit">
              <Button
                size="small"
                onClick={() => remove.mutate({ body: { kind: row.kind, value: row.value } })}
              >
                {t('删除')}
              </Button>
            </Can>
          ),
        },
      ]}
    />
  );
}

function Shipped(props: { rows: { kind: JunkKind; value: string }[] }): ReactNode {
  return (
    <div className="zc-inline">
      {props.rows.map((row) => (
        <Tag key={`${row.kind}/${row.value}`}>{row.value}</Tag>
      ))}
    </div>
  );
}
