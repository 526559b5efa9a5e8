/** The other steps of an order: the user signs on the technician's screen, cancelling, correcting. */
import { App, Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { listPeople } from '../../../organisation/people/shapes.ts';
import {
  call,
  FormDrawer,
  type Option,
  SignatureField,
  useT,
} from '../../../platform/web/index.ts';
import { workOf } from '../rules.ts';
import { cancelOrder, collectSignature, correctOrder } from '../shapes.api.ts';
import { type OrderRecord, USER_STATEMENT } from '../shapes.ts';
import { Statement } from './SignPanel.tsx';
import { useTellState } from './told.ts';

type Props = { order: OrderRecord; close: () => void };

async function searchPeople(text: string): Promise<Option[]> {
  const { items } = await call(listPeople, { query: { q: text, active: 'true', limit: 20 } });
  return items.map((person) => ({
    value: person.id,
    label: [person.name, person.departmentName].filter(Boolean).join(' · '),
  }));
}

export function CollectDrawer(props: Props): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const tell = useTellState();
  const { order } = props;
  const signer = order.userName || t('使用人');
  return (
    <FormDrawer
      open
      title={t('请{{name}}签字', { name: signer })}
      above={
        <>
          <p>{t('请把屏幕交给{{name}}核对并签字；也可以上传其签字的确认单。', { name: signer })}</p>
          <p>{[order.computerNo, order.work].join(' · ')}</p>
          <Statement text={t(USER_STATEMENT)} />
        </>
      }
      endpoint={collectSignature}
      params={{ order: order.id }}
      narrow
      submit={t('确认签字')}
      onClose={props.close}
      onDone={(signed) => {
        props.close();
        message.success(tell(signed), 6);
      }}
      fields={[
        ...(order.userPersonId === null
          ? [
              {
                name: 'personId',
                label: t('签字人'),
                kind: 'search' as const,
                search: searchPeople,
                help: t('公用计算机没有使用人，请写明由谁签字。'),
              },
            ]
          : []),
        {
          name: 'signature',
          label: t('使用人签字'),
          kind: 'custom',
          required: true,
          control: (
            <SignatureField
              kinds={['drawn', 'scan']}
              {...(order.userName ? { signer: order.userName } : {})}
            />
          ),
        },
      ]}
    />
  );
}

export function CancelDrawer(props: Props): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  return (
    <FormDrawer
      open
      danger
      title={t('取消工作单 {{no}}', { no: props.order.orderNo })}
      endpoint={cancelOrder}
      params={{ order: props.order.id }}
      narrow
      submit={t('取消工作单')}
      before={t('取消后不再执行，也不登记台账；已有的签字保留备查。')}
      onClose={props.close}
      onDone={() => {
        props.close();
        message.info(t('工作单已取消，已通知安装维护人'));
      }}
      fields={[{ name: 'reason', label: t('原因'), kind: 'area', required: true, maxLength: 500 }]}
    />
  );
}

export function CorrectDrawer(props: Props): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const lines = props.order.lines.filter(
    (line) => line.result === 'done' && line.entryNos.length > 0,
  );
  return (
    <FormDrawer
      open
      danger
      title={t('更正 {{no}}', { no: props.order.orderNo })}
      endpoint={correctOrder}
      params={{ order: props.order.id }}
      narrow
      initial={{ lineNos: lines.length === 1 ? [lines[0]!.lineNo] : [] }}
      submit={t('冲正所选的行')}
      before={t('台账记录不能修改：所选的行各登记一条冲正记录，原记录和签字保留。')}
      onClose={props.close}
      onDone={() => {
        props.close();
        message.info(t('已冲正，台账流水可查'));
      }}
      fields={[
        {
          name: 'lineNos',
          label: t('要更正的行'),
          kind: 'custom',
          required: true,
          control: (
            <Checkbox.Group
              options={lines.map((line) => ({ value: line.lineNo, label: workOf([line]) }))}
            />
          ),
        },
        { name: 'reason', label: t('原因'), kind: 'area', required: true, maxLength: 500 },
      ]}
    />
  );
}
