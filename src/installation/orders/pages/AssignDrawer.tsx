/** Who is to do it, by when; also when somebody else had it. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { FormDrawer, useList, useT } from '../../../platform/web/index.ts';
import { assignOrders, listTechnicians } from '../shapes.api.ts';
import type { Order } from '../shapes.ts';

export function AssignDrawer(props: {
  orders: Order[];
  close: () => void;
  onDone?: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { items } = useList(listTechnicians);
  const only = props.orders.length === 1 ? props.orders[0] : undefined;
  return (
    <FormDrawer
      open
      title={t('安排安装维护人（{{n}} 张工作单）', { n: props.orders.length })}
      endpoint={assignOrders}
      extra={{ orderIds: props.orders.map((order) => order.id) }}
      initial={{
        technicianPersonId: only?.technicianPersonId ?? undefined,
        dueOn: only?.dueOn ?? undefined,
      }}
      submit={t('安排')}
      onClose={props.close}
      onDone={({ assigned }) => {
        props.close();
        props.onDone?.();
        message.success(t('已安排 {{n}} 张，安装维护人会收到通知', { n: assigned }));
      }}
      fields={[
        {
          name: 'technicianPersonId',
          label: t('安装维护人'),
          kind: 'options',
          required: true,
          wide: true,
          options: items.map((one) => ({
            value: one.personId,
            label: [one.name, one.departmentName, t('在办 {{n}} 张', { n: one.open })]
              .filter(Boolean)
              .join(' · '),
          })),
          help:
            items.length === 0
              ? t('还没有安装维护人：请在“账号与角色”中给人员授予安装维护人员角色。')
              : undefined,
        },
        { name: 'dueOn', label: t('限期'), kind: 'date' },
        { name: 'opinion', label: t('说明'), kind: 'area', maxLength: 500, wide: true },
      ]}
    />
  );
}
