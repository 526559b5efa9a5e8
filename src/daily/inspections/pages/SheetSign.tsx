/** The user of the computer signs what was found, on the inspector's screen; nobody has to. */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  addressOf,
  DateText,
  type Field,
  FormDrawer,
  SignatureField,
  useT,
} from '../../../platform/web/index.ts';
import { sheetSignature, signSheet } from '../shapes.api.ts';
import { SHEET_STATEMENT, type SheetRecord } from '../shapes.ts';

export function SheetSign(props: { sheet: SheetRecord }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { sheet } = props;
  const [open, setOpen] = useState(false);
  const params = { inspection: sheet.inspectionId, device: sheet.deviceId };
  const signer: Field[] =
    sheet.personName === ''
      ? [{ name: 'signerName', label: t('签字人'), required: true, maxLength: 50 }]
      : [];
  return (
    <section className="zc-panel zc-above" aria-label={t('使用人签字')}>
      <h2>{t('使用人签字')}</h2>
      {sheet.signature ? (
        <>
          <div className="zc-inline">
            <strong>{sheet.signature.personName}</strong>
            <DateText value={sheet.signature.signedOn} />
          </div>
          <img
            className="zc-order-ink"
            src={addressOf(sheetSignature, { params })}
            alt={t('{{name}}的手写签名', { name: sheet.signature.personName })}
          />
        </>
      ) : (
        <p className="zc-quiet">{t('可请使用人签字确认；之后再修改检查表须重新签字。')}</p>
      )}
      {!sheet.signature && sheet.may.includes('sign') && (
        <Button size="large" onClick={() => setOpen(true)}>
          {t('请使用人签字')}
        </Button>
      )}
      {open && (
        <FormDrawer
          open
          title={t('使用人签字')}
          above={<p className="zc-order-statement">{t(SHEET_STATEMENT)}</p>}
          endpoint={signSheet}
          params={params}
          extra={{ version: sheet.version }}
          narrow
          fields={[
            ...signer,
            {
              name: 'signature',
              label: t('签字'),
              kind: 'custom',
              required: true,
              control: <SignatureField kinds={['drawn']} />,
            },
          ]}
          submit={t('确认签字')}
          onClose={() => setOpen(false)}
          onDone={() => {
            message.success(t('已签字'));
            setOpen(false);
          }}
        />
      )}
    </section>
  );
}
