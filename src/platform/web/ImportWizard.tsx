/** Import from a sheet: choose the file, correct the columns, see a verdict per row, then write. */
import { FileExcelOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, App, Button, Segmented, Select, Spin, Table, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Endpoint } from '../http/endpoint.ts';
import {
  IMPORT_ROWS_SHOWN,
  IMPORT_VERDICTS,
  type ImportOptions,
  type ImportReport,
  type ImportVerdict,
} from '../sheets/shapes.ts';
import { type ApiError, call, download, type Params } from './call.ts';
import { queryClient } from './query.ts';
import { ErrorState } from './states.tsx';
import { useT } from './texts.ts';
import { ChoiceTag, EMPTY, formatCount } from './values.tsx';

export type ImportWizardProps = {
  /** `POST …/import`, multipart, answers an ImportReport. */
  endpoint: Pick<Endpoint, 'method' | 'path'>;
  params?: Params;
  /** What a row is, e.g. 计算机. */
  thing: string;
  /** Which columns are expected and where the file usually comes from. */
  hint: ReactNode;
  /** GET endpoint of an empty sheet to fill in. */
  template?: Pick<Endpoint, 'method' | 'path'>;
  onDone?: (report: ImportReport) => void;
};

type Chosen = Partial<Pick<ImportOptions, 'sheet' | 'headerRow' | 'mapping'>>;

/** Sends the file; `commit` false only asks what would happen. */
async function send(
  props: ImportWizardProps,
  file: File,
  options: Chosen & { commit: boolean },
): Promise<ImportReport> {
  const body = new FormData();
  // Before the file: a streaming reader knows the options when the file arrives.
  body.append('options', JSON.stringify(options));
  body.append('file', file, file.name);
  const input = { params: props.params, query: { commit: String(options.commit) }, body };
  return (await call(props.endpoint as Endpoint, input as never)) as ImportReport;
}

function ChooseFile(props: { wizard: ImportWizardProps; onFile: (file: File) => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { template, params } = props.wizard;
  return (
    <div className="zc-import-choose">
      <p>{props.wizard.hint}</p>
      <Upload.Dragger
        accept=".xlsx,.xls,.csv,.txt,.tsv"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file) => {
          props.onFile(file);
          return false;
        }}
      >
        <p className="zc-import-icon">
          <FileExcelOutlined />
        </p>
        <p>{t('把 Excel（.xlsx）或 CSV 文件拖到这里，或点击选择')}</p>
        <p className="zc-quiet">{t('先试读并逐行给出结论，确认之前什么也不会写入。')}</p>
      </Upload.Dragger>
      {template && (
        <Button
          type="link"
          onClick={() =>
            download(template, { params }).catch((error: ApiError) => message.error(error.message))
          }
        >
          {t('下载空白模板')}
        </Button>
      )}
    </div>
  );
}

/** Sheet, header line and one select per field; each change asks for the verdicts again. */
function Mapping(props: { report: ImportReport; onChange: (chosen: Chosen) => void }): ReactNode {
  const t = useT();
  const { report, onChange } = props;
  const columns = report.columns.map((label, value) => ({
    value,
    label: label || t('第 {{n}} 列', { n: value + 1 }),
  }));
  const base = { sheet: report.sheet, headerRow: report.headerRow };
  return (
    <section className="zc-import-mapping">
      <h3>{t('各项内容取自哪一列')}</h3>
      {report.sheets.length > 1 && (
        <div className="zc-import-field">
          <span>{t('工作表')}</span>
          <Select
            aria-label={t('工作表')}
            value={report.sheet}
            options={report.sheets.map((name) => ({ value: name, label: name }))}
            onChange={(sheet) => onChange({ sheet })}
          />
        </div>
      )}
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

function Verdicts(props: { report: ImportReport }): ReactNode {
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
        rowKey="rowNo"
        dataSource={rows}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 480 + mapped.length * 120 }}
        locale={{ emptyText: t('没有这样的行。') }}
        columns={[
          { title: t('行号'), dataIndex: 'rowNo', width: 72, align: 'right' },
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

function Result(props: { report: ImportReport; thing: string; again: () => void }): ReactNode {
  const t = useT();
  const { counts } = props.report;
  return (
    <Alert
      type={counts.reject ? 'warning' : 'success'}
      showIcon
      title={t('已导入{{thing}}：新增 {{create}}，更新 {{update}}，无变化 {{unchanged}}。', {
        thing: props.thing,
        create: counts.create,
        update: counts.update,
        unchanged: counts.unchanged,
      })}
      description={
        counts.reject > 0 &&
        t('有 {{n}} 行没有导入，原因见下表；改正后可再次导入同一文件。', { n: counts.reject })
      }
      action={<Button onClick={props.again}>{t('再导入一个文件')}</Button>}
    />
  );
}

export function ImportWizard(props: ImportWizardProps): ReactNode {
  const t = useT();
  const [file, setFile] = useState<File>();
  const [report, setReport] = useState<ImportReport>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();

  const ask = async (wanted: File, chosen: Chosen, commit: boolean) => {
    setBusy(true);
    setError(undefined);
    try {
      const answer = await send(props, wanted, { ...chosen, commit });
      setReport(answer);
      if (answer.committed) {
        void queryClient.invalidateQueries();
        props.onDone?.(answer);
      }
    } catch (caught) {
      setError(caught as Error);
    }
    setBusy(false);
  };
  const restart = () => {
    setFile(undefined);
    setReport(undefined);
    setError(undefined);
  };
  if (!file) {
    const choose = (chosen: File) => {
      setFile(chosen);
      void ask(chosen, {}, false);
    };
    return <ChooseFile wizard={props} onFile={choose} />;
  }
  const writable = report ? report.counts.create + report.counts.update : 0;
  const current: Chosen = report
    ? { sheet: report.sheet, headerRow: report.headerRow, mapping: report.mapping }
    : {};
  return (
    <Spin spinning={busy} description={t('正在读取 {{file}}…', { file: file.name })}>
      <div className="zc-import">
        <div className="zc-import-file">
          <span>{file.name}</span>
          <Button icon={<UploadOutlined />} onClick={restart}>
            {t('换一个文件')}
          </Button>
        </div>
        {error && <ErrorState error={error} retry={() => void ask(file, current, false)} />}
        {report?.committed && <Result report={report} thing={props.thing} again={restart} />}
        {report?.notes.map((note) => (
          <Alert key={note} type="warning" showIcon title={note} />
        ))}
        {report && !report.committed && (
          <Mapping report={report} onChange={(chosen) => void ask(file, chosen, false)} />
        )}
        {report && <Verdicts key={`${report.sheet}${report.committed}`} report={report} />}
        {report && !report.committed && (
          <div className="zc-form-foot">
            <p>
              {writable
                ? t(
                    '将新增 {{create}}、更新 {{update}}；不能导入的 {{reject}} 行跳过。',
                    report.counts,
                  )
                : t('没有可以写入的行。请更正列的对应关系，或改正文件后重选。')}
            </p>
            <Button
              type="primary"
              disabled={!writable}
              onClick={() => void ask(file, current, true)}
            >
              {t('导入 {{n}} 行', { n: writable })}
            </Button>
          </div>
        )}
      </div>
    </Spin>
  );
}
