/**
 * A small unit with people who sign in: a department with its head and two staff, the information department with its
 * manager and a technician, the leading group's head; computers C1… of the staff, and a few software numbers. Written
 * past the commands, so that a test begins where its own subject begins.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { scribble } from '../src/app/sample/signature.ts';
import { newId } from '../src/base/ids.ts';
import type { Role } from '../src/platform/auth/permissions.ts';
import type { Tx } from '../src/platform/db/database.ts';
import type { Answer, Client, TestApp } from './harness.ts';

/** Name → department, roles. Everybody is 工作人员. */
const PEOPLE = {
  张三: { department: '办公室', roles: ['staff'] },
  李四: { department: '办公室', roles: ['staff'] },
  王主任: { department: '办公室', roles: ['staff', 'deptHead'] },
  周科长: { department: '财务科', roles: ['staff', 'deptHead'] },
  吴会计: { department: '财务科', roles: ['staff'] },
  钱主管: { department: '信息中心', roles: ['staff', 'itManager'] },
  冯主管: { department: '信息中心', roles: ['staff', 'itManager'] },
  赵工: { department: '信息中心', roles: ['staff', 'itTechnician'] },
  郑工: { department: '信息中心', roles: ['staff', 'itTechnician'] },
  孙局长: { department: '局领导', roles: ['staff', 'committeeHead'] },
  陈副局长: { department: '局领导', roles: ['staff', 'committeeDeputy'] },
  何人事: { department: '人事科', roles: ['staff', 'hrOfficer'] },
  徐检查: { department: '局领导', roles: ['staff', 'inspector'] },
} as const satisfies Record<string, { department: string; roles: Role[] }>;
export type Name = keyof typeof PEOPLE;

const HEADS: Record<string, Name> = { 办公室: '王主任', 财务科: '周科长' };

/** Number → facts; `left` licences at the beginning. */
const SOFTWARE = [
  {
    no: 'S1',
    name: '甲办公',
    type: 'commercial',
    version: '12',
    quantity: 3,
    usable: ['11', '12'],
  },
  {
    no: 'S2',
    name: '甲办公',
    type: 'commercial',
    version: '13',
    quantity: 60,
    usable: ['13', '13'],
  },
  { no: 'S3', name: '乙绘图', type: 'commercial', version: '5', quantity: 0, usable: ['5', '5'] },
  {
    no: 'S4',
    name: '丙杀毒',
    type: 'commercial',
    version: '8',
    quantity: null,
    usable: ['8', '8'],
  },
  { no: 'O1', name: 'X系统', type: 'oem', version: '11' },
  { no: 'F1', name: '丁阅读', type: 'free' },
] as const;
export type SoftwareNo = (typeof SOFTWARE)[number]['no'];

export type Office = {
  app: TestApp;
  person(name: Name): string;
  department(name: string): string;
  device(computerNo: string): string;
  software(no: SoftwareNo): string;
  /** The person signed in; the same session each time. */
  as(name: Name): Promise<Client>;
  /** Another session of the same person, or of him with other roles. */
  anew(name: Name, roles?: Role[]): Promise<Client>;
};

/** `holders`: who holds C1, C2 …; null = a machine of the office without a person. */
export async function office(
  app: TestApp,
  holders: readonly (Name | null)[] = ['张三', '张三', '李四', '吴会计', null],
): Promise<Office> {
  const people = new Map(Object.keys(PEOPLE).map((name) => [name as Name, newId()]));
  const departments = new Map(
    [...new Set(Object.values(PEOPLE).map((one) => one.department))].map((name) => [name, newId()]),
  );
  const devices = new Map(holders.map((_, at) => [`C${at + 1}`, newId()]));
  const software = new Map(SOFTWARE.map((one) => [one.no, newId()]));
  await app.database.write(async (tx) => {
    await insertPeople(tx, app.unitId, departments, people);
    await insertDevices(tx, app.unitId, departments, people, devices, holders);
    for (const one of SOFTWARE) await insertSoftware(tx, app.unitId, software.get(one.no)!, one);
  });
  const clients = new Map<Name, Promise<Client>>();
  const find = <K extends string>(map: Map<K, string>, key: K) => {
    const id = map.get(key);
    if (!id) throw new Error(`the office has no ${key}`);
    return id;
  };
  const anew = (name: Name, roles?: Role[]) =>
    app.as(roles ?? [...PEOPLE[name].roles], { personId: find(people, name) });
  return {
    app,
    person: (name) => find(people, name),
    department: (name) => find(departments as Map<string, string>, name),
    device: (no) => find(devices, no),
    software: (no) => find(software, no),
    anew,
    as(name) {
      const known = clients.get(name) ?? anew(name);
      clients.set(name, known);
      return known;
    },
  };
}

async function insertPeople(
  tx: Tx,
  unitId: string,
  departments: Map<string, string>,
  people: Map<Name, string>,
): Promise<void> {
  for (const [name, id] of departments) {
    const functions =
      name === '信息中心' ? ['informatization'] : name === '财务科' ? ['finance', 'asset'] : [];
    await sql`insert into organisation_department (unit_id, id, code, name, functions)
      values (${unitId}, ${id}, ${`D-${name}`}, ${name}, ${functions})`.execute(tx);
  }
  let staffNo = 100;
  for (const [name, id] of people) {
    await sql`insert into organisation_person (unit_id, id, staff_no, name, department_id, phone, email, joined_on)
      values (${unitId}, ${id}, ${String(staffNo)}, ${name}, ${departments.get(PEOPLE[name].department)!},
        ${`0000-${staffNo}`}, ${`p${staffNo}@office.test`}, '2020-01-01')`.execute(tx);
    staffNo++;
  }
  for (const [name, head] of Object.entries(HEADS)) {
    await sql`update organisation_department set head_person_id = ${people.get(head)!}
      where unit_id = ${unitId} and id = ${departments.get(name)!}`.execute(tx);
  }
}

async function insertDevices(
  tx: Tx,
  unitId: string,
  departments: Map<string, string>,
  people: Map<Name, string>,
  devices: Map<string, string>,
  holders: readonly (Name | null)[],
): Promise<void> {
  const rows = [...devices].map(([no, id], at) => {
    const holder = holders[at] ?? null;
    return {
      id,
      no,
      person: holder && people.get(holder)!,
      department: departments.get(holder ? PEOPLE[holder].department : '办公室')!,
    };
  });
  const json = JSON.stringify(rows);
  const given = sql`jsonb_to_recordset(${json}::jsonb) as r (id uuid, no text, person uuid, department uuid)`;
  await sql`insert into ledgers_device (unit_id, id, computer_no, device_type, brand, model, os_name, status)
    select ${unitId}, r.id, r.no, 'desktop', '清华', '甲一', 'X系统 11', 'inUse' from ${given}`.execute(
    tx,
  );
  await sql`insert into ledgers_device_status (unit_id, device_id, from_on, status)
    select ${unitId}, r.id, '2020-01-01', 'inUse' from ${given}`.execute(tx);
  await sql`insert into ledgers_assignment (unit_id, device_id, from_on, person_id, department_id)
    select ${unitId}, r.id, '2020-01-01', r.person, r.department from ${given}`.execute(tx);
}

async function insertSoftware(
  tx: Tx,
  unitId: string,
  id: string,
  seed: (typeof SOFTWARE)[number],
): Promise<void> {
  const commercial = seed.type === 'commercial';
  const quantity = commercial ? seed.quantity : null;
  const usable = commercial ? [{ from: seed.usable[0], to: seed.usable[1] }] : [];
  await sql`
    insert into configuration_software (unit_id, id, software_no, software_type, software_name,
      software_version, category, acquisition_method, license_type, license_metric,
      license_quantity, license_unlimited, usable_versions, term_kind, identity_key, registered_on,
      created_at, updated_at)
    values (${unitId}, ${id}, ${seed.no}, ${seed.type}, ${seed.name},
      ${seed.type === 'free' ? null : seed.version}, ${seed.type === 'oem' ? 'operatingSystem' : 'office'},
      ${seed.type === 'oem' ? 'preinstalled' : commercial ? 'purchase' : 'freeDownload'},
      ${commercial ? (quantity === null ? 'site' : 'device') : null},
      ${commercial ? (quantity === null ? 'unlimited' : 'perDevice') : null},
      ${commercial ? quantity || (quantity === 0 ? 1 : null) : null}, ${commercial && quantity === null},
      ${JSON.stringify(usable)}::jsonb, ${commercial ? 'perpetual' : null}, ${randomBytes(32)},
      '2020-01-01', now(), now())
  `.execute(tx);
  if (seed.type !== 'free') return;
  await sql`
    insert into configuration_free_list (unit_id, id, software_id, software_version, version_key,
      usable_versions, source, publisher, whole_unit, reason, free_scope, valid_from, created_at,
      updated_at)
    values (${unitId}, ${newId()}, ${id}, '不限', '*', '[{"from": null, "to": null}]'::jsonb,
      '官网', '某社区', true, '工作需要', 'any', '2020-01-01', now(), now())`.execute(tx);
}

/** A signature as the pad gives it. */
export function drawn(name: string): { kind: 'drawn'; image: string } {
  return { kind: 'drawn', image: scribble(name) };
}

export const url = (path: string) => `/api/units/DW/${path}`;

/** The answer's body; anything but success is an error that shows it. */
// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
export async function ok(answer: Promise<Answer>): Promise<any> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** `409 workflow.moved` of a refusal, for tables of refusals. */
export async function refused(answer: Promise<Answer>): Promise<string> {
  const { status, body } = await answer;
  return `${status} ${body?.code ?? ''}`.trim();
}
