/** 待识别: entries nobody has decided about, those on most computers first; and every other entry, by filter. */
import { Button, Drawer } from 'antd';
import { type ReactNode, useCallback, useState } from 'react';
import {
  Can,
  EMPTY,
  Figure,
  ListPage,
  Loaded,
  ToneTag,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { KindTags, productTitle } from '../../pages/ProductText.tsx';
import { OperatingSystem, type Product, recognisedKinds } from '../../shapes.ts';
import {
  type Decision,
  type Entry,
  entryViews,
  getSummary,
  listEntries,
  type Summary,
} from '../shapes.ts';
import { DecideDrawer } from './DecideDrawer.tsx';
import { quick, useDecide } from './decisions.ts';
import { EntryPanel } from './EntryPanel.tsx';

type Row = Entry & { suggestions: Product[] };

const { unmatched: _first, ...OTHER_VIEWS } = entryViews;
const SYSTEMS = OperatingSystem.options.map((value) => ({ value, label: value }));
const ASK_EVERY_MS = 1500;

function Figures(props: { summary: Summary }): ReactNode {
  const t = useT();
  const { summary } = props;
  return (
    <div className="zc-figures">
      <Figure
        value={summary.unmatched}
        label={t('未识别')}
        tone={summary.unmatched ? 'amber' : 'green'}
        to="/recognition"
      />
      <Figure
        value={summary.undecided}
        label={t('类型待定')}
        tone={summary.undecided ? 'amber' : 'green'}
        to="/recognition?show=undecided"
      />
      <Figure
        value={summary.risk}
        label={t('风险软件')}
        tone={summary.risk ? 'red' : 'green'}
        to="/recognition?show=risk"
      />
      <Figure value={summary.recognised} label={t('已识别')} to="/recognition?show=recognised" />
      <Figure value={summary.components} label={t('组件')} to="/recognition?show=components" />
      {(summary.recomputing || summary.pending > 0) && (
        <ToneTag tone="blue">
          {summary.recomputing
            ? t('正在按新规则重新识别…')
            : t('还有 {{n}} 个新条目正在识别…', { n: summary.pending })}
        </ToneTag>
      )}
    </div>
  );
}

/** What it is taken for; for the unrecognised, what it could be. */
function DecidedAs(props: { row: Row }): ReactNode {
  const t = useT();
  const { match, suggestions } = props.row;
  if (match.ruleSource !== 'none') return match.productName;
  const [first] = suggestions;
  if (!first) return EMPTY;
  return <span className="zc-quiet">{t('可能是 {{name}}', { name: productTitle(first) })}</span>;
}

function Bulk(props: { rows: Row[]; done: () => void; more: (rows: Row[]) => void }): ReactNode {
  const t = useT();
  const { run, busy } = useDecide();
  const decide = (decision: Decision) => {
    run(
      props.rows.map((row) => row.id),
      decision,
    );
    props.done();
  };
  return (
    <>
      <Button type="primary" disabled={busy} onClick={() => props.more(props.rows)}>
        {t('认定…')}
      </Button>
      <Button disabled={busy} onClick={() => decide(quick.commercial)}>
        {t('商业软件')}
      </Button>
      <Button disabled={busy} onClick={() => decide(quick.free)}>
        {t('免费软件')}
      </Button>
      <Button disabled={busy} onClick={() => decide(quick.personal)}>
        {t('仅个人免费')}
      </Button>
      <Button disabled={busy} onClick={() => decide(quick.ignore)}>
        {t('忽略')}
      </Button>
    </>
  );
}

/** The row that will be decided leaves the list: the keyboard goes on with the next one. */
function walkOn(): void {
  const next = document.querySelector('tr.zc-walked')?.nextElementSibling;
  if (next?.hasAttribute('data-row-key')) (next as HTMLElement).focus();
}

export default function Queue(): ReactNode {
  const t = useT();
  const { run } = useDecide();
  const [opened, setOpened] = useState<Row>();
  const [deciding, setDeciding] = useState<{ rows: Entry[]; done?: () => void }>();
  const summary = useEndpoint(
    getSummary,
    {},
    {
      every: (data) => (data && (data.recomputing || data.pending > 0) ? ASK_EVERY_MS : false),
    },
  );
  const decide = useCallback(
    (entry: Entry, decision: Decision) => {
      walkOn();
      setOpened(undefined);
      run([entry.id], decision);
    },
    [run],
  );
  const more = useCallback((entry: Entry) => setDeciding({ rows: [entry] }), []);
  const close = () => setDeciding(undefined);
  return (
    <>
      <ListPage
        title={t('待识别软件')}
        list={listEntries}
        above={<Loaded query={summary}>{(data) => <Figures summary={data} />}</Loaded>}
        tabs={{ name: 'show', set: OTHER_VIEWS, all: t('未识别') }}
        columns={[
          { key: 'name', title: t('原始名称'), width: 300 },
          { key: 'publisher', title: t('厂商'), width: 150 },
          { key: 'version', title: t('版本'), width: 100 },
          { key: 'deviceCount', title: t('计算机'), width: 76, number: true },
          {
            key: 'productName',
            title: t('认定为'),
            width: 210,
            render: (row) => <DecidedAs row={row} />,
          },
          {
            key: 'kind',
            title: t('软件类型'),
            width: 130,
            render: (row) =>
              row.match.componentClass === 'ignored' ? (
                t('忽略')
              ) : (
                <KindTags kind={row.match.kind} freeScope={row.match.freeScope} />
              ),
          },
          { key: 'os', title: t('系统'), width: 90, hidden: true },
        ]}
        filters={[
          { name: 'kind', label: t('软件类型'), set: recognisedKinds },
          { name: 'os', label: t('系统'), options: SYSTEMS },
        ]}
        searchHint={t('名称、厂商、产品')}
        peek={(row) => <EntryPanel entry={row} decide={decide} more={more} />}
        onOpen={setOpened}
        bulk={(rows, done) => (
          <Can permission="recognition.edit">
            <Bulk rows={rows} done={done} more={(chosen) => setDeciding({ rows: chosen, done })} />
          </Can>
        )}
        empty={{ text: t('没有待识别的软件。采集到新的软件后，认不出的会列在这里。') }}
      />
      <Drawer
        open={opened !== undefined}
        onClose={() => setOpened(undefined)}
        size={520}
        title={t('软件条目')}
        destroyOnHidden
      >
        {opened && <EntryPanel entry={opened} decide={decide} more={more} />}
      </Drawer>
      {deciding && (
        <DecideDrawer
          entries={deciding.rows}
          onClose={close}
          onDone={() => {
            deciding.done?.();
            setOpened(undefined);
            close();
          }}
        />
      )}
    </>
  );
}
