/** 附件4 to be printed, with the opinions given so far. */
import type { ReactNode } from 'react';
import { useAddressParams, useT } from '../../../platform/web/index.ts';
import { RecordPrint } from './RecordPrint.tsx';

export default function PrintForm4(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  return <RecordPrint kind="form4" id={id} title={t('打印附件4')} back={`/purchase-plans/${id}`} />;
}
