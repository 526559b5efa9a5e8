/** 迎检资料包: who made which, when, how large, its digest; what the unit has not got for the period stands with it. */
import { App, Button, Progress } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { cancelJob } from '../../../platform/jobs/shapes.ts';
import {
  addressOf,
  Can,
  ChoiceTag,
  DateText,
  EmptyState,
  FormDrawer,
  formatCount,
  Loaded,
  PageHead,
  useAction,
  useAddressSearch,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { downloadPack, listPacks, makePack, PACK_STATES, type Pack } from '../shapes.ts';
import './packs.css';

const POLL_MS = 1000;

export default function Packs(): ReactNode {
  const t = useT();
  const [ordering, setOrdering] = useState(false);
  const [search] = useAddressSearch();
  // The square on a cover leads here with the beginning of its digest.
  const wanted = typeof search.digest === 'string' ? search.digest : undefined;
  const query = useEndpoint(
    listPacks,
    {},
    { every: (page) => (page?.items.some((one) => one.state === 'running') ? POLL_MS : false) },
  );
  const order = (
    <Can permission="pack.make">
      <Button type="primary" onClick={() => setOrdering(true)}>
        {t('生成资料包')}
      </Button>
    </Can>
  );
  return (
    <>
      <PageHead
        title={t('迎检资料包')}
        note={t(
          '一个期间的制度、表单、合同证书、承诺书、培训和检查记录、结存，按指南五个部分打成一个压缩包，附目录和可离线打开的核对页。',
        )}
        action={order}
      />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('还没有资料包。')} action={order} />
          ) : (
            items.map((one) => <Card key={one.id} one={one} wanted={wanted} />)
          )
        }
      </Loaded>
      {ordering && <Order onClose={() => setOrdering(false)} />}
    </>
  );
}

function Card(props: { one: Pack; wanted: string | undefined }): ReactNode {
  const t = useT();
  const { one, wanted } = props;
  const found = wanted !== undefined && wanted !== '' && one.digest?.startsWith(wanted);
  return (
    <article className={found ? 'zc-card zc-duty zc-pack-found' : 'zc-card zc-duty'}>
      <div>
        <header>
          <b>{t('{{from}} 至 {{to}}', { from: one.from, to: one.to })}</b>
          <ChoiceTag set={PACK_STATES} value={one.state} />
        </header>
        <div className="zc-quiet">
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
        {one.digest && (
          <div className="zc-pack-digest">
            <span className="zc-quiet">{t('总摘要')}</span>{' '}
            <code>{one.digest.replaceAll(/(.{8})(?=.)/g, '$1 ')}</code>
          </div>
        )}
        {one.state === 'running' && <Running one={one} />}
        {one.state === 'done' && <Contents one={one} />}
      </div>
      {one.mayDownload && (
        <Button href={addressOf(downloadPack, { params: { pack: one.id } })}>{t('下载')}</Button>
      )}
    </article>
  );
}

function Running(props: { one: Pack }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const cancel = useAction(cancelJob, { onRefused: (error) => message.error(error.message, 8) });
  const { done, total, jobId } = props.one;
  return (
    <div className="zc-inline">
      <Progress
        percent={total ? Math.min(99, Math.floor((done / total) * 100)) : 0}
        format={() => (done ? t('{{n}} 份', { n: formatCount(done) }) : t('正在读取'))}
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

function Contents(props: { one: Pack }): ReactNode {
  const t = useT();
  const { missing, withheld } = props.one;
  if (missing.length + withheld.length === 0) return null;
  return (
    <details open={missing.length <= 6}>
      <summary>{t('缺 {{n}} 项', { n: missing.length })}</summary>
      <ul>
        {missing.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {withheld.length > 0 && (
        <p className="zc-quiet">
          {t('生成人无权查看全部，没有列入：{{what}}', { what: withheld.join(t('、')) })}
        </p>
      )}
    </details>
  );
}

function Order(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const year = dateInChina(new Date()).slice(0, 4);
  return (
    <FormDrawer
      open
      title={t('生成迎检资料包')}
      endpoint={makePack}
      before={t('在后台生成，可以离开页面。只列入您有权查看全部的内容；序列号隐去。')}
      initial={{ from: `${year}-01-01`, to: `${year}-12-31` }}
      fields={[
        { name: 'from', label: t('从'), kind: 'date', required: true },
        { name: 'to', label: t('至'), kind: 'date', required: true },
      ]}
      submit={t('开始生成')}
      onClose={props.onClose}
      onDone={props.onClose}
    />
  );
}
