/** One plan worked out: what to buy and why, what it saves, how far it is proven, and putting it into 附件4. */
import { Alert, App, Button, Progress, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { formatFen } from '../../../base/money.ts';
import { listPurchasePlans, PURCHASE_KINDS } from '../../../configuration/purchases/shapes.ts';
import { cancelJob, getJob } from '../../../platform/jobs/shapes.ts';
import {
  Can,
  ChoiceTag,
  DateText,
  download,
  Figure,
  FormDrawer,
  Go,
  Loaded,
  MoneyText,
  PageHead,
  useAction,
  useAddressParams,
  useEndpoint,
  useGo,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import {
  ADVICE_PROOFS,
  ADVICE_STATES,
  type AdviceRecord as Advice,
  type AdviceFigures,
  checkAdvice,
  downloadAdviceCertificate,
  getAdvice,
  writeAdvice,
} from '../shapes.ts';
import { Lines, Parts, Sites, Stock, Unmet } from './AdviceLines.tsx';

export default function AdviceRecord(): ReactNode {
  const { id } = useAddressParams();
  const query = useEndpoint(
    getAdvice,
    { params: { advice: id! } },
    { every: (one) => (one?.state === 'running' ? 1500 : false) },
  );
  return <Loaded query={query}>{(advice) => <Shown advice={advice} />}</Loaded>;
}

function Shown(props: { advice: Advice }): ReactNode {
  const t = useT();
  const { advice } = props;
  const { result, figures, input } = advice;
  return (
    <section>
      <PageHead
        title={t('{{year}} 年采购优化方案', { year: String(advice.planYear) })}
        note={
          <>
            <ChoiceTag set={ADVICE_STATES} value={advice.state} /> {advice.startedBy}{' '}
            <DateText value={advice.startedAt} time />
            {' · '}
            {t('按 {{n}} 年计算', { n: input.horizonYears })}
            {input.capFen !== null && (
              <>
                {' · '}
                {t('预算上限')} <MoneyText fen={input.capFen} />
              </>
            )}
          </>
        }
        action={result && <Actions advice={advice} />}
      />
      {advice.state === 'running' && advice.jobId && <Running id={advice.jobId} />}
      {(advice.state === 'failed' || advice.state === 'cancelled') && (
        <Alert type="warning" showIcon title={t('没有算完，可以重新计算。')} />
      )}
      {figures && <Figures figures={figures} />}
      {result && (
        <>
          {result.complaints.length > 0 && (
            <Alert
              type="error"
              showIcon
              title={t('独立校验没有通过，这个方案不能采用，请重新计算。')}
              description={result.complaints.map((one) => t(one.sentence, one.params)).join('；')}
            />
          )}
          <h2 className="zc-gap">{t('采购建议')}</h2>
          <Lines lines={result.lines} />
          <Sites sites={result.sites} />
          <Stock lines={result.stock} />
          <Unmet lines={result.unmet} />
          <Parts parts={result.parts} />
        </>
      )}
    </section>
  );
}

function Figures(props: { figures: AdviceFigures }): ReactNode {
  const t = useT();
  const { figures } = props;
  const gap = figures.costFen - figures.boundFen;
  const money: [string, number][] = [
    [t('第一年支出'), figures.firstYearFen],
    [t('计算年限内总费用'), figures.costFen],
    [t('逐项单买的总费用'), figures.singlyFen],
  ];
  return (
    <>
      <div className="zc-figures">
        <Figure
          label={t('满足需求')}
          value={figures.met}
          detail={t('共 {{n}} 处', { n: figures.places })}
        />
        {money.map(([label, fen]) => (
          <Figure key={label} label={label} value={formatFen(fen)} detail={t('元')} />
        ))}
      </div>
      <p>
        <ChoiceTag set={ADVICE_PROOFS} value={figures.proof} />{' '}
        {gap === 0 && figures.weight === figures.weightBound ? (
          figures.capBinds ? (
            t('预算上限内没有满足得更多的合法方案，满足同样多的也没有更省的：独立校验已确认。')
          ) : (
            t('没有更省的合法方案：独立校验得出的下界就是这个总费用。')
          )
        ) : (
          <>
            {t('总费用的下界')} <MoneyText fen={figures.boundFen} />
            {t('，与方案相差')} <MoneyText fen={gap} />
            {figures.weightBound > figures.weight &&
              t('；满足的权重 {{value}}，上界 {{bound}}', {
                value: figures.weight,
                bound: figures.weightBound,
              })}
          </>
        )}
      </p>
      {figures.capBinds && (
        <Alert
          type="info"
          showIcon
          title={t('预算上限不够按最省的方案一次买齐：已在上限内先满足最重要的，再求最省。')}
        />
      )}
    </>
  );
}

function Running(props: { id: string }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { data: job } = useEndpoint(getJob, { params: { id: props.id } }, { every: 1000 });
  const cancel = useAction(cancelJob, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  if (!job) return null;
  return (
    <Alert
      type="info"
      title={job.title}
      description={
        <>
          <Progress percent={job.total ? Math.round((100 * job.done) / job.total) : 0} />
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

function Actions(props: { advice: Advice }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [writing, setWriting] = useState(false);
  const { advice } = props;
  const params = { advice: advice.id };
  const check = useAction(checkAdvice, {
    onDone: ({ complaints, parts }) => {
      if (complaints.length > 0) {
        const said = complaints.slice(0, 5).map((one) => t(one.sentence, one.params));
        void message.error(said.join('；'), 10);
      } else void message.success(t('独立校验通过：{{n}} 个部分', { n: parts.length }), 5);
    },
    onRefused: (error) => void message.error(error.message, 8),
  });
  const save = () =>
    download(downloadAdviceCertificate, { params }).catch((error: Error) =>
      message.error(error.message, 8),
    );
  return (
    <Space wrap>
      {advice.planId && <Go to={`/purchase-plans/${advice.planId}`}>{t('查看采购计划')}</Go>}
      <Can permission="purchase.edit">
        <Button
          type="primary"
          disabled={advice.result!.lines.length === 0}
          onClick={() => setWriting(true)}
        >
          {t('写入采购计划')}
        </Button>
      </Can>
      <Can permission="purchaseAdvice.edit">
        <Button loading={check.isPending} onClick={() => check.mutate({ params })}>
          {t('独立校验')}
        </Button>
      </Can>
      <Button onClick={() => void save()}>{t('下载证明')}</Button>
      {writing && <Write advice={advice} onClose={() => setWriting(false)} />}
    </Space>
  );
}

/** Into a plan being drawn up, or a new one. */
function Write(props: { advice: Advice; onClose: () => void }): ReactNode {
  const t = useT();
  const go = useGo();
  const { advice } = props;
  const plans = useList(listPurchasePlans, { query: { year: advice.planYear } });
  const open = plans.items.filter((one) => one.state === 'draft' || one.state === 'returned');
  return (
    <FormDrawer
      open
      title={t('写入采购计划')}
      endpoint={writeAdvice}
      params={{ advice: advice.id }}
      initial={{ kind: 'annual' }}
      fields={[
        {
          name: 'planId',
          label: t('写入哪张采购计划'),
          kind: 'options',
          options: open.map((one) => ({
            value: one.id,
            label: `${one.planNo} ${t(PURCHASE_KINDS[one.kind].label)}`,
          })),
          help: t('只列出编制中和退回的；不选则新编一张。'),
        },
        {
          name: 'kind',
          label: t('新编的类型'),
          kind: 'choice',
          set: PURCHASE_KINDS,
          radio: true,
          required: true,
          when: (values) => !values.planId,
        },
      ]}
      before={t(
        '同一软件的行改为建议的数量、单价和授权方式，其余的行不变；资金来源等在采购计划中填写。',
      )}
      submit={t('写入')}
      onClose={props.onClose}
      onDone={({ planId }) => go(`/purchase-plans/${planId}`)}
    />
  );
}
