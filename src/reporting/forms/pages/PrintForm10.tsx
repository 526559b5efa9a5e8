/** 附件10 to be printed: one application, with the opinions given so far. */
import type { ReactNode } from 'react';
import { resolveLayout } from '../../../base/layout.ts';
import { getApplication } from '../../../installation/applications/shapes.ts';
import {
  Loaded,
  useAddressParams,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { FORM10, form10Data } from '../rules.form10.ts';
import { PrintPage } from './PrintPage.tsx';

export default function PrintForm10(): ReactNode {
  const t = useT();
  const { unit } = useSession();
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getApplication, { params: { application: id } });
  return (
    <Loaded query={query}>
      {(application) => {
        const sheet = resolveLayout(FORM10, form10Data(application, unit?.name ?? ''));
        return (
          <PrintPage
            title={t('打印附件10')}
            back={`/applications/${id}`}
            prints={[{ key: id, sheet }]}
          />
        );
      }}
    </Loaded>
  );
}
