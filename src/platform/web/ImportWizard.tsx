/** Import from a sheet: choose the file, correct the columns, see a verdict per row, then write. */
import { DownloadOutlined, FileExcelOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, App, Button, Progress, Spin, Upload } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Endpoint } from '../http/endpoint.ts';
import { downloadImportCopy, getImportReport } from '../imports/shapes.ts';
import { cancelJob, getJob, type Job } from '../jobs/shapes.ts';
import type { ImportAnswer, ImportReport } from '../sheets/shapes.ts';
import { Go } from './address.tsx';
import { type ApiError, call, download, type Params } from './call.ts';
import { type Chosen, Mapping, sheetOf, Verdicts } from './ImportReport.tsx';
import { queryClient, useAction, useEndpoint } from './query.ts';
import { ErrorState } from './states.tsx';
import { useT } from './texts.ts';

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
  /** The step that follows an import. */
  next?: ReactNode;
};

function bodyOf(file: File, options: Chosen & { commit: boolean }): FormData {
  const body = new FormData();
  // Before the file: a streaming reader knows the options when the file arrives.
  body.append('options', JSON.stringify(options));
  body.append('file', file, file.name);
  return body;
}

/** Sends the file; `commit` false only asks what would happen. */
async function send(
  props: ImportWizardProps,
  file: File,
  options: Chosen & { commit: boolean },
): Promise<ImportAnswer> {
  const query = { commit: String(options.commit) };
  const input = { params: props.params, query, body: bodyOf(file, options) };
  return (await call(props.endpoint as Endpoint, input as never)) as ImportAnswer;
}

/** The rows with their verdicts, made by the server from the file itself or kept with the batch. */
function saveCopy(
  props: ImportWizardProps,
  file: File,
  report: ImportReport,
  current: Chosen,
): Promise<void> {
  if (report.batchId) return download(downloadImportCopy, { params: { import: report.batchId } });
  const body = bodyOf(file, { ...current, commit: false });
  return download(props.endpoint, { params: props.params, query: { copy: 'true' }, body });
}

function ChooseFile(props: { wizard: ImportWizardProps; onFile: (file: File) => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { template, params } = props.wizard;
  return (
    <div className="zc-import-choose">
      <p>{props.wizard.hint}</p>
      <Upload.Dragger
        accept=".xlsx,.xls,.et,.csv,.txt,.tsv"
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
        <p>{t('把 Excel（.xlsx、.xls）或 CSV 文件拖到这里，或点击选择')}</p>
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

function Result(props: {
  report: ImportReport;
  thing: string;
  next: ReactNode;
  again: () => void;
}): ReactNode {
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
      action={
        <span className="zc-inline">
          {props.next}
          <Go to="/imports">{t('导入记录')}</Go>
          <Button onClick={props.again}>{t('再导入一个文件')}</Button>
        </span>
      }
    />
  );
}

/** A large file is worked on in the background; `done` is told where the report stands. */
function Background(props: {
  jobId: string;
  done: (importId: string) => void;
  failed: (message: string) => void;
}): ReactNode {
  const t = useT();
  const { jobId, done, failed } = props;
  const over = (one: Job | undefined) =>
    one !== undefined && !['queued', 'running'].includes(one.state);
  const { data: job } = useEndpoint(
    getJob,
    { params: { id: jobId } },
    { every: (one) => (over(one) ? false : 1000) },
  );
  const cancel = useAction(cancelJob);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the job has ended
  useEffect(() => {
    if (!job || !over(job)) return;
    if (job.state === 'done') done((job.result as { importId: string }).importId);
    else failed(job.message ?? t('已取消，什么也没有写入'));
  }, [job?.state]);
  return (
    <Alert
      type="info"
      showIcon
      title={t('文件较大，正在后台处理；可以离开本页，结果见“导入记录”。')}
      description={
        job?.total ? (
          <>
            <Progress percent={Math.round((100 * job.done) / job.total)} />
            {job.message}
          </>
        ) : undefined
      }
      action={
        job?.canCancel && (
          <Button onClick={() => cancel.mutate({ params: { id: jobId } })}>{t('取消')}</Button>
        )
      }
    />
  );
}

function Commit(props: { report: ImportReport; busy: boolean; commit: () => void }): ReactNode {
  const t = useT();
  const { counts } = props.report;
  const writable = counts.create + counts.update;
  /** Until the answer is there, a second click is the same wish: it may come before the page is drawn anew. */
  const sent = useRef(false);
  useEffect(() => {
    if (!props.busy) sent.current = false;
  }, [props.busy]);
  const commit = () => {
    if (sent.current) return;
    sent.current = true;
    props.commit();
  };
  return (
    <div className="zc-form-foot">
      <p>
        {writable
          ? t('将新增 {{create}}、更新 {{update}}；不能导入的 {{reject}} 行跳过。', counts)
          : t('没有可以写入的行。请更正列的对应关系，或改正文件后重选。')}
      </p>
      <Button type="primary" disabled={props.busy || !writable} onClick={commit}>
        {t('导入 {{n}} 行', { n: writable })}
      </Button>
    </div>
  );
}

export function ImportWizard(props: ImportWizardProps): ReactNode {
  const t = useT();
  const [file, setFile] = useState<File>();
  const [report, setReport] = useState<ImportReport>();
  const [jobId, setJobId] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const { message } = App.useApp();
  /** Counts what was asked: an answer that comes after a later question is not looked at. */
  const turn = useRef(0);

  const take = (answer: ImportReport) => {
    setReport(answer);
    if (!answer.committed) return;
    props.onDone?.(answer);
  };
  const ask = async (wanted: File, chosen: Chosen, commit: boolean) => {
    const own = ++turn.current;
    setBusy(true);
    setError(undefined);
    try {
      const answer = await send(props, wanted, { ...chosen, commit });
      if (commit) void queryClient.invalidateQueries();
      if (own !== turn.current) return;
      if ('jobId' in answer) setJobId(answer.jobId);
      else take(answer);
    } catch (caught) {
      if (own !== turn.current) return;
      setError(caught as Error);
    }
    setBusy(false);
  };
  const finished = async (importId: string) => {
    const own = turn.current;
    try {
      const answer = await call(getImportReport, { params: { import: importId } });
      if (answer.committed) void queryClient.invalidateQueries();
      if (own === turn.current) take(answer);
    } catch (caught) {
      if (own === turn.current) setError(caught as Error);
    }
    if (own === turn.current) setJobId(undefined);
  };
  const restart = () => {
    turn.current++;
    setBusy(false);
    setFile(undefined);
    setReport(undefined);
    setJobId(undefined);
    setError(undefined);
  };
  if (!file) {
    const choose = (chosen: File) => {
      setFile(chosen);
      void ask(chosen, {}, false);
    };
    return <ChooseFile wizard={props} onFile={choose} />;
  }
  const current: Chosen = report
    ? { ...sheetOf(report), headerRow: report.headerRow, mapping: report.mapping }
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
        {jobId && (
          <Background
            jobId={jobId}
            done={(importId) => void finished(importId)}
            failed={(words) => {
              setError(new Error(words));
              setJobId(undefined);
            }}
          />
        )}
        {report?.committed && (
          <Result report={report} thing={props.thing} next={props.next} again={restart} />
        )}
        {report?.notes.map((note) => (
          <Alert key={note} type="warning" showIcon title={note} />
        ))}
        {report && !report.committed && !jobId && (
          <Mapping report={report} onChange={(chosen) => void ask(file, chosen, false)} />
        )}
        {report && (
          <Button
            className="zc-import-copy"
            icon={<DownloadOutlined />}
            onClick={() =>
              saveCopy(props, file, report, current).catch((refused: ApiError) =>
                message.error(refused.message, 8),
              )
            }
          >
            {t('下载标注副本')}
          </Button>
        )}
        {report && <Verdicts key={`${report.sheet}${report.committed}`} report={report} />}
        {report && !report.committed && !jobId && (
          <Commit report={report} busy={busy} commit={() => void ask(file, current, true)} />
        )}
      </div>
    </Spin>
  );
}
