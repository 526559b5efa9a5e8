/** 检查通报 to be printed: the words it was sent out with, whatever has become of the inspection since. */
import type { ReactNode } from 'react';
import { useAddressParams, useAddressSearch, useT } from '../../../platform/web/index.ts';
import { RecordPrint } from './RecordPrint.tsx';

export default function PrintCircular(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const [search] = useAddressSearch();
  const inspection = String(search.inspection ?? '');
  return (
    <RecordPrint
      kind="circular"
      id={id}
      query={{ inspection }}
      title={t('打印检查通报')}
      back={`/inspections/${inspection}?tab=circulars`}
      note={({ contentHash }: { contentHash: string }) =>
        t('发出时的原文，校验码 {{hash}}。', { hash: contentHash.slice(0, 16) })
      }
    />
  );
}
