/**
 * Plain SQL files, applied once each in the order of their names, one transaction each. A released file is frozen: a
 * changed text is refused rather than silently ignored.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

export const APP_ROLE = 'zhengce_app';
const LOCK = 7_203_114;

export class MigrationRefused extends Error {}

/** Applies what is missing and returns the names applied. `owner` must own the schema. */
export async function migrate(owner: pg.ClientConfig, folder: string): Promise<string[]> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await requireVersion(client);
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await ensureAppRole(client);
    await client.query(
      `create table if not exists platform_migration (
         name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
    );
    return await applyMissing(client, folder);
  } finally {
    await client.end();
  }
}

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query('show server_version_num');
  const version = Number(rows[0].server_version_num);
  if (version < 150_000) {
    throw new MigrationRefused(
      `需要 PostgreSQL 15 或更高版本，现为 ${version} (PostgreSQL 15 or later is needed)`,
    );
  }
}

/** The application works as a role of its own, so that privileges (not good will) keep the journal append-only. */
async function ensureAppRole(client: pg.Client): Promise<void> {
  const exists = await client.query('select 1 from pg_roles where rolname = $1', [APP_ROLE]);
  try {
    if (exists.rowCount === 0) await client.query(`create role ${APP_ROLE} nologin`);
    const member = await client.query(
      `select pg_has_role(current_user, '${APP_ROLE}', 'member') as ok`,
    );
    if (!member.rows[0].ok) await client.query(`grant ${APP_ROLE} to current_user`);
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      ['42710', '23505'].includes(String(error.code))
    )
      return;
    throw new MigrationRefused(
      `数据库用户不能建立角色 ${APP_ROLE}：请管理员执行 CREATE ROLE ${APP_ROLE}; GRANT ${APP_ROLE} TO 该用户; ` +
        `(the database user needs the role ${APP_ROLE})`,
    );
  }
  await client.query(`grant usage on schema public to ${APP_ROLE}`);
  await client.query(
    `alter default privileges in schema public grant select, insert, update, delete, truncate on tables to ${APP_ROLE}`,
  );
  await client.query(
    `alter default privileges in schema public grant usage, select on sequences to ${APP_ROLE}`,
  );
}

async function applyMissing(client: pg.Client, folder: string): Promise<string[]> {
  const done = new Map<string, string>();
  const { rows } = await client.query('select name, sha256 from platform_migration');
  for (const row of rows) done.set(row.name, row.sha256);
  const applied: string[] = [];
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8');
    const sha256 = createHash('sha256').update(text).digest('hex');
    const known = done.get(name);
    if (known === sha256) continue;
    if (known !== undefined) {
      throw new MigrationRefused(
        `迁移文件 ${name} 在应用之后被改动，拒绝启动 (migration ${name} was changed after it was applied)`,
      );
    }
    await applyOne(client, name, text, sha256);
    applied.push(name);
  }
  return applied;
}

async function applyOne(client: pg.Client, name: string, text: string, sha256: string) {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into platform_migration (name, sha256) values ($1, $2)', [
      name,
      sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${name}: ${error instanceof Error ? error.message : error}`);
  }
}
