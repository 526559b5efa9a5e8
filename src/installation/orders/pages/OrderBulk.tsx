/** What can be done to many orders at once: assign, report as done, confirm where the unit allows it. */
import { App, Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import {
  EndpointForm,
  SignatureField,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  type BulkResult,
  confirmMany,
  confirmManyByScan,
  getOrderSettings,
  performMany,
} from '../shapes.api.ts';
import { type Order, PERFORMER_STATEMENT, USER_STATEMENT } from '../shapes.ts';
import { AssignDrawer } from './AssignDrawer.tsx';
import { Statement } from './SignPanel.tsx';

type Open = 'assign' | 'perform' | 'confirm' | 'scan';

/** What could not be signed, each with its reason; the rest is done. */
function useTold(): (result: BulkResult, done: () => void) => void {
  const t = useT();
  const { modal, message } = App.useApp();
  return (result, done) => {
    done();
    const said = t('{{n}} 张已签字', { n: result.done });
    if (result.refused.length === 0) {
      message.success(said);
      return;
    }
    modal.warning({
      title: t('{{done}}，{{n}} 张没有办理', { done: said, n: result.refused.length }),
      width: 560,
      content: (
        <ul className="zc-rows zc-order-refused">
          {result.refused.map((one) => (
            <li key={one.orderId}>
              <span className="zc-number">{one.orderNo}</span>
              <span>{one.message}</span>
            </li>
          ))}
        </ul>
      ),
    });
  };
}

const TITLES = {
  perform: '批量填报完成',
  confirm: '批量签字确认',
  scan: '凭清单扫描件批量确认',
} as const;
const ENDPOINTS = { perform: performMany, confirm: confirmMany, scan: confirmManyByScan };

function BulkForm(props: {
  way: 'perform' | 'confirm' | 'scan';
  orders: Order[];
  onDone: (result: BulkResult) => void;
}): ReactNode {
  const t = useT();
  const { way, orders } = props;
  const kinds = way === 'scan' ? (['scan'] as const) : (['drawn', 'password'] as const);
  const today = dateInChina(new Date());
  return (
    <>
      <Statement
        text={t(
          {
            perform: PERFORMER_STATEMENT,
            confirm: USER_STATEMENT,
            scan: '清单上须有每台计算机的编号、软件、维护类型和使用人签字；扫描件附在每张确认单上。',
          }[way],
        )}
      />
      <EndpointForm
        endpoint={ENDPOINTS[way]}
        narrow
        extra={{ orderIds: orders.map((order) => order.id) }}
        initial={way === 'perform' ? { performedOn: today } : {}}
        submit={t('签字（{{n}} 张）', { n: orders.length })}
        fields={[
          ...(way === 'perform'
            ? [
                {
                  name: 'performedOn',
                  label: t('完成日期'),
                  kind: 'date' as const,
                  required: true,
                },
              ]
            : []),
          {
            name: 'signature',
            label: t('签字'),
            kind: 'custom',
            required: true,
            control: <SignatureField kinds={kinds} />,
          },
        ]}
        onDone={props.onDone}
      />
    </>
  );
}

export function OrderBulk(props: { orders: Order[]; done: () => void }): ReactNode {
  const t = useT();
  const session = useSession();
  const told = useTold();
  const settings = useEndpoint(getOrderSettings);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const allowed = settings.data?.bulkConfirmation === true;
  const performs = session.can('order.perform') !== undefined;
  const heads = session.can('order.sign') === 'department';
  return (
    <>
      {session.can('order.assign') && (
        <Button onClick={() => setOpen('assign')}>{t('安排安装维护人')}</Button>
      )}
      {performs && <Button onClick={() => setOpen('perform')}>{t(TITLES.perform)}</Button>}
      {allowed && performs && <Button onClick={() => setOpen('scan')}>{t(TITLES.scan)}</Button>}
      {allowed && heads && <Button onClick={() => setOpen('confirm')}>{t(TITLES.confirm)}</Button>}
      {open === 'assign' && (
        <AssignDrawer orders={props.orders} close={close} onDone={props.done} />
      )}
      {open !== undefined && open !== 'assign' && (
        <Drawer open title={t(TITLES[open])} size={560} onClose={close}>
          <BulkForm
            way={open}
            orders={props.orders}
            onDone={(result) => {
              close();
              told(result, props.done);
            }}
          />
        </Drawer>
      )}
    </>
  );
}
