/** Steps of a problem in a drawer: answering, checking again, waiving, adjusting, a case. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import * as paths from '../shapes.problems.ts';
import type { ProblemAction, ProblemRecord } from '../shapes.ts';

type Step = Exclude<ProblemAction, 'edit'>;

export const PROBLEM_TITLES: Record<ProblemAction, string> = {
  edit: '核定问题',
  drop: '不列入通报',
  restore: '重新列入',
  respond: '报告整改情况',
  review: '复查',
  waive: '免予整改',
  adjust: '调整整改要求',
  openCase: '立案追究',
};
const BEFORE: Record<Step, string> = {
  drop: '不列入的问题不进通报，也不计入统计；原因留痕。',
  restore: '重新列入通报。',
  respond: '提交后由检查人员复查；证明材料请先上传。',
  review: '通过则整改完成，退回则部门继续整改；报告整改情况的人不能复查。',
  waive: '确实不需或不能整改的，写明原因。',
  adjust: '调整前后的要求和原因留痕，通知部门负责人；已发出的通报不变。',
  openCase: '立案后由当事人陈述、领导小组决定；系统只提建议。',
};
const ENDPOINTS = {
  drop: paths.dropProblem,
  restore: paths.restoreProblem,
  respond: paths.respondProblem,
  review: paths.reviewProblem,
  waive: paths.waiveProblem,
  adjust: paths.adjustProblem,
  openCase: paths.openProblemCase,
};
const RESULTS = { pass: { label: '通过' }, return: { label: '退回' } } as const;

export function ProblemStepDrawer(props: {
  action: Step;
  one: ProblemRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { action, one } = props;
  return (
    <FormDrawer
      open
      title={t(PROBLEM_TITLES[action])}
      endpoint={ENDPOINTS[action] as typeof paths.waiveProblem}
      params={{ problem: one.id }}
      {...(action === 'respond' ? { draft: `inspection.response.${one.id}` } : {})}
      initial={action === 'adjust' ? { measure: one.measure, dueOn: one.dueOn } : {}}
      fields={useFields(action)}
      {...(action === 'review'
        ? {
            shape: ({ result, ...body }: Record<string, unknown>) => ({
              ...body,
              ...(result === undefined ? {} : { pass: result === 'pass' }),
            }),
          }
        : {})}
      before={t(BEFORE[action])}
      submit={t(PROBLEM_TITLES[action])}
      onClose={props.onClose}
      onDone={() => {
        message.success(
          t('第 {{n}} 项问题：{{what}}', { n: one.problemNo, what: t(PROBLEM_TITLES[action]) }),
        );
        props.onClose();
      }}
    />
  );
}

function useFields(action: Step): Field[] {
  const t = useT();
  const area = (name: string, label: string, required: boolean, maxLength = 500): Field => ({
    name,
    label,
    kind: 'area',
    maxLength,
    required,
    wide: true,
  });
  switch (action) {
    case 'respond':
      return [area('response', t('整改情况'), true, 1000)];
    case 'review':
      return [
        {
          name: 'result',
          label: t('复查结果'),
          kind: 'choice',
          set: RESULTS,
          radio: true,
          required: true,
        },
        area('opinion', t('复查意见'), false),
      ];
    case 'adjust':
      return [
        area('measure', t('整改要求'), true, 300),
        { name: 'dueOn', label: t('整改期限'), kind: 'date', required: true },
        area('reason', t('原因'), true),
      ];
    case 'openCase':
      return [area('opinion', t('立案事由'), true, 300)];
    case 'restore':
      return [area('opinion', t('说明'), false)];
    default:
      return [area('reason', t('原因'), true)];
  }
}
