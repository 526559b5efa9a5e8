/** The rows of 附件5 on screen: a figure is a link to the list it counts, or opens what it counts. */
import { Button, Drawer } from 'antd';
import { Fragment, type ReactNode, useState } from 'react';
import { EMPTY, Go, useNarrow, useT } from '../../../platform/web/index.ts';
import { STATISTICS_BLOCKS, type StatisticsBlock, type StatisticsRow } from '../shapes.ts';
import './statistics.css';

export function StatisticsTable(props: {
  rows: readonly StatisticsRow[];
  year: number;
}): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  const [opened, setOpened] = useState<StatisticsRow>();
  const blocks = Map.groupBy(props.rows, (row) => row.block);
  return (
    <>
      <table className="zc-changes zc-statistics">
        <thead>
          <tr>
            <th>{t('项目')}</th>
            <th>{props.year}</th>
            <th>{props.year - 1}</th>
            {!narrow && <th>{t('依据')}</th>}
          </tr>
        </thead>
        <tbody>
          {[...blocks].map(([block, rows]) => (
            <Fragment key={block}>
              <tr className="zc-statistics-block">
                <th colSpan={narrow ? 3 : 4}>
                  {t(STATISTICS_BLOCKS[block as StatisticsBlock].label)}
                </th>
              </tr>
              {rows.map((row) => (
                <Line key={row.key} row={row} narrow={narrow} onOpen={() => setOpened(row)} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
      {opened && <Counted row={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function Line(props: { row: StatisticsRow; narrow: boolean; onOpen: () => void }): ReactNode {
  const t = useT();
  const { row, narrow, onOpen } = props;
  const words = row.words.map((word) => t(word)).join(' ');
  return (
    <tr>
      <td>
        {words}
        {narrow && row.working && <div className="zc-quiet">{row.working}</div>}
      </td>
      <td className="zc-number">
        <Value row={row} words={words} onOpen={onOpen} />
      </td>
      <td className="zc-number zc-quiet">{row.lastYear || EMPTY}</td>
      {!narrow && <td className="zc-quiet">{row.working}</td>}
    </tr>
  );
}

function Value(props: { row: StatisticsRow; words: string; onOpen: () => void }): ReactNode {
  const t = useT();
  const { row, words, onOpen } = props;
  if (row.items.length > 0) {
    return (
      <Button type="link" className="zc-statistics-open" aria-label={words} onClick={onOpen}>
        {row.text || t('查看')}
      </Button>
    );
  }
  if (row.text === '') {
    if (row.kind !== 'computed') return <span className="zc-quiet">{t('未填')}</span>;
    return row.link ? <Go to={row.link}>{EMPTY}</Go> : EMPTY;
  }
  return row.link ? <Go to={row.link}>{row.text}</Go> : row.text;
}

function Counted(props: { row: StatisticsRow; onClose: () => void }): ReactNode {
  const t = useT();
  const { row } = props;
  return (
    <Drawer
      open
      size={560}
      title={`${row.words.map((word) => t(word)).join(' ')}：${row.text}`}
      onClose={props.onClose}
    >
      <p className="zc-quiet">{row.working}</p>
      {row.link && (
        <p>
          <Go to={row.link}>{t('打开列表')}</Go>
        </p>
      )}
      {row.items.map((one) => (
        <article key={`${one.label} ${one.link}`} className="zc-card zc-above">
          <header>{one.link ? <Go to={one.link}>{one.label}</Go> : one.label}</header>
          <div className="zc-quiet">{one.detail}</div>
        </article>
      ))}
    </Drawer>
  );
}
