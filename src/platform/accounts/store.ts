/** Accounts tied to people, written as sets. */
import { sql } from 'kysely';
import { chunks } from '../../base/chunks.ts';
import { foldLogin } from '../auth/store.ts';
import type { Tx } from '../db/database.ts';

/** How long a list of initial passwords waits to be fetched. */
export const KEPT_HOURS = 24;

/** Those of the people who have an account in the unit, disabled ones too; everybody when no ids are given. */
export async function peopleWithAccount(
  tx: Tx,
  unitId: string,
  personIds?: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ personId: string }>`
    select distinct person_id from platform_role_grant
    where unit_id = ${unitId} and person_id is not null
      and (${personIds === undefined} or person_id = any(${personIds ?? []}::uuid[]))
  `.execute(tx);
  return new Set(rows.map((row) => row.personId));
}

export async function accountOfPerson(
  tx: Tx,
  unitId: string,
  personId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id from platform_role_grant
    where unit_id = ${unitId} and person_id = ${personId} limit 1
  `.execute(tx);
  return rows[0]?.accountId;
}

export type NewAccount = {
  id: string;
  personId: string;
  login: string;
  name: string;
  passwordHash: string;
  roles: string[];
  sealed: Buffer;
};

/** Writes the accounts whose login is free and returns their ids; the others leave no trace. */
export async function insertAccounts(
  tx: Tx,
  unitId: string,
  accounts: readonly NewAccount[],
  by: { jobId: string; id: string; name: string; at: Date },
): Promise<Set<string>> {
  const rows = accounts.map((one) => ({
    id: one.id,
    person_id: one.personId,
    login: one.login,
    folded: foldLogin(one.login),
    name: one.name,
    password_hash: one.passwordHash,
    roles: one.roles,
    sealed: one.sealed.toString('base64'),
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid,
    person_id uuid, login text, folded text, name text, password_hash text, roles text[],
    sealed text)`;
  await sql`
    insert into platform_account
      (id, user_name, display_name, password_hash, password_changed_at, must_change_password)
    select r.id, r.login, r.name, r.password_hash, now(), true from ${given}
  `.execute(tx);
  const named = await sql<{ accountId: string }>`
    insert into platform_login_name (login_name, account_id)
    select r.folded, r.id from ${given} on conflict do nothing returning account_id
  `.execute(tx);
  const made = new Set(named.rows.map((row) => row.accountId));
  const without = rows.filter((row) => !made.has(row.id)).map((row) => row.id);
  if (without.length > 0) {
    await sql`delete from platform_account where id = any(${without}::uuid[])`.execute(tx);
  }
  await sql`
    insert into platform_role_grant (unit_id, account_id, role, person_id, granted_by)
    select ${unitId}, r.id, role, r.person_id, ${by.name} from ${given}, unnest(r.roles) role
    where r.id = any(${[...made]}::uuid[])
  `.execute(tx);
  await sql`
    insert into platform_initial_password (unit_id, job_id, account_id, started_by, sealed, created_at)
    select ${unitId}, ${by.jobId}, r.id, ${by.id}, decode(r.sealed, 'base64'), ${by.at.toISOString()}
    from ${given} where r.id = any(${[...made]}::uuid[])
  `.execute(tx);
  return made;
}

export type WaitingList = { jobId: string; startedBy: string; startedAt: string; count: number };

export async function waitingLists(tx: Tx, unitId: string): Promise<WaitingList[]> {
  const { rows } = await sql<WaitingList>`
    select job_id, min(started_by) as started_by, min(created_at) as started_at,
      count(*)::int as count
    from platform_initial_password
    where unit_id = ${unitId} and created_at > now() - make_interval(hours => ${KEPT_HOURS})
    group by job_id order by 3 desc
  `.execute(tx);
  return rows;
}

/** Takes the list away: of two who fetch at once, one finds it empty. */
export async function takeList(
  tx: Tx,
  unitId: string,
  jobId: string,
  startedBy: string,
): Promise<{ accountId: string; sealed: Buffer }[]> {
  const { rows } = await sql<{ accountId: string; sealed: Buffer }>`
    delete from platform_initial_password
    where unit_id = ${unitId} and job_id = ${jobId} and started_by = ${startedBy}
      and created_at > now() - make_interval(hours => ${KEPT_HOURS})
    returning account_id, sealed
  `.execute(tx);
  return rows;
}

export async function forgetOldLists(tx: Tx): Promise<void> {
  await sql`
    delete from platform_initial_password
    where created_at <= now() - make_interval(hours => ${KEPT_HOURS})
  `.execute(tx);
}

export type LeaversAccount = {
  accountId: string;
  personId: string;
  roles: string[];
  administrator: boolean;
  elsewhere: boolean;
};

/** Accounts of people in the unit, locked, with their roles here and whether they have any in other units. */
export async function lockedAccountsOf(
  tx: Tx,
  unitId: string,
  everywhereId: string,
  personIds: readonly string[],
): Promise<LeaversAccount[]> {
  const { rows } = await sql<LeaversAccount>`
    with own as (
      select account_id, person_id, array_agg(role order by role) as roles
      from platform_role_grant where unit_id = ${unitId} and person_id = any(${personIds}::uuid[])
      group by account_id, person_id)
    select o.account_id, o.person_id, o.roles,
      exists (select from platform_role_grant g where g.account_id = o.account_id
        and g.unit_id = ${everywhereId}) as administrator,
      exists (select from platform_role_grant g where g.account_id = o.account_id
        and g.unit_id <> ${unitId} and g.unit_id <> ${everywhereId}) as elsewhere
    from own o join platform_account a on a.id = o.account_id order by a.id for update of a
  `.execute(tx);
  return rows;
}

/** Ends what accounts were given in the given units. */
export async function takeRoles(
  tx: Tx,
  unitIds: readonly string[],
  accountIds: readonly string[],
): Promise<void> {
  await sql`delete from platform_role_grant where unit_id = any(${unitIds}::uuid[])
    and account_id = any(${accountIds}::uuid[])`.execute(tx);
}

export async function disableAccounts(tx: Tx, accountIds: readonly string[]): Promise<void> {
  for (const part of chunks(accountIds, 5000)) {
    await sql`update platform_account set disabled = true where id = any(${part}::uuid[])`.execute(
      tx,
    );
    await sql`delete from platform_session where account_id = any(${part}::uuid[])`.execute(tx);
    await sql`delete from platform_initial_password where account_id = any(${part}::uuid[])`.execute(
      tx,
    );
  }
}
