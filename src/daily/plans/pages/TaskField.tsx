/** The tasks of a plan as one form control: content, owner, department, day; added and taken out. */
import { Button, Card, Input } from 'antd';
import type { ReactNode } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import { listPeople } from '../../../organisation/people/shapes.ts';
import { call, DateInput, type Option, SearchSelect, useT } from '../../../platform/web/index.ts';

export type TaskLine = {
  /** Of the line on screen. */
  key: string;
  id?: string | undefined;
  content: string;
  personId: string | null;
  personName?: string;
  departmentId: string | null;
  departmentName?: string;
  dueOn: string;
  /** Done: shown, not changed. */
  fixed?: boolean;
};

async function searchPeople(text: string): Promise<Option[]> {
  const { items } = await call(listPeople, { query: { q: text, active: 'true', limit: 20 } });
  return items.map((person) => ({
    value: person.id,
    label: [person.name, person.departmentName].filter(Boolean).join(' · '),
  }));
}

async function searchDepartments(text: string): Promise<Option[]> {
  const { items } = await call(listDepartments, {});
  return items
    .filter((row) => row.active && row.path.includes(text))
    .slice(0, 50)
    .map((row) => ({ value: row.id, label: row.path }));
}

/** What the endpoint takes. */
export function bodyOfTasks(lines: readonly TaskLine[]) {
  return lines.map(({ id, content, personId, departmentId, dueOn }) => ({
    ...(id ? { id } : {}),
    content,
    personId,
    departmentId,
    dueOn,
  }));
}

export function TaskField(props: {
  value?: TaskLine[];
  onChange?: (lines: TaskLine[]) => void;
  year: number;
}): ReactNode {
  const t = useT();
  const lines = props.value ?? [];
  const set = (next: TaskLine[]) => props.onChange?.(next);
  const change = (key: string, part: Partial<TaskLine>) =>
    set(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const add = () =>
    set([
      ...lines,
      {
        key: crypto.randomUUID(),
        content: '',
        personId: null,
        departmentId: null,
        dueOn: `${props.year}-12-31`,
      },
    ]);
  return (
    <div>
      {lines.map((line, at) => (
        <Line
          key={line.key}
          line={line}
          no={at + 1}
          onChange={(part) => change(line.key, part)}
          onRemove={() => set(lines.filter((other) => other.key !== line.key))}
        />
      ))}
      <Button onClick={add}>{t('添加任务')}</Button>
    </div>
  );
}

function Line(props: {
  line: TaskLine;
  no: number;
  onChange: (part: Partial<TaskLine>) => void;
  onRemove: () => void;
}): ReactNode {
  const t = useT();
  const { line, no, onChange } = props;
  const named = (name: string) => t('第 {{n}} 项 {{name}}', { n: no, name });
  const shown = (value: string | null, label: string | undefined) =>
    value && label ? { value, label } : undefined;
  return (
    <Card size="small" className="zc-above">
      <div className="zc-task-line">
        <Input
          aria-label={named(t('任务内容'))}
          placeholder={t('任务内容')}
          value={line.content}
          maxLength={300}
          disabled={line.fixed ?? false}
          onChange={(event) => onChange({ content: event.target.value })}
        />
        <SearchSelect
          label={named(t('负责人'))}
          placeholder={t('负责人')}
          search={searchPeople}
          value={line.personId}
          shown={shown(line.personId, line.personName)}
          disabled={line.fixed ?? false}
          onChange={(personId) => onChange({ personId: personId ?? null })}
        />
        <SearchSelect
          label={named(t('部门'))}
          placeholder={t('部门')}
          search={searchDepartments}
          value={line.departmentId}
          shown={shown(line.departmentId, line.departmentName)}
          disabled={line.fixed ?? false}
          onChange={(departmentId) => onChange({ departmentId: departmentId ?? null })}
        />
        <DateInput
          label={named(t('完成期限'))}
          value={line.dueOn}
          disabled={line.fixed ?? false}
          onChange={(dueOn) => onChange({ dueOn: dueOn ?? '' })}
        />
        <Button disabled={line.fixed ?? false} onClick={props.onRemove}>
          {t('去掉')}
        </Button>
      </div>
    </Card>
  );
}
