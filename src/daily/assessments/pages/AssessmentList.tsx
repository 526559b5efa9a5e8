/** 考核评议: one a year. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  EmptyState,
  Go,
  Loaded,
  PageHead,
  useEndpoint,
  useGo,
  useSession,
  useT,
  YearDrawer,
} from '../../../platform/web/index.ts';
import { ASSESSMENT_STATES, createAssessment, listAssessments } from '../shapes.ts';

export default function AssessmentList(): ReactNode {
  const t = useT();
  const go = useGo();
  const session = useSession();
  const found = useEndpoint(listAssessments);
  const [creating, setCreating] = useState(false);
  const whole = session.can('assessment.view') === 'all';
  return (
    <>
      <PageHead
        title={t('考核评议')}
        note={
          whole
            ? t(
                '每年对各部门的软件正版化工作评分定等：能由记录计算的由系统计算，其余人工评分，组长审定。',
              )
            : t('组长审定之后，可查看本部门的结果。')
        }
        more={
          <Can permission="assessment.edit">
            <Button onClick={() => go('/assessments/scheme')}>{t('考核评议办法')}</Button>
          </Can>
        }
        action={
          <Can permission="assessment.edit">
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('开始考核评议')}
            </Button>
          </Can>
        }
      />
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={whole ? t('还没有考核评议。') : t('还没有审定的考核评议。')} />
          ) : (
            items.map((one) => (
              <article key={one.id} className="zc-card zc-duty">
                <div>
                  <header>
                    <Go to={`/assessments/${one.id}`}>
                      {t('{{year}}年度软件正版化工作考核评议', { year: one.year })}
                    </Go>
                    <ChoiceTag set={ASSESSMENT_STATES} value={one.state} />
                  </header>
                  {one.approvedOn && (
                    <div className="zc-quiet">
                      {t('{{date}} 审定', { date: one.approvedOn })}
                      {whole && ` · ${t('{{n}} 个部门', { n: one.departments })}`}
                    </div>
                  )}
                </div>
              </article>
            ))
          )
        }
      </Loaded>
      {creating && (
        <YearDrawer
          title={t('开始考核评议')}
          endpoint={createAssessment}
          before={t('分数随记录变化，起草评议结果时固定下来。')}
          place="/assessments"
          onClose={() => setCreating(false)}
        />
      )}
    </>
  );
}
