/** A technician's open orders on his phone, the most urgent first, each with its next step as one large button. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import {
  ChoiceTag,
  EmptyState,
  Go,
  Loaded,
  useAction,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { listOrders, startOrder } from '../shapes.api.ts';
import { ORDER_STATES, type Order } from '../shapes.ts';
import { Due } from './columns.tsx';

function NextStep(props: { order: Order }): ReactNode {
  const t = useT();
  const go = useGo();
  const { order } = props;
  const start = useAction(startOrder);
  if (order.performerSigned) {
    return (
      <Button block size="large" onClick={() => go(`/orders/${order.id}?do=collect`)}>
        {t('请使用人签字')}
      </Button>
    );
  }
  return (
    <div className="zc-order-buttons">
      {order.state === 'assigned' && (
        <Button
          block
          size="large"
          loading={start.isPending}
          onClick={() => start.mutate({ params: { order: order.id } })}
        >
          {t('开始')}
        </Button>
      )}
      <Button
        block
        size="large"
        type="primary"
        onClick={() => go(`/orders/${order.id}?do=perform`)}
      >
        {t('填报完成')}
      </Button>
    </div>
  );
}

function Card(props: { order: Order }): ReactNode {
  const t = useT();
  const { order } = props;
  return (
    <article className="zc-card">
      <header>
        <Go to={`/orders/${order.id}`}>{order.work}</Go>
        <ChoiceTag set={ORDER_STATES} value={order.state} />
      </header>
      <div>
        {[order.computerNo, order.userName || t('公用'), order.departmentName]
          .filter(Boolean)
          .join(' · ')}
      </div>
      <div className="zc-quiet zc-inline">
        {order.orderNo}
        {order.dueOn && <span>{t('限期')}</span>}
        {order.dueOn && <Due order={order} late={t('逾期')} />}
      </div>
      <div className="zc-my-actions">
        <NextStep order={order} />
      </div>
    </article>
  );
}

export function WorkCards(): ReactNode {
  const t = useT();
  const query = useEndpoint(listOrders, {
    query: { mine: 'true', open: 'true', sort: 'dueOn', limit: 200 },
  });
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState text={t('没有安排给您的未完工作单。')} />
        ) : (
          <div className="zc-cards">
            {items.map((order) => (
              <Card key={order.id} order={order} />
            ))}
          </div>
        )
      }
    </Loaded>
  );
}
