/** Both signatures of a confirmation; the drawn picture at a click, which is written down for all but the signers. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { SIGNATURE_KINDS, type Signature } from '../../../platform/signatures/shapes.ts';
import { addressOf, DateText, ToneTag, useT } from '../../../platform/web/index.ts';
import { orderSignature } from '../shapes.api.ts';
import { type OrderRecord, PERFORMER_ROLE, USER_ROLE } from '../shapes.ts';

function Picture(props: { orderId: string; signature: Signature }): ReactNode {
  const t = useT();
  const [shown, setShown] = useState(false);
  const { orderId, signature } = props;
  if (!shown) {
    return (
      <Button size="small" onClick={() => setShown(true)}>
        {t('查看手写签名')}
      </Button>
    );
  }
  const params = { order: orderId, signature: signature.id };
  return (
    <img
      className="zc-order-ink"
      src={addressOf(orderSignature, { params })}
      alt={t('{{name}}的手写签名', { name: signature.personName })}
    />
  );
}

function One(props: { order: OrderRecord; role: string }): ReactNode {
  const t = useT();
  const { order, role } = props;
  const signature = order.signatures.findLast((one) => one.role === role);
  return (
    <div className="zc-panel">
      <h2>{t('{{role}}签字', { role: t(role) })}</h2>
      {signature ? (
        <>
          <div className="zc-inline">
            <strong>{signature.personName}</strong>
            <DateText value={signature.signedOn} />
            <span className="zc-quiet">{t(SIGNATURE_KINDS[signature.kind].label)}</span>
          </div>
          {signature.capturedBy && (
            <div className="zc-quiet">{t('由{{name}}代收', { name: signature.capturedBy })}</div>
          )}
          {signature.kind === 'drawn' && <Picture orderId={order.id} signature={signature} />}
        </>
      ) : (
        <span className="zc-quiet">{t('尚未签字')}</span>
      )}
    </div>
  );
}

export function Signatures(props: { order: OrderRecord }): ReactNode {
  const t = useT();
  const { order } = props;
  return (
    <>
      <div className="zc-columns zc-gap">
        <One order={order} role={PERFORMER_ROLE} />
        <One order={order} role={USER_ROLE} />
      </div>
      {order.sameSigner && (
        <p>
          <ToneTag tone="amber">{t('安装维护人与使用人为同一人（本人的计算机）')}</ToneTag>
        </p>
      )}
    </>
  );
}
