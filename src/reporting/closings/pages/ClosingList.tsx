/** 半年结存: every half-year forms 7, 8 and 9 are generated, reviewed, signed and kept. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import {
  Can,
  ChoiceTag,
  EmptyState,
  FormDrawer,
  Go,
  Loaded,
  PageHead,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { periodOf } from '../rules.ts';
import { CLOSING_STATES, type Closing, createClosing, listClosings } from '../shapes.ts';

export default function ClosingList(): ReactNode {
  const t = useT();
  const found = useEndpoint(listClosings);
  const [creating, setCreating] = useState(false);
  return (
    <>
      <PageHead
        title={t('半年结存')}
        note={t(
          '汇总表、明细表至少每半年更新一次：生成附件7、8、9，核对差异，签字后归档，不再改变。',
        )}
        action={
          <Can permission="closing.edit">
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('生成结存')}
            </Button>
          </Can>
        }
      />
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('还没有结存。')} />
          ) : (
            items.map((one) => <Line key={one.id} one={one} />)
          )
        }
      </Loaded>
      {creating && <Create onClose={() => setCreating(false)} />}
    </>
  );
}

function Line(props: { one: Closing }): ReactNode {
  const t = useT();
  const { one } = props;
  return (
    <article className="zc-card zc-duty">
      <div>
        <header>
          <Go to={`/closings/${one.id}`}>{one.period}</Go>
          <ChoiceTag set={CLOSING_STATES} value={one.state} />
        </header>
        <div className="zc-quiet">
          {t('截至 {{date}}', { date: one.asOf })}
          {one.figures &&
            ` · ${t('{{numbers}} 个软件编号，{{installs}} 个安装，{{computers}} 台计算机', one.figures)}`}
        </div>
      </div>
    </article>
  );
}

const HALVES = 4;

/** This half-year and the three before it. */
function halves(today: string): string[] {
  let [year, half] = [Number(today.slice(0, 4)), Number(periodOf(today).slice(-1))];
  return Array.from({ length: HALVES }, () => {
    const period = `${year}H${half}`;
    [year, half] = half === 1 ? [year - 1, 2] : [year, 1];
    return period;
  });
}

function Create(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const go = useGo();
  const periods = halves(dateInChina(new Date()));
  return (
    <FormDrawer
      open
      title={t('生成结存')}
      endpoint={createClosing}
      initial={{ period: periods[0] }}
      before={t('在后台生成附件7、8、9 的文件，连同当时的差异一起保存。')}
      fields={[
        {
          name: 'period',
          label: t('半年'),
          kind: 'options',
          required: true,
          options: periods.map((value) => ({ value, label: value })),
        },
        {
          name: 'asOf',
          label: t('截至日期'),
          kind: 'date',
          help: t('不填则为这半年的最后一天；还没有到的，为今天。'),
        },
      ]}
      submit={t('生成结存')}
      onClose={props.onClose}
      onDone={(made) => go(`/closings/${made.id}`)}
    />
  );
}
