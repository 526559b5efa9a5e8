/** The columns of orders, wherever they are listed. */
import type { ReactNode } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  type ListColumn,
  ToneTag,
  type Translate,
} from '../../../platform/web/index.ts';
import { ORDER_ORIGINS, ORDER_STATES, type Order } from '../shapes.ts';

export function Due(props: { order: Pick<Order, 'dueOn' | 'overdue'>; late: string }): ReactNode {
  const { order, late } = props;
  if (!order.dueOn) return EMPTY;
  return (
    <span className="zc-inline">
      <DateText value={order.dueOn} />
      {order.overdue && <ToneTag tone="red">{late}</ToneTag>}
    </span>
  );
}

export function orderColumns(t: Translate): ListColumn<Order>[] {
  return [
    { key: 'orderNo', title: t('单号'), sort: true, width: 126 },
    {
      key: 'state',
      title: t('状态'),
      width: 124,
      render: (row) => <ChoiceTag set={ORDER_STATES} value={row.state} />,
    },
    { key: 'computerNo', title: t('计算机编号'), sort: true, width: 110 },
    { key: 'userName', title: t('使用人'), width: 84 },
    { key: 'departmentName', title: t('部门'), sort: true, width: 120 },
    { key: 'work', title: t('安装维护内容') },
    { key: 'technicianName', title: t('安装维护人'), width: 92 },
    {
      key: 'dueOn',
      title: t('限期'),
      sort: true,
      width: 168,
      render: (row) => <Due order={row} late={t('逾期')} />,
    },
    {
      key: 'performedOn',
      title: t('完成日期'),
      width: 110,
      hidden: true,
      render: (row) => <DateText value={row.performedOn} />,
    },
    {
      key: 'origin',
      title: t('来源'),
      width: 110,
      hidden: true,
      render: (row) => <ChoiceTag set={ORDER_ORIGINS} value={row.origin} />,
    },
    { key: 'computerBrand', title: t('计算机品牌'), width: 160, hidden: true },
  ];
}
