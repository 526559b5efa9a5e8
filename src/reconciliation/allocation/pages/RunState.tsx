/** What the last run reached, what runs now with its bound, and the buttons to run, stop and check. */
import { Alert, App, Button, Card, Progress, Space } from 'antd';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { formatFen } from '../../../base/money.ts';
import { cancelJob, getJob, type Job } from '../../../platform/jobs/shapes.ts';
import {
  Can,
  DateText,
  Figure,
  formatCount,
  ToneTag,
  useAction,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { queryClient } from '../../../platform/web/query.ts';
import type { Proof } from '../rules.problem.ts';
import {
  type AllocationOverview,
  checkAllocation,
  PROOF_WORDS,
  type RunFigures,
  startAllocation,
} from '../shapes.ts';

export function RunState(props: { overview: AllocationOverview }): ReactNode {
  const t = useT();
  const { last, due } = props.overview;
  const [jobId, setJobId] = useState<string>();
  const [busy, setBusy] = useState(false);
  const begun = (id: string) => {
    setJobId(id);
    setBusy(true);
  };
  return (
    <div className="zc-allocation-state">
      {jobId && (
        <RunningJob
          key={jobId}
          id={jobId}
          onEnd={() => setBusy(false)}
          close={() => setJobId(undefined)}
        />
      )}
      {!jobId && due && (
        <Alert
          type="info"
          showIcon
          title={t('计算机、许可或权利有变化，系统稍后自动重新计算有变化的部分；也可以现在计算。')}
        />
      )}
      {last && (
        <Figures figures={last.figures as RunFigures} at={last.finishedAt ?? last.startedAt} />
      )}
      <RunButtons begun={begun} busy={busy} />
    </div>
  );
}

function RunButtons(props: { begun: (jobId: string) => void; busy: boolean }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const options = {
    onDone: ({ jobId }: { jobId: string }) => props.begun(jobId),
    onRefused: (error: Error) => void message.error(error.message, 8),
  };
  const run = useAction(startAllocation, options);
  const check = useAction(checkAllocation, options);
  return (
    <Space wrap className="zc-allocation-actions">
      <Can permission="allocation.run">
        <Button
          type="primary"
          disabled={props.busy}
          loading={run.isPending}
          onClick={() => run.mutate({ body: { scope: 'touched' } })}
        >
          {t('计算有变化的部分')}
        </Button>
      </Can>
      <Can permission="allocation.run">
        <Button disabled={props.busy} onClick={() => run.mutate({ body: { scope: 'all' } })}>
          {t('全部重新计算')}
        </Button>
      </Can>
      <Button
        disabled={props.busy}
        loading={check.isPending}
        onClick={() => check.mutate({ body: {} })}
      >
        {t('独立校验')}
      </Button>
    </Space>
  );
}

function RunningJob(props: { id: string; onEnd: () => void; close: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const over = (job: Job | undefined) =>
    job !== undefined && !['queued', 'running'].includes(job.state);
  const { data: job } = useEndpoint(
    getJob,
    { params: { id: props.id } },
    { every: (one) => (over(one) ? false : 1000) },
  );
  const cancel = useAction(cancelJob, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  const ended = over(job);
  const end = useEffectEvent(props.onEnd);
  // The result is there now: lists and figures are asked again.
  useEffect(() => {
    if (!ended) return;
    end();
    void queryClient.invalidateQueries();
  }, [ended]);
  if (!job) return null;
  const percent = job.total ? Math.round((100 * job.done) / job.total) : 0;
  if (!ended) {
    return (
      <Alert
        type="info"
        title={job.title}
        description={
          <>
            <Progress percent={percent} />
            {job.message}
          </>
        }
        action={
          job.canCancel && (
            <Button onClick={() => cancel.mutate({ params: { id: job.id } })}>{t('取消')}</Button>
          )
        }
      />
    );
  }
  return <Alert {...outcome(t, job)} showIcon closable={{ onClose: props.close }} />;
}

type Checked = {
  components: number;
  complaints: { sentence: string; params: Record<string, string> }[];
  claims: string[];
  due: boolean;
};

function outcome(t: ReturnType<typeof useT>, job: Job) {
  if (job.state !== 'done') {
    const title =
      job.message ?? (job.state === 'cancelled' ? t('已取消，原来的分配不变') : t('没有完成'));
    return { type: 'warning' as const, title };
  }
  const checked = job.result as Partial<Checked>;
  if (!checked.complaints || !checked.claims) {
    return { type: 'success' as const, title: t('计算完成') };
  }
  const n = checked.complaints.length + checked.claims.length;
  if (n === 0) {
    const title = t('独立校验通过：{{n}} 个部分的分配合法，所写的证明成立', {
      n: formatCount(checked.components ?? 0),
    });
    return { type: 'success' as const, title };
  }
  const said = [
    ...checked.complaints.map((one) => t(one.sentence, one.params)),
    ...checked.claims.map((id) => t('这一部分写的证明情况与校验结果不一致：{{id}}', { id })),
  ];
  const title = checked.due
    ? t('有 {{n}} 处不符：上次计算之后数据有变化，请重新计算后再校验', { n })
    : t('有 {{n}} 处不符，请全部重新计算；仍不符的请联系维护人员', { n });
  return {
    type: 'error' as const,
    title,
    description: (
      <ul>
        {said.slice(0, 10).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    ),
  };
}

function Figures(props: { figures: RunFigures; at: string }): ReactNode {
  const t = useT();
  const { figures } = props;
  const words = Object.entries(PROOF_WORDS) as [Proof, (typeof PROOF_WORDS)[Proof]][];
  return (
    <Card size="small">
      <div className="zc-figures">
        <Figure label={t('需要许可的安装')} value={figures.installs} />
        <Figure label={t('有许可覆盖')} value={figures.covered} />
        <Figure
          label={t('没有许可覆盖')}
          value={figures.uncovered}
          {...(figures.uncovered > 0 ? { tone: 'red' as const } : {})}
        />
        <Figure
          label={t('已覆盖权重')}
          value={figures.weight.value}
          detail={boundOf(t, figures.weight.value, figures.weight.bound)}
        />
        <Figure
          label={t('所用许可的成本（元）')}
          value={formatFen(figures.cost.value)}
          detail={
            figures.cost.value === figures.cost.bound
              ? t('已达下界')
              : t('下界 {{bound}}', { bound: formatFen(figures.cost.bound) })
          }
        />
      </div>
      <p className="zc-allocation-proofs">
        {t('{{n}} 个部分分别求解：', { n: formatCount(figures.components) })}
        {words
          .filter(([word]) => figures.proofs[word] > 0)
          .map(([word, { label, tone }]) => (
            <ToneTag key={word} tone={tone}>
              {t(label)} {formatCount(figures.proofs[word])}
            </ToneTag>
          ))}
        <span className="zc-quiet">
          {t('计算于')} <DateText value={props.at} />
        </span>
      </p>
    </Card>
  );
}

function boundOf(t: ReturnType<typeof useT>, value: number, bound: number): string {
  return value === bound
    ? t('已达上界')
    : t('上界 {{bound}}，差 {{gap}}', {
        bound: formatCount(bound),
        gap: formatCount(bound - value),
      });
}
