/** Accounts, sessions, grants and keys in the database. */
import { sql } from 'kysely';
import { refuse } from '../../base/refusal.ts';
import { type Tx, tables } from '../db/database.ts';
import { keyset, likeAnywhere } from '../db/page.ts';
import type { ListQuery, Page } from '../http/endpoint.ts';
import { WHOLE_INSTALLATION } from './authenticate.ts';
import type { Role } from './permissions.ts';
import type { Account, ApiKey } from './shapes.ts';

type AccountTables = {
  platformAccount: {
    id: string;
    userName: string;
    displayName: string;
    disabled: boolean;
    lockedUntil: string | null;
    createdAt: string;
  };
};

export type Credentials = {
  id: string;
  userName: string;
  passwordHash: string;
  disabled: boolean;
};

export async function accountCount(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from platform_account`.execute(tx);
  return rows[0]!.n;
}

export async function insertAccount(
  tx: Tx,
  account: { id: string; userName: string; displayName: string; passwordHash: string },
  options: { mustChangePassword: boolean; loginNames: string[] },
): Promise<void> {
  await sql`
    insert into platform_account
      (id, user_name, display_name, password_hash, password_changed_at, must_change_password)
    values (${account.id}, ${account.userName}, ${account.displayName}, ${account.passwordHash},
      now(), ${options.mustChangePassword})
  `.execute(tx);
  const names = [...new Set(options.loginNames.map(foldLogin))];
  const { rows } = await sql<{ loginName: string }>`
    insert into platform_login_name (login_name, account_id)
    select unnest(${names}::text[]), ${account.id}
    on conflict do nothing returning login_name
  `.execute(tx);
  if (rows.length < names.length) {
    const taken = names.find((name) => !rows.some((row) => row.loginName === name)) ?? '';
    throw refuse(
      'platform.loginTaken',
      '登录名“{{name}}”已被使用，请换一个',
      { name: taken },
      { path: 'body.userName', status: 409 },
    );
  }
}

export function foldLogin(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/**
 * Counts the attempt before the password is looked at, in one statement: parallel guesses cannot pass the limit.
 * Returns undefined for an unknown or locked account.
 */
export async function countAttempt(
  tx: Tx,
  login: string,
  limit: { attempts: number; minutes: number },
): Promise<Credentials | undefined> {
  const { rows } = await sql<Credentials>`
    update platform_account a set
      failed_attempts = case when locked_until <= now() then 1 else failed_attempts + 1 end,
      locked_until = case
        when (case when locked_until <= now() then 1 else failed_attempts + 1 end) >= ${limit.attempts}
        then now() + make_interval(mins => ${limit.minutes}) end
    from platform_login_name n
    where n.login_name = ${foldLogin(login)} and a.id = n.account_id
      and (locked_until is null or locked_until <= now())
    returning a.id, a.user_name, a.password_hash, a.disabled
  `.execute(tx);
  return rows[0];
}

export async function clearAttempts(tx: Tx, accountId: string): Promise<void> {
  await sql`update platform_account set failed_attempts = 0, locked_until = null
    where id = ${accountId}`.execute(tx);
}

export async function insertSession(
  tx: Tx,
  session: {
    tokenHash: Buffer;
    accountId: string;
    hours: number;
    address: string;
    userAgent: string;
  },
): Promise<void> {
  await sql`
    insert into platform_session
      (token_hash, account_id, created_at, last_seen_at, expires_at, address, user_agent)
    values (${session.tokenHash}, ${session.accountId}, now(), now(),
      now() + make_interval(hours => ${session.hours}), ${session.address},
      ${session.userAgent.slice(0, 300)})
  `.execute(tx);
  await sql`delete from platform_session where expires_at < now()`.execute(tx);
}

/** Ends the sessions of an account; all of them, or all but one. */
export async function deleteSessions(tx: Tx, accountId: string, keep?: Buffer): Promise<number> {
  const { rows } = await sql`
    delete from platform_session where account_id = ${accountId}
      and (${keep ?? null}::bytea is null or token_hash <> ${keep ?? null}) returning 1
  `.execute(tx);
  return rows.length;
}

export async function deleteSession(tx: Tx, tokenHash: Buffer): Promise<void> {
  await sql`delete from platform_session where token_hash = ${tokenHash}`.execute(tx);
}

export async function credentialsOf(tx: Tx, accountId: string): Promise<Credentials | undefined> {
  const { rows } = await sql<Credentials>`
    select id, user_name, password_hash, disabled from platform_account where id = ${accountId}
  `.execute(tx);
  return rows[0];
}

export async function updatePassword(
  tx: Tx,
  accountId: string,
  passwordHash: string,
  mustChange: boolean,
): Promise<void> {
  await sql`
    update platform_account set password_hash = ${passwordHash}, password_changed_at = now(),
      must_change_password = ${mustChange}, failed_attempts = 0, locked_until = null
    where id = ${accountId}
  `.execute(tx);
}

/** Replaces the account's roles in a unit; sysAdmin is always granted for the whole installation. */
export async function replaceRoles(
  tx: Tx,
  grant: { unitId: string; accountId: string; roles: Role[]; personId: string | null; by: string },
): Promise<void> {
  await sql`delete from platform_role_grant where account_id = ${grant.accountId}
    and unit_id = any(${[grant.unitId, WHOLE_INSTALLATION]}::uuid[])`.execute(tx);
  await sql`
    insert into platform_role_grant (unit_id, account_id, role, person_id, granted_by)
    select case when r = 'sysAdmin' then ${WHOLE_INSTALLATION}::uuid else ${grant.unitId}::uuid end,
      ${grant.accountId}, r, ${grant.personId}::uuid, ${grant.by}
    from unnest(${grant.roles}::text[]) r
  `.execute(tx);
}

/** Before a unit goes: grants for the whole installation stay, but name none of its people. */
export async function untiePeople(tx: Tx, unitId: string): Promise<void> {
  await sql`update platform_role_grant w set person_id = null
    where w.unit_id = ${WHOLE_INSTALLATION} and exists (select 1 from platform_role_grant g
      where g.unit_id = ${unitId} and g.person_id = w.person_id)`.execute(tx);
}

/** Active accounts that administer the installation; locks them so that two removals cannot cross. */
export async function activeAdministrators(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select a.id from platform_account a join platform_role_grant g on g.account_id = a.id
    where g.unit_id = ${WHOLE_INSTALLATION} and g.role = 'sysAdmin' and not a.disabled
    order by a.id for update of a
  `.execute(tx);
  return rows.map((row) => row.id);
}

export async function setDisabled(tx: Tx, accountId: string, disabled: boolean): Promise<void> {
  await sql`update platform_account set disabled = ${disabled} where id = ${accountId}`.execute(tx);
}

export async function listAccounts(
  tx: Tx,
  unitId: string,
  query: ListQuery,
  accountId?: string,
): Promise<Page<Account>> {
  let select = tables<AccountTables>(tx)
    .selectFrom('platformAccount as a')
    .select([
      'a.id',
      'a.userName',
      'a.displayName',
      'a.disabled',
      'a.createdAt',
      sql<boolean>`coalesce(a.locked_until > now(), false)`.as('locked'),
      sql<string[]>`array(select login_name from platform_login_name n
        where n.account_id = a.id order by 1)`.as('loginNames'),
      // Who is tied to a person works there: 工作人员, whether granted or not.
      sql<Role[]>`array(select role from platform_role_grant g where g.account_id = a.id
        and g.unit_id = any(${[unitId, WHOLE_INSTALLATION]}::uuid[])
        union select 'staff' from platform_role_grant g where g.account_id = a.id
        and g.unit_id = ${unitId} and g.person_id is not null order by 1)`.as('roles'),
      sql<string | null>`(select person_id from platform_role_grant g where g.account_id = a.id
        and g.unit_id = ${unitId} and person_id is not null limit 1)`.as('personId'),
    ]);
  if (accountId) select = select.where('a.id', '=', accountId);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(a.user_name ilike ${like} or a.display_name ilike ${like})`,
    );
  }
  return keyset(select, {
    sort: query.sort,
    defaultSort: 'userName',
    columns: {
      userName: { expression: sql`a.user_name`, type: 'text' },
      displayName: { expression: sql`a.display_name collate "zh-x-icu"`, type: 'text' },
      createdAt: { expression: sql`a.created_at`, type: 'timestamptz' },
    },
    id: sql`a.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

export async function insertApiKey(
  tx: Tx,
  key: {
    unitId: string;
    id: string;
    name: string;
    role: Role;
    prefix: string;
    keyHash: Buffer;
    expiresAt: string;
    createdBy: string;
  },
): Promise<void> {
  await sql`
    insert into platform_api_key
      (unit_id, id, name, role, prefix, key_hash, expires_at, created_by)
    values (${key.unitId}, ${key.id}, ${key.name}, ${key.role}, ${key.prefix}, ${key.keyHash},
      ${key.expiresAt}, ${key.createdBy})
  `.execute(tx);
}

export async function listApiKeys(tx: Tx, unitId: string, id?: string): Promise<ApiKey[]> {
  const { rows } = await sql<ApiKey>`
    select id, name, role, prefix, expires_at, created_by, created_at, revoked_at
    from platform_api_key where unit_id = ${unitId} and (${id ?? null}::uuid is null or id = ${id ?? null})
    order by created_at desc limit 500
  `.execute(tx);
  return rows;
}

export async function revokeApiKey(tx: Tx, unitId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    update platform_api_key set revoked_at = now()
    where unit_id = ${unitId} and id = ${id} and revoked_at is null returning 1
  `.execute(tx);
  return rows.length > 0;
}
