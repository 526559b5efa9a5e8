/** 软件处置审批表 to be printed, with the opinions given so far. */
import type { ReactNode } from 'react';
import { useAddressParams, useT } from '../../../platform/web/index.ts';
import { RecordPrint } from './RecordPrint.tsx';

export default function PrintDisposal(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  return (
    <RecordPrint kind="disposal" id={id} title={t('打印处置审批表')} back={`/disposals/${id}`} />
  );
}
