/** Verdicts of one computer, as a tab of its record. */
import type { ReactNode } from 'react';
import { useT } from '../../../platform/web/index.ts';
import { VerdictTable } from './VerdictTable.tsx';

export default function DeviceVerdicts(props: { id: string }): ReactNode {
  const t = useT();
  return <VerdictTable title={t('正版判定')} embedded query={{ device: props.id }} />;
}
