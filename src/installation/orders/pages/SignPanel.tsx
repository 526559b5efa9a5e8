/** The user's signature on the record itself: what is signed, said exactly, then the pad. Made for a phone. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { EndpointForm, SignatureField, useT } from '../../../platform/web/index.ts';
import { signOrder } from '../shapes.api.ts';
import { type OrderRecord, USER_STATEMENT } from '../shapes.ts';
import { useTellState } from './told.ts';

export function Statement(props: { text: string }): ReactNode {
  return <span className="zc-order-statement">{props.text}</span>;
}

export function SignPanel(props: { order: OrderRecord; onDone?: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const tell = useTellState();
  const { order } = props;
  return (
    <section className="zc-panel zc-order-sign" aria-label={t('签字确认')}>
      <h2>{t('签字确认')}</h2>
      {!order.performerSigned && (
        <p className="zc-quiet">{t('安装维护人尚未填报完成情况。通常在其填报后再确认。')}</p>
      )}
      <Statement text={t(USER_STATEMENT)} />
      <EndpointForm
        endpoint={signOrder}
        params={{ order: order.id }}
        narrow
        submit={t('签字确认')}
        fields={[
          {
            name: 'signature',
            label: t('签字'),
            kind: 'custom',
            required: true,
            control: <SignatureField kinds={['drawn', 'password']} />,
          },
        ]}
        onDone={(signed) => {
          message.success(tell(signed), 6);
          props.onDone?.();
        }}
      />
    </section>
  );
}
