/** 附件2 to be signed by hand: a sheet for each who has not signed, of one department (`?department=`) or of all. */
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
import {
  listPledgePeople,
  type PledgePerson,
  pledgeCoverage,
} from '../../../responsibility/pledges/shapes.ts';
import { FORM2, form2Data } from '../rules.form2.ts';
import { type Print, PrintPage } from './PrintPage.tsx';

/** Sheets of one printing. */
const AT_ONCE = 200;

export default function PrintForm2Blank(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const department = typeof search.department === 'string' ? search.department : undefined;
  const cursor = typeof search.cursor === 'string' ? search.cursor : undefined;
  const coverage = useEndpoint(pledgeCoverage);
  const people = useEndpoint(listPledgePeople, {
    query: { limit: AT_ONCE, ...(department ? { department } : {}), ...(cursor ? { cursor } : {}) },
  });
  return (
    <Loaded query={coverage}>
      {({ text }) => (
        <Loaded query={people}>
          {(page) => {
            const unsigned = page.items.filter(
              ({ status }) => status === 'pending' || status === 'superseded',
            );
            const more = page.nextCursor && (
              <Go to={nextOf(department, page.nextCursor)}>{t('下一批')}</Go>
            );
            if (unsigned.length === 0 && !more) {
              return (
                <EmptyState
                  text={t('没有待签承诺书的人员。')}
                  action={<Go to="/pledges">{t('承诺书')}</Go>}
                />
              );
            }
            return (
              <PrintPage
                title={t('打印空白承诺书')}
                note={t('{{n}} 人各一页，供手写签字；签好后扫描，在“承诺书”中登记。', {
                  n: unsigned.length,
                })}
                back="/pledges"
                more={more}
                prints={unsigned.map((person) => blankOf(person, text.text))}
              />
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

function nextOf(department: string | undefined, cursor: string): string {
  const search = new URLSearchParams({ ...(department ? { department } : {}), cursor });
  return `/print/form2?${search}`;
}

function blankOf(person: PledgePerson, text: string): Print {
  // Whose sheet it is; the signature itself is the person's.
  const below = [person.departmentName, person.personName, person.staffNo].filter(Boolean);
  return {
    key: person.id,
    sheet: resolveLayout(FORM2, form2Data({ text })),
    below: below.join('　'),
  };
}
