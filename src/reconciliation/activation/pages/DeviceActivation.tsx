/** What one computer reports about its licences, as a tab of its record. */
import type { ReactNode } from 'react';
import { useT } from '../../../platform/web/index.ts';
import { ActivationTable } from './ActivationTable.tsx';

export default function DeviceActivation(props: { id: string }): ReactNode {
  const t = useT();
  return (
    <ActivationTable
      title={t('激活证据')}
      device={props.id}
      empty={{ text: t('这台计算机没有报告许可信息。') }}
    />
  );
}
