/** 建账核对: where an imported register and what is seen disagree, and what posting would make of it. */
import { Alert, App, Button, Progress } from 'antd';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import type { ChoiceSet } from '../../../base/choices.ts';
import { chooseOpening } from '../../../ledgers/opening/shapes.ts';
import { getJob, type Job } from '../../../platform/jobs/shapes.ts';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  formatCount,
  Go,
  type ListColumn,
  ListPage,
  type Translate,
  useAction,
  useEndpoint,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import { queryClient } from '../../../platform/web/query.ts';
import {
  exportTieDifferences,
  listTieDifferences,
  startTieOut,
  TIE_KINDS,
  type TieDifference,
  type TieKind,
  type TieSummary,
  tieEffect,
} from '../shapes.ts';

const over = (job: Job | undefined) =>
  job !== undefined && !['queued', 'running'].includes(job.state);

/** Follows the comparison; when it has ended everything on the page is asked again. */
function Running(props: { jobId: string; done: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { data: job } = useEndpoint(
    getJob,
    { params: { id: props.jobId } },
    { every: (one) => (over(one) ? false : 500) },
  );
  const end = useEffectEvent(() => {
    if (job?.state !== 'done') message.error(job?.message ?? t('比对没有完成'), 8);
    props.done();
  });
  const ended = over(job);
  useEffect(() => {
    if (ended) void queryClient.invalidateQueries().then(end);
  }, [ended]);
  const percent = job?.total ? Math.round((100 * job.done) / job.total) : 0;
  return <Alert type="info" title={t('正在比对…')} description={<Progress percent={percent} />} />;
}

function Said(props: { summary: TieSummary | null | undefined }): ReactNode {
  const t = useT();
  const { summary } = props;
  if (!summary) return null;
  const none = Object.values(summary.counts).every((n) => n === 0);
  const said = (
    <>
      {summary.madeBy} <DateText value={summary.madeAt} time />{' '}
      {t('比对了 {{computers}} 台计算机、登记表 {{lines}} 行', {
        computers: formatCount(summary.computers),
        lines: formatCount(summary.registerLines),
      })}
    </>
  );
  if (summary.stale) {
    return (
      <Alert
        type="warning"
        showIcon
        title={t('比对之后又有导入、撤销或勾选的变化，请重新比对。')}
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

/** Takes lines that are not installed out of what will be posted, without going through the products one by one. */
function LeaveOut(props: { rows: TieDifference[]; done: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const ids = props.rows.flatMap((row) => (row.line === 'waiting' ? (row.lineId ?? []) : []));
  const choose = useAction(chooseOpening, {
    onDone: ({ changed }) => {
      message.success(t('{{n}} 行不再入账', { n: changed }));
      props.done();
    },
    onRefused: (error) => message.error(error.message, 8),
  });
  return (
    <Button
      disabled={ids.length === 0}
      loading={choose.isPending}
      onClick={() => choose.mutate({ body: { chosen: false, groups: [], ids } })}
    >
      {t('取消勾选，不入账')}
    </Button>
  );
}

function useColumns(): ListColumn<TieDifference>[] {
  const t = useT();
  return [
    {
      key: 'kind',
      title: t('差异'),
      width: 200,
      render: (row) => <ChoiceTag set={TIE_KINDS} value={row.kind} />,
    },
    {
      key: 'computerNo',
      title: t('计算机编号'),
      width: 130,
      sort: true,
      render: (row) =>
        row.deviceId ? <Go to={`/devices/${row.deviceId}`}>{row.computerNo}</Go> : EMPTY,
    },
    {
      key: 'softwareName',
      title: t('软件名称'),
      sort: true,
      width: 240,
      render: (row) =>
        row.softwareId ? (
          <Go to={`/software/${row.softwareId}`}>
            {row.softwareNo} {row.softwareName}
          </Go>
        ) : (
          row.softwareName || EMPTY
        ),
    },
    {
      key: 'registerText',
      title: t('登记表'),
      width: 110,
      render: (row) => textOf(t, row, 'register'),
    },
    { key: 'seenText', title: t('采集结果'), width: 110, render: (row) => textOf(t, row, 'seen') },
    {
      key: 'effect',
      title: t('照此入账的结果'),
      width: 270,
      render: (row) => <span className="zc-sentence">{t(tieEffect(row))}</span>,
    },
  ];
}

/** A number says what it counts; nothing seen is said as nothing. */
function textOf(t: Translate, row: TieDifference, side: 'register' | 'seen'): string {
  const said = side === 'register' ? row.registerText : row.seenText;
  if (row.kind === 'computerNotSeen')
    return side === 'register' ? t('{{n}} 行', { n: said }) : EMPTY;
  if (row.kind === 'count') {
    return side === 'register' ? t('{{n}} 套', { n: said }) : t('明细 {{n}} 行', { n: said });
  }
  return said || EMPTY;
}

/** The kinds with how many there are of each: those without any are left out. */
function kindsOf(t: Translate, summary: TieSummary | null | undefined): ChoiceSet {
  return Object.fromEntries(
    Object.entries(TIE_KINDS).flatMap(([kind, choice]) => {
      const n = summary?.counts[kind as TieKind] ?? 0;
      return n === 0 ? [] : [[kind, { label: `${t(choice.label)} ${formatCount(n)}` }]];
    }),
  );
}

export default function TieOut(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [jobId, setJobId] = useState<string>();
  const { data } = useList(listTieDifferences, { query: { limit: 1 } });
  const summary = data?.summary;
  const start = useAction(startTieOut, {
    onDone: (answer) => setJobId(answer.jobId),
    onRefused: (error) => message.error(error.message, 8),
  });
  const total = Object.values(summary?.counts ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <ListPage
      title={t('建账核对')}
      list={listTieDifferences}
      exports={exportTieDifferences}
      searchHint={t('计算机、软件')}
      {...(total > 0 && {
        tabs: {
          name: 'kind',
          set: kindsOf(t, summary),
          all: t('全部 {{n}}', { n: formatCount(total) }),
        },
      })}
      action={
        <Button
          type="primary"
          loading={start.isPending || jobId !== undefined}
          onClick={() => start.mutate({})}
        >
          {summary ? t('重新比对') : t('开始比对')}
        </Button>
      }
      more={<Go to="/opening">{t('返回建账')}</Go>}
      above={
        <>
          <p className="zc-quiet">
            {t(
              '导入的登记表（附件8、附件9）与采集结果逐台比对：只在登记表的、只见到安装的、版本不同的；汇总表（附件7）的安装数量与明细行数比对。明细表入账前须比对，有差异须确认。',
            )}
          </p>
          {jobId && <Running jobId={jobId} done={() => setJobId(undefined)} />}
          <Said summary={summary} />
        </>
      }
      columns={useColumns()}
      bulk={(rows, done) => <LeaveOut rows={rows} done={done} />}
      empty={
        summary
          ? { text: t('没有差异。'), action: <Go to="/opening">{t('去入账')}</Go> }
          : {
              text: t('还没有比对过。导入登记表后在这里比对，再到建账页面入账。'),
              action: <Go to="/opening/import">{t('导入原有明细表')}</Go>,
            }
      }
    />
  );
}
