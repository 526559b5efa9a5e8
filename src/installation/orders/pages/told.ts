/** What a signature led to, in a sentence. */
import { useT } from '../../../platform/web/index.ts';
import type { OrderRecord } from '../shapes.ts';

export function useTellState(): (order: OrderRecord) => string {
  const t = useT();
  return (order) => {
    const entries = order.lines.reduce((sum, line) => sum + line.entryNos.length, 0);
    switch (order.state) {
      case 'recorded':
        return t('双方已签字，{{n}} 条记录已登记台账', { n: entries });
      case 'blocked':
        return t('双方已签字，但未能登记台账，已通知信息化部门处理');
      case 'notCompleted':
        return t('已记为未完成，已通知信息化部门');
      case 'awaitingConfirmation':
        return t('已签字，待使用人签字确认');
      default:
        return t('已签字，安装维护人填报签字后登记台账');
    }
  };
}
