/** 单位: the own unit and what lies below it; each unit keeps its own ledger. */
import { Button, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  FormDrawer,
  Go,
  Loaded,
  PageHead,
  useEndpoint,
  useNarrow,
  useSession,
  useT,
} from '../../platform/web/index.ts';
import {
  createSubordinate,
  listUnits,
  UNIT_TYPES,
  type Unit,
  updateUnit,
} from '../units/shapes.ts';

type Row = Unit & { depth: number };
type Open = { kind: 'create'; superior: Row } | { kind: 'edit'; unit: Row };

function UnitDrawer(props: { open: Open; rows: Row[]; close: () => void }): ReactNode {
  const t = useT();
  const { open, rows, close } = props;
  const common = [
    { name: 'name', label: t('单位名称'), required: true, wide: true },
    {
      name: 'type',
      label: t('单位类型'),
      kind: 'choice' as const,
      set: UNIT_TYPES,
      required: true,
      radio: true,
      wide: true,
    },
  ];
  const superior = {
    name: 'superiorCode',
    label: t('上级单位'),
    kind: 'options' as const,
    options: rows.map((row) => ({ value: row.code, label: `${row.name}（${row.code}）` })),
    wide: true,
  };
  if (open.kind === 'create') {
    return (
      <FormDrawer
        open
        title={t('新增下级单位')}
        endpoint={createSubordinate}
        submit={t('新增单位')}
        draft="unit.new"
        initial={{ superiorCode: open.superior.code, type: 'institution' }}
        fields={[
          {
            name: 'code',
            label: t('单位编码'),
            required: true,
            help: t('出现在网址中，建立后不再改变。'),
          },
          ...common,
          superior,
        ]}
        onClose={close}
        onDone={close}
      />
    );
  }
  const { unit } = open;
  const parent = rows.find((row) => row.id === unit.superiorId);
  return (
    <FormDrawer
      open
      title={t('修改{{name}}', { name: unit.name })}
      endpoint={updateUnit}
      params={{ code: unit.code }}
      submit={t('保存')}
      initial={{ name: unit.name, type: unit.type, superiorCode: parent?.code }}
      fields={parent ? [...common, superior] : common}
      onClose={close}
      onDone={close}
    />
  );
}

export default function Units(): ReactNode {
  const t = useT();
  const session = useSession();
  const query = useEndpoint(listUnits);
  const [open, setOpen] = useState<Open>();
  const narrow = useNarrow();
  const mayEnter = new Set(session.units.map((unit) => unit.code));
  return (
    <section>
      <PageHead
        title={t('单位')}
        note={t('每个单位各有自己的部门、人员和台账；点单位名称切换过去。')}
        action={
          <Can permission="unit.edit">
            <Button
              type="primary"
              disabled={!query.data?.items[0]}
              onClick={() => setOpen({ kind: 'create', superior: query.data!.items[0]! })}
            >
              {t('新增下级单位')}
            </Button>
          </Can>
        }
      />
      <Loaded query={query}>
        {({ items }) => (
          <>
            <Table<Row>
              className="zc-table"
              size="middle"
              rowKey="id"
              pagination={false}
              dataSource={items}
              columns={[
                {
                  title: t('单位名称'),
                  render: (_, row) => (
                    <span style={{ paddingInlineStart: row.depth * (narrow ? 10 : 24) }}>
                      {mayEnter.has(row.code) ? (
                        <Go to={`/u/${row.code}`}>{row.name}</Go>
                      ) : (
                        row.name
                      )}
                    </span>
                  ),
                },
                { title: t('单位编码'), dataIndex: 'code', width: 160, responsive: ['md'] },
                {
                  title: t('单位类型'),
                  responsive: ['md'],
                  width: 120,
                  render: (_, row) => <ChoiceTag set={UNIT_TYPES} value={row.type} />,
                },
                {
                  title: t('建立日期'),
                  responsive: ['md'],
                  width: 130,
                  render: (_, row) => <DateText value={row.createdAt} />,
                },
                {
                  title: '',
                  width: narrow ? 110 : 180,
                  render: (_, row) => (
                    <Can permission="unit.edit">
                      <span className="zc-inline">
                        <Button size="small" onClick={() => setOpen({ kind: 'edit', unit: row })}>
                          {t('修改')}
                        </Button>
                        <Button
                          size="small"
                          onClick={() => setOpen({ kind: 'create', superior: row })}
                        >
                          {t('新增下级')}
                        </Button>
                      </span>
                    </Can>
                  ),
                },
              ]}
            />
            {open && <UnitDrawer open={open} rows={items} close={() => setOpen(undefined)} />}
          </>
        )}
      </Loaded>
    </section>
  );
}
