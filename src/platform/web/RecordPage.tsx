/** The record page: what it is and its state on one line, next step, facts, tabs, history. */
import { Tabs, Timeline } from 'antd';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import type { Tone } from '../../base/choices.ts';
import { useAddressSearch } from './address.tsx';
import { PageHead } from './PageHead.tsx';
import { type RecordTab, recordTabs } from './route.ts';
import { useSession } from './session.tsx';
import { useT } from './texts.ts';
import { DateText, EMPTY } from './values.tsx';

export type Fact = { label: string; value: ReactNode; wide?: boolean };
export type HistoryLine = {
  at: string;
  who?: ReactNode;
  what: ReactNode;
  /** Opinion, reason, evidence. */
  detail?: ReactNode;
  tone?: Tone;
};
export type Tab = { key: string; label: string; content: ReactNode; count?: number };

/** Label and value in two columns; one column on a phone. */
export function Facts(props: { facts: Fact[] }): ReactNode {
  return (
    <dl className="zc-facts">
      {props.facts.map((fact) => (
        <div key={fact.label} className={fact.wide ? 'zc-fact-wide' : undefined}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value === undefined || fact.value === null || fact.value === ''
              ? EMPTY
              : fact.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const COLOURS: Record<Tone, string> = {
  green: 'green',
  amber: 'orange',
  red: 'red',
  blue: 'blue',
  grey: 'gray',
};

/** Who did what when, newest first. */
export function History(props: { lines: HistoryLine[] }): ReactNode {
  const t = useT();
  if (!props.lines.length) return <p className="zc-quiet">{t('还没有记录。')}</p>;
  return (
    <Timeline
      items={props.lines.map((line, at) => ({
        key: at,
        color: COLOURS[line.tone ?? 'blue'],
        content: (
          <div className="zc-history">
            <span className="zc-quiet">
              <DateText value={line.at} time /> {line.who}
            </span>
            <div>{line.what}</div>
            {line.detail && <div className="zc-quiet">{line.detail}</div>}
          </div>
        ),
      }))}
    />
  );
}

function AddedTab(props: { tab: RecordTab; id: string }): ReactNode {
  const Content = useMemo(() => lazy(props.tab.load), [props.tab]);
  return (
    <Suspense fallback={null}>
      <Content id={props.id} />
    </Suspense>
  );
}

export function RecordPage(props: {
  kind: string;
  title: ReactNode;
  state?: ReactNode;
  /** The next step as the one primary button. */
  next?: ReactNode;
  more?: ReactNode;
  note?: ReactNode;
  facts: Fact[];
  tabs?: Tab[];
  /** Lets other slices add tabs, see `RecordTab`. */
  extend?: { record: string; id: string };
  history?: HistoryLine[];
  children?: ReactNode;
}): ReactNode {
  const t = useT();
  const session = useSession();
  const [search, change] = useAddressSearch();
  const { extend } = props;
  const added = extend
    ? recordTabs(extend.record)
        .filter((tab) => !tab.permission || session.can(tab.permission))
        .map((tab) => ({
          key: tab.key,
          label: t(tab.title),
          children: <AddedTab tab={tab} id={extend.id} />,
        }))
    : [];
  const own = (props.tabs ?? []).map((tab) => ({
    key: tab.key,
    label: tab.count === undefined ? tab.label : `${tab.label} ${tab.count}`,
    children: tab.content,
  }));
  const items = [...own, ...added];
  const active = items.find((item) => item.key === search.tab)?.key ?? items[0]?.key;
  return (
    <section className="zc-record">
      <PageHead
        kind={props.kind}
        title={props.title}
        state={props.state}
        action={props.next}
        more={props.more}
        note={props.note}
      />
      <div className={props.history ? 'zc-record-body zc-record-withhistory' : 'zc-record-body'}>
        <div className="zc-record-main">
          <Facts facts={props.facts} />
          {props.children}
          {items.length > 0 && (
            <Tabs
              items={items}
              {...(active ? { activeKey: active } : {})}
              onChange={(tab) =>
                // Another tab's list starts with its own filters.
                change({
                  ...Object.fromEntries(Object.keys(search).map((key) => [key, undefined])),
                  tab,
                })
              }
            />
          )}
        </div>
        {props.history && (
          <aside className="zc-record-history">
            <h2>{t('经过')}</h2>
            <History lines={props.history} />
          </aside>
        )}
      </div>
    </section>
  );
}
