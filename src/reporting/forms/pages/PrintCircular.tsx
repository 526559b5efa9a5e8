/** 检查通报 to be printed: the words it was sent out with, whatever has become of the inspection since. */
import type { ReactNode } from 'react';
import { resolveLayout } from '../../../base/layout.ts';
import { getCircular } from '../../../daily/inspections/shapes.api.ts';
import {
  Loaded,
  useAddressParams,
  useAddressSearch,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { circularData, circularLayout } from '../rules.circular.ts';
import { PrintPage } from './PrintPage.tsx';

export default function PrintCircular(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const [search] = useAddressSearch();
  const inspection = String(search.inspection ?? '');
  const query = useEndpoint(getCircular, { params: { inspection, circular: id } });
  return (
    <Loaded query={query}>
      {({ content, contentHash }) => (
        <PrintPage
          title={t('打印检查通报')}
          note={t('发出时的原文，校验码 {{hash}}。', { hash: contentHash.slice(0, 16) })}
          back={`/inspections/${inspection}?tab=circulars`}
          prints={[
            { key: id, sheet: resolveLayout(circularLayout(content), circularData(content)) },
          ]}
        />
      )}
    </Loaded>
  );
}
