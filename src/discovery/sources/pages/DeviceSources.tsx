/** The agents and files that speak for one computer; a tab of its record. */
import type { ReactNode } from 'react';
import { Go, ListPage, useT } from '../../../platform/web/index.ts';
import { listSources } from '../shapes.ts';
import { sourceColumns } from './columns.tsx';

export default function DeviceSources(props: { id: string }): ReactNode {
  const t = useT();
  const { hostName, kind, coverage, software, seen } = sourceColumns(t);
  return (
    <ListPage
      embedded
      title={t('采集来源')}
      list={listSources}
      query={{ device: props.id }}
      rowTo={(row) => `/discovery/sources/${row.id}`}
      columns={[hostName!, kind!, coverage!, software!, seen!]}
      empty={{
        text: t('没有采集代理或文件报告过这台计算机。'),
        action: <Go to="/discovery/connect">{t('接入采集代理')}</Go>,
      }}
    />
  );
}
