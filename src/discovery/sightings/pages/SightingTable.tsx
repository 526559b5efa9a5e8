/** What was seen, now or at a past moment; what is gone can be shown too. */
import { Alert, Checkbox, DatePicker, Input, Space, Table, Tag } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  Loaded,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { LIFE_STATES } from '../../../recognition/life/shapes.ts';
import { recognisedKinds } from '../../../recognition/shapes.ts';
import { COVERAGES } from '../../sources/rules.ts';
import { deviceSightings, type SeenSoftware, sourceSightings } from '../shapes.ts';

const PAGE = 50;

export function SightingTable(props: { of: 'device' | 'source'; id: string }): ReactNode {
  const t = useT();
  const [text, setText] = useState('');
  const [gone, setGone] = useState(false);
  const [day, setDay] = useState<string>();
  const endpoint = props.of === 'device' ? deviceSightings : sourceSightings;
  const seen = useEndpoint(endpoint, {
    params: { id: props.id },
    query: {
      gone: gone ? 'true' : 'false',
      ...(text ? { q: text } : {}),
      // The end of the day, in China.
      ...(day ? { at: `${day}T23:59:59+08:00` } : {}),
    },
  });
  return (
    <Space orientation="vertical" className="zc-wide" size="middle">
      <span className="zc-inline">
        <Input.Search
          allowClear
          placeholder={t('软件名称、厂商')}
          onSearch={setText}
          className="zc-search"
        />
        <DatePicker
          placeholder={t('现在')}
          aria-label={t('某一天的软件')}
          maxDate={dayjs()}
          onChange={(_, value) => setDay(typeof value === 'string' && value ? value : undefined)}
        />
        <Checkbox checked={gone} onChange={(event) => setGone(event.target.checked)}>
          {t('包括已消失的')}
        </Checkbox>
      </span>
      <Loaded query={seen}>
        {(data) => (
          <>
            {data.coverage && data.coverage !== 'full' && (
              <Alert
                type="warning"
                showIcon
                title={
                  <>
                    {t('采集不完整')}：<ChoiceTag set={COVERAGES} value={data.coverage} />
                  </>
                }
              />
            )}
            <Table<SeenSoftware>
              size="small"
              rowKey="entryId"
              dataSource={data.items}
              columns={columns(t)}
              scroll={{ x: 900 }}
              pagination={
                data.items.length > PAGE ? { pageSize: PAGE, showSizeChanger: false } : false
              }
              locale={{ emptyText: t('没有采集到软件') }}
            />
          </>
        )}
      </Loaded>
    </Space>
  );
}

function columns(t: (sentence: string) => string) {
  return [
    {
      key: 'name',
      title: t('原始名称'),
      dataIndex: 'name',
      render: (name: string, row: SeenSoftware) => (
        <>
          {name} {row.present ? null : <Tag>{t('已消失')}</Tag>}
          {row.fromFileOnly && <Tag color="warning">{t('仅见于文件')}</Tag>}
        </>
      ),
    },
    { key: 'version', title: t('版本'), dataIndex: 'version', width: 140 },
    { key: 'publisher', title: t('厂商'), dataIndex: 'publisher', width: 200, ellipsis: true },
    {
      key: 'productName',
      title: t('识别为'),
      dataIndex: 'productName',
      width: 180,
      render: (name: string | null, row: SeenSoftware) => (
        <>
          <Go to={`/recognition/entries/${row.entryId}`}>{name ?? EMPTY}</Go>{' '}
          {row.endOfLife && row.endOfLife.state !== 'supported' && (
            <ChoiceTag set={LIFE_STATES} value={row.endOfLife.state} />
          )}
        </>
      ),
    },
    {
      key: 'kind',
      title: t('类型'),
      dataIndex: 'kind',
      width: 110,
      render: (kind: string | null) => <ChoiceTag set={recognisedKinds} value={kind} />,
    },
    {
      key: 'installedOn',
      title: t('安装日期'),
      dataIndex: 'installedOn',
      width: 110,
      render: (value: string | null) => <DateText value={value} />,
    },
    {
      key: 'firstSeen',
      title: t('首次看到'),
      dataIndex: 'firstSeen',
      width: 110,
      render: (value: string) => <DateText value={value} />,
    },
    {
      key: 'lastSeen',
      title: t('最近看到'),
      dataIndex: 'lastSeen',
      width: 110,
      render: (value: string) => <DateText value={value} />,
    },
  ];
}
