/** 附件10 to be printed: one application, with the opinions given so far. */
import type { ReactNode } from 'react';
import { useAddressParams, useT } from '../../../platform/web/index.ts';
import { RecordPrint } from './RecordPrint.tsx';

export default function PrintForm10(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  return <RecordPrint kind="form10" id={id} title={t('打印附件10')} back={`/applications/${id}`} />;
}
