/** Totals as a table: before, after, change; a total opens to its causes, and these to their records. */
import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { Fragment, type ReactNode, useState } from 'react';
import { formatCount, ToneTag, useT } from '../../../platform/web/index.ts';
import {
  CAUSES,
  type Cause,
  type DriftTotal,
  ITEM_TOTALS,
  type ItemTotal,
  MODES,
  STEPS,
  TOTALS,
} from '../shapes.ts';
import type { RecordsAsked } from './Records.tsx';
import './drift.css';

export function signed(count: number): string {
  return count > 0 ? `+${formatCount(count)}` : formatCount(count);
}

/** A single total can be opened per software number or department where that exists. */
const BY_ITEM: Partial<Record<DriftTotal['total'], { total: ItemTotal; label: string }>> = {
  computers: { total: 'department', label: '按部门和状态' },
  installs: { total: 'installs', label: '按软件编号' },
  remaining: { total: 'remaining', label: '按软件编号' },
  licenses: { total: 'licenses', label: '按软件编号' },
  validLicenses: { total: 'validLicenses', label: '按软件编号' },
};

export function Totals(props: {
  title: string;
  note?: string;
  totals: readonly DriftTotal[];
  openRecords: (asked: RecordsAsked) => void;
  openItems: (asked: { total: ItemTotal; title: string }) => void;
}): ReactNode {
  const t = useT();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const { title, note, totals, openRecords, openItems } = props;
  const turn = (key: string) => {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    setOpened(next);
  };
  return (
    <section className="zc-panel zc-above">
      <h2>{title}</h2>
      {note && <p className="zc-quiet">{note}</p>}
      <table className="zc-changes zc-drift" aria-label={title}>
        <thead>
          <tr>
            <th>{t('项目')}</th>
            <th className="zc-number">{t('期初')}</th>
            <th className="zc-number">{t('期末')}</th>
            <th className="zc-number">{t('变化')}</th>
          </tr>
        </thead>
        <tbody>
          {totals.map((one) => {
            const by = BY_ITEM[one.total];
            return (
              <Fragment key={one.total}>
                <Head
                  one={one}
                  label={t(TOTALS[one.total].label)}
                  open={opened.has(one.total)}
                  onTurn={() => turn(one.total)}
                  more={
                    by &&
                    (one.causes.length > 0 || by.total === 'department') && (
                      <Button
                        type="link"
                        size="small"
                        onClick={() => {
                          const name = t(ITEM_TOTALS[by.total].label);
                          openItems({ total: by.total, title: `${name} ${t(by.label)}` });
                        }}
                      >
                        {t(by.label)}
                      </Button>
                    )
                  }
                />
                {opened.has(one.total) && (
                  <tr>
                    <td colSpan={4} className="zc-drift-causes">
                      <Causes
                        causes={one.causes}
                        onOpen={(cause) => openRecords({ total: one.total, cause })}
                      />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

export function Head(props: {
  one: Pick<DriftTotal, 'before' | 'after' | 'delta' | 'causes' | 'unexplained'>;
  label: ReactNode;
  open: boolean;
  onTurn: () => void;
  more?: ReactNode;
}): ReactNode {
  const t = useT();
  const { one, label, open, onTurn, more } = props;
  const still = one.causes.length === 0;
  return (
    <tr>
      <td>
        {still ? (
          <span className="zc-quiet zc-drift-still">{label}</span>
        ) : (
          <Button
            type="text"
            size="small"
            className="zc-drift-turn"
            aria-expanded={open}
            icon={open ? <DownOutlined /> : <RightOutlined />}
            onClick={onTurn}
          >
            {label}
          </Button>
        )}
        {more}
        {one.unexplained !== 0 && (
          <Tag color="error">{t('差 {{n}} 未能说明', { n: one.unexplained })}</Tag>
        )}
      </td>
      <td className="zc-number">{formatCount(one.before)}</td>
      <td className="zc-number">{formatCount(one.after)}</td>
      <td className="zc-number">{one.delta === 0 ? '0' : <b>{signed(one.delta)}</b>}</td>
    </tr>
  );
}

/** Each cause with what it added and took away; the number of records opens them. */
export function Causes(props: {
  causes: readonly Cause[];
  onOpen: (cause: Cause) => void;
}): ReactNode {
  const t = useT();
  return (
    <ul className="zc-drift-list">
      {props.causes.map((cause) => {
        const label = t(CAUSES[cause.cause].label);
        const words = cause.mode ? `${label} · ${t(MODES[cause.mode].label)}` : label;
        const both = cause.plus !== 0 && cause.minus !== 0;
        return (
          <li key={`${cause.step} ${cause.cause} ${cause.mode}`}>
            <span className="zc-number zc-drift-delta">{signed(cause.delta)}</span>
            <span className="zc-drift-words">
              {words}
              {both && (
                <span className="zc-quiet">
                  {' '}
                  ({signed(cause.plus)} {signed(cause.minus)})
                </span>
              )}{' '}
              {cause.step === 'afterwards' && (
                <ToneTag tone={STEPS.afterwards.tone}>{t(STEPS.afterwards.label)}</ToneTag>
              )}
            </span>
            <Button type="link" size="small" onClick={() => props.onOpen(cause)}>
              {t('{{n}} 条记录', { n: cause.count })}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
