/** A problem added by hand, or settled before it goes out: kind, whose it is, what is asked for. */
import type { ReactNode } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import { listPeople } from '../../../organisation/people/shapes.ts';
import { call, FormDrawer, type Option, useList, useT } from '../../../platform/web/index.ts';
import { addProblem, updateProblem } from '../shapes.problems.ts';
import { PROBLEM_KINDS, type ProblemRecord } from '../shapes.ts';

async function searchPeople(text: string): Promise<Option[]> {
  const { items } = await call(listPeople, { query: { q: text, active: 'true', limit: 20 } });
  return items.map((person) => ({
    value: person.id,
    label: [person.name, person.departmentName].filter(Boolean).join(' · '),
  }));
}

export function ProblemDrawer(props: {
  inspectionId: string;
  one?: ProblemRecord;
  onClose: () => void;
  onDone: () => void;
}): ReactNode {
  const t = useT();
  const departments = useList(listDepartments);
  const { one, inspectionId } = props;
  return (
    <FormDrawer
      open
      title={one ? t('核定问题') : t('登记问题')}
      endpoint={(one ? updateProblem : addProblem) as typeof updateProblem}
      params={one ? { problem: one.id } : { inspection: inspectionId }}
      {...(one ? {} : { draft: `inspection.problem.${inspectionId}` })}
      initial={one ? { ...one } : { kind: 'other' }}
      fields={[
        {
          name: 'content',
          label: t('问题'),
          kind: 'area',
          maxLength: 500,
          required: true,
          wide: true,
        },
        { name: 'kind', label: t('类型'), kind: 'choice', set: PROBLEM_KINDS, required: true },
        ...(one ? [] : [{ name: 'computerNo', label: t('计算机编号'), maxLength: 60 } as const]),
        {
          name: 'departmentId',
          label: t('责任部门'),
          kind: 'options',
          required: true,
          options: departments.items
            .filter((row) => row.active)
            .map((row) => ({ value: row.id, label: row.path })),
        },
        {
          name: 'personId',
          label: t('责任人'),
          kind: 'search',
          search: searchPeople,
          ...(one?.personId ? { shown: { value: one.personId, label: one.personName } } : {}),
        },
        {
          name: 'measure',
          label: t('整改要求'),
          kind: 'area',
          rows: 2,
          maxLength: 300,
          required: true,
          wide: true,
        },
        {
          name: 'dueOn',
          label: t('整改期限'),
          kind: 'date',
          help: t('不填则按通报的统一期限。'),
        },
      ]}
      submit={t('保存')}
      onClose={props.onClose}
      onDone={props.onDone}
    />
  );
}
