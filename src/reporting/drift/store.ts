/** The facts a comparison needs, as whole sets: a unit's people, computers and numbers are read once per point. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { EntryGroup, NumberFact } from './rules.numbers.ts';
import type { RateEntry } from './rules.rates.ts';
import type { DeviceFact, PersonFact } from './rules.ts';

export async function people(tx: Tx, unitId: string): Promise<Map<string, PersonFact>> {
  const { rows } = await sql<PersonFact>`
    select id, name, joined_on, left_on, department_id from organisation_person
    where unit_id = ${unitId}`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function departments(
  tx: Tx,
  unitId: string,
): Promise<Map<string, { name: string; place: string }>> {
  const { rows } = await sql<{ id: string; name: string; place: string }>`
    select id, name, lpad(sort_order::text, 10, '0') || ' ' || code as place
    from organisation_department where unit_id = ${unitId}`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Computers as they stand on a day by what is recorded now, merged ones among them. */
export async function devicesOn(
  tx: Tx,
  unitId: string,
  day: string,
): Promise<Map<string, DeviceFact>> {
  const { rows } = await sql<DeviceFact>`
    select d.id, d.computer_no, d.device_type, d.merged_into is not null as merged, s.status,
      s.from_on as status_from, a.person_id, coalesce(a.department_id, p.department_id) as department_id,
      coalesce(a.from_on, g.to_on) as holder_from
    from ledgers_device d
    left join ledgers_device_status s on s.unit_id = d.unit_id and s.device_id = d.id
      and s.from_on <= ${day}::date and (s.to_on is null or s.to_on > ${day}::date)
    left join ledgers_assignment a on a.unit_id = d.unit_id and a.device_id = d.id
      and a.from_on <= ${day}::date and (a.to_on is null or a.to_on > ${day}::date)
    left join organisation_person p on p.unit_id = d.unit_id and p.id = a.person_id
    left join (
      select device_id, max(to_on) as to_on from ledgers_assignment
      where unit_id = ${unitId} and to_on <= ${day}::date group by device_id
    ) g on g.device_id = d.id
    where d.unit_id = ${unitId}`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function numbers(tx: Tx, unitId: string): Promise<Map<string, NumberFact>> {
  const { rows } = await sql<NumberFact>`
    select id, software_no, software_name, software_type, acquisition_method, registered_on,
      disposed_on, license_quantity as quantity, license_unlimited as unlimited, term_end
    from configuration_software where unit_id = ${unitId}`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A comparison's two points; `from.knownAt` null means that nothing was recorded afterwards. */
export type Between = {
  from: { asOf: string; knownAt: string | null };
  to: { asOf: string; knownAt: string | null };
};

const known = (alias: string, at: string | null) =>
  at === null ? sql`true` : sql`${sql.ref(`${alias}.recorded_at`)} <= ${at}::timestamptz`;

/**
 * Entries that count at one point and not at the other, each with what it adds to the figure: those of the period, those
 * recorded afterwards about the time before it, and those of before it that were reversed afterwards.
 */
export function changedEntries(unitId: string, { from, to }: Between) {
  const first = sql`${from.asOf}::date`;
  // "Is not null" follows from "="; without it the planner expects as many reversals as there are entries.
  const reversed = (alias: string, at: string | null) => sql`exists (
    select from ledgers_entry ${sql.ref(alias)} where ${sql.ref(`${alias}.unit_id`)} = ${unitId}
      and ${sql.ref(`${alias}.reverses_entry_no`)} = e.entry_no
      and ${sql.ref(`${alias}.reverses_entry_no`)} is not null and ${known(alias, at)})`;
  const mode = sql`case when e.group_id is null then e.kind
    when e.kind = 'install' then 'upgradeIn' else 'upgradeOut' end`;
  const worth = sql`case e.kind when 'install' then 1 else -1 end`;
  const effective = sql`e.unit_id = ${unitId} and e.reverses_entry_no is null
    and ${known('e', to.knownAt)} and not ${reversed('r', to.knownAt)}`;
  const columns = sql`e.entry_no, e.software_id, e.device_id, e.computer_no, e.version, e.kind,
    e.occurred_on`;
  const own = sql`${columns}, e.recorded_at, e.actor_name, e.reason, e.cause, ${mode} as mode,
    ${worth} as worth`;
  const inPeriod = sql`
    select 'inPeriod' as step, ${own} from ledgers_entry e
    where ${effective} and e.occurred_on > ${first} and e.occurred_on <= ${to.asOf}::date`;
  if (from.knownAt === null) return inPeriod;
  return sql`${inPeriod}
    union all
    select 'afterwards', ${own} from ledgers_entry e
    where ${effective} and e.occurred_on <= ${first} and e.recorded_at > ${from.knownAt}::timestamptz
    union all
    select 'afterwards', ${columns}, c.recorded_at, c.actor_name, c.reason, c.cause, 'reversed',
      -(${worth})
    from ledgers_entry c
    join ledgers_entry e on e.unit_id = ${unitId} and e.entry_no = c.reverses_entry_no
    where c.unit_id = ${unitId} and c.reverses_entry_no is not null
      and c.recorded_at > ${from.knownAt}::timestamptz and ${known('c', to.knownAt)}
      and e.occurred_on <= ${first} and e.recorded_at <= ${from.knownAt}::timestamptz`;
}

export async function entryGroups(tx: Tx, unitId: string, between: Between): Promise<EntryGroup[]> {
  const { rows } = await sql<EntryGroup>`
    select v.software_id, v.step, v.cause, v.mode,
      coalesce(sum(v.worth) filter (where v.worth > 0), 0)::int as plus,
      coalesce(sum(v.worth) filter (where v.worth < 0), 0)::int as minus, count(*)::int as count
    from (${changedEntries(unitId, between)}) v
    group by v.software_id, v.step, v.cause, v.mode`.execute(tx);
  return rows;
}

export type EntryRecord = {
  entryNo: number;
  softwareId: string;
  deviceId: string;
  computerNo: string;
  version: string;
  kind: 'install' | 'uninstall';
  occurredOn: string;
  recordedAt: string;
  actorName: string;
  reason: string | null;
  worth: number;
};

/** The single entries of one cause, in business order. `softwareIds` narrows to numbers; undefined = all. */
export async function entryRecords(
  tx: Tx,
  unitId: string,
  between: Between,
  asked: {
    step: string;
    cause: string;
    mode: string | undefined;
    softwareIds: readonly string[] | undefined;
    after: { occurredOn: string; entryNo: number } | undefined;
    limit: number;
  },
): Promise<EntryRecord[]> {
  const { after } = asked;
  const from = after
    ? sql`and (v.occurred_on, v.entry_no) > (${after.occurredOn}::date, ${after.entryNo}::bigint)`
    : sql``;
  const mode = asked.mode ? sql`and v.mode = ${asked.mode}` : sql``;
  const software = asked.softwareIds
    ? sql`and v.software_id = any(${[...asked.softwareIds]}::uuid[])`
    : sql``;
  const { rows } = await sql<EntryRecord>`
    select v.entry_no, v.software_id, v.device_id, v.computer_no, v.version, v.kind, v.occurred_on,
      v.recorded_at, v.actor_name, v.reason, v.worth
    from (${changedEntries(unitId, between)}) v
    where v.step = ${asked.step} and v.cause = ${asked.cause} ${mode} ${software} ${from}
    order by v.occurred_on, v.entry_no limit ${asked.limit}`.execute(tx);
  return rows;
}

/** Of a period's entries these installs and the uninstalls from these computers, with category; in business order. */
export async function rateEntries(
  tx: Tx,
  unitId: string,
  asked: {
    from: string;
    to: string;
    uninstalledFrom: readonly string[];
    installs: readonly number[];
  },
): Promise<RateEntry[]> {
  const { uninstalledFrom, installs } = asked;
  if (uninstalledFrom.length + installs.length === 0) return [];
  const between: Between = {
    from: { asOf: asked.from, knownAt: null },
    to: { asOf: asked.to, knownAt: null },
  };
  const { rows } = await sql<RateEntry>`
    select v.entry_no, v.device_id, v.software_id, v.kind, v.cause, v.mode, v.occurred_on, v.version,
      s.category
    from (${changedEntries(unitId, between)}) v
    join configuration_software s on s.unit_id = ${unitId} and s.id = v.software_id
    where v.entry_no = any(${[...installs]}::bigint[])
      or v.kind = 'uninstall' and v.device_id = any(${[...uninstalledFrom]}::uuid[])
    order by v.occurred_on, v.entry_no`.execute(tx);
  return rows;
}

/** Number and name, for lists. */
export async function softwareNames(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, software_no || ' ' || software_name as name from configuration_software
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.name]));
}
