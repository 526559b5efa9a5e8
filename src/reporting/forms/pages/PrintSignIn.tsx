/** 培训签到表 to be printed: before the day who is asked (`?of=asked`), afterwards who was there. */
import type { ReactNode } from 'react';
import { SHEET_OF } from '../../../daily/trainings/shapes.figures.ts';
import {
  EmptyState,
  Go,
  useAddressParams,
  useAddressSearch,
  useT,
} from '../../../platform/web/index.ts';
import { RecordPrint } from './RecordPrint.tsx';

export default function PrintSignIn(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const [search] = useAddressSearch();
  const of = search.of === 'asked' ? 'asked' : 'present';
  const other = of === 'asked' ? 'present' : 'asked';
  const back = `/trainings/${id}`;
  const switched = <Go to={`/print/sign-in/${id}?of=${other}`}>{t(SHEET_OF[other].label)}</Go>;
  return (
    <RecordPrint
      kind="signIn"
      id={id}
      query={{ of }}
      title={t('打印签到表')}
      note={() => t(SHEET_OF[of].label)}
      back={back}
      more={switched}
      empty={
        <EmptyState
          text={t('名单上还没有人。')}
          action={
            <span className="zc-inline">
              {switched}
              <Go to={back}>{t('返回')}</Go>
            </span>
          }
        />
      }
    />
  );
}
