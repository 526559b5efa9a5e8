/** 附件3 to be printed, with the opinions given so far. */
import type { ReactNode } from 'react';
import { useAddressParams, useT } from '../../../platform/web/index.ts';
import { RecordPrint } from './RecordPrint.tsx';

export default function PrintForm3(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  return <RecordPrint kind="form3" id={id} title={t('打印附件3')} back={`/demands/${id}`} />;
}
