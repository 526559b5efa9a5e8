/** Tab on a computer: what was and is to be installed and removed on it, with its confirmations. */
import type { ReactNode } from 'react';
import { ListPage, useT } from '../../../platform/web/index.ts';
import { listOrders } from '../shapes.api.ts';
import { orderColumns } from './columns.tsx';

const IMPLIED = new Set(['computerNo', 'computerBrand']);

export default function DeviceOrders(props: { id: string }): ReactNode {
  const t = useT();
  return (
    <ListPage
      embedded
      title={t('安装维护工作单')}
      list={listOrders}
      query={{ device: props.id }}
      columns={orderColumns(t).filter((column) => !IMPLIED.has(column.key))}
      rowTo={(row) => `/orders/${row.id}`}
      empty={{ text: t('这台计算机还没有安装维护工作单。') }}
    />
  );
}
