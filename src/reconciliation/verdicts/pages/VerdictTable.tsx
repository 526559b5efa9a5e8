/** The list of verdicts, on its own page and inside the records of computers and software numbers. */
import type { ReactNode } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  ListPage,
  ToneTag,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import { recognisedKinds, softwareCategories } from '../../../recognition/shapes.ts';
import { exportVerdicts, listVerdicts, type Verdict } from '../shapes.api.ts';
import { COLOURS, LINKS, REASONS } from '../shapes.ts';

export function VerdictTable(props: {
  title: string;
  query?: Record<string, string>;
  embedded?: boolean;
  above?: ReactNode;
  more?: ReactNode;
  note?: ReactNode;
}): ReactNode {
  const t = useT();
  const departments = useList(listDepartments, {});
  return (
    <ListPage
      title={props.title}
      embedded={props.embedded ?? false}
      list={listVerdicts}
      query={props.query ?? {}}
      above={props.above}
      more={props.more}
      tabs={{ name: 'colour', set: COLOURS, all: t('全部') }}
      filters={[
        { name: 'category', label: t('软件类别'), set: softwareCategories },
        { name: 'missing', label: t('缺少的环节'), set: LINKS },
        { name: 'reason', label: t('说明'), set: REASONS },
        { name: 'kind', label: t('认定'), set: recognisedKinds },
        ...(props.embedded
          ? []
          : [
              {
                name: 'department',
                label: t('部门'),
                options: departments.items.map(({ id, name }) => ({ value: id, label: name })),
                search: true,
              },
            ]),
      ]}
      searchHint={t('软件名称、计算机编号、使用人')}
      exports={exportVerdicts}
      rowTo={(row) => `/verdicts/${row.id}`}
      columns={columns(t, props.embedded ?? false)}
      empty={{
        text: t('还没有可以判定的软件：等待计算机上报，或先登记台账。'),
        action: <Go to="/discovery/connect">{t('接入采集代理')}</Go>,
      }}
    />
  );
}

export function MissingTags(props: { row: Verdict }): ReactNode {
  const t = useT();
  const { missing, reasons } = props.row;
  return (
    <div>
      {reasons.map((reason) => (
        <ToneTag key={reason} tone={REASONS[reason].tone}>
          {t(REASONS[reason].label)}
        </ToneTag>
      ))}
      {missing.length > 0 && (
        <div className="zc-quiet zc-sentence">
          {t('缺：{{links}}', { links: missing.map((link) => t(LINKS[link].label)).join(t('、')) })}
        </div>
      )}
    </div>
  );
}

/** Of the whole unit only orders an index serves are offered: another would sort every verdict there is. */
function columns(t: (sentence: string) => string, sort: boolean) {
  return [
    {
      key: 'productName',
      title: t('软件'),
      sort: true,
      width: 250,
      render: (row: Verdict) =>
        [row.productName, row.edition, row.version].filter(Boolean).join(' '),
    },
    {
      key: 'colour',
      title: t('结论'),
      sort: true,
      width: 132,
      render: (row: Verdict) => <ChoiceTag set={COLOURS} value={row.colour} />,
    },
    {
      key: 'missing',
      title: t('缺什么'),
      width: 330,
      render: (row: Verdict) => <MissingTags row={row} />,
    },
    {
      key: 'computerNo',
      title: t('计算机编号'),
      sort,
      width: 120,
      render: (row: Verdict) => <Go to={`/devices/${row.deviceId}`}>{row.computerNo}</Go>,
    },
    { key: 'personName', title: t('使用人'), width: 90 },
    { key: 'departmentName', title: t('部门'), width: 120 },
    {
      key: 'softwareNo',
      title: t('软件编号'),
      width: 100,
      render: (row: Verdict) =>
        row.softwareId ? <Go to={`/software/${row.softwareId}`}>{row.softwareNo}</Go> : EMPTY,
    },
    {
      key: 'category',
      title: t('软件类别'),
      width: 120,
      hidden: true,
      render: (row: Verdict) => t(softwareCategories[row.category].label),
    },
    {
      key: 'kind',
      title: t('认定'),
      width: 100,
      hidden: true,
      render: (row: Verdict) => <ChoiceTag set={recognisedKinds} value={row.kind} />,
    },
    { key: 'publisher', title: t('软件厂商'), hidden: true, width: 180 },
    {
      key: 'judgedAt',
      title: t('结论自'),
      sort: true,
      hidden: true,
      width: 110,
      render: (row: Verdict) => <DateText value={row.judgedAt} />,
    },
  ];
}
