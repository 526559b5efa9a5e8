/** Steps of a plan in a drawer, and reporting on a task. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import * as shapes from '../shapes.ts';
import { usePlanFields } from './PlanForm.tsx';
import { bodyOfTasks, TaskField, type TaskLine } from './TaskField.tsx';

type Action = (typeof shapes.PLAN_ACTIONS)[number];
type Step = Exclude<Action, 'edit'>;

export const TITLES: Record<Action, string> = {
  edit: '修改',
  submit: '报组长审定',
  approve: '审定',
  return: '退回',
  adjust: '调整任务',
  correct: '更正文字',
  close: '结束',
};
const BEFORE: Record<Step, string> = {
  submit: '组长收到通知后审定；审定前不能再修改。',
  approve: '审定后通知各项任务的负责人，由其填报进展。',
  return: '由信息化部门修改后重新报审。',
  adjust: '已完成的任务不变；调整前后的内容和原因留痕，新的负责人收到通知。',
  correct: '更正前后的文字和原因留痕。',
  close: '结束后不再填报进展。',
};
const ENDPOINTS = {
  submit: shapes.submitPlan,
  approve: shapes.decidePlan,
  return: shapes.decidePlan,
  adjust: shapes.adjustPlan,
  correct: shapes.correctPlan,
  close: shapes.closePlan,
};

export function StepDrawer(props: {
  action: Step;
  one: shapes.PlanRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { action, one } = props;
  const decides = action === 'approve' || action === 'return';
  return (
    <FormDrawer
      open
      title={t(TITLES[action])}
      endpoint={ENDPOINTS[action] as typeof shapes.decidePlan}
      params={{ plan: one.id }}
      {...(decides ? { extra: { approve: action === 'approve' } } : {})}
      initial={initialOf(action, one)}
      fields={useFields(action, one)}
      {...(action === 'adjust'
        ? {
            shape: (body: Record<string, unknown>) => ({
              ...body,
              tasks: bodyOfTasks((body.tasks ?? []) as TaskLine[]),
            }),
          }
        : {})}
      before={t(BEFORE[action])}
      submit={t(TITLES[action])}
      onClose={props.onClose}
      onDone={() => {
        message.success(
          t('{{year}} 年度计划：{{what}}', { year: one.year, what: t(TITLES[action]) }),
        );
        props.onClose();
      }}
    />
  );
}

function initialOf(action: Step, one: shapes.PlanRecord): Record<string, unknown> {
  const { goals, measures, schedule, inspection } = one;
  if (action === 'correct') return { goals, measures, schedule, inspection };
  if (action !== 'adjust') return {};
  return {
    tasks: one.tasks.map((task) => ({ ...task, key: task.id, fixed: task.state === 'done' })),
  };
}

function useFields(action: Step, one: shapes.PlanRecord): Field[] {
  const t = useT();
  const sections = usePlanFields(one.year).filter((field) => field.name !== 'tasks');
  const area = (name: string, label: string, required: boolean): Field => ({
    name,
    label,
    kind: 'area',
    maxLength: 500,
    required,
    wide: true,
  });
  if (action === 'correct') return [...sections, area('reason', t('原因'), true)];
  if (action === 'adjust') {
    const control = <TaskField year={one.year} />;
    const tasks: Field = { name: 'tasks', label: t('任务'), kind: 'custom', wide: true, control };
    return [tasks, area('reason', t('原因'), true)];
  }
  if (action === 'close') {
    const flag: Field = {
      name: 'cancelOpen',
      label: t('其余任务'),
      kind: 'flag',
      text: t('取消没有完成的任务'),
    };
    return [flag, area('opinion', t('总结'), true)];
  }
  return [area('opinion', t('意见'), action === 'return')];
}

const PROGRESS = { underWay: { label: '进行中' }, done: { label: '已完成' } } as const;

export function ReportDrawer(props: {
  plan: string;
  task: shapes.PlanTask;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { task } = props;
  return (
    <FormDrawer
      open
      title={t('填报进展')}
      above={<p>{task.content}</p>}
      endpoint={shapes.reportTask}
      params={{ plan: props.plan, task: task.id }}
      initial={{ state: 'underWay', words: task.words }}
      fields={[
        {
          name: 'state',
          label: t('进展'),
          kind: 'choice',
          set: PROGRESS,
          radio: true,
          required: true,
        },
        {
          name: 'words',
          label: t('进展情况'),
          kind: 'area',
          maxLength: 500,
          required: true,
          wide: true,
        },
      ]}
      submit={t('填报')}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('已填报'));
        props.onClose();
      }}
    />
  );
}
