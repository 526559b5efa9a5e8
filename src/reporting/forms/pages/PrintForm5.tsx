/** 附件5 to be printed: as it was sent in and confirmed, or as the records stand now. */
import type { ReactNode } from 'react';
import { resolveLayout } from '../../../base/layout.ts';
import { Loaded, useAddressParams, useEndpoint, useT } from '../../../platform/web/index.ts';
import { getStatistics } from '../../statistics/shapes.ts';
import { FORM5, form5Data } from '../rules.form5.ts';
import { PrintPage } from './PrintPage.tsx';

export default function PrintForm5(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getStatistics, { params: { statistics: id } });
  return (
    <Loaded query={query}>
      {(one) => (
        <PrintPage
          title={t('打印附件5')}
          note={one.state === 'confirmed' ? undefined : t('还没有审定，数字可能变化。')}
          back={`/statistics/${one.id}`}
          prints={[{ key: one.id, sheet: resolveLayout(FORM5, form5Data(one)) }]}
        />
      )}
    </Loaded>
  );
}
