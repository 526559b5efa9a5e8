/** 采集到的软件 of one computer, its sources united; a tab of its record. */
import type { ReactNode } from 'react';
import { SightingTable } from './SightingTable.tsx';

export default function DeviceSightings(props: { id: string }): ReactNode {
  return <SightingTable of="device" id={props.id} />;
}
