/** Steps of an assessment in a drawer. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import * as shapes from '../shapes.ts';

export type AssessmentStep = Exclude<
  (typeof shapes.ASSESSMENT_ACTIONS)[number],
  'score' | 'decide'
>;

export const TITLES: Record<AssessmentStep, string> = {
  draft: '起草评议结果',
  submit: '报组长审定',
  approve: '审定',
  return: '退回',
  recollect: '重新收集',
  report: '登记已上报',
  correct: '更正等次',
};
const BEFORE: Record<AssessmentStep, string> = {
  draft: '计算的分数固定下来，系统提出建议的等次，由人确定。',
  submit: '组长收到通知后审定；审定前不能再修改。',
  approve: '审定后通知各部门负责人，各部门只能看到本部门的结果。',
  return: '退回后可重新确定等次或重新收集。',
  recollect: '分数重新按记录计算，人工评分保留。',
  report: '登记报送何处、何时。',
  correct: '更正前后的等次和原因留痕，通知组长和部门负责人。',
};
const ENDPOINTS = {
  draft: shapes.draftAssessment,
  submit: shapes.submitAssessment,
  approve: shapes.decideAssessment,
  return: shapes.decideAssessment,
  recollect: shapes.recollectAssessment,
  report: shapes.reportAssessment,
  correct: shapes.correctAssessment,
};

export function StepDrawer(props: {
  step: AssessmentStep;
  one: shapes.AssessmentRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { step, one, onClose } = props;
  const decides = step === 'approve' || step === 'return';
  return (
    <FormDrawer
      open
      title={t(TITLES[step])}
      endpoint={ENDPOINTS[step] as typeof shapes.decideAssessment}
      params={{ assessment: one.id }}
      {...(decides ? { extra: { approve: step === 'approve' } } : {})}
      fields={useFields(step, one)}
      before={t(BEFORE[step])}
      submit={t(TITLES[step])}
      onClose={onClose}
      onDone={() => {
        message.success(
          t('{{year}} 年度考核评议：{{what}}', { year: one.year, what: t(TITLES[step]) }),
        );
        onClose();
      }}
    />
  );
}

function useFields(step: AssessmentStep, one: shapes.AssessmentRecord): Field[] {
  const t = useT();
  const area = (name: string, label: string, required: boolean): Field => ({
    name,
    label,
    kind: 'area',
    maxLength: 500,
    required,
    wide: true,
  });
  if (step === 'report') {
    return [
      { name: 'reportedTo', label: t('报送何处'), required: true, maxLength: 200 },
      { name: 'reportedOn', label: t('上报日期'), kind: 'date', required: true },
    ];
  }
  if (step === 'correct') {
    const options = one.results.map((result) => ({
      value: result.departmentId,
      label: result.departmentName,
    }));
    return [
      { name: 'departmentId', label: t('部门'), kind: 'options', options, required: true },
      { name: 'grade', label: t('等次'), kind: 'choice', set: shapes.GRADES, required: true },
      area('reason', t('原因'), true),
    ];
  }
  if (step === 'recollect') return [area('reason', t('原因'), true)];
  return [area('opinion', t('意见'), step === 'return')];
}
