/** Tab on a person: the computers this person holds now. */
import type { ReactNode } from 'react';
import { ListPage, useT } from '../../../platform/web/index.ts';
import { listDevices } from '../shapes.ts';
import { useDeviceColumns } from './columns.tsx';

export default function PersonDevices(props: { id: string }): ReactNode {
  const t = useT();
  const columns = useDeviceColumns().filter((column) => column.key !== 'holderName');
  return (
    <ListPage
      embedded
      title={t('保管的计算机')}
      list={listDevices}
      query={{ holder: props.id }}
      columns={columns}
      rowTo={(row) => `/devices/${row.id}`}
      empty={{ text: t('现在没有保管计算机。') }}
    />
  );
}
