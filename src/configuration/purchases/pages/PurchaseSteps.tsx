/** Opinions on a plan, its budget, corrections, its end. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { type Field, FormDrawer, linesOf, useT } from '../../../platform/web/index.ts';
import * as shapes from '../shapes.ts';
import { usePurchaseLines } from './PurchaseForm.tsx';

type Action = (typeof shapes.PURCHASE_ACTIONS)[number];
type Step = Exclude<Action, 'edit'>;

export const TITLES: Record<Action, string> = {
  edit: '修改',
  submit: '报财务部门',
  financeApprove: '财务同意',
  financeReturn: '财务退回',
  approve: '审批同意',
  leaderReturn: '退回财务部门',
  reject: '不予批准',
  budget: '列入预算',
  correct: '更正',
  close: '结束',
};
const BEFORE: Record<Step, string> = {
  submit: '超出限价、短于最低年限或超过缺口的须已说明；报送后不能再修改。',
  financeApprove: '资金来源明确后同意，报单位领导审批。',
  financeReturn: '由信息化部门修改后重新报送。',
  approve: '审批后由财务部门列入年度预算，按计划采购。',
  leaderReturn: '退回财务部门重新审核。',
  reject: '不予批准的计划不再执行，其中的选型可列入新的计划。',
  budget: '填写预算文号和日期。',
  correct: '更正前后的内容和原因留痕，总金额不能增加。',
  close: '结束后不再执行。',
};
const ENDPOINTS = {
  submit: shapes.submitPurchasePlan,
  financeApprove: shapes.financeReviewPlan,
  financeReturn: shapes.financeReviewPlan,
  approve: shapes.decidePurchasePlan,
  leaderReturn: shapes.decidePurchasePlan,
  reject: shapes.decidePurchasePlan,
  budget: shapes.budgetPurchasePlan,
  correct: shapes.correctPurchasePlan,
  close: shapes.closePurchasePlan,
};
const EXTRA: Partial<Record<Step, Record<string, unknown>>> = {
  financeApprove: { approve: true },
  financeReturn: { approve: false },
  approve: { decision: 'approve' },
  leaderReturn: { decision: 'leaderReturn' },
  reject: { decision: 'reject' },
};
const NEEDS_WORDS: Step[] = ['financeReturn', 'leaderReturn', 'reject', 'close'];

export function StepDrawer(props: {
  action: Step;
  one: shapes.PurchaseRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { action, one } = props;
  const lines = usePurchaseLines(true);
  const corrects = action === 'correct';
  return (
    <FormDrawer
      open
      title={t(TITLES[action])}
      endpoint={ENDPOINTS[action] as typeof shapes.financeReviewPlan}
      params={{ plan: one.id }}
      extra={EXTRA[action] ?? {}}
      initial={initialOf(action, one)}
      fields={useFields(action, lines.field)}
      {...(corrects ? { shape: lines.shape } : {})}
      before={t(BEFORE[action])}
      submit={t(TITLES[action])}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('{{no}}：{{what}}', { no: one.planNo, what: t(TITLES[action]) }));
        props.onClose();
      }}
    />
  );
}

function initialOf(action: Step, one: shapes.PurchaseRecord): Record<string, unknown> {
  if (action === 'correct') return { lines: linesOf(one.lines) };
  return action === 'budget' ? { inBudgetOn: dateInChina(new Date()) } : {};
}

function useFields(action: Step, lines: Field): Field[] {
  const t = useT();
  if (action === 'budget') {
    return [
      { name: 'inBudgetOn', label: t('列入日期'), kind: 'date', required: true },
      { name: 'budgetDocument', label: t('预算文号'), required: true, maxLength: 200 },
    ];
  }
  const words: Field = {
    name: action === 'correct' ? 'reason' : 'opinion',
    label: action === 'correct' ? t('原因') : t('意见'),
    kind: 'area',
    maxLength: 500,
    required: action === 'correct' || NEEDS_WORDS.includes(action),
    wide: true,
  };
  return action === 'correct' ? [lines, words] : [words];
}
