/** 附件3 to be printed, with the opinions given so far. */
import type { ReactNode } from 'react';
import { resolveLayout } from '../../../base/layout.ts';
import { getDemand } from '../../../configuration/demands/shapes.ts';
import { Loaded, useAddressParams, useEndpoint, useT } from '../../../platform/web/index.ts';
import { FORM3, form3Data, opinionsOf } from '../rules.form3.ts';
import { Opinions } from './Opinions.tsx';
import { PrintPage } from './PrintPage.tsx';

export default function PrintForm3(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getDemand, { params: { demand: id } });
  return (
    <Loaded query={query}>
      {(one) => (
        <PrintPage
          title={t('打印附件3')}
          back={`/demands/${one.id}`}
          prints={[
            {
              key: one.id,
              sheet: resolveLayout(FORM3, form3Data(one)),
              below: (
                <Opinions
                  opinions={opinionsOf(one.steps, [
                    { title: '部门负责人意见', actions: ['deptApprove', 'submit'] },
                    { title: '信息化部门意见', actions: ['itApprove'] },
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
