/** What of the orders waits for whom. */
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { waitingOrders } from './store.list.ts';

export async function orderTodos(cx: CommandContext): Promise<TodoLine[]> {
  const can = (permission: 'order.view' | 'order.perform' | 'order.sign' | 'order.assign') =>
    widestScope(cx.actor.roles, permission) !== undefined;
  if (!can('order.view')) return [];
  const counts = await waitingOrders(cx);
  const lines: TodoLine[] = [];
  if (can('order.sign')) {
    lines.push({
      key: 'order.sign',
      sentence: '待您签字确认的安装维护',
      count: counts.toSign,
      link: '/orders?toSign=true',
    });
  }
  if (can('order.perform')) {
    lines.push({
      key: 'order.perform',
      sentence: '待您执行的安装维护工作单',
      count: counts.assigned,
      link: '/orders?mine=true&open=true',
      dueOn: counts.dueOn,
    });
  }
  if (can('order.assign')) {
    lines.push(
      {
        key: 'order.pending',
        sentence: '待安排人员的工作单',
        count: counts.pending,
        link: '/orders?state=pending',
      },
      {
        key: 'order.blocked',
        sentence: '登记台账受阻的工作单',
        count: counts.blocked,
        link: '/orders?state=blocked',
      },
    );
  }
  return lines;
}
