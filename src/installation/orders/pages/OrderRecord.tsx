/** One work order, which once signed by both is the confirmation 附件11. */
import { Alert, App, Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  type Fact,
  Go,
  Loaded,
  PaperMenu,
  RecordPage,
  useAction,
  useAddressParams,
  useAddressSearch,
  useEndpoint,
  useNarrow,
  useSession,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { ORDER_MACHINE } from '../rules.machine.ts';
import { resultOf } from '../rules.ts';
import { getOrder, retryOrder, startOrder } from '../shapes.api.ts';
import {
  CONFIRMATION_RESULTS,
  ORDER_ORIGINS,
  ORDER_STATES,
  type OrderRecord as Record,
} from '../shapes.ts';
import { AssignDrawer } from './AssignDrawer.tsx';
import { Due } from './columns.tsx';
import { CancelDrawer, CollectDrawer, CorrectDrawer } from './OrderDrawers.tsx';
import { OrderLines } from './OrderLines.tsx';
import { PerformDrawer } from './PerformDrawer.tsx';
import { Signatures } from './Signatures.tsx';
import { SignPanel } from './SignPanel.tsx';
import { useTellState } from './told.ts';

type Open = 'perform' | 'collect' | 'sign' | 'assign' | 'cancel' | 'correct';
const OPENED_BY_ADDRESS: readonly string[] = ['perform', 'collect'] satisfies Open[];

const ORIGIN_PLACES = {
  application: { to: '/applications/', permission: 'application.view' },
  campaign: { to: '/campaigns/', permission: 'campaign.view' },
  finding: { to: '/findings?finding=', permission: 'finding.view' },
} as const;

function useFacts(order: Record): Fact[] {
  const t = useT();
  const session = useSession();
  const place = ORIGIN_PLACES[order.origin];
  const origin = t(ORDER_ORIGINS[order.origin].label);
  const result = resultOf(order.lines);
  return [
    { label: t('部门'), value: order.departmentName },
    { label: t('计算机使用人'), value: order.userName || t('部门公用') },
    {
      label: t('计算机编号'),
      value: session.can('device.view') ? (
        <Go to={`/devices/${order.deviceId}`}>{order.computerNo}</Go>
      ) : (
        order.computerNo
      ),
    },
    { label: t('计算机品牌'), value: order.computerBrand },
    {
      label: t('来源'),
      value: session.can(place.permission) ? (
        <Go to={`${place.to}${order.originId}`}>{origin}</Go>
      ) : (
        origin
      ),
    },
    { label: t('安装维护人'), value: order.technicianName },
    { label: t('限期'), value: <Due order={order} late={t('逾期')} /> },
    { label: t('完成日期'), value: <DateText value={order.performedOn} /> },
    {
      label: t('完成情况'),
      value: result && <ChoiceTag set={CONFIRMATION_RESULTS} value={result} />,
    },
    { label: t('说明'), value: order.note, wide: true },
  ];
}

/** The one next step; what else may be done stands under 更多操作. */
function Steps(props: { order: Record; open: (what: Open) => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const tell = useTellState();
  const { order, open } = props;
  const may = (action: Record['may'][number]) => order.may.includes(action);
  const onRefused = (error: { message: string }) => void message.error(error.message, 8);
  const params = { order: order.id };
  const start = useAction(startOrder, { onRefused });
  const retry = useAction(retryOrder, {
    onRefused,
    onDone: (after) =>
      after.state === 'blocked'
        ? message.warning(after.problem ?? '', 8)
        : message.success(tell(after)),
  });
  const size = useNarrow() ? 'large' : 'middle';
  const big = { type: 'primary', size } as const;
  if (may('perform')) {
    return (
      <>
        {may('start') && (
          <Button size={size} loading={start.isPending} onClick={() => start.mutate({ params })}>
            {t('开始')}
          </Button>
        )}
        <Button {...big} onClick={() => open('perform')}>
          {t('填报完成')}
        </Button>
      </>
    );
  }
  if (may('retry')) {
    return (
      <Button {...big} loading={retry.isPending} onClick={() => retry.mutate({ params })}>
        {t('重新登记')}
      </Button>
    );
  }
  if (may('collect')) {
    return (
      <Button {...big} onClick={() => open('collect')}>
        {t('请使用人签字')}
      </Button>
    );
  }
  if (may('assign') && order.state === 'pending') {
    return (
      <Button {...big} onClick={() => open('assign')}>
        {t('安排安装维护人')}
      </Button>
    );
  }
  return null;
}

function More(props: { order: Record; open: (what: Open) => void }): ReactNode {
  const t = useT();
  const { order, open } = props;
  const may = (action: Record['may'][number]) => order.may.includes(action);
  const item = (shown: boolean, key: Open, label: string) =>
    shown ? [{ key, label, onClick: () => open(key) }] : [];
  const items = [
    ...item(may('collect') && may('perform'), 'collect', t('使用人先行签字')),
    ...item(may('sign') && !order.performerSigned, 'sign', t('先行签字确认')),
    ...item(may('assign') && order.state !== 'pending', 'assign', t('改派安装维护人')),
    ...item(may('correct'), 'correct', t('更正')),
    ...item(may('cancel'), 'cancel', t('取消工作单')),
  ];
  return (
    <>
      <PaperMenu of={{ kind: 'form11', id: order.id }} print={`/print/form11/${order.id}`} />
      {items.length > 0 && (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button>{t('更多操作')}</Button>
        </Dropdown>
      )}
    </>
  );
}

function Drawers(props: {
  order: Record;
  what: Open | undefined;
  open: (what: Open | undefined) => void;
}): ReactNode {
  const { order, what, open } = props;
  const close = () => open(undefined);
  if (what === 'perform' && order.may.includes('perform')) {
    return (
      <PerformDrawer
        order={order}
        close={close}
        // The user stands beside him, or is told to sign on his own phone.
        onDone={({ may }) =>
          open(may.includes('collect') && !may.includes('sign') ? 'collect' : undefined)
        }
      />
    );
  }
  if (what === 'collect' && order.may.includes('collect')) {
    return <CollectDrawer order={order} close={close} />;
  }
  if (what === 'assign') return <AssignDrawer orders={[order]} close={close} />;
  if (what === 'cancel') return <CancelDrawer order={order} close={close} />;
  if (what === 'correct') return <CorrectDrawer order={order} close={close} />;
  return null;
}

function Page(props: { order: Record }): ReactNode {
  const t = useT();
  const { order } = props;
  const narrow = useNarrow();
  const [search, change] = useAddressSearch();
  const asked = OPENED_BY_ADDRESS.find((one) => one === search.do) as Open | undefined;
  const [what, setWhat] = useState(asked);
  const open = (next: Open | undefined) => {
    setWhat(next);
    if (search.do !== undefined) change({ do: undefined });
  };
  const history = useStepLines(ORDER_MACHINE, order.steps);
  const signs = order.may.includes('sign') && (order.performerSigned || what === 'sign');
  return (
    <>
      <RecordPage
        kind={t('附件11')}
        title={order.orderNo}
        state={<ChoiceTag set={ORDER_STATES} value={order.state} />}
        next={!narrow && <Steps order={order} open={open} />}
        more={<More order={order} open={open} />}
        facts={useFacts(order)}
        history={history}
      >
        {order.problem && (
          <Alert
            type="error"
            showIcon
            className="zc-form-notice"
            title={t('双方已签字，但台账没有接受，排除障碍后请重新登记。')}
            description={order.problem}
          />
        )}
        <OrderLines order={order} />
        {signs && <SignPanel order={order} />}
        <Signatures order={order} />
      </RecordPage>
      {narrow && (
        <div className="zc-order-foot">
          <Steps order={order} open={open} />
        </div>
      )}
      <Drawers order={order} what={what} open={open} />
    </>
  );
}

export default function OrderRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getOrder, { params: { order: id } });
  return <Loaded query={query}>{(order) => <Page key={order.id} order={order} />}</Loaded>;
}
