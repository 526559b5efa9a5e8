/** 变动说明: two days, or two closings; each total opens to its causes, each cause to its records. */
import { Alert, App, Button, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { addDays, dateInChina } from '../../../base/dates.ts';
import {
  DateInput,
  DateText,
  download,
  Loaded,
  PageHead,
  useAddressSearch,
  useEndpoint,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import { listClosings } from '../../closings/shapes.ts';
import {
  type Drift as Answer,
  exportDrift,
  getDrift,
  getDriftRates,
  type Total,
} from '../shapes.ts';
import { Items, type ItemsAsked } from './Items.tsx';
import { Records, type RecordsAsked } from './Records.tsx';
import { Totals } from './Totals.tsx';

type TotalName = (typeof Total)['_output'];
/** As it stands in the address. */
export type Asked = {
  from?: string;
  to?: string;
  knowledge?: 'now' | 'past';
  fromClosing?: string;
  toClosing?: string;
};

const PEOPLE: TotalName[] = ['totalStaff', 'computerUsers'];
const COMPUTERS: TotalName[] = [
  ...(['server', 'desktop', 'laptop', 'computers', 'inUse', 'idle', 'inRepair'] as const),
  ...(['scrapped', 'transferredOut'] as const),
];
const SOFTWARE: TotalName[] = [
  ...(['commercial', 'oem', 'free', 'selfDeveloped', 'licenses', 'validLicenses'] as const),
  ...(['unlimited', 'installs', 'remaining'] as const),
];

export default function Drift(): ReactNode {
  const t = useT();
  const [search, change] = useAddressSearch();
  const asked = search as Asked;
  const closings = asked.fromClosing !== undefined;
  const today = dateInChina(new Date());
  const from = asked.from ?? `${Number(today.slice(0, 4)) - 1}-12-31`;
  const to = asked.to ?? today;
  const query = closings
    ? { fromClosing: asked.fromClosing, toClosing: asked.toClosing }
    : { from, to, knowledge: asked.knowledge ?? 'now' };
  return (
    <>
      <PageHead
        title={t('变动说明')}
        note={t(
          '两个日期之间，每个总数为什么变了：每个原因由具体记录逐条计数，加起来正好是总数的变化。',
        )}
        action={<Export query={query} />}
      />
      <Choice asked={asked} today={today} from={from} to={to} onChange={change} />
      <Explained key={JSON.stringify(query)} query={query} />
    </>
  );
}

function Explained(props: { query: Asked }): ReactNode {
  const t = useT();
  const { query } = props;
  const drift = useEndpoint(getDrift, { query });
  const rates = useEndpoint(getDriftRates, { query });
  const [records, openRecords] = useState<RecordsAsked>();
  const [items, openItems] = useState<ItemsAsked>();
  const open = { openRecords, openItems };
  return (
    <>
      <Loaded query={drift}>
        {(answer: Answer) => (
          <>
            <Points answer={answer} />
            <Totals title={t('人员')} totals={only(answer, PEOPLE)} {...open} />
            <Totals title={t('计算机')} totals={only(answer, COMPUTERS)} {...open} />
            <Totals title={t('软件编号、许可和安装')} totals={only(answer, SOFTWARE)} {...open} />
          </>
        )}
      </Loaded>
      <Loaded query={rates}>
        {(answer: Answer) => (
          <Totals
            title={t('正版率的分子、分母')}
            note={t('按计算机计数，按今天的记录判定。')}
            totals={answer.totals}
            {...open}
          />
        )}
      </Loaded>
      {items && (
        <Items
          query={query}
          asked={items}
          openRecords={openRecords}
          onClose={() => openItems(undefined)}
        />
      )}
      {records && <Records query={query} asked={records} onClose={() => openRecords(undefined)} />}
    </>
  );
}

function only(answer: Answer, wanted: readonly TotalName[]) {
  return answer.totals.filter((one) => wanted.includes(one.total));
}

function Points(props: { answer: Answer }): ReactNode {
  const t = useT();
  const { from, to, totals } = props.answer;
  const wrong = totals.filter((one) => one.unexplained !== 0).length;
  return (
    <>
      <p className="zc-quiet">
        {from.closing && to.closing
          ? t('{{from}} 结存（截至 {{fromDay}}）至 {{to}} 结存（截至 {{toDay}}）', {
              from: from.closing,
              fromDay: from.asOf,
              to: to.closing,
              toDay: to.asOf,
            })
          : t('{{from}} 日终至 {{to}} 日终', { from: from.asOf, to: to.asOf })}
        {from.knownAt && (
          <>
            {' · '}
            {t('期初按当时所知：登记到')} <DateText value={from.knownAt} time />
          </>
        )}
      </p>
      {wrong > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('有 {{n}} 个总数的原因加起来不等于它的变化，请核验台账并报告', { n: wrong })}
        />
      )}
    </>
  );
}

type Quick = 'year' | 'month' | 'closings' | 'own';

function Choice(props: {
  asked: Asked;
  today: string;
  from: string;
  to: string;
  onChange: (asked: Asked) => void;
}): ReactNode {
  const t = useT();
  const { asked, today, from, to, onChange } = props;
  const { items } = useList(listClosings);
  const made = items.filter((one) => one.figures !== null && one.state !== 'discarded');
  const [last, before] = made;
  const days = {
    year: `${Number(today.slice(0, 4)) - 1}-12-31`,
    month: addDays(`${today.slice(0, 7)}-01`, -1),
  };
  const current: Quick = asked.fromClosing
    ? 'closings'
    : to !== today
      ? 'own'
      : from === days.year
        ? 'year'
        : from === days.month
          ? 'month'
          : 'own';
  const none = { fromClosing: undefined, toClosing: undefined };
  const choose = (quick: Quick) => {
    if (quick === 'closings' && last && before) {
      const both = { fromClosing: before.id, toClosing: last.id };
      onChange({ from: undefined, to: undefined, knowledge: undefined, ...both });
    }
    if (quick === 'year' || quick === 'month') onChange({ ...none, from: days[quick], to: today });
    if (quick === 'own') onChange({ ...none, from, to });
  };
  return (
    <div className="zc-inline">
      <Segmented<Quick>
        value={current}
        onChange={choose}
        options={[
          { value: 'year', label: t('本年') },
          { value: 'month', label: t('本月') },
          { value: 'closings', label: t('最近两次结存'), disabled: !before },
          { value: 'own', label: t('自选日期') },
        ]}
      />
      {current !== 'closings' && (
        <>
          <DateInput
            label={t('起始日期')}
            value={from}
            latest={to}
            allowClear={false}
            onChange={(day) => day && onChange({ ...none, from: day, to })}
          />
          <DateInput
            label={t('截止日期')}
            value={to}
            latest={today}
            allowClear={false}
            onChange={(day) => day && onChange({ ...none, from, to: day })}
          />
          <Segmented<'now' | 'past'>
            value={asked.knowledge ?? 'now'}
            onChange={(knowledge) => onChange({ from, to, knowledge })}
            options={[
              { value: 'now', label: t('按今天所知') },
              { value: 'past', label: t('按当时所知') },
            ]}
          />
        </>
      )}
    </div>
  );
}

function Export(props: { query: Asked }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const take = (part: 'causes' | 'records') =>
    download(exportDrift, { query: { ...props.query, part } }).catch((error: Error) =>
      message.error(error.message),
    );
  return (
    <span className="zc-inline">
      <Button onClick={() => take('causes')}>{t('导出原因')}</Button>
      <Button onClick={() => take('records')}>{t('导出逐条记录')}</Button>
    </span>
  );
}
