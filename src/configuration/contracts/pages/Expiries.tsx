/** 到期日历: terms and maintenance that end, month by month, and what has been renewed. */
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { addDays, addMonths, dateInChina } from '../../../base/dates.ts';
import {
  Can,
  EmptyState,
  Go,
  Loaded,
  PageHead,
  ToneTag,
  useAddressSearch,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { EXPIRY_KINDS, type Expiry, listExpiries } from '../shapes.ts';

const SPANS = { '3': '3 个月', '12': '12 个月', '36': '36 个月' } as const;
/** What ended lately is still to be dealt with. */
const BACK_DAYS = 90;

export default function Expiries(): ReactNode {
  const t = useT();
  const go = useGo();
  const [search, change] = useAddressSearch();
  const months = typeof search.months === 'string' && search.months in SPANS ? search.months : '12';
  const today = dateInChina(new Date());
  const query = { from: addDays(today, -BACK_DAYS), to: addMonths(today, Number(months)) };
  const found = useEndpoint(listExpiries, { query });
  return (
    <>
      <PageHead
        title={t('到期日历')}
        note={t(
          '到期前 90、60、30 天和到期后各提醒一次，告知信息化部门和财务部门；已续订的不再提醒。',
        )}
        more={
          <Select
            aria-label={t('范围')}
            value={months}
            options={Object.entries(SPANS).map(([value, label]) => ({ value, label: t(label) }))}
            onChange={(value) => change({ months: value })}
          />
        }
        action={
          <Can permission="contract.edit">
            <Button type="primary" onClick={() => go('/contracts/new')}>
              {t('登记合同')}
            </Button>
          </Can>
        }
      />
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('这段时间没有到期的许可和维护。')} />
          ) : (
            [...Map.groupBy(items, (one) => one.endsOn.slice(0, 7))].map(([month, ends]) => (
              <section key={month} aria-label={month}>
                <h2>{month}</h2>
                {ends.map((one) => (
                  <Line key={one.id} one={one} />
                ))}
              </section>
            ))
          )
        }
      </Loaded>
    </>
  );
}

function Line(props: { one: Expiry }): ReactNode {
  const t = useT();
  const { one } = props;
  const left =
    one.daysLeft < 0
      ? t('已过期 {{n}} 天', { n: -one.daysLeft })
      : t('还有 {{n}} 天', { n: one.daysLeft });
  const tone = one.daysLeft < 0 ? 'red' : one.daysLeft <= 30 ? 'amber' : 'blue';
  return (
    <article className="zc-card zc-duty">
      <div>
        <header>
          <Go to={`/software/${one.softwareId}`}>
            {one.softwareNo} {one.softwareName} {one.softwareVersion ?? ''}
          </Go>
          {one.renewedBy ? (
            <ToneTag tone="green">{t('已续订：{{no}}', { no: one.renewedBy })}</ToneTag>
          ) : (
            <ToneTag tone={tone}>{left}</ToneTag>
          )}
        </header>
        <div className="zc-quiet">
          {[
            t(EXPIRY_KINDS[one.what].label),
            one.endsOn,
            t('在册安装 {{n}}', { n: one.openInstalls }),
          ].join(' · ')}
        </div>
      </div>
    </article>
  );
}
