/** The annual summary to be printed on A4. */
import type { ReactNode } from 'react';
import { useAddressParams, useT } from '../../../platform/web/index.ts';
import { RecordPrint } from './RecordPrint.tsx';

export default function PrintSummary(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  return (
    <RecordPrint
      kind="summary"
      id={id}
      title={t('打印年度总结')}
      back={`/summaries/${id}`}
      note={(one: { state: string }) =>
        one.state === 'approved' ? undefined : t('还没有审定，文字可能变化。')
      }
    />
  );
}
