/** Candidates side by side: price, the four criteria, total, trials; the best total stands out. */
import { App, Button, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  EMPTY,
  EmptyState,
  MoneyText,
  ToneTag,
  useAction,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { DEMAND_TYPES } from '../../demands/shapes.ts';
import { ORIGINS } from '../../software/shapes.choices.ts';
import {
  type Candidate,
  CRITERIA,
  removeCandidate,
  type SelectionRecord,
  TRIAL_RESULTS,
} from '../shapes.ts';
import { CandidateDrawer } from './CandidateDrawer.tsx';
import { TrialDrawer } from './TrialDrawer.tsx';

export function Candidates(props: { one: SelectionRecord }): ReactNode {
  const t = useT();
  const { one } = props;
  const best = Math.max(...one.candidates.map((row) => row.total ?? -1));
  if (one.candidates.length === 0) {
    return <EmptyState text={t('还没有候选软件。')} />;
  }
  return (
    <div className="zc-candidates">
      {one.candidates.map((row) => (
        <Card key={row.id} one={one} row={row} best={row.total !== null && row.total === best} />
      ))}
    </div>
  );
}

function Card(props: { one: SelectionRecord; row: Candidate; best: boolean }): ReactNode {
  const t = useT();
  const { one, row } = props;
  const line = (label: string, value: ReactNode, note = '') => (
    <div>
      <dt>{label}</dt>
      <dd>
        {value ?? EMPTY}
        {note && <div className="zc-quiet zc-words">{note}</div>}
      </dd>
    </div>
  );
  return (
    <article className="zc-card" aria-label={`${row.softwareName} ${row.softwareVersion}`}>
      <header className="zc-inline">
        <strong>
          {row.softwareName} {row.softwareVersion}
        </strong>
        {one.candidateId === row.id && <ToneTag tone="green">{t('已选定')}</ToneTag>}
        {one.candidateId === null && props.best && <ToneTag tone="blue">{t('总分最高')}</ToneTag>}
      </header>
      <dl>
        {line(
          t('软件'),
          [
            t(DEMAND_TYPES[row.softwareType].label),
            row.publisher,
            row.origin && t(ORIGINS[row.origin].label),
          ]
            .filter(Boolean)
            .join(' · '),
        )}
        {line(t('总分'), <strong>{row.total ?? t('评分未齐')}</strong>)}
        {line(
          t(CRITERIA.price.label),
          row.priceScore,
          row.unitPriceFen === null ? '' : `${(row.unitPriceFen / 100).toFixed(2)} ${t('元')}`,
        )}
        {line(t(CRITERIA.compatibility.label), row.compatibilityScore, row.compatibilityNote)}
        {line(t(CRITERIA.security.label), row.securityScore, row.securityNote)}
        {line(t(CRITERIA.afterSales.label), row.afterSalesScore, row.afterSalesNote)}
        {row.sitePriceFen !== null &&
          line(
            t('场地授权'),
            <MoneyText fen={row.sitePriceFen} />,
            row.siteBreakEven === null ? '' : t('达到 {{n}} 套起更省', { n: row.siteBreakEven }),
          )}
      </dl>
      <Trials row={row} />
      {one.state === 'comparing' && <Buttons one={one} row={row} />}
    </article>
  );
}

function Trials(props: { row: Candidate }): ReactNode {
  const t = useT();
  if (props.row.trials.length === 0) {
    return <p className="zc-quiet">{t('还没有试用记录。')}</p>;
  }
  return props.row.trials.map((trial) => (
    <p key={trial.id} className="zc-words">
      <ChoiceTag set={TRIAL_RESULTS} value={trial.result} /> {trial.words}{' '}
      <span className="zc-quiet">
        {[trial.triedOn, trial.triedBy, trial.place].filter(Boolean).join(' · ')}
      </span>
    </p>
  ));
}

function Buttons(props: { one: SelectionRecord; row: Candidate }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { can } = useSession();
  const { one, row } = props;
  const [open, setOpen] = useState<'edit' | 'trial'>();
  const remove = useAction(removeCandidate, {
    onDone: () => message.success(t('已去掉 {{name}}', { name: row.softwareName })),
  });
  const close = () => setOpen(undefined);
  return (
    <span className="zc-inline">
      {can('selection.try') && (
        <Button size="small" onClick={() => setOpen('trial')}>
          {t('登记试用')}
        </Button>
      )}
      {one.may.includes('edit') && (
        <Button size="small" onClick={() => setOpen('edit')}>
          {t('修改和评分')}
        </Button>
      )}
      {one.may.includes('edit') && row.trials.length === 0 && (
        <Popconfirm
          title={t('去掉这个候选软件？')}
          okText={t('去掉')}
          cancelText={t('取消')}
          onConfirm={() => remove.mutate({ params: { selection: one.id, candidate: row.id } })}
        >
          <Button size="small">{t('去掉')}</Button>
        </Popconfirm>
      )}
      {open === 'edit' && <CandidateDrawer selection={one} candidate={row} onClose={close} />}
      {open === 'trial' && <TrialDrawer selection={one} candidate={row} onClose={close} />}
    </span>
  );
}
