/** 附件4 to be printed, with the opinions given so far. */
import type { ReactNode } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { resolveLayout } from '../../../base/layout.ts';
import { getPurchasePlan } from '../../../configuration/purchases/shapes.ts';
import { Loaded, useAddressParams, useEndpoint, useT } from '../../../platform/web/index.ts';
import { opinionsOf } from '../rules.form3.ts';
import { FORM4, form4Data } from '../rules.form4.ts';
import { Opinions } from './Opinions.tsx';
import { PrintPage } from './PrintPage.tsx';

export default function PrintForm4(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getPurchasePlan, { params: { plan: id } });
  return (
    <Loaded query={query}>
      {(one) => (
        <PrintPage
          title={t('打印附件4')}
          back={`/purchase-plans/${one.id}`}
          prints={[
            {
              key: one.id,
              sheet: resolveLayout(
                FORM4,
                form4Data(one, dateInChina(new Date(one.steps[0]?.at ?? Date.now()))),
              ),
              below: (
                <Opinions
                  opinions={opinionsOf(one.steps, [
                    { title: '信息化部门意见', actions: ['submit'] },
                    { title: '财务部门意见', actions: ['financeApprove'] },
                    { title: '单位领导意见', actions: ['approve', 'reject'] },
                  ])}
                />
              ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}
