/** 正版判定: what of all installed software has its evidence complete, by category, and what the rest lacks. */
import { Button, Card, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import { DEVICE_TYPES } from '../../../ledgers/devices/shapes.ts';
import {
  Can,
  Figure,
  FormDrawer,
  Go,
  Loaded,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { softwareCategories } from '../../../recognition/shapes.ts';
import { getRequiredPolicy, saveRequiredPolicy } from '../../home/shapes.ts';
import { countVerdicts, type VerdictCounts } from '../shapes.api.ts';
import { COLOURS, type Colour, LINKS } from '../shapes.ts';
import { VerdictTable } from './VerdictTable.tsx';

const CATEGORIES = Object.keys(softwareCategories) as (keyof typeof softwareCategories)[];

export default function VerdictList(): ReactNode {
  const t = useT();
  const counts = useEndpoint(countVerdicts, {});
  return (
    <VerdictTable
      title={t('正版判定')}
      above={<Loaded query={counts}>{(data) => <Totals counts={data} />}</Loaded>}
      more={
        <>
          <Can permission="software.view">
            <Go to="/three-way">{t('三方核对')}</Go>
          </Can>
          <Can permission="setting.edit">
            <PolicyButton />
          </Can>
        </>
      }
    />
  );
}

function Totals(props: { counts: VerdictCounts }): ReactNode {
  const t = useT();
  const { categories, missing } = props.counts;
  const rows = CATEGORIES.flatMap(
    (category) => categories.find((row) => row.category === category) ?? [],
  );
  if (rows.length === 0) return null;
  return (
    <div className="zc-columns">
      <Card size="small" title={t('按软件类别')}>
        <Table
          size="small"
          pagination={false}
          rowKey="category"
          dataSource={rows}
          columns={[
            {
              key: 'category',
              title: t('软件类别'),
              render: (_, row) => t(softwareCategories[row.category].label),
            },
            ...(['green', 'yellow', 'red'] as const).map((colour) => ({
              key: colour,
              title: t(COLOURS[colour].label),
              align: 'right' as const,
              render: (_: unknown, row: Row) => <Count row={row} colour={colour} />,
            })),
          ]}
        />
      </Card>
      <Card size="small" title={t('缺少或不符的环节')}>
        {missing.length === 0 ? (
          <p className="zc-quiet">{t('没有：所有结论都依据齐全。')}</p>
        ) : (
          <ul className="zc-rows">
            {missing.map((row) => (
              <li key={row.link}>
                <span>{t(LINKS[row.link].label)}</span>
                <Figure value={row.installs} to={`/verdicts?missing=${row.link}`} />
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}

type Row = VerdictCounts['categories'][number];

function Count(props: { row: Row; colour: Colour }): ReactNode {
  const { row, colour } = props;
  if (row[colour] === 0) return 0;
  const to = `/verdicts?category=${row.category}&colour=${colour}`;
  return <Figure value={row[colour]} to={to} tone={COLOURS[colour].tone} />;
}

/** D11: which computers are to have what; the rates on the home page count by it. */
function PolicyButton(): ReactNode {
  const t = useT();
  const [open, setOpen] = useState(false);
  const policy = useEndpoint(getRequiredPolicy, {}, { enabled: open });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('应配范围')}</Button>
      {open && policy.data && (
        <FormDrawer
          title={t('应配范围')}
          open
          onClose={() => setOpen(false)}
          endpoint={saveRequiredPolicy}
          submit={t('保存')}
          onDone={() => setOpen(false)}
          initial={policy.data}
          fields={(['operatingSystem', 'office', 'antivirus'] as const).map((category) => ({
            name: category,
            label: t(softwareCategories[category].label),
            kind: 'choice' as const,
            set: DEVICE_TYPES,
            many: true,
            help: t('应配这类软件的设备；首页和统计表的“应配”按此计算。'),
          }))}
        />
      )}
    </>
  );
}
