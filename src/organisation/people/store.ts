/** Reads and writes of `organisation_person`. */
import { type RawBuilder, sql } from 'kysely';
import { chunks } from '../../base/chunks.ts';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { Actor } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { PeopleQuery, Person } from './shapes.ts';

/** Rows in one statement; more would only be held in memory longer. */
const AT_ONCE = 5000;

export type PersonRow = {
  id: string;
  staffNo: string;
  name: string;
  nameInitials: string;
  departmentId: string | null;
  postId: string | null;
  phone: string;
  email: string;
  active: boolean;
  joinedOn: string | null;
  leftOn: string | null;
};

type PeopleTables = {
  organisationPerson: PersonRow & { unitId: string };
  organisationDepartment: { unitId: string; id: string; name: string };
  organisationPost: { unitId: string; id: string; name: string };
};

const columns = sql`id, staff_no, name, name_initials, department_id, post_id, phone, email, active,
  joined_on, left_on`;

export async function personRow(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select ${columns} from organisation_person where unit_id = ${unitId} and id = ${id}
  `.execute(tx);
  return rows[0];
}

export async function peopleByIds(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, PersonRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<PersonRow>`
    select ${columns} from organisation_person
    where unit_id = ${unitId} and id = any(${ids}::uuid[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function peopleByStaffNo(
  tx: Tx,
  unitId: string,
  staffNos: readonly string[],
): Promise<Map<string, PersonRow>> {
  if (staffNos.length === 0) return new Map();
  const { rows } = await sql<PersonRow>`
    select ${columns} from organisation_person
    where unit_id = ${unitId} and staff_no = any(${staffNos}::text[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.staffNo, row]));
}

/** People of these names, for lists that name no staff number; several may share one. */
export async function peopleByName(
  tx: Tx,
  unitId: string,
  names: readonly string[],
): Promise<Map<string, PersonRow[]>> {
  if (names.length === 0) return new Map();
  const { rows } = await sql<PersonRow>`
    select ${columns} from organisation_person
    where unit_id = ${unitId} and name = any(${names}::text[]) and active
  `.execute(tx);
  return Map.groupBy(rows, (row) => row.name);
}

export async function activeInDepartment(
  tx: Tx,
  unitId: string,
  departmentId: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from organisation_person
    where unit_id = ${unitId} and department_id = ${departmentId} and active
  `.execute(tx);
  return rows[0]!.count;
}

/** People in service, as accounts are opened for them. */
export async function activePeople(
  tx: Tx,
  unitId: string,
  which: {
    departmentIds?: readonly string[] | undefined;
    personIds?: readonly string[] | undefined;
    search?: string | undefined;
    limit?: number | undefined;
  },
): Promise<PersonRow[]> {
  const { departmentIds, personIds, search, limit } = which;
  const like = likeAnywhere(search ?? '');
  const { rows } = await sql<PersonRow>`
    select ${columns} from organisation_person
    where unit_id = ${unitId} and active
      and (${!departmentIds} or department_id = any(${departmentIds ?? []}::uuid[]))
      and (${!personIds} or id = any(${personIds ?? []}::uuid[]))
      and (${!search} or name ilike ${like} or staff_no ilike ${like}
        or name_initials like ${like.slice(1).toLowerCase()})
    order by staff_no, id limit ${limit ?? null}::integer
  `.execute(tx);
  return rows;
}

/** 总人数 on a day (D1); the SQL twin of `employedOn`. */
export async function staffCountOn(tx: Tx, unitId: string, date: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from organisation_person
    where unit_id = ${unitId} and (joined_on is null or joined_on <= ${date}::date)
      and (left_on is null or left_on > ${date}::date)
  `.execute(tx);
  return rows[0]!.count;
}

export async function insertPeople(tx: Tx, unitId: string, people: PersonRow[]): Promise<void> {
  for (const part of chunks(people, AT_ONCE)) {
    await sql`
      insert into organisation_person (unit_id, id, staff_no, name, name_initials, department_id,
        post_id, phone, email, active, joined_on, left_on)
      select ${unitId}, r.* from ${recordset(part)}
    `.execute(tx);
  }
}

export async function savePeople(tx: Tx, unitId: string, people: PersonRow[]): Promise<void> {
  for (const part of chunks(people, AT_ONCE)) {
    await sql`
      update organisation_person p
      set staff_no = r.staff_no, name = r.name, name_initials = r.name_initials,
        department_id = r.department_id, post_id = r.post_id, phone = r.phone, email = r.email,
        active = r.active, joined_on = r.joined_on, left_on = r.left_on, updated_at = now()
      from ${recordset(part)}
      where p.unit_id = ${unitId} and p.id = r.id
    `.execute(tx);
  }
}

function recordset(people: PersonRow[]): RawBuilder<unknown> {
  const rows = people.map((person) => ({
    id: person.id,
    staff_no: person.staffNo,
    name: person.name,
    name_initials: person.nameInitials,
    department_id: person.departmentId,
    post_id: person.postId,
    phone: person.phone,
    email: person.email,
    active: person.active,
    joined_on: person.joinedOn,
    left_on: person.leftOn,
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, staff_no text,
    name text, name_initials text, department_id uuid, post_id uuid, phone text, email text,
    active boolean, joined_on date, left_on date)`;
}

/** How far the caller's right reaches: everybody, the own departments and oneself, or oneself. */
export type Reach = { scope: Scope; actor: Pick<Actor, 'personId' | 'departmentIds'> };

function withinReach({ scope, actor }: Reach): RawBuilder<boolean> {
  const own = sql<boolean>`p.id = ${actor.personId ?? null}::uuid`;
  if (scope === 'all') return sql<boolean>`true`;
  if (scope === 'own') return own;
  return sql<boolean>`(p.department_id = any(${actor.departmentIds ?? []}::uuid[]) or ${own})`;
}

function listed(tx: Tx, unitId: string, reach: Reach) {
  return tables<PeopleTables>(tx)
    .selectFrom('organisationPerson as p')
    .leftJoin('organisationDepartment as d', (join) =>
      join.onRef('d.unitId', '=', 'p.unitId').onRef('d.id', '=', 'p.departmentId'),
    )
    .leftJoin('organisationPost as t', (join) =>
      join.onRef('t.unitId', '=', 'p.unitId').onRef('t.id', '=', 'p.postId'),
    )
    .where('p.unitId', '=', unitId)
    .where(withinReach(reach))
    .select([
      'p.id',
      'p.staffNo',
      'p.name',
      'p.departmentId',
      'd.name as departmentName',
      'p.postId',
      't.name as postName',
      'p.phone',
      'p.email',
      'p.active',
      'p.joinedOn',
      'p.leftOn',
    ]);
}

export async function person(
  tx: Tx,
  unitId: string,
  id: string,
  reach: Reach,
): Promise<Person | undefined> {
  return listed(tx, unitId, reach).where('p.id', '=', id).executeTakeFirst();
}

/** One page; `departmentIds` are the filter's departments, already with those below if asked for. */
export async function peoplePage(
  tx: Tx,
  unitId: string,
  query: Omit<PeopleQuery, 'department' | 'below'> & { departmentIds?: string[] | undefined },
  reach: Reach,
): Promise<Page<Person>> {
  let select = listed(tx, unitId, reach);
  if (query.departmentIds) {
    select = select.where(sql<boolean>`p.department_id = any(${query.departmentIds}::uuid[])`);
  }
  if (query.post) select = select.where('p.postId', '=', query.post);
  if (query.active !== undefined) select = select.where('p.active', '=', query.active);
  if (query.q) {
    const anywhere = likeAnywhere(query.q);
    const initials = anywhere.slice(1).toLowerCase();
    select = select.where(
      sql<boolean>`(p.name ilike ${anywhere} or p.staff_no ilike ${anywhere}
        or p.name_initials like ${initials} or p.phone like ${anywhere})`,
    );
  }
  return keyset(select, {
    sort: query.sort,
    defaultSort: 'staffNo',
    columns: {
      staffNo: { expression: sql`p.staff_no`, type: 'text' },
      name: { expression: sql`p.name collate "zh-x-icu"`, type: 'text' },
      departmentName: {
        expression: sql`coalesce(d.name, '') collate "zh-x-icu"`,
        type: 'text',
      },
      joinedOn: { expression: sql`coalesce(p.joined_on, '0001-01-01')`, type: 'date' },
    },
    id: sql`p.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

/** Of an import that is taken back: nothing may speak of them. */
export async function deletePeople(tx: Tx, unitId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from organisation_person
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[])`.execute(tx);
}
