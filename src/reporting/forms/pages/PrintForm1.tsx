/** 附件1 to be printed: the composition in force today or on a day (`?asOf=`), or the one being prepared (`?draft=true`). */
import type { ReactNode } from 'react';
import { EmptyState, Go, useAddressSearch, useT } from '../../../platform/web/index.ts';
import { RecordPrint } from './RecordPrint.tsx';

export default function PrintForm1(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const query: Record<string, string> = {};
  if (typeof search.asOf === 'string') query.asOf = search.asOf;
  if (search.draft === 'true') query.draft = 'true';
  return (
    <RecordPrint
      kind="form1"
      id="current"
      query={query}
      title={t('打印附件1')}
      back="/committee"
      empty={
        <EmptyState
          text={t('还没有领导小组组成可以打印。')}
          action={<Go to="/committee">{t('领导小组')}</Go>}
        />
      }
    />
  );
}
