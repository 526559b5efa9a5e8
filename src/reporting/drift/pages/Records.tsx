/** The single records behind a cause, page by page, each with a link to its own page. */
import { Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { DateText, EMPTY, Go, Loaded, useEndpoint, useT } from '../../../platform/web/index.ts';
import {
  CAUSES,
  type Cause,
  type DriftRecord,
  listDriftRecords,
  MODES,
  STEPS,
  TOTALS,
  type TotalKey,
} from '../shapes.ts';
import type { Asked } from './Drift.tsx';
import { signed } from './Totals.tsx';

export type RecordsAsked = { total: TotalKey; cause: Cause; item?: string; name?: string };
type Props = { query: Asked; asked: RecordsAsked };

export function Records(props: Props & { onClose: () => void }): ReactNode {
  const t = useT();
  const { total, cause, name } = props.asked;
  const words = [
    name,
    t(TOTALS[total].label),
    t(CAUSES[cause.cause].label),
    cause.mode && t(MODES[cause.mode].label),
  ];
  return (
    <Drawer open size="large" title={words.filter(Boolean).join(' · ')} onClose={props.onClose}>
      <p className="zc-quiet">
        {t(STEPS[cause.step].label)} ·{' '}
        {t('{{n}} 条记录，合计 {{sum}}', { n: cause.count, sum: signed(cause.delta) })}
      </p>
      <Page query={props.query} asked={props.asked} cursor={undefined} />
    </Drawer>
  );
}

function Page(props: Props & { cursor: string | undefined }): ReactNode {
  const t = useT();
  const { query, asked, cursor } = props;
  const { step, cause, mode } = asked.cause;
  const found = useEndpoint(listDriftRecords, {
    query: {
      ...query,
      ...{ total: asked.total, item: asked.item, step, cause, mode: mode ?? undefined, cursor },
    },
  });
  const [more, setMore] = useState(false);
  return (
    <Loaded query={found}>
      {({ items, nextCursor }: { items: DriftRecord[]; nextCursor?: string | undefined }) => (
        <>
          {items.map((one) => (
            <Line key={one.key} one={one} />
          ))}
          {nextCursor && !more && (
            <Button className="zc-above" onClick={() => setMore(true)}>
              {t('显示更多')}
            </Button>
          )}
          {nextCursor && more && <Page {...props} cursor={nextCursor} />}
        </>
      )}
    </Loaded>
  );
}

function Line(props: { one: DriftRecord }): ReactNode {
  const t = useT();
  const { one } = props;
  const change = [one.before, one.after].map((word) => (word === null ? EMPTY : t(word)));
  return (
    <article className="zc-card zc-above">
      <header>
        <span className="zc-number">{signed(one.delta)}</span>
        <Go to={one.link}>{one.label}</Go>
        {one.day && <DateText value={one.day} />}
      </header>
      {(one.before !== null || one.after !== null) && (
        <div>
          {change[0]} → {change[1]}
        </div>
      )}
      {one.recordedAt && (
        <div className="zc-quiet">
          {t('登记')} <DateText value={one.recordedAt} time /> {one.by}
          {one.reason && ` · ${one.reason}`}
        </div>
      )}
    </article>
  );
}
