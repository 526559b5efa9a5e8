/** What came and went with each changed report of a source. */
import type { ReactNode } from 'react';
import { DateText, ListPage, useT } from '../../../platform/web/index.ts';
import { sourceChanges } from '../shapes.ts';

type Named = { entryId: number; name: string; version: string };
const MOST_SHOWN = 8;

export function SourceChanges(props: { id: string }): ReactNode {
  const t = useT();
  return (
    <ListPage
      embedded
      title={t('变化')}
      list={sourceChanges}
      params={{ id: props.id }}
      rowKey={(row) => String(row.seq)}
      columns={[
        {
          key: 'at',
          title: t('时间'),
          width: 150,
          render: (row) => <DateText value={row.at} time />,
        },
        { key: 'added', title: t('新增'), width: 380, render: (row) => <Names of={row.added} /> },
        {
          key: 'removed',
          title: t('消失'),
          width: 380,
          render: (row) => <Names of={row.removed} />,
        },
      ]}
      empty={{ text: t('软件没有变化过。') }}
    />
  );
}

function Names(props: { of: Named[] }): ReactNode {
  const t = useT();
  const shown = props.of.slice(0, MOST_SHOWN);
  return (
    <>
      {shown.map((one) => (
        <div key={one.entryId}>
          {one.name} <span className="zc-quiet">{one.version}</span>
        </div>
      ))}
      {props.of.length > shown.length && (
        <div className="zc-quiet">{t('共 {{n}} 项', { n: props.of.length })}</div>
      )}
    </>
  );
}
