/** 建账核对: where an imported register and what is seen disagree, and what posting would make of it. */
import { Alert, App, Button, Progress } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { getJob } from '../../../platform/jobs/shapes.ts';
import {
  ChoiceTag,
  Go,
  ListPage,
  useAction,
  useEndpoint,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import {
  exportTieDifferences,
  listTieDifferences,
  startTieOut,
  TIE_EFFECTS,
  TIE_KINDS,
  type TieSummary,
} from '../shapes.ts';

/** Follows the comparison; the list is asked again when it has ended. */
function Running(props: { jobId: string; done: () => void }): ReactNode {
  const t = useT();
  const { data: job } = useEndpoint(
    getJob,
    { params: { id: props.jobId } },
    { every: (one) => (one && !['queued', 'running'].includes(one.state) ? false : 500) },
  );
  const ended = job !== undefined && !['queued', 'running'].includes(job.state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the job has ended
  useEffect(() => {
    if (ended) props.done();
  }, [ended]);
  const percent = job?.total ? Math.round((100 * job.done) / job.total) : 0;
  return <Alert type="info" title={t('正在比对…')} description={<Progress percent={percent} />} />;
}

function Said(props: { summary: TieSummary | null | undefined }): ReactNode {
  const t = useT();
  const { summary } = props;
  if (!summary) return null;
  const none = Object.values(summary.counts).every((n) => n === 0);
  const said = t('{{by}} 于 {{at}} 比对：{{computers}} 台计算机，登记表 {{lines}} 行', {
    by: summary.madeBy,
    at: summary.madeAt.slice(0, 10),
    computers: summary.computers,
    lines: summary.registerLines,
  });
  if (summary.stale) {
    return (
      <Alert
        type="warning"
        showIcon
        title={t('比对之后又有导入或撤销，请重新比对。')}
        description={said}
      />
    );
  }
  return none ? (
    <Alert type="success" showIcon title={t('没有差异，可以入账。')} description={said} />
  ) : (
    <p className="zc-quiet">{said}</p>
  );
}

export default function TieOut(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [jobId, setJobId] = useState<string>();
  const { data, refetch } = useList(listTieDifferences, { query: { limit: 1 } });
  const [round, setRound] = useState(0);
  const start = useAction(startTieOut, {
    onDone: (answer) => setJobId(answer.jobId),
    onRefused: (error) => message.error(error.message, 8),
  });
  return (
    <ListPage
      key={round}
      title={t('建账核对')}
      list={listTieDifferences}
      exports={exportTieDifferences}
      searchHint={t('计算机、软件')}
      filters={[{ name: 'kind', label: t('差异'), set: TIE_KINDS }]}
      action={
        <Button
          type="primary"
          loading={start.isPending || jobId !== undefined}
          onClick={() => start.mutate({})}
        >
          {data?.summary ? t('重新比对') : t('开始比对')}
        </Button>
      }
      more={<Go to="/opening">{t('返回建账')}</Go>}
      above={
        <>
          <p className="zc-quiet">
            {t(
              '导入的登记表（附件8）与采集结果逐台比对：只在登记表的、只见到安装的、版本不同的；汇总表（附件7）的安装数量与明细行数比对。入账前须比对，有差异须确认。',
            )}
          </p>
          {jobId && (
            <Running
              jobId={jobId}
              done={() => {
                setJobId(undefined);
                void refetch().then(() => setRound(round + 1));
              }}
            />
          )}
          <Said summary={data?.summary} />
        </>
      }
      columns={[
        {
          key: 'kind',
          title: t('差异'),
          width: 200,
          render: (row) => <ChoiceTag set={TIE_KINDS} value={row.kind} />,
        },
        {
          key: 'computerNo',
          title: t('计算机编号'),
          width: 150,
          sort: true,
          render: (row) =>
            row.deviceId ? <Go to={`/devices/${row.deviceId}`}>{row.computerNo}</Go> : null,
        },
        {
          key: 'softwareName',
          title: t('软件名称'),
          sort: true,
          width: 220,
          render: (row) =>
            row.softwareId ? (
              <Go to={`/software/${row.softwareId}`}>
                {row.softwareNo} {row.softwareName}
              </Go>
            ) : (
              row.softwareName
            ),
        },
        { key: 'registerText', title: t('登记表'), width: 130 },
        { key: 'seenText', title: t('采集结果'), width: 130 },
        {
          key: 'effect',
          title: t('照此入账的结果'),
          width: 320,
          render: (row) => t(TIE_EFFECTS[row.kind].label),
        },
      ]}
      empty={{ text: t('还没有比对过。导入登记表后在这里比对，再到建账页面入账。') }}
    />
  );
}
