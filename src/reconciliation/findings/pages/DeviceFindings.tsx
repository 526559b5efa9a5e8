/** Findings of one computer, as a tab of its record. */
import type { ReactNode } from 'react';
import { useT } from '../../../platform/web/index.ts';
import { FindingTable } from './FindingTable.tsx';

export default function DeviceFindings(props: { id: string }): ReactNode {
  const t = useT();
  return (
    <FindingTable
      title={t('发现的问题')}
      device={props.id}
      empty={{ text: t('这台计算机没有待处理的问题。') }}
    />
  );
}
