/** Reads and writes of `organisation_department`. A unit's tree is read whole: a few hundred rows. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { DepartmentFunction } from './shapes.ts';

export type DepartmentRow = {
  id: string;
  code: string;
  name: string;
  parentId: string | null;
  headPersonId: string | null;
  functions: DepartmentFunction[];
  active: boolean;
  sortOrder: number;
};

export async function departmentRows(tx: Tx, unitId: string): Promise<DepartmentRow[]> {
  const { rows } = await sql<DepartmentRow>`
    select id, code, name, parent_id, head_person_id, functions, active, sort_order
    from organisation_department where unit_id = ${unitId}
  `.execute(tx);
  return rows;
}

export type ListedDepartment = DepartmentRow & { headName: string | null; people: number };

/**
 * With the head's name and how many active people each has. Counted apart: joined, a planner without statistics counts
 * everybody once per department.
 */
export async function listedDepartments(tx: Tx, unitId: string): Promise<ListedDepartment[]> {
  const { rows } = await sql<Omit<ListedDepartment, 'people'>>`
    select d.id, d.code, d.name, d.parent_id, d.head_person_id, d.functions, d.active, d.sort_order,
      h.name as head_name
    from organisation_department d
    left join organisation_person h on h.unit_id = d.unit_id and h.id = d.head_person_id
    where d.unit_id = ${unitId}
  `.execute(tx);
  const counts = await sql<{ departmentId: string; people: number }>`
    select department_id, count(*)::int as people from organisation_person
    where unit_id = ${unitId} and active and department_id is not null group by department_id
  `.execute(tx);
  const people = new Map(counts.rows.map((row) => [row.departmentId, row.people]));
  return rows.map((row) => ({ ...row, people: people.get(row.id) ?? 0 }));
}

export async function insertDepartments(
  tx: Tx,
  unitId: string,
  rows: DepartmentRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into organisation_department
      (unit_id, id, code, name, parent_id, head_person_id, functions, active, sort_order)
    select ${unitId}, r.id, r.code, r.name, r.parent_id, r.head_person_id, r.functions, r.active,
      r.sort_order
    from jsonb_to_recordset(${JSON.stringify(rows.map(toColumns))}::jsonb) as r (id uuid, code text,
      name text, parent_id uuid, head_person_id uuid, functions text[], active boolean,
      sort_order integer)
  `.execute(tx);
}

export async function saveDepartments(
  tx: Tx,
  unitId: string,
  rows: DepartmentRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update organisation_department d
    set code = r.code, name = r.name, parent_id = r.parent_id,
      head_person_id = r.head_person_id, functions = r.functions, active = r.active,
      sort_order = r.sort_order
    from jsonb_to_recordset(${JSON.stringify(rows.map(toColumns))}::jsonb) as r (id uuid, code text,
      name text, parent_id uuid, head_person_id uuid, functions text[], active boolean,
      sort_order integer)
    where d.unit_id = ${unitId} and d.id = r.id
  `.execute(tx);
}

function toColumns(row: DepartmentRow) {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    parent_id: row.parentId,
    head_person_id: row.headPersonId,
    functions: row.functions,
    active: row.active,
    sort_order: row.sortOrder,
  };
}

/** Departments headed by someone who leaves have no head until one is named (ZR-2). */
export async function clearHead(tx: Tx, unitId: string, personIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update organisation_department set head_person_id = null
    where unit_id = ${unitId} and head_person_id = any(${personIds}::uuid[])
    returning id
  `.execute(tx);
  return rows.map((row) => row.id);
}

/** Of an import that is taken back: nothing may speak of them. */
export async function deleteDepartments(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`delete from organisation_department
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[])`.execute(tx);
}
