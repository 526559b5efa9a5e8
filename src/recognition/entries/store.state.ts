/** Under which rules and which catalogue a unit's matches were made, and whether a job is to make them anew. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

export type State = {
  revision: number;
  doneRevision: number;
  doneCatalogue: string;
  /** The version of the catalogue that is in force for the unit, since when, and who put it in force. */
  catalogue: string;
  catalogueSince: string | null;
  catalogueBy: string | null;
  /** A job was queued then and has not begun. */
  jobQueuedAt: string | null;
};

/**
 * The unit's state, made when it has none; a new unit begins with `shipped`, the version the program came with. `lock` keeps the
 * unit's rules and catalogue as they are until the transaction ends.
 */
export async function unitState(
  tx: Tx,
  unitId: string,
  shipped: string,
  lock: 'share' | 'update',
): Promise<State> {
  const read = () =>
    sql<State>`select revision, done_revision, done_catalogue, job_queued_at,
      coalesce(catalogue_version, ${shipped}) as catalogue, catalogue_since, catalogue_by
      from recognition_state
      where unit_id = ${unitId} ${lock === 'share' ? sql`for share` : sql`for update`}`.execute(tx);
  const found = await read();
  if (found.rows[0]) return found.rows[0];
  await sql`insert into recognition_state (unit_id, done_catalogue, catalogue_version)
    values (${unitId}, ${shipped}, ${shipped})
    on conflict do nothing`.execute(tx);
  return (await read()).rows[0]!;
}

export async function saveRevision(tx: Tx, unitId: string, revision: number): Promise<void> {
  await sql`update recognition_state set revision = ${revision} where unit_id = ${unitId}`.execute(
    tx,
  );
}

export async function noteQueued(tx: Tx, unitId: string, at: string | null): Promise<void> {
  await sql`update recognition_state set job_queued_at = ${at}::timestamptz where unit_id = ${unitId}`.execute(
    tx,
  );
}

export async function saveDone(
  tx: Tx,
  unitId: string,
  revision: number,
  catalogueVersion: string,
): Promise<void> {
  await sql`update recognition_state set done_revision = ${revision}, done_catalogue = ${catalogueVersion}
    where unit_id = ${unitId}`.execute(tx);
}

/** The version in force for the unit, without locking; undefined when it has no state yet. */
export async function catalogueInForce(
  tx: Tx,
  unitId: string,
): Promise<Pick<State, 'catalogue' | 'catalogueSince' | 'catalogueBy' | 'revision'> | undefined> {
  const { rows } = await sql<
    Pick<State, 'catalogueSince' | 'catalogueBy' | 'revision'> & { catalogue: string | null }
  >`select catalogue_version as catalogue, catalogue_since, catalogue_by, revision
    from recognition_state where unit_id = ${unitId}`.execute(tx);
  const [row] = rows;
  return row?.catalogue ? { ...row, catalogue: row.catalogue } : undefined;
}

/** Puts a version in force; the caller holds the state row and counts the revision up. */
export async function saveCatalogue(
  tx: Tx,
  unitId: string,
  version: string,
  by: { at: string; name: string },
): Promise<void> {
  await sql`update recognition_state set catalogue_version = ${version}, catalogue_since = ${by.at}::timestamptz,
    catalogue_by = ${by.name} where unit_id = ${unitId}`.execute(tx);
}

/**
 * Units that follow the program: those from before versions were kept, and those with nothing seen yet, for whom no
 * update can move anything.
 */
export async function followShipped(tx: Tx, shipped: string): Promise<void> {
  await sql`update recognition_state s set catalogue_version = ${shipped}
    where s.catalogue_version is null or (s.catalogue_version <> ${shipped}
      and not exists (select 1 from recognition_raw_entry e where e.unit_id = s.unit_id))`.execute(
    tx,
  );
}

/** Units whose matches were made under other rules or another catalogue than those in force. */
export async function unitsBehind(tx: Tx): Promise<string[]> {
  const result = await sql<{ unitId: string }>`select unit_id from recognition_state
    where revision <> done_revision or done_catalogue <> catalogue_version`.execute(tx);
  return result.rows.map((row) => row.unitId);
}

export async function versionsInForce(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ version: string }>`select distinct catalogue_version as version
    from recognition_state where catalogue_version is not null order by 1`.execute(tx);
  return rows.map(({ version }) => version);
}

export async function unitsUnder(tx: Tx, version: string): Promise<string[]> {
  const { rows } = await sql<{ unitId: string }>`select unit_id from recognition_state
    where catalogue_version = ${version} for update`.execute(tx);
  return rows.map(({ unitId }) => unitId);
}
