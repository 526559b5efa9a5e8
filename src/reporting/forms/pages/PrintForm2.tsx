/** 附件2 to be printed: one signed pledge. */
import type { ReactNode } from 'react';
import { resolveLayout } from '../../../base/layout.ts';
import {
  addressOf,
  Loaded,
  useAddressParams,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { getPledge, type Pledge, pledgeSignature } from '../../../responsibility/pledges/shapes.ts';
import { FORM2, form2Data } from '../rules.form2.ts';
import { type Print, PrintPage } from './PrintPage.tsx';

export default function PrintForm2(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getPledge, { params: { pledge: id } });
  return (
    <Loaded query={query}>
      {(pledge) => <PrintPage title={t('打印附件2')} back="/pledges" prints={[printOf(pledge)]} />}
    </Loaded>
  );
}

function printOf(pledge: Pledge): Print {
  const { signature } = pledge;
  const data = form2Data({ text: pledge.text.text, signature: signature ?? undefined });
  const drawn = signature?.kind === 'drawn';
  const pictures: Record<string, string> = drawn
    ? { signature: addressOf(pledgeSignature, { params: { pledge: pledge.id } }) }
    : {};
  const below = [pledge.departmentName, pledge.personName].filter(Boolean).join('　');
  return { key: pledge.id, sheet: resolveLayout(FORM2, data), pictures, below };
}
