/** One product under review: its number, and the computers that are to be posted. */
import { Button, Drawer, Form, Input, Select, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  Loaded,
  useAction,
  useEndpoint,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import { DATE_BASES } from '../../journal/shapes.ts';
import { listForm7 } from '../../registers/shapes.ts';
import {
  assignOpening,
  chooseOpening,
  listOpeningItems,
  OPENING_SOURCES,
  OPENING_TYPES,
  type OpeningGroup,
  type OpeningItem,
  OpeningType,
} from '../shapes.ts';

const PAGE = 200;

export function OpeningDetail(props: {
  group: OpeningGroup | undefined;
  close: () => void;
}): ReactNode {
  const { group } = props;
  return (
    <Drawer
      open={group !== undefined}
      onClose={props.close}
      title={group && [group.softwareName, group.softwareVersion].filter(Boolean).join(' ')}
      size={900}
      destroyOnHidden
    >
      {group && (
        <>
          <NumberChoice key={group.groupKey} group={group} />
          <Computers key={`${group.groupKey}/items`} group={group} />
        </>
      )}
    </Drawer>
  );
}

function NumberChoice(props: { group: OpeningGroup }): ReactNode {
  const t = useT();
  const { group } = props;
  const [softwareId, setSoftwareId] = useState(group.softwareId);
  const [softwareType, setSoftwareType] = useState(group.softwareType);
  const { items } = useList(listForm7, { query: { limit: 500 } });
  const assign = useAction(assignOpening);
  const send = (id: string | null, type: OpeningGroup['softwareType']) => {
    setSoftwareId(id);
    setSoftwareType(type);
    const groups = [group.groupKey];
    assign.mutate({ body: { groups, softwareId: id, softwareType: type } });
  };
  const options = items.map((line) => ({
    value: line.softwareId,
    type: OpeningType.safeParse(line.softwareType).data,
    label: [line.softwareNo, line.softwareName, line.softwareVersion].filter(Boolean).join(' '),
  }));
  return (
    <Form layout="vertical" className="zc-form">
      <Form.Item
        label={t('软件编号')}
        extra={t('商业软件选择所用的那笔许可；OEM软件和免费软件可以不选，入账时自动编号。')}
      >
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('输入编号或名称查找')}
          value={softwareId}
          options={options}
          onChange={(id: string | null | undefined) => {
            const picked = options.find((option) => option.value === id);
            send(id ?? null, picked?.type ?? softwareType);
          }}
        />
      </Form.Item>
      <Form.Item label={t('软件类型')}>
        <Select
          disabled={softwareId !== null}
          value={softwareType}
          options={Object.entries(OPENING_TYPES).map(([value, choice]) => ({
            value: value as OpeningGroup['softwareType'],
            label: t(choice.label),
          }))}
          onChange={(type) => send(null, type)}
        />
      </Form.Item>
    </Form>
  );
}

function Computers(props: { group: OpeningGroup }): ReactNode {
  const t = useT();
  const [q, setQ] = useState('');
  const [trail, setTrail] = useState<string[]>([]);
  const cursor = trail.at(-1);
  const query = useEndpoint(listOpeningItems, {
    query: {
      group: props.group.groupKey,
      limit: PAGE,
      ...(q ? { q } : {}),
      ...(cursor ? { cursor } : {}),
    },
  });
  const choose = useAction(chooseOpening);
  const columns = [
    { dataIndex: 'computerNo', title: t('计算机编号'), width: 130 },
    { dataIndex: 'userName', title: t('使用人'), width: 100 },
    { dataIndex: 'departmentName', title: t('使用部门') },
    { dataIndex: 'version', title: t('安装版本'), width: 120 },
    {
      dataIndex: 'installedOn',
      title: t('安装日期'),
      width: 120,
      render: (value: string) => <DateText value={value} />,
    },
    {
      dataIndex: 'dateBasis',
      title: t('日期依据'),
      width: 100,
      render: (value: string) => <ChoiceTag set={DATE_BASES} value={value} />,
    },
    {
      dataIndex: 'source',
      title: t('来源'),
      width: 100,
      render: (value: string) => <ChoiceTag set={OPENING_SOURCES} value={value} />,
    },
  ];
  return (
    <Loaded query={query}>
      {(page) => {
        const set = (chosen: boolean, rows: OpeningItem[]) =>
          choose.mutate({ body: { chosen, groups: [], ids: rows.map((row) => row.id) } });
        return (
          <>
            <div className="zc-inline">
              <Input.Search
                allowClear
                placeholder={t('编号、使用人、部门')}
                className="zc-filter-text"
                onSearch={(text) => {
                  setQ(text.trim());
                  setTrail([]);
                }}
              />
              <span className="zc-quiet">{t('勾选的计算机入账')}</span>
            </div>
            <Table<OpeningItem>
              size="small"
              rowKey="id"
              pagination={false}
              dataSource={page.items}
              columns={columns}
              scroll={{ x: 'max-content' }}
              rowSelection={{
                selectedRowKeys: page.items.filter((row) => row.chosen).map((row) => row.id),
                onSelect: (row, chosen) => set(chosen, [row]),
                onSelectAll: (chosen) => set(chosen, page.items),
              }}
            />
            {(cursor || page.nextCursor) && (
              <nav className="zc-pager">
                <Button disabled={!cursor} onClick={() => setTrail(trail.slice(0, -1))}>
                  {t('上一页')}
                </Button>
                <Button
                  disabled={!page.nextCursor}
                  onClick={() => page.nextCursor && setTrail([...trail, page.nextCursor])}
                >
                  {t('下一页')}
                </Button>
              </nav>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
