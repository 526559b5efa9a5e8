/** Sections and tasks of a plan, for a new one and for one that is drafted or sent back. */
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { Endpoint } from '../../../platform/http/endpoint.ts';
import { EndpointForm, type Field, useT } from '../../../platform/web/index.ts';
import { type PlanInput, SECTIONS, type updatePlan } from '../shapes.ts';
import { bodyOfTasks, TaskField, type TaskLine } from './TaskField.tsx';

export type Content = Omit<PlanInput, 'tasks'> & { tasks: TaskLine[] };

export function usePlanFields(year: number): Field[] {
  const t = useT();
  return [
    ...Object.entries(SECTIONS).map(
      ([name, { label }]): Field => ({
        name,
        label: t(label),
        kind: 'area',
        rows: 4,
        maxLength: 4000,
        wide: true,
      }),
    ),
    {
      name: 'tasks',
      label: t('任务'),
      kind: 'custom',
      wide: true,
      control: <TaskField year={year} />,
    },
  ];
}

/** The form's lines know more than the endpoint takes. */
export function PlanForm(props: {
  endpoint: typeof updatePlan;
  params?: Record<string, string>;
  year: number;
  extra?: Record<string, unknown>;
  initial: Content;
  submit: string;
  draft?: string;
  onDone: (id: string) => void;
}): ReactNode {
  const t = useT();
  const { endpoint } = props;
  type Output = z.output<typeof updatePlan.output>;
  return (
    <EndpointForm
      endpoint={endpoint as unknown as Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType<Output>>}
      {...(props.params ? { params: props.params } : {})}
      {...(props.draft ? { draft: props.draft } : {})}
      extra={props.extra ?? {}}
      initial={props.initial}
      fields={usePlanFields(props.year)}
      shape={(body) => ({ ...body, tasks: bodyOfTasks((body.tasks ?? []) as TaskLine[]) })}
      before={t('保存为草稿；各项齐全后报组长审定。')}
      submit={props.submit}
      onDone={(made) => props.onDone(made.id)}
    />
  );
}
