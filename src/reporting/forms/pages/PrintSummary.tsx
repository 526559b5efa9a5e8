/** The annual summary to be printed on A4. */
import type { ReactNode } from 'react';
import { resolveLayout } from '../../../base/layout.ts';
import { Loaded, useAddressParams, useEndpoint, useT } from '../../../platform/web/index.ts';
import { getSummary } from '../../summaries/shapes.ts';
import { summaryLayout } from '../rules.summary.ts';
import { PrintPage } from './PrintPage.tsx';

export default function PrintSummary(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getSummary, { params: { summary: id } });
  return (
    <Loaded query={query}>
      {(one) => (
        <PrintPage
          title={t('打印年度总结')}
          note={one.state === 'approved' ? undefined : t('还没有审定，文字可能变化。')}
          back={`/summaries/${one.id}`}
          prints={[
            { key: one.id, sheet: resolveLayout(summaryLayout(one), { fields: {}, rows: [] }) },
          ]}
        />
      )}
    </Loaded>
  );
}
