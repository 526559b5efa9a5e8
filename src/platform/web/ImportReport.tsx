/** What an import would do: which column is what, and the verdict of each row. */
import { Alert, Button, InputNumber, Segmented, Select, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  IMPORT_ROWS_SHOWN,
  IMPORT_VERDICTS,
  type ImportOptions,
  type ImportReport,
  type ImportVerdict,
} from '../sheets/shapes.ts';
import { useT } from './texts.ts';
import { ChoiceTag, EMPTY, formatCount } from './values.tsx';

export type Chosen = Partial<Pick<ImportOptions, 'sheet' | 'headerRow' | 'mapping' | 'forget'>>;

/** Stands for all sheets with the same header. */
const ALL = '*';

/** The one sheet that was chosen; nothing where several are read together. */
export function sheetOf(report: ImportReport): Pick<Chosen, 'sheet'> {
  return report.sheetsRead.length > 1 ? {} : { sheet: report.sheet };
}

/** Sheet, header line and one select per field; each change asks for the verdicts again. */
export function Mapping(props: {
  report: ImportReport;
  onChange: (chosen: Chosen) => void;
}): ReactNode {
  const t = useT();
  const { report, onChange } = props;
  const columns = report.columns.map((label, value) => ({
    value,
    label: label || t('第 {{n}} 列', { n: value + 1 }),
  }));
  const base = { ...sheetOf(report), headerRow: report.headerRow };
  return (
    <section className="zc-import-mapping">
      <h3>{t('各项内容取自哪一列')}</h3>
      {report.remembered && (
        <Alert
          className="zc-import-whole"
          type="info"
          showIcon
          title={t('沿用 {{by}} 于 {{on}} 为同样表头更正的对应关系，可以再改。', report.remembered)}
          action={
            <Button size="small" onClick={() => onChange({ ...sheetOf(report), forget: true })}>
              {t('不再沿用')}
            </Button>
          }
        />
      )}
      {report.sheets.length > 1 && (
        <div className="zc-import-field">
          <span>{t('工作表')}</span>
          <Select
            aria-label={t('工作表')}
            value={report.sheetsRead.length > 1 ? ALL : report.sheet}
            options={[
              ...(report.sheetsRead.length > 1
                ? [{ value: ALL, label: t('表头相同的 {{n}} 张', { n: report.sheetsRead.length }) }]
                : []),
              ...report.sheets.map((name) => ({ value: name, label: name })),
            ]}
            onChange={(sheet) => onChange(sheet === ALL ? {} : { sheet })}
          />
        </div>
      )}
      <div className="zc-import-field">
        <span>{t('表头在第几行')}</span>
        <InputNumber
          aria-label={t('表头在第几行')}
          min={1}
          max={10_000}
          value={report.headerRow}
          onChange={(headerRow) => headerRow && onChange({ ...sheetOf(report), headerRow })}
        />
      </div>
      {report.fields.map((field) => (
        <div key={field.key} className="zc-import-field">
          <span className={field.required ? 'zc-required' : undefined}>{field.title}</span>
          <Select
            aria-label={field.title}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('不导入')}
            status={field.required && (report.mapping[field.key] ?? null) === null ? 'error' : ''}
            value={report.mapping[field.key] ?? null}
            options={columns}
            onChange={(column: number | null | undefined) =>
              onChange({ ...base, mapping: { ...report.mapping, [field.key]: column ?? null } })
            }
          />
        </div>
      ))}
    </section>
  );
}

export function Verdicts(props: { report: ImportReport }): ReactNode {
  const t = useT();
  const { report } = props;
  const [only, setOnly] = useState<ImportVerdict | ''>(report.counts.reject ? 'reject' : '');
  const rows = only ? report.rows.filter((row) => row.verdict === only) : report.rows;
  const mapped = report.fields.filter((field) => (report.mapping[field.key] ?? null) !== null);
  const kinds: ImportVerdict[] = ['reject', 'create', 'update', 'unchanged'];
  return (
    <section>
      <Segmented
        value={only}
        onChange={setOnly}
        options={[
          {
            value: '' as const,
            label: t('全部 {{n}} 行', { n: formatCount(report.counts.total) }),
          },
          ...kinds.map((kind) => ({
            value: kind,
            label: `${t(IMPORT_VERDICTS[kind].label)} ${formatCount(report.counts[kind])}`,
          })),
        ]}
      />
      <Table
        size="small"
        className="zc-table zc-import-rows"
        rowKey={(row) => `${row.sheet ?? ''}/${row.rowNo}`}
        dataSource={rows}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 480 + mapped.length * 120 }}
        locale={{ emptyText: t('没有这样的行。') }}
        columns={[
          ...(report.sheetsRead.length > 1
            ? [{ title: t('工作表'), dataIndex: 'sheet', width: 120, ellipsis: true }]
            : []),
          { title: t('行号'), dataIndex: 'rowNo', width: 72, align: 'right' as const },
          {
            title: t('结论'),
            width: 108,
            render: (_, row) => <ChoiceTag set={IMPORT_VERDICTS} value={row.verdict} />,
          },
          {
            title: t('说明'),
            width: 300,
            render: (_, row) => row.messages.map((message) => <div key={message}>{message}</div>),
          },
          ...mapped.map((field) => ({
            title: field.title,
            width: 120,
            ellipsis: true,
            render: (_: unknown, row: ImportReport['rows'][number]) =>
              row.values[field.key] || EMPTY,
          })),
        ]}
      />
      {report.counts.total > IMPORT_ROWS_SHOWN && (
        <p className="zc-quiet">
          {t('只列出前 {{n}} 行（不能导入的在前），数字包括全部。', { n: IMPORT_ROWS_SHOWN })}
        </p>
      )}
    </section>
  );
}
