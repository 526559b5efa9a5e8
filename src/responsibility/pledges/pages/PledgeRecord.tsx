/** One pledge as it was signed. */
import type { ReactNode } from 'react';
import { SIGNATURE_KINDS } from '../../../platform/signatures/shapes.ts';
import {
  addressOf,
  DateText,
  Loaded,
  PaperMenu,
  RecordPage,
  useAddressParams,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { getPledge, PLEDGE_TITLE, pledgeSignature } from '../shapes.ts';

export default function PledgeRecord(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getPledge, { params: { pledge: id } });
  return (
    <Loaded query={query}>
      {(pledge) => (
        <RecordPage
          kind={t('附件2')}
          title={`${t(PLEDGE_TITLE)} · ${pledge.personName}`}
          more={
            <PaperMenu of={{ kind: 'form2', id: pledge.id }} print={`/print/form2/${pledge.id}`} />
          }
          facts={[
            { label: t('承诺人'), value: pledge.personName },
            { label: t('部门'), value: pledge.departmentName },
            { label: t('签署日期'), value: <DateText value={pledge.signedOn} /> },
            {
              label: t('签字方式'),
              value: pledge.signature && t(SIGNATURE_KINDS[pledge.signature.kind].label),
            },
            { label: t('文本版本'), value: t('第 {{n}} 版', { n: pledge.text.version }) },
            { label: t('登记人'), value: pledge.signature?.capturedBy },
          ]}
        >
          <p className="zc-pledge-words">{pledge.text.text}</p>
          {pledge.signature?.kind === 'drawn' && (
            <img
              className="zc-order-ink"
              src={addressOf(pledgeSignature, { params: { pledge: pledge.id } })}
              alt={t('{{name}}的手写签名', { name: pledge.personName })}
            />
          )}
        </RecordPage>
      )}
    </Loaded>
  );
}
