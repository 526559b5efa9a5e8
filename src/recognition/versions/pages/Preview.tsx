/** What another version of the catalogue would change here, and putting it in force. */
import { Alert, App, Button, Flex, Progress } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { cancelJob, getJob } from '../../../platform/jobs/shapes.ts';
import {
  Can,
  ChoiceTag,
  DateText,
  EMPTY,
  Figure,
  formatCount,
  Go,
  ListPage,
  Loaded,
  PageHead,
  useAction,
  useAddressParams,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { KindTags } from '../../pages/ProductText.tsx';
import {
  CHANGES,
  exportMoves,
  getPreview,
  listMoves,
  type PreviewRecord,
  putInForce,
  type Side,
} from '../shapes.ts';

export default function Preview(): ReactNode {
  const { id } = useAddressParams();
  const query = useEndpoint(
    getPreview,
    { params: { preview: id! } },
    { every: (one) => (one?.recomputing ? 2000 : false) },
  );
  return (
    <Loaded query={query}>
      {(preview) => <Shown preview={preview} again={() => void query.refetch()} />}
    </Loaded>
  );
}

function Shown(props: { preview: PreviewRecord; again: () => void }): ReactNode {
  const t = useT();
  const { preview } = props;
  const name = (n: number | null) => (n === null ? EMPTY : t('第 {{n}} 版', { n }));
  const title = t('目录更新预览：{{from}} → {{to}}', {
    from: name(preview.fromNumber),
    to: name(preview.toNumber),
  });
  return (
    <section>
      <PageHead
        title={title}
        note={
          <>
            {preview.createdBy} <DateText value={preview.createdAt} time />
            {preview.entries !== null &&
              ` · ${t('对照了 {{n}} 个条目', { n: formatCount(preview.entries) })}`}
          </>
        }
        action={<Force preview={preview} />}
        more={<Go to="/recognition/catalogue">{t('全部版本')}</Go>}
      />
      <State preview={preview} again={props.again} />
      {preview.finishedAt && <Result preview={preview} />}
    </section>
  );
}

function State(props: { preview: PreviewRecord; again: () => void }): ReactNode {
  const t = useT();
  const { preview } = props;
  if (!preview.finishedAt) return <Running id={preview.jobId} over={props.again} />;
  if (preview.inForceAt) {
    return (
      <Alert
        type="success"
        showIcon
        title={
          <>
            {t('已由{{name}}启用：', { name: preview.inForceBy ?? EMPTY })}
            <DateText value={preview.inForceAt} time />
          </>
        }
        description={preview.recomputing ? t('正在重新识别，有关计算机随后重新对照。') : undefined}
      />
    );
  }
  if (preview.overtaken) {
    return (
      <Alert
        type="warning"
        showIcon
        title={t('在用的目录已经换成另一版，这次预览不再适用，请重新预览。')}
      />
    );
  }
  if (!preview.rulesChanged) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('预览之后本单位的识别规则有改动，启用时按现在的规则识别，结果可能略有不同。')}
    />
  );
}

function Running(props: { id: string | null; over: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const ended = (state: string | undefined) =>
    state !== undefined && state !== 'queued' && state !== 'running';
  const { data: job } = useEndpoint(
    getJob,
    { params: { id: props.id! } },
    { every: (one) => !ended(one?.state) && 700, enabled: props.id !== null },
  );
  const cancel = useAction(cancelJob, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  const done = job?.state === 'done';
  const { over } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the job ends
  useEffect(() => {
    if (done) over();
  }, [done]);
  if (!job || done) return <Alert type="info" title={t('正在读取结果')} />;
  if (ended(job.state)) {
    return (
      <Alert
        type="warning"
        showIcon
        title={t('这次预览没有做完，可以在目录版本中重新预览。')}
        description={job.message}
      />
    );
  }
  return (
    <Alert
      type="info"
      title={t('正在用这一版目录识别全部条目，可以离开本页')}
      description={
        <Progress
          percent={job.total ? Math.floor((100 * job.done) / job.total) : 0}
          format={() => `${formatCount(job.done)} / ${formatCount(job.total ?? 0)}`}
        />
      }
      action={
        job.canCancel && (
          <Button onClick={() => cancel.mutate({ params: { id: job.id } })}>{t('取消')}</Button>
        )
      }
    />
  );
}

function Force(props: { preview: PreviewRecord }): ReactNode {
  const t = useT();
  const { message, modal } = App.useApp();
  const { preview } = props;
  const force = useAction(putInForce, {
    onDone: () => void message.success(t('已启用，正在重新识别'), 5),
    onRefused: (error) => void message.error(error.message, 10),
  });
  if (!preview.finishedAt || preview.inForceAt || preview.overtaken) return null;
  const moving = preview.counts.reduce((sum, one) => sum + one.entries, 0);
  const freed = preview.counts.find((one) => one.change === 'paidToFree');
  const ask = () =>
    modal.confirm({
      title: t('启用第 {{n}} 版目录？', { n: preview.toNumber ?? EMPTY }),
      content: (
        <>
          <p>{t('{{n}} 个条目会改变，有关计算机重新对照。', { n: formatCount(moving) })}</p>
          {freed && (
            <p>
              {t('其中 {{n}} 个由收费变为免费，不再要求许可，请先看过。', {
                n: formatCount(freed.entries),
              })}
            </p>
          )}
        </>
      ),
      okText: t('启用'),
      onOk: () => force.mutate({ params: { preview: preview.id } }),
    });
  return (
    <Can permission="recognition.edit">
      <Button type="primary" loading={force.isPending} onClick={ask}>
        {t('启用这一版')}
      </Button>
    </Can>
  );
}

function Result(props: { preview: PreviewRecord }): ReactNode {
  const t = useT();
  const { preview } = props;
  const { difference } = preview;
  const set = Object.fromEntries(
    preview.counts.map(({ change }) => [change, CHANGES[change]]),
  ) as Partial<typeof CHANGES>;
  return (
    <Flex vertical gap={16}>
      {difference && (
        <p className="zc-quiet">
          {t('两版目录相比：新增 {{added}} 个产品，去掉 {{gone}} 个，内容改变 {{changed}} 个。', {
            added: formatCount(difference.added),
            gone: formatCount(difference.gone),
            changed: formatCount(difference.changed),
          })}
        </p>
      )}
      <div className="zc-figures">
        {preview.counts.map(({ change, entries, devices }) => (
          <Figure
            key={change}
            label={t(CHANGES[change].label)}
            value={formatCount(entries)}
            detail={t('{{n}} 台次', { n: formatCount(devices) })}
            tone={change === 'paidToFree' ? 'red' : undefined}
          />
        ))}
      </div>
      <ListPage
        title={t('会改变的软件')}
        embedded
        list={listMoves}
        params={{ preview: preview.id }}
        exports={exportMoves}
        filters={[{ name: 'change', label: t('变化'), set }]}
        searchHint={t('名称、厂商、产品')}
        rowTo={(row) => `/recognition/entries/${row.id}`}
        columns={[
          { key: 'name', title: t('原始名称'), sort: true, width: 280 },
          {
            key: 'change',
            title: t('变化'),
            width: 130,
            render: (row) => <ChoiceTag set={CHANGES} value={row.change} />,
          },
          {
            key: 'devices',
            title: t('计算机（台次）'),
            width: 150,
            number: true,
            sort: true,
          },
          {
            key: 'was',
            title: t('现在'),
            width: 250,
            render: (row) => <SideText side={row.was} />,
          },
          {
            key: 'becomes',
            title: t('改为'),
            width: 250,
            render: (row) => <SideText side={row.becomes} />,
          },
          { key: 'publisher', title: t('厂商'), hidden: true },
          { key: 'version', title: t('版本'), hidden: true },
        ]}
        empty={{ text: t('没有条目会改变：采集到的软件在两版目录中是一样的。') }}
      />
    </Flex>
  );
}

function SideText(props: { side: Side }): ReactNode {
  const { side } = props;
  return (
    <>
      <KindTags kind={side.kind} freeScope={side.freeScope} /> {side.productName || EMPTY}
      {(side.edition || side.version) && (
        <span className="zc-quiet"> {[side.edition, side.version].filter(Boolean).join(' ')}</span>
      )}
    </>
  );
}
