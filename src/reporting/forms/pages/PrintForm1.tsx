/** 附件1 to be printed: the composition in force today or on a day (`?asOf=`), or the one being prepared (`?draft=true`). */
import type { ReactNode } from 'react';
import { resolveLayout } from '../../../base/layout.ts';
import {
  EmptyState,
  Go,
  Loaded,
  useAddressSearch,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { currentCommittee } from '../../../responsibility/committee/shapes.ts';
import { FORM1, form1Data } from '../rules.form1.ts';
import { PrintPage } from './PrintPage.tsx';

export default function PrintForm1(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const asOf = typeof search.asOf === 'string' ? search.asOf : undefined;
  const query = useEndpoint(currentCommittee, { query: asOf ? { asOf } : {} });
  return (
    <Loaded query={query}>
      {({ header, current, pending }) => {
        const shown = search.draft === 'true' ? pending : current;
        if (!shown) {
          return (
            <EmptyState
              text={t('还没有领导小组组成可以打印。')}
              action={<Go to="/committee">{t('领导小组')}</Go>}
            />
          );
        }
        const day = { ...header, preparedOn: asOf ?? header.preparedOn };
        const data = form1Data({ header: day, members: shown.members });
        return (
          <PrintPage
            title={t('打印附件1')}
            back="/committee"
            prints={[{ key: shown.id, sheet: resolveLayout(FORM1, data) }]}
          />
        );
      }}
    </Loaded>
  );
}
