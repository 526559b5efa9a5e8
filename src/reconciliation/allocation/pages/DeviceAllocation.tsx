/** The licences that cover the programs of one computer, as a tab of its record. */
import type { ReactNode } from 'react';
import { InstallList } from './InstallList.tsx';

export default function DeviceAllocation(props: { id: string }): ReactNode {
  return <InstallList device={props.id} />;
}
