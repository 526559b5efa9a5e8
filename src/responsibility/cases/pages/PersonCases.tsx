/** The cases of one person, on his record. */
import type { ReactNode } from 'react';
import { ListPage, useT } from '../../../platform/web/index.ts';
import { listCases } from '../shapes.ts';
import { useCaseColumns } from './columns.tsx';

export default function PersonCases(props: { id: string }): ReactNode {
  const t = useT();
  return (
    <ListPage
      embedded
      title={t('责任追究')}
      list={listCases}
      query={{ person: props.id }}
      rowTo={(row) => `/cases/${row.id}`}
      columns={useCaseColumns()}
      empty={{ text: t('没有责任追究。') }}
    />
  );
}
