/** Who is to do it, by when; also when somebody else had it. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { FormDrawer, useT } from '../../../platform/web/index.ts';
import { assignOrders } from '../shapes.api.ts';
import type { Order } from '../shapes.ts';
import { NO_TECHNICIAN, useTechnicianOptions } from './technicians.ts';

export function AssignDrawer(props: {
  orders: Order[];
  close: () => void;
  onDone?: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const technicians = useTechnicianOptions();
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
          options: technicians,
          help: technicians.length === 0 ? t(NO_TECHNICIAN) : undefined,
        },
        { name: 'dueOn', label: t('限期'), kind: 'date' },
        { name: 'opinion', label: t('说明'), kind: 'area', maxLength: 500, wide: true },
      ]}
    />
  );
}
