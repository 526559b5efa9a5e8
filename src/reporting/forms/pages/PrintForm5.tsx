/** 附件5 to be printed: as it was sent in and confirmed, or as the records stand now. */
import type { ReactNode } from 'react';
import { useAddressParams, useT } from '../../../platform/web/index.ts';
import { RecordPrint } from './RecordPrint.tsx';

export default function PrintForm5(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  return (
    <RecordPrint
      kind="form5"
      id={id}
      title={t('打印附件5')}
      back={`/statistics/${id}`}
      note={(one: { state: string }) =>
        one.state === 'confirmed' ? undefined : t('还没有审定，数字可能变化。')
      }
    />
  );
}
