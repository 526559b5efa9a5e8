/** 软件处置审批表 to be printed, with the opinions given so far. */
import type { ReactNode } from 'react';
import { resolveLayout } from '../../../base/layout.ts';
import { getDisposal } from '../../../installation/disposals/shapes.ts';
import { Loaded, useAddressParams, useEndpoint, useT } from '../../../platform/web/index.ts';
import { disposalData, disposalLayout, headTakesPart } from '../rules.disposal.ts';
import { PrintPage } from './PrintPage.tsx';

export default function PrintDisposal(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getDisposal, { params: { disposal: id } });
  return (
    <Loaded query={query}>
      {(one) => {
        const sheet = resolveLayout(disposalLayout(headTakesPart(one)), disposalData(one));
        return (
          <PrintPage
            title={t('打印处置审批表')}
            back={`/disposals/${id}`}
            prints={[{ key: id, sheet }]}
          />
        );
      }}
    </Loaded>
  );
}
