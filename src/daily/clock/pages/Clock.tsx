/** 法定事项: what the guideline asks for in a year, by when, what closes it, and what is overdue. */
import { Button, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  addressOf,
  ChoiceTag,
  Go,
  Loaded,
  PageHead,
  ToneTag,
  useAddressSearch,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import {
  type ClockLine,
  DUTIES,
  DUTY_STATES,
  downloadDutyFile,
  getClock,
  LEADS,
  type StandingDuty,
} from '../shapes.ts';
import { CloseDrawer, DaysDrawer, ReopenDrawer } from './ClockDrawers.tsx';

type Act = { what: 'close' | 'reopen'; line: ClockLine };

export default function Clock(): ReactNode {
  const t = useT();
  const [search, change] = useAddressSearch();
  const asked = Number(search.year) || undefined;
  const found = useEndpoint(getClock, { query: asked ? { year: String(asked) } : {} } as never);
  const [act, setAct] = useState<Act>();
  const [days, setDays] = useState(false);
  return (
    <Loaded query={found}>
      {(clock) => {
        const now = Number(clock.today.slice(0, 4));
        const first = Math.min(Number(clock.parameters.since.slice(0, 4)), clock.year);
        const years = Array.from({ length: now + 2 - first }, (_, at) => now + 1 - at);
        return (
          <>
            <PageHead
              title={t('法定事项')}
              note={t(
                '《正版软件管理工作指南》要求每年、每半年做的事：由谁做，何时前完成，以什么为依据。',
              )}
              more={
                <Select
                  aria-label={t('年度')}
                  value={clock.year}
                  onChange={(year) => change({ year: String(year) })}
                  options={years.map((year) => ({ value: year, label: year }))}
                />
              }
              action={
                clock.mayEdit && <Button onClick={() => setDays(true)}>{t('设定日期')}</Button>
              }
            />
            {clock.earlier.length > 0 && (
              <Lines title={t('以前年度逾期的')} lines={clock.earlier} onAct={setAct} />
            )}
            {months(clock.lines).map(([month, lines]) => (
              <Lines
                key={month}
                title={t('{{month}} 月', { month: Number(month.slice(5)) })}
                lines={lines}
                onAct={setAct}
              />
            ))}
            <Standing duties={clock.standing} />
            {act?.what === 'close' && (
              <CloseDrawer line={act.line} today={clock.today} onClose={() => setAct(undefined)} />
            )}
            {act?.what === 'reopen' && (
              <ReopenDrawer line={act.line} onClose={() => setAct(undefined)} />
            )}
            {days && <DaysDrawer parameters={clock.parameters} onClose={() => setDays(false)} />}
          </>
        );
      }}
    </Loaded>
  );
}

/** By the month in which they are due. */
function months(lines: readonly ClockLine[]): [string, ClockLine[]][] {
  return [...Map.groupBy(lines, (line) => line.dueOn.slice(0, 7))];
}

function Lines(props: {
  title: string;
  lines: readonly ClockLine[];
  onAct: (act: Act) => void;
}): ReactNode {
  return (
    <section>
      <h2>{props.title}</h2>
      {props.lines.map((line) => (
        <Line key={`${line.duty} ${line.period}`} line={line} onAct={props.onAct} />
      ))}
    </section>
  );
}

function Line(props: { line: ClockLine; onAct: (act: Act) => void }): ReactNode {
  const t = useT();
  const { line, onAct } = props;
  const duty = DUTIES[line.duty];
  const name = t(duty.label);
  return (
    <article className="zc-card zc-duty">
      <div>
        <header>
          {line.link && !line.closedOn ? <Go to={line.link}>{name}</Go> : name}
          <ChoiceTag set={DUTY_STATES} value={line.state} />
        </header>
        <div className="zc-quiet">
          {[
            line.period,
            t('{{date}} 前', { date: line.dueOn }),
            t(LEADS[duty.lead].label),
            t(duty.article),
          ].join(' · ')}
        </div>
        <Grounds line={line} />
      </div>
      {line.may.map((what) => (
        <Button key={what} onClick={() => onAct({ what, line })}>
          {what === 'close' ? t('登记完成') : t('撤销登记')}
        </Button>
      ))}
    </article>
  );
}

/** What closes it: a record of the system leads there, what was written by hand shows who wrote it. */
function Grounds(props: { line: ClockLine }): ReactNode {
  const t = useT();
  const { line } = props;
  if (!line.closedOn) return null;
  const words = `${line.closedOn} ${line.evidence}`;
  const file = { params: { duty: line.duty, period: line.period } };
  return (
    <p className="zc-words">
      {t('依据')}：{!line.byHand && line.link ? <Go to={line.link}>{words}</Go> : words}{' '}
      {line.hasFile && <a href={addressOf(downloadDutyFile, file)}>{t('扫描件')}</a>}{' '}
      {line.closedBy && (
        <span className="zc-quiet">{t('{{name}} 登记', { name: line.closedBy })}</span>
      )}
    </p>
  );
}

function Standing(props: { duties: readonly StandingDuty[] }): ReactNode {
  const t = useT();
  return (
    <section>
      <h2>{t('随时应当做到的')}</h2>
      {props.duties.map((duty) => (
        <article key={duty.key} className="zc-card zc-duty">
          <div>
            <header>
              <Go to={duty.link}>{duty.text}</Go>
              <ToneTag tone={duty.fulfilled ? 'green' : 'amber'}>
                {duty.fulfilled ? t('已做到') : t('请处理')}
              </ToneTag>
            </header>
            <div className="zc-quiet">{t(duty.article)}</div>
          </div>
        </article>
      ))}
    </section>
  );
}
