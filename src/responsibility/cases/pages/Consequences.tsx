/** 追究结果: who is out of which year's awards, whose bonus is cut; what personnel works with. */
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Select, Table } from 'antd';
import type { ReactNode } from 'react';
import {
  ChoiceTag,
  DateText,
  download,
  EmptyState,
  Go,
  Loaded,
  PageHead,
  useAddressSearch,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import {
  CONSEQUENCE_KINDS,
  type ConsequenceLine,
  exportConsequences,
  listConsequences,
} from '../shapes.ts';

const YEARS = 10;

export default function Consequences(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const now = new Date().getFullYear();
  const [search, change] = useAddressSearch();
  const year = Number(search.year) || now;
  const query = { year };
  const found = useEndpoint(listConsequences, { query });
  const save = () =>
    download(exportConsequences, { query: { year: String(year) } }).catch((error: Error) =>
      message.error(error.message),
    );
  return (
    <>
      <PageHead
        title={t('追究结果')}
        note={t('领导小组已作出的决定；年度评优评奖和绩效据此办理。')}
        action={
          <Button type="primary" icon={<DownloadOutlined />} onClick={() => void save()}>
            {t('导出 Excel')}
          </Button>
        }
      />
      <Select
        aria-label={t('年度')}
        value={year}
        onChange={(chosen) => change({ year: String(chosen) })}
        options={Array.from({ length: YEARS }, (_, at) => ({ value: now - at, label: now - at }))}
      />
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('这一年没有追究结果。')} />
          ) : (
            <Table<ConsequenceLine>
              className="zc-table"
              size="middle"
              rowKey="id"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={items}
              columns={[
                {
                  title: t('案号'),
                  render: (_, row) => <Go to={`/cases/${row.caseId}`}>{row.caseNo}</Go>,
                },
                {
                  title: t('对象'),
                  render: (_, row) => (row.subject === 'person' ? t('个人') : t('部门')),
                },
                { title: t('姓名或部门'), dataIndex: 'subjectName' },
                { title: t('所在部门'), dataIndex: 'departmentName' },
                {
                  title: t('处理'),
                  render: (_, row) => <ChoiceTag set={CONSEQUENCE_KINDS} value={row.kind} />,
                },
                { title: t('说明'), dataIndex: 'note' },
                { title: t('决定日期'), render: (_, row) => <DateText value={row.decidedOn} /> },
              ]}
            />
          )
        }
      </Loaded>
    </>
  );
}
