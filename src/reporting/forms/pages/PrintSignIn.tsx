/** 培训签到表 to be printed: before the day who is asked (`?of=asked`), afterwards who was there. */
import type { ReactNode } from 'react';
import { resolveLayout } from '../../../base/layout.ts';
import { SHEET_OF, signInSheet } from '../../../daily/trainings/shapes.figures.ts';
import {
  EmptyState,
  Go,
  Loaded,
  useAddressParams,
  useAddressSearch,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { SIGN_IN_SHEET, signInData } from '../rules.sheet.signin.ts';
import { PrintPage } from './PrintPage.tsx';

export default function PrintSignIn(): ReactNode {
  const t = useT();
  const { id = '' } = useAddressParams();
  const [search] = useAddressSearch();
  const of = search.of === 'asked' ? 'asked' : 'present';
  const other = of === 'asked' ? 'present' : 'asked';
  const query = useEndpoint(signInSheet, { params: { training: id }, query: { of } });
  const back = `/trainings/${id}`;
  return (
    <Loaded query={query}>
      {(sheet) => {
        const switched = (
          <Go to={`/print/sign-in/${id}?of=${other}`}>{t(SHEET_OF[other].label)}</Go>
        );
        if (sheet.lines.length === 0) {
          return (
            <EmptyState
              text={t('名单上还没有人。')}
              action={
                <span className="zc-inline">
                  {switched}
                  <Go to={back}>{t('返回')}</Go>
                </span>
              }
            />
          );
        }
        return (
          <PrintPage
            title={t('打印签到表')}
            note={t(SHEET_OF[of].label)}
            back={back}
            more={switched}
            prints={[{ key: id, sheet: resolveLayout(SIGN_IN_SHEET, signInData(sheet)) }]}
          />
        );
      }}
    </Loaded>
  );
}
