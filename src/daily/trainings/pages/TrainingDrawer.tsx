/** Arranging a training or publicity, and changing the arrangement. */
import type { ReactNode } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import { call, FormDrawer, type Option, useList, useT } from '../../../platform/web/index.ts';
import { getPlan, listPlans } from '../../plans/shapes.ts';
import {
  createTraining,
  PUBLICITY_FORMS,
  TRAINING_KINDS,
  type TrainingRecord,
  updateTraining,
} from '../shapes.ts';

/** Open tasks of the two newest plans: next year's is often there before this one's ends. */
async function searchTasks(text: string): Promise<Option[]> {
  const { items } = await call(listPlans, {});
  const newest = items.filter((plan) => plan.state !== 'closed').slice(0, 2);
  const plans = await Promise.all(
    newest.map((plan) => call(getPlan, { params: { plan: plan.id } })),
  );
  return plans.flatMap((plan) =>
    plan.tasks
      .filter((task) => task.state !== 'cancelled' && task.content.includes(text))
      .map((task) => ({ value: task.id, label: `${plan.year} · ${task.content}` })),
  );
}

/** Texts that were emptied are empty, not absent. */
export const emptied = (body: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (body[name] === null ? [[name, '']] : [])));

export function TrainingDrawer(props: {
  one?: TrainingRecord;
  onClose: () => void;
  onDone: (id: string) => void;
}): ReactNode {
  const t = useT();
  const departments = useList(listDepartments, {});
  const { one } = props;
  const of = (kind: string) => (values: Record<string, unknown>) => values.kind === kind;
  return (
    <FormDrawer
      open
      title={one ? t('修改安排') : t('安排培训或宣传')}
      endpoint={(one ? updateTraining : createTraining) as typeof createTraining}
      {...(one ? { params: { training: one.id } } : { draft: 'training.new' })}
      initial={
        one
          ? {
              ...one,
              audience: one.audience.map((department) => department.id),
              planTaskId: one.planTask?.id,
            }
          : { kind: 'class', heldOn: dateInChina(new Date()) }
      }
      fields={[
        {
          name: 'kind',
          label: t('类型'),
          kind: 'choice',
          set: TRAINING_KINDS,
          radio: true,
          required: true,
          wide: true,
        },
        {
          name: 'form',
          label: t('宣传形式'),
          kind: 'choice',
          set: PUBLICITY_FORMS,
          required: true,
          when: of('publicity'),
        },
        { name: 'title', label: t('主题'), required: true, maxLength: 200, wide: true },
        { name: 'heldOn', label: t('日期'), kind: 'date', required: true },
        { name: 'place', label: t('地点'), maxLength: 200 },
        { name: 'lecturer', label: t('主讲人'), maxLength: 100 },
        {
          name: 'audience',
          label: t('参加部门'),
          kind: 'options',
          many: true,
          options: departments.items
            .filter((row) => row.active)
            .map((row) => ({ value: row.id, label: row.path })),
          help: t('不选则为全单位。'),
          when: of('class'),
        },
        {
          name: 'planTaskId',
          label: t('年度计划任务'),
          kind: 'search',
          search: searchTasks,
          help: t('列入年度计划的，选择对应的任务。'),
          ...(one?.planTask
            ? { shown: { value: one.planTask.id, label: one.planTask.content } }
            : {}),
        },
        { name: 'content', label: t('内容'), kind: 'area', maxLength: 2000, wide: true },
      ]}
      shape={(body) => ({
        ...body,
        ...emptied(body, ['place', 'lecturer', 'content']),
        form: body.kind === 'publicity' ? body.form : null,
        audience: body.kind === 'class' ? (body.audience ?? []) : [],
      })}
      before={t('培训班通知参加部门的人员；参加主管部门培训的通知领导小组成员。')}
      submit={t('保存')}
      onClose={props.onClose}
      onDone={(made) => props.onDone(made.id)}
    />
  );
}
