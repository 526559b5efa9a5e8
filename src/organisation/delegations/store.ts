/** Reads and writes of `organisation_delegation`. */
import { sql } from 'kysely';
import type { Actor } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type { DelegationState } from './shapes.ts';

export type DelegationRow = {
  id: string;
  fromPersonId: string;
  fromName: string;
  toPersonId: string;
  toName: string;
  fromOn: string;
  toOn: string;
  reason: string;
  createdBy: string;
  createdAt: string;
  revokedAt: string | null;
  revokedBy: string | null;
  revokeReason: string | null;
};

type DelegationTables = {
  organisationDelegation: Omit<DelegationRow, 'fromName' | 'toName'> & { unitId: string };
  organisationPerson: { unitId: string; id: string; name: string };
};

function joined(tx: Tx, unitId: string) {
  return tables<DelegationTables>(tx)
    .selectFrom('organisationDelegation as g')
    .innerJoin('organisationPerson as f', (join) =>
      join.onRef('f.unitId', '=', 'g.unitId').onRef('f.id', '=', 'g.fromPersonId'),
    )
    .innerJoin('organisationPerson as s', (join) =>
      join.onRef('s.unitId', '=', 'g.unitId').onRef('s.id', '=', 'g.toPersonId'),
    )
    .where('g.unitId', '=', unitId)
    .select([
      'g.id',
      'g.fromPersonId',
      'f.name as fromName',
      'g.toPersonId',
      's.name as toName',
      'g.fromOn',
      'g.toOn',
      'g.reason',
      'g.createdBy',
      'g.createdAt',
      'g.revokedAt',
      'g.revokedBy',
      'g.revokeReason',
    ]);
}

export async function delegationPage(
  tx: Tx,
  unitId: string,
  query: ListQuery & { state?: DelegationState | undefined },
  options: { today: string; within?: Pick<Actor, 'personId' | 'departmentIds'> },
): Promise<Page<DelegationRow>> {
  const { today, within } = options;
  let select = joined(tx, unitId);
  if (within) {
    select = select.where(
      sql<boolean>`(${within.personId ?? null}::uuid in (g.from_person_id, g.to_person_id) or exists (
        select from organisation_department d where d.unit_id = g.unit_id
          and d.head_person_id = g.from_person_id
          and d.id = any(${within.departmentIds ?? []}::uuid[])))`,
    );
  }
  if (query.state === 'revoked') select = select.where('g.revokedAt', 'is not', null);
  else if (query.state) select = select.where('g.revokedAt', 'is', null);
  if (query.state === 'upcoming') select = select.where('g.fromOn', '>', today);
  if (query.state === 'ended') select = select.where('g.toOn', '<', today);
  if (query.state === 'inEffect') {
    select = select.where(sql<boolean>`${today}::date between g.from_on and g.to_on`);
  }
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(sql<boolean>`(f.name ilike ${like} or s.name ilike ${like})`);
  }
  return keyset(select, {
    sort: query.sort,
    defaultSort: '-fromOn',
    columns: {
      fromOn: { expression: sql`g.from_on`, type: 'date' },
      toOn: { expression: sql`g.to_on`, type: 'date' },
      fromName: { expression: sql`f.name collate "zh-x-icu"`, type: 'text' },
    },
    id: sql`g.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

export async function lockedDelegation(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<DelegationRow | undefined> {
  await sql`select from organisation_delegation where unit_id = ${unitId} and id = ${id} for update`.execute(
    tx,
  );
  return joined(tx, unitId).where('g.id', '=', id).executeTakeFirst();
}

/** Neither revoked nor over, of people who are away or stand in. */
export async function openDelegationsOf(
  tx: Tx,
  unitId: string,
  personIds: readonly string[],
  today: string,
): Promise<DelegationRow[]> {
  return joined(tx, unitId)
    .where('g.revokedAt', 'is', null)
    .where('g.toOn', '>=', today)
    .where(
      sql<boolean>`(g.from_person_id = any(${personIds}::uuid[])
        or g.to_person_id = any(${personIds}::uuid[]))`,
    )
    .execute();
}

export type StandIn = {
  delegationId: string;
  headPersonId: string;
  headName: string;
  substituteId: string;
  substituteName: string;
  toOn: string;
};

/** Delegations in effect on a day, of given heads or by a given substitute; both people in service. */
export async function standInsOn(
  tx: Tx,
  unitId: string,
  today: string,
  who: { heads: readonly string[] } | { substitute: string },
): Promise<StandIn[]> {
  const whose =
    'heads' in who
      ? sql`g.from_person_id = any(${who.heads}::uuid[])`
      : sql`g.to_person_id = ${who.substitute}`;
  const { rows } = await sql<StandIn>`
    select g.id as delegation_id, f.id as head_person_id, f.name as head_name,
      s.id as substitute_id, s.name as substitute_name, g.to_on
    from organisation_delegation g
    join organisation_person f on f.unit_id = g.unit_id and f.id = g.from_person_id and f.active
    join organisation_person s on s.unit_id = g.unit_id and s.id = g.to_person_id and s.active
    where g.unit_id = ${unitId} and g.revoked_at is null
      and ${today}::date between g.from_on and g.to_on and ${whose}
    order by g.id
  `.execute(tx);
  return rows;
}

export async function insertDelegation(
  tx: Tx,
  unitId: string,
  row: Pick<DelegationRow, 'id' | 'fromPersonId' | 'toPersonId' | 'fromOn' | 'toOn' | 'reason'>,
  by: { id: string; name: string; at: Date },
): Promise<void> {
  await sql`
    insert into organisation_delegation (unit_id, id, from_person_id, to_person_id, from_on, to_on,
      reason, created_by_id, created_by, created_at)
    values (${unitId}, ${row.id}, ${row.fromPersonId}, ${row.toPersonId}, ${row.fromOn}, ${row.toOn},
      ${row.reason}, ${by.id}, ${by.name}, ${by.at.toISOString()})
  `.execute(tx);
}

export async function markRevoked(
  tx: Tx,
  unitId: string,
  id: string,
  by: { name: string; reason: string; at: Date },
): Promise<void> {
  await sql`
    update organisation_delegation
    set revoked_at = ${by.at.toISOString()}, revoked_by = ${by.name}, revoke_reason = ${by.reason}
    where unit_id = ${unitId} and id = ${id}
  `.execute(tx);
}
