/** 附件2 to be printed: one signed pledge. */
import type { ReactNode } from 'react';
import { useAddressParams, useT } from '../../../platform/web/index.ts';
import { RecordPrint } from './RecordPrint.tsx';

export default function PrintForm2(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  return <RecordPrint kind="form2" id={id} title={t('打印附件2')} back="/pledges" />;
}
