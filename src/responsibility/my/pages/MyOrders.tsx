/** Confirmations (附件11) that wait for my signature; nothing is shown when none does. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { listOrders } from '../../../installation/orders/shapes.api.ts';
import { ORDER_STATES, type Order } from '../../../installation/orders/shapes.ts';
import { ChoiceTag, DateText, useEndpoint, useGo, useT } from '../../../platform/web/index.ts';
import { Section } from './Section.tsx';

function Card(props: { order: Order }): ReactNode {
  const t = useT();
  const go = useGo();
  const { order } = props;
  return (
    <article className="zc-card">
      <header>
        {order.work}
        <ChoiceTag set={ORDER_STATES} value={order.state} />
      </header>
      <div className="zc-quiet">
        {order.computerNo} · {order.orderNo}
        {order.performedOn && (
          <>
            {' · '}
            {t('{{name}} 办理', { name: order.technicianName })}{' '}
            <DateText value={order.performedOn} />
          </>
        )}
      </div>
      <div className="zc-my-actions">
        <Button block size="large" type="primary" onClick={() => go(`/orders/${order.id}`)}>
          {t('核对并签字')}
        </Button>
      </div>
    </article>
  );
}

export function MyOrders(): ReactNode {
  const t = useT();
  const { data } = useEndpoint(listOrders, { query: { toSign: 'true', limit: 20 } });
  if (!data?.items.length) return null;
  return (
    <Section title={t('待我签字确认')}>
      {data.items.map((order) => (
        <Card key={order.id} order={order} />
      ))}
    </Section>
  );
}
