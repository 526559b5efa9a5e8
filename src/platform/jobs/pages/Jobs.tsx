/** 后台任务: how far they are, what came out, and stopping them. */
import { App, Button, Progress } from 'antd';
import type { ReactNode } from 'react';
import { ChoiceTag, DateText, formatCount, ListPage, useAction, useT } from '../../web/index.ts';
import { cancelJob, JOB_STATES, type Job, listJobs } from '../shapes.ts';

const POLL_MS = 2_000;

function HowFar(props: { job: Job }): ReactNode {
  const { done, total, state } = props.job;
  if (!total) return done ? formatCount(done) : null;
  const percent = Math.floor((done / total) * 100);
  return (
    <Progress
      percent={percent}
      size="small"
      status={state === 'failed' ? 'exception' : state === 'done' ? 'success' : 'normal'}
      format={() => `${formatCount(done)} / ${formatCount(total)}`}
      className="zc-progress"
    />
  );
}

function Cancel(props: { job: Job }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const cancel = useAction(cancelJob, { onRefused: (error) => message.error(error.message, 8) });
  const { job } = props;
  if (job.cancelRequested && job.state === 'running') return t('正在停止…');
  if (!job.canCancel) return null;
  return (
    <Button
      size="small"
      loading={cancel.isPending}
      onClick={() => cancel.mutate({ params: { id: job.id } })}
    >
      {t('取消任务')}
    </Button>
  );
}

export default function Jobs(): ReactNode {
  const t = useT();
  return (
    <ListPage
      title={t('后台任务')}
      list={listJobs}
      every={(rows) =>
        rows.some((job) => job.state === 'running' || job.state === 'queued') && POLL_MS
      }
      filters={[{ name: 'state', label: t('状态'), set: JOB_STATES }]}
      columns={[
        { key: 'title', title: t('任务'), width: 260 },
        {
          key: 'state',
          title: t('状态'),
          width: 110,
          render: (job) => <ChoiceTag set={JOB_STATES} value={job.state} />,
        },
        { key: 'done', title: t('进度'), width: 220, render: (job) => <HowFar job={job} /> },
        { key: 'message', title: t('说明'), width: 280 },
        { key: 'createdBy', title: t('发起人'), width: 120 },
        {
          key: 'createdAt',
          title: t('发起时间'),
          width: 150,
          render: (job) => <DateText value={job.createdAt} time />,
        },
        {
          key: 'finishedAt',
          title: t('结束时间'),
          width: 150,
          render: (job) => <DateText value={job.finishedAt} time />,
        },
        { key: 'actions', title: t('操作'), width: 110, render: (job) => <Cancel job={job} /> },
      ]}
      empty={{
        text: t(
          '没有后台任务。导入、重新识别、导出等需要时间的工作会列在这里，可以离开页面等它完成。',
        ),
      }}
    />
  );
}
