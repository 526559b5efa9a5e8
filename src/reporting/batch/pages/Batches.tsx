/** 批量导出: all forms of a period as one zip, made in the background; what is in it, and what is not. */
import { App, Button, Progress } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { cancelJob } from '../../../platform/jobs/shapes.ts';
import { FILE_FORMATS } from '../../../platform/papers/shapes.ts';
import {
  addressOf,
  ChoiceTag,
  DateText,
  EmptyState,
  FormDrawer,
  formatCount,
  Loaded,
  PageHead,
  useAction,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { periodLabel } from '../rules.names.ts';
import {
  BATCH_KINDS,
  BATCH_STATES,
  type Batch,
  downloadBatch,
  listBatches,
  makeBatch,
} from '../shapes.ts';

const POLL_MS = 1000;

export default function Batches(): ReactNode {
  const t = useT();
  const [ordering, setOrdering] = useState(false);
  const query = useEndpoint(
    listBatches,
    {},
    { every: (page) => (page?.items.some((one) => one.state === 'running') ? POLL_MS : false) },
  );
  const order = (
    <Button type="primary" onClick={() => setOrdering(true)}>
      {t('导出一个期间')}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t('批量导出')}
        note={t(
          '一个期间的附件1—11 和通报、检查表、签到表、总结等，按文件夹打成一个压缩包，附目录；在后台生成，可以离开页面。',
        )}
        action={order}
      />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('还没有批量导出。')} action={order} />
          ) : (
            items.map((one) => <Card key={one.id} one={one} />)
          )
        }
      </Loaded>
      {ordering && <Order onClose={() => setOrdering(false)} />}
    </>
  );
}

function Card(props: { one: Batch }): ReactNode {
  const t = useT();
  const { one } = props;
  const formats = one.formats.map((format) => FILE_FORMATS[format].label).join(t('、'));
  const title = one.kind === 'period' ? periodLabel(one) : t(BATCH_KINDS[one.kind].label);
  return (
    <article className="zc-card zc-duty">
      <div>
        <header>
          {one.state === 'done' ? (
            <a href={addressOf(downloadBatch, { params: { batch: one.id } })}>{title}</a>
          ) : (
            <span>{title}</span>
          )}
          <ChoiceTag set={BATCH_STATES} value={one.state} />
        </header>
        <div className="zc-quiet">
          {one.kind === 'period' ? formats : t('截至 {{date}}', { date: one.to })}
          {' · '}
          {one.createdBy} <DateText value={one.createdAt} time />
          {one.size !== null && (
            <>
              {' · '}
              {t('{{n}} 个文件，{{size}} MB', {
                n: formatCount(one.files ?? 0),
                size: (one.size / 1e6).toFixed(1),
              })}
            </>
          )}
        </div>
        {one.state === 'running' && <Running one={one} />}
        {one.state === 'done' && <Contents one={one} />}
      </div>
    </article>
  );
}

function Running(props: { one: Batch }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const cancel = useAction(cancelJob, { onRefused: (error) => message.error(error.message, 8) });
  const { done, total, jobId } = props.one;
  const counted = `${formatCount(done)} / ${formatCount(total ?? 0)}`;
  return (
    <div className="zc-inline">
      {/* One percent that has begun is not yet done. */}
      <Progress
        percent={total ? Math.floor((done / total) * 100) : 0}
        format={() => (total ? counted : t('正在读取'))}
        className="zc-progress"
      />
      {jobId && (
        <Button size="small" onClick={() => cancel.mutate({ params: { id: jobId } })}>
          {t('取消')}
        </Button>
      )}
    </div>
  );
}

function Contents(props: { one: Batch }): ReactNode {
  const t = useT();
  const { one } = props;
  if (one.kind !== 'period') return null;
  return (
    <details>
      <summary>{t('内容')}</summary>
      <ul>
        {one.folders.map(({ folder, papers }) => (
          <li key={folder}>
            {folder} <span className="zc-quiet zc-number">{papers}</span>
          </li>
        ))}
      </ul>
      {one.withheld.length > 0 && (
        <p className="zc-quiet">
          {t('没有查看全部的权限，未列入：{{folders}}', { folders: one.withheld.join(t('、')) })}
        </p>
      )}
      {one.notes.map((note) => (
        <p key={note} className="zc-quiet">
          {note}
        </p>
      ))}
    </details>
  );
}

function Order(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const year = dateInChina(new Date()).slice(0, 4);
  return (
    <FormDrawer
      open
      title={t('导出一个期间的全部表单')}
      endpoint={makeBatch}
      extra={{ kind: 'period' }}
      before={t(
        '台账取期末当天（没有到期末的取今天）；其他表单取日期在期间内的；只包括您有权查看全部的种类。',
      )}
      initial={{ from: `${year}-01-01`, to: `${year}-12-31`, formats: ['xlsx', 'pdf'] }}
      fields={[
        { name: 'from', label: t('从'), kind: 'date', required: true },
        { name: 'to', label: t('至'), kind: 'date', required: true },
        {
          name: 'formats',
          label: t('格式'),
          kind: 'choice',
          set: FILE_FORMATS,
          many: true,
          required: true,
          wide: true,
        },
      ]}
      submit={t('开始生成')}
      onClose={props.onClose}
      onDone={props.onClose}
    />
  );
}
