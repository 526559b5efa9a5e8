/**
 * Intake's own way to the tables: one connection, named statements, whole batches as arrays. Every statement takes
 * many sources at once, so that a commit costs the same for one report and for thirty.
 */
import type pg from 'pg';
import { dayOf, entryOf } from '../sightings/rules.ts';
import {
  type PresentState,
  packedFrom,
  type SourceState,
  type StoredHead,
} from './rules.decide.ts';

export type Queryable = Pick<pg.ClientBase, 'query'>;

export type SourceKey = { unitId: string; agentKey: string };

const HEAD_COLUMNS = `kind, device_name, agent_version, host_name, host_key, serial_no, serial_key, uuid, macs,
  manufacturer, model, chassis, os_name, os_version, os_kind, last_user, user_names, tag, cores, licences,
  head_digest`;

const LOAD = `
  select s.unit_id, s.id, s.agent_key, s.kind, s.device_name, s.agent_version, s.host_name, s.serial_no, s.uuid,
    s.macs, s.manufacturer, s.model, s.chassis, s.os_name, s.os_version, s.os_kind, s.last_user, s.user_names, s.tag,
    s.cores, s.licences, s.head_digest, s.wants_full, s.no_software, s.superseded, extract(epoch from l.seen_at) * 1000 as seen_ms,
    p.seq, p.software_rows, p.per_user_seen, p.complete, p.entries, p.installed_on
  from unnest($1::uuid[], $2::text[]) as k (unit_id, agent_key)
  join discovery_source s on s.unit_id = k.unit_id and s.agent_key = k.agent_key
  join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
  left join discovery_present p on p.unit_id = s.unit_id and p.source_id = s.id`;

export async function loadSources(client: Queryable, keys: SourceKey[]): Promise<SourceState[]> {
  const { rows } = await client.query({
    name: 'discovery_load',
    text: LOAD,
    values: [keys.map((key) => key.unitId), keys.map((key) => key.agentKey)],
  });
  return rows.map((row) => ({
    id: row.id,
    unitId: row.unit_id,
    agentKey: row.agent_key,
    head: {
      protocol: row.kind,
      deviceId: row.device_name,
      agentVersion: row.agent_version,
      hostName: row.host_name,
      serial: row.serial_no,
      uuid: row.uuid,
      macs: row.macs,
      osName: row.os_name,
      osVersion: row.os_version,
      osKind: row.os_kind,
      manufacturer: row.manufacturer,
      model: row.model,
      chassis: row.chassis,
      lastUser: row.last_user,
      userNames: row.user_names,
      tag: row.tag,
      cores: row.cores,
      licences: row.licences,
    },
    digest: row.head_digest,
    wantsFull: row.wants_full,
    noSoftware: row.no_software,
    superseded: row.superseded,
    seenAt: Math.round(Number(row.seen_ms)),
    present:
      row.seq === null
        ? undefined
        : {
            packed: packedFrom(row.entries, row.installed_on),
            seq: row.seq,
            rows: row.software_rows,
            perUserSeen: row.per_user_seen,
            complete: row.complete,
          },
  }));
}

/** What a source row holds of a head, with the keys identities are compared by. */
export type HeadRow = {
  state: SourceState;
  head: StoredHead;
  digest: string;
  keys: { serialKey: string; uuid: string; hostKey: string };
  cloneOf: string | null;
};

const HEADS = `jsonb_to_recordset($1::jsonb) as r (unit_id uuid, id uuid, agent_key text, kind text, device_name text,
  agent_version text, host_name text, host_key text, serial_no text, serial_key text, uuid text, macs text[],
  manufacturer text, model text, chassis text, os_name text, os_version text, os_kind text, last_user text,
  user_names text[], tag text, cores smallint, licences jsonb, head_digest text, clone_of uuid, at timestamptz)`;

const INSERT_SOURCES = `
  with s as (
    insert into discovery_source (unit_id, id, agent_key, state, clone_of, created_at, ${HEAD_COLUMNS})
    select r.unit_id, r.id, r.agent_key, 'candidate', r.clone_of, r.at, ${prefixed()} from ${HEADS}
  ), t as (
    insert into discovery_todo (unit_id, source_id, at) select r.unit_id, r.id, r.at from ${HEADS}
  )
  insert into discovery_last_seen (unit_id, source_id, seen_at) select r.unit_id, r.id, r.at from ${HEADS}`;

const UPDATE_HEADS = `
  with t as (
    insert into discovery_todo (unit_id, source_id, at) select r.unit_id, r.id, r.at from ${HEADS}
    on conflict (unit_id, source_id) do update set at = excluded.at
  )
  update discovery_source s set agent_key = r.agent_key, (${HEAD_COLUMNS}) = (select ${prefixed()})
  from ${HEADS} where s.unit_id = r.unit_id and s.id = r.id`;

function prefixed(): string {
  return HEAD_COLUMNS.split(',')
    .map((column) => `r.${column.trim()}`)
    .join(', ');
}

function headJson(rows: HeadRow[]): string {
  return JSON.stringify(
    rows.map(({ state, head, digest, keys, cloneOf }) => ({
      unit_id: state.unitId,
      id: state.id,
      agent_key: state.agentKey,
      kind: head.protocol,
      device_name: head.deviceId,
      agent_version: head.agentVersion,
      host_name: head.hostName,
      host_key: keys.hostKey,
      serial_no: head.serial,
      serial_key: keys.serialKey,
      uuid: keys.uuid,
      macs: head.macs,
      manufacturer: head.manufacturer,
      model: head.model,
      chassis: head.chassis,
      os_name: head.osName,
      os_version: head.osVersion,
      os_kind: head.osKind,
      last_user: head.lastUser,
      user_names: head.userNames,
      tag: head.tag,
      cores: head.cores,
      licences: head.licences,
      head_digest: digest,
      clone_of: cloneOf,
      at: new Date(state.seenAt).toISOString(),
    })),
  );
}

export function insertSources(client: Queryable, rows: HeadRow[]) {
  return client.query({ name: 'discovery_insert', text: INSERT_SOURCES, values: [headJson(rows)] });
}

export function updateHeads(client: Queryable, rows: HeadRow[]) {
  return client.query({ name: 'discovery_heads', text: UPDATE_HEADS, values: [headJson(rows)] });
}

export type SeenRow = { unitId: string; sourceId: string; at: number };
export type PresentRow = {
  unitId: string;
  sourceId: string;
  at: number;
  present: PresentState;
  /** Absent for a first report and for changed dates: nothing to fold back. */
  change: { seenBefore: number; added: number[]; removed: number[] } | undefined;
};

const SEEN = `
  update discovery_last_seen l set seen_at = x.at
  from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as x (unit_id, source_id, at)
  where l.unit_id = x.unit_id and l.source_id = x.source_id`;

/** Tells how many rows it met: fewer than asked means somebody removed a source behind the engine's back. */
export async function writeSeen(client: Queryable, rows: SeenRow[]): Promise<number> {
  const result = await client.query({
    name: 'discovery_seen',
    text: SEEN,
    values: [
      rows.map((row) => row.unitId),
      rows.map((row) => row.sourceId),
      rows.map((row) => instant(row.at)),
    ],
  });
  return result.rowCount ?? 0;
}

const REPORTS = `
  with p as (
    insert into discovery_present (unit_id, source_id, seq, first_at, changed_at, software_rows, per_user_seen,
      complete, entries, installed_on)
    select unit_id, source_id, seq, at, at, software_rows, per_user_seen, complete, entries::int[],
      installed_on::smallint[]
    from unnest($4::uuid[], $5::uuid[], $6::int[], $7::timestamptz[], $8::int[], $9::bool[], $10::bool[], $11::text[],
      $12::text[]) as x (unit_id, source_id, seq, at, software_rows, per_user_seen, complete, entries, installed_on)
    on conflict (unit_id, source_id) do update set seq = excluded.seq, changed_at = excluded.changed_at,
      software_rows = excluded.software_rows, per_user_seen = excluded.per_user_seen, complete = excluded.complete,
      entries = excluded.entries, installed_on = excluded.installed_on
  ), c as (
    insert into discovery_change (unit_id, source_id, seq, at, seen_before, added, removed)
    select unit_id, source_id, seq, at, seen_before, added::int[], removed::int[]
    from unnest($13::uuid[], $14::uuid[], $15::int[], $16::timestamptz[], $17::timestamptz[], $18::text[], $19::text[])
      as x (unit_id, source_id, seq, at, seen_before, added, removed)
  ), t as (
    insert into discovery_todo (unit_id, source_id, at)
    select unit_id, source_id, at from unnest($4::uuid[], $5::uuid[], $7::timestamptz[]) as x (unit_id, source_id, at)
    on conflict (unit_id, source_id) do update set at = excluded.at
  ) ${SEEN}`;

/** First and changed reports with everything that belongs to them, in one statement. */
export async function writeReports(
  client: Queryable,
  seen: SeenRow[],
  rows: PresentRow[],
): Promise<number> {
  const changes = rows.filter((row) => row.change);
  const result = await client.query({
    name: 'discovery_reports',
    text: REPORTS,
    values: [
      seen.map((row) => row.unitId),
      seen.map((row) => row.sourceId),
      seen.map((row) => instant(row.at)),
      rows.map((row) => row.unitId),
      rows.map((row) => row.sourceId),
      rows.map((row) => row.present.seq),
      rows.map((row) => instant(row.at)),
      rows.map((row) => row.present.rows),
      rows.map((row) => row.present.perUserSeen),
      rows.map((row) => row.present.complete),
      rows.map((row) => entriesText(row.present.packed)),
      rows.map((row) => daysText(row.present.packed)),
      changes.map((row) => row.unitId),
      changes.map((row) => row.sourceId),
      changes.map((row) => row.present.seq),
      changes.map((row) => instant(row.at)),
      changes.map((row) => instant(row.change!.seenBefore)),
      changes.map((row) => `{${row.change!.added.join(',')}}`),
      changes.map((row) => `{${row.change!.removed.join(',')}}`),
    ],
  });
  return result.rowCount ?? 0;
}

function instant(millis: number): string {
  return new Date(millis).toISOString();
}

function entriesText(packed: Float64Array): string {
  let text = '{';
  for (let index = 0; index < packed.length; index++)
    text += index === 0 ? entryOf(packed[index]!) : `,${entryOf(packed[index]!)}`;
  return `${text}}`;
}

/** null when no date is known at all: half the agents send none. */
function daysText(packed: Float64Array): string | null {
  let text = '{';
  let some = false;
  for (let index = 0; index < packed.length; index++) {
    const day = dayOf(packed[index]!);
    if (day >= 0) some = true;
    text += `${index === 0 ? '' : ','}${day < 0 ? 'null' : day}`;
  }
  return some ? `${text}}` : null;
}

const NO_SOFTWARE = `
  update discovery_source s set no_software = true, wants_full = false
  from unnest($1::uuid[], $2::uuid[]) as x (unit_id, source_id)
  where s.unit_id = x.unit_id and s.id = x.source_id`;

export function markNoSoftware(client: Queryable, rows: { unitId: string; sourceId: string }[]) {
  return client.query(NO_SOFTWARE, [
    rows.map((row) => row.unitId),
    rows.map((row) => row.sourceId),
  ]);
}

/** A whole list has come: nothing is owed any more. */
export function markWhole(client: Queryable, rows: { unitId: string; sourceId: string }[]) {
  return client.query(
    `update discovery_source s set wants_full = false, no_software = false
     from unnest($1::uuid[], $2::uuid[]) as x (unit_id, source_id)
     where s.unit_id = x.unit_id and s.id = x.source_id`,
    [rows.map((row) => row.unitId), rows.map((row) => row.sourceId)],
  );
}

/** A source that was taken for replaced has spoken again. */
export function markSpeaking(
  client: Queryable,
  rows: { unitId: string; sourceId: string; at: number }[],
) {
  return client.query(
    `with t as (
       insert into discovery_todo (unit_id, source_id, at)
       select unit_id, source_id, at from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as x (unit_id, source_id, at)
       on conflict (unit_id, source_id) do update set at = excluded.at
     )
     update discovery_source s set superseded = false from unnest($1::uuid[], $2::uuid[]) as x (unit_id, source_id)
     where s.unit_id = x.unit_id and s.id = x.source_id`,
    [
      rows.map((row) => row.unitId),
      rows.map((row) => row.sourceId),
      rows.map((row) => instant(row.at)),
    ],
  );
}
