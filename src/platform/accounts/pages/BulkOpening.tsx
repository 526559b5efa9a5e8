/** Opening many accounts from the accounts page: whom for, how far it is, and the one list of initial passwords. */
import { Alert, App, Button, Progress, Space } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { getJob, type Job } from '../../jobs/shapes.ts';
import {
  ApiError,
  DateText,
  download,
  FormDrawer,
  formatCount,
  useEndpoint,
  useT,
} from '../../web/index.ts';
import { queryClient } from '../../web/query.ts';
import {
  fetchInitialPasswords,
  getOpeningFacts,
  type OpeningFacts,
  openAccounts,
} from '../shapes.ts';

const POLL_MS = 1_000;
const NAMED = 5;

export function BulkDrawer(props: {
  close: () => void;
  started: (jobId: string) => void;
}): ReactNode {
  const t = useT();
  const { data } = useEndpoint(getOpeningFacts);
  return (
    <FormDrawer
      open
      title={t('批量开通账号')}
      endpoint={openAccounts}
      submit={t('开通账号')}
      onClose={props.close}
      onDone={({ jobId }) => {
        props.started(jobId);
        props.close();
      }}
      before={t(
        '为没有账号的在职人员开通账号：角色为工作人员，部门负责人另有其角色；初始密码随机生成，首次登录必须修改。名单只能下载一次，24 小时内有效。',
      )}
      fields={[
        {
          name: 'departmentIds',
          label: t('部门'),
          kind: 'options',
          many: true,
          wide: true,
          placeholder: t('全部部门（{{n}} 人没有账号）', { n: data?.without ?? 0 }),
          help: t('含下级部门；不选则为全部。'),
          options: (data?.departments ?? []).map((one) => ({
            value: one.id,
            label: t('{{name}}（{{n}} 人）', { name: one.path, n: one.without }),
          })),
        },
        {
          name: 'prefix',
          label: t('登录名前缀'),
          maxLength: 20,
          help: t('登录名为工号；几个单位的工号会重复时，在前面加上前缀，例如 bgt-。'),
        },
      ]}
    />
  );
}

type Skipped = { name: string; staffNo: string; reason: 'badNumber' | 'taken' };
type Result = { opened: number; skipped: Skipped[]; skippedCount: number };

function Outcome(props: { job: Job }): ReactNode {
  const t = useT();
  const { job } = props;
  if (job.state !== 'done') return job.message;
  const { opened, skipped, skippedCount } = job.result as Result;
  const words = { badNumber: t('工号不能作登录名'), taken: t('登录名已被使用') };
  const named = skipped
    .slice(0, NAMED)
    .map((one) => `${one.name} ${one.staffNo}（${words[one.reason]}）`);
  return (
    <>
      {t('已开通 {{n}} 个账号。', { n: opened })}{' '}
      {skippedCount > 0 &&
        t('{{n}} 人没有开通：{{names}}。请逐个新建账号。', {
          n: skippedCount,
          names: named.join(t('、')) + (skippedCount > NAMED ? '…' : ''),
        })}
    </>
  );
}

function RunningJob(props: { id: string }): ReactNode {
  const t = useT();
  const running = (job: Job | undefined) =>
    !job || job.state === 'running' || job.state === 'queued';
  const { data: job } = useEndpoint(
    getJob,
    { params: { id: props.id } },
    { every: (known) => running(known) && POLL_MS },
  );
  const over = job !== undefined && !running(job);
  // The accounts are there now: lists and figures are asked again.
  useEffect(() => {
    if (over) void queryClient.invalidateQueries();
  }, [over]);
  if (!job || !over) {
    const percent = job?.total ? Math.floor((job.done / job.total) * 100) : 0;
    return (
      <Alert
        type="info"
        title={t('正在开通账号，可以离开本页')}
        description={
          <Progress
            percent={percent}
            format={() => `${formatCount(job?.done ?? 0)} / ${formatCount(job?.total ?? 0)}`}
          />
        }
      />
    );
  }
  return <Alert type={job.state === 'done' ? 'success' : 'error'} title={<Outcome job={job} />} />;
}

function WaitingList(props: { list: OpeningFacts['lists'][number]; taken: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const { list } = props;
  const take = async () => {
    setBusy(true);
    try {
      await download(fetchInitialPasswords, { params: { job: list.jobId }, body: {} });
      message.success(t('名单已下载，服务器上不再保存。请妥善发放。'), 8);
    } catch (error) {
      if (error instanceof ApiError) message.error(error.message, 8);
    }
    setBusy(false);
    props.taken();
  };
  return (
    <Alert
      type="warning"
      title={t('{{n}} 个账号的初始密码待下载', { n: list.count })}
      description={
        <>
          {list.mine
            ? t('只能下载一次；到期未下载则作废，须逐个重置密码。')
            : t('只有开通账号的管理员可以下载。')}{' '}
          {t('有效至')} <DateText value={list.expiresAt} time />
        </>
      }
      action={
        list.mine && (
          <Button type="primary" loading={busy} onClick={() => void take()}>
            {t('下载名单')}
          </Button>
        )
      }
    />
  );
}

/** Above the list of accounts: what is being opened, and lists that wait. */
export function OpeningPanel(props: { jobId: string | undefined }): ReactNode {
  const facts = useEndpoint(getOpeningFacts, {}, { every: props.jobId ? 3 * POLL_MS : false });
  const lists = facts.data?.lists ?? [];
  if (!props.jobId && lists.length === 0) return null;
  return (
    <Space orientation="vertical" className="zc-wide zc-above">
      {props.jobId && <RunningJob id={props.jobId} />}
      {lists.map((list) => (
        <WaitingList key={list.jobId} list={list} taken={() => void facts.refetch()} />
      ))}
    </Space>
  );
}
