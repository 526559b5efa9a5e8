/** 年度计划: one a year, with how far its tasks are. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import {
  Can,
  ChoiceTag,
  EmptyState,
  Go,
  Loaded,
  PageHead,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { listPlans, PLAN_STATES, type Plan } from '../shapes.ts';

export default function PlanList(): ReactNode {
  const t = useT();
  const go = useGo();
  const found = useEndpoint(listPlans);
  return (
    <>
      <PageHead
        title={t('年度计划')}
        note={t('每年的软件正版化工作计划：目标任务、推进措施、进度安排、检查方案，由组长审定。')}
        action={
          <Can permission="plan.edit">
            <Button type="primary" onClick={() => go('/plans/new')}>
              {t('起草年度计划')}
            </Button>
          </Can>
        }
      />
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('还没有年度计划。')} />
          ) : (
            items.map((one) => <Line key={one.id} one={one} />)
          )
        }
      </Loaded>
    </>
  );
}

function Line(props: { one: Plan }): ReactNode {
  const t = useT();
  const { one } = props;
  return (
    <article className="zc-card zc-duty">
      <div>
        <header>
          <Go to={`/plans/${one.id}`}>{t('{{year}}年度软件正版化工作计划', { year: one.year })}</Go>
          <ChoiceTag set={PLAN_STATES} value={one.state} />
        </header>
        <div className="zc-quiet">
          {t('任务完成 {{done}} / {{tasks}}', { done: one.done, tasks: one.tasks })}
          {one.overdue > 0 && ` · ${t('逾期 {{n}} 项', { n: one.overdue })}`}
        </div>
      </div>
    </article>
  );
}
