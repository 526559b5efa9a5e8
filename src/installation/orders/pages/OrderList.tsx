/** 安装维护工作单: everything one may see; a technician's phone shows his own as cards with the next step on them. */
import { App, Segmented, Switch } from 'antd';
import type { ReactNode } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import {
  Can,
  type Filter,
  ListPage,
  PageHead,
  useAction,
  useAddressSearch,
  useEndpoint,
  useList,
  useNarrow,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { exportOrders, getOrderSettings, listOrders, saveOrderSettings } from '../shapes.api.ts';
import { ORDER_ORIGINS, ORDER_STATES, type Order } from '../shapes.ts';
import { orderColumns } from './columns.tsx';
import { OrderBulk } from './OrderBulk.tsx';
import { WorkCards } from './WorkCards.tsx';

type View = 'mine' | 'toSign' | 'all';
const VIEWS: Record<View, Record<string, string | undefined>> = {
  mine: { mine: 'true', open: 'true', sort: 'dueOn' },
  toSign: { toSign: 'true' },
  all: {},
};
const KEYS = ['mine', 'open', 'toSign', 'sort', 'cursor', 'state', 'overdue', 'q'];

/** What the address shows, and the way to another view of the same list. */
function useView(): { view: View; views: View[]; choose: (view: View) => void } {
  const session = useSession();
  const [search, change] = useAddressSearch();
  const performs = session.can('order.perform') !== undefined;
  const views: View[] = [
    ...(performs ? ['mine' as const] : []),
    ...(session.can('order.sign') ? ['toSign' as const] : []),
    'all',
  ];
  const view = search.mine ? 'mine' : search.toSign ? 'toSign' : 'all';
  const choose = (chosen: View) =>
    change({ ...Object.fromEntries(KEYS.map((key) => [key, undefined])), ...VIEWS[chosen] });
  return { view, views, choose };
}

function Views(props: ReturnType<typeof useView>): ReactNode {
  const t = useT();
  if (props.views.length < 2) return null;
  const labels = { mine: t('安排给我的'), toSign: t('待我签字'), all: t('全部') };
  return (
    <Segmented
      className="zc-tabs"
      value={props.view}
      options={props.views.map((view) => ({ value: view, label: labels[view] }))}
      onChange={props.choose}
    />
  );
}

/** Whether one signature may stand for many orders is the unit's decision. */
function BulkSwitch(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const settings = useEndpoint(getOrderSettings);
  const save = useAction(saveOrderSettings, {
    onDone: (saved) =>
      message.info(
        saved.bulkConfirmation
          ? t('已开通：部门负责人可批量确认，也可凭签字清单扫描件批量确认')
          : t('已关闭：每张确认单由使用人逐张签字'),
      ),
    onRefused: (error) => message.error(error.message, 8),
  });
  return (
    <span className="zc-inline">
      <Switch
        aria-label={t('允许批量确认')}
        checked={settings.data?.bulkConfirmation ?? false}
        loading={settings.isPending || save.isPending}
        onChange={(bulkConfirmation) => save.mutate({ body: { bulkConfirmation } })}
      />
      {t('允许批量确认')}
    </span>
  );
}

function useFilters(): Filter[] {
  const t = useT();
  const session = useSession();
  const { items } = useList(listDepartments);
  const departments = items
    .filter((row) => row.active)
    .map((row) => ({ value: row.id, label: row.path }));
  const wide = session.can('order.view') !== 'own';
  return [
    { name: 'state', label: t('状态'), set: ORDER_STATES },
    { name: 'open', label: t('未办结'), kind: 'flag' },
    { name: 'overdue', label: t('逾期'), kind: 'flag' },
    { name: 'origin', label: t('来源'), set: ORDER_ORIGINS },
    ...(wide
      ? [{ name: 'department', label: t('部门'), options: departments, search: true } as const]
      : []),
  ];
}

const bulkSteps = (rows: Order[], done: () => void) => <OrderBulk orders={rows} done={done} />;

export default function OrderList(): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  const session = useSession();
  const [search] = useAddressSearch();
  const views = useView();
  const filters = useFilters();
  if (narrow && views.view === 'mine') {
    return (
      <section>
        <PageHead title={t('安装维护工作单')} />
        <Views {...views} />
        <WorkCards />
      </section>
    );
  }
  // Who only signs for himself signs one by one.
  const bulk =
    session.can('order.assign') ||
    session.can('order.perform') ||
    session.can('order.sign') === 'department';
  const fixed = Object.fromEntries(
    ['originId', 'mine', 'toSign'].map((key) => [key, search[key] as string | undefined]),
  );
  const nothing = {
    mine: t('没有安排给您的未完工作单。'),
    toSign: t('没有等您签字的确认单。'),
    all: t(
      '还没有工作单。申请获批、统一部署开始执行或责令卸载后，系统为每台计算机生成一张工作单。',
    ),
  };
  return (
    <ListPage
      title={t('安装维护工作单')}
      list={listOrders}
      query={fixed}
      above={<Views {...views} />}
      columns={orderColumns(t)}
      filters={filters}
      searchHint={t('单号、计算机、使用人、软件')}
      rowTo={(row) => `/orders/${row.id}`}
      exports={exportOrders}
      more={
        <Can permission="order.assign">
          <BulkSwitch />
        </Can>
      }
      {...(bulk ? { bulk: bulkSteps } : {})}
      empty={{ text: nothing[views.view] }}
    />
  );
}
