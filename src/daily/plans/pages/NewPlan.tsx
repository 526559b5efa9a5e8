/** A new plan begins with last year's, or with what the guideline asks for every year. */
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import {
  Loaded,
  PageHead,
  useAddressSearch,
  useEndpoint,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { createPlan, planTemplate, type updatePlan } from '../shapes.ts';
import { PlanForm } from './PlanForm.tsx';

export default function NewPlan(): ReactNode {
  const t = useT();
  const go = useGo();
  const [search, change] = useAddressSearch();
  const now = Number(dateInChina(new Date()).slice(0, 4));
  const year = Number(search.year) || now;
  const found = useEndpoint(planTemplate, { query: { year: String(year) } } as never);
  return (
    <>
      <PageHead
        title={t('起草年度计划')}
        more={
          <Select
            aria-label={t('年度')}
            value={year}
            options={[now, now + 1].map((value) => ({ value, label: value }))}
            onChange={(value) => change({ year: String(value) })}
          />
        }
      />
      <Loaded query={found}>
        {({ fromYear, content }) => (
          <>
            <p className="zc-quiet">
              {fromYear
                ? t('以 {{year}} 年的计划为底，期限顺延一年。', { year: fromYear })
                : t('已列出指南要求的年度事项，请填写负责人或部门，增减任务。')}
            </p>
            <PlanForm
              key={year}
              endpoint={createPlan as unknown as typeof updatePlan}
              year={year}
              extra={{ year }}
              draft={`plan.new.${year}`}
              initial={{
                ...content,
                tasks: content.tasks.map(({ id: _, ...task }, at) => ({
                  ...task,
                  key: String(at),
                })),
              }}
              submit={t('保存草稿')}
              onDone={(id) => go(`/plans/${id}`)}
            />
          </>
        )}
      </Loaded>
    </>
  );
}
