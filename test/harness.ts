/**
 * Each test file has its own database, cloned from the migrated template, and — when it asks — its own server on it.
 * Everything is closed by itself when the file ends.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { inject } from 'vitest';
import { buildServer } from '../src/app/server.ts';
import { openServices } from '../src/app/services.ts';
import { dateInChina } from '../src/base/dates.ts';
import { newId } from '../src/base/ids.ts';
import { hashToken, newToken } from '../src/platform/auth/passwords.ts';
import type { Role } from '../src/platform/auth/permissions.ts';
import type { CommandContext } from '../src/platform/db/context.ts';
import { type Database, openDatabase, type Tx } from '../src/platform/db/database.ts';
import type { Services } from '../src/platform/http/app.ts';
import { atEnd } from './ending.ts';

let clones = 0;

/** A fresh database. The owner login (`database.owner`) may do what the application may not. */
export async function testDatabase(): Promise<Database> {
  const cluster = inject('cluster');
  const name = `zhengce_test_${process.pid}_${Date.now().toString(36)}_${clones++}`;
  await withOwner(cluster.owner, async (client) => {
    await retry(() => client.query(`create database ${name} template ${cluster.template}`));
  });
  const database = openDatabase({
    app: { ...cluster.app, database: name },
    owner: { ...cluster.owner, database: name },
  });
  atEnd(async () => {
    await database.close();
    await withOwner(cluster.owner, (client) =>
      retry(() => client.query(`drop database if exists ${name}`)),
    );
  });
  return database;
}

/** Past the application's rights: for what no command does. */
export async function withOwner<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Cloning and dropping wait for sessions that are just closing. */
async function retry(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt >= 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

export type Answer = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers of many shapes
  body: any;
  headers: Record<string, unknown>;
  payload: Buffer;
};
export type Client = {
  accountId: string;
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(url: string, body?: unknown): Promise<Answer>;
  patch(url: string, body?: unknown): Promise<Answer>;
  delete(url: string): Promise<Answer>;
  /** multipart/form-data with one file and further text fields. */
  upload(
    url: string,
    file: { name: string; content: Buffer | string; field?: string },
    fields?: Record<string, string>,
  ): Promise<Answer>;
};
export type TestApp = {
  http: FastifyInstance;
  database: Database;
  services: Services;
  /** Where the bytes of files lie. */
  dataFolder: string;
  unitId: string;
  unitCode: string;
  /** Signed in with these roles in the unit; `personId` ties the account to a person (scopes own/department). */
  as(role: Role | Role[], options?: { personId?: string }): Promise<Client>;
  /** Nobody. */
  anonymous: Client;
};

/** A server on its own database with one unit (code DW). */
export async function testApp(): Promise<TestApp> {
  const database = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'zhengce-files-'));
  const services = await openServices(database, { dataFolder: folder });
  const http = await buildServer(database, {
    services: services.services,
    pagesFolder: join(import.meta.dirname, '../dist'),
    logLevel: 'error',
  });
  await http.ready();
  const unitId = newId();
  const unitCode = 'DW';
  await withOwner(database.owner, (client) =>
    client.query(
      `insert into organisation_unit (id, code, name, type) values ($1, $2, '测试单位', 'government')`,
      [unitId, unitCode],
    ),
  );
  atEnd(async () => {
    await http.close();
    await services.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    http,
    database,
    services: services.services,
    dataFolder: folder,
    unitId,
    unitCode,
    as: (role, options) => signedIn(http, database, unitId, role, options),
    anonymous: client(http, '', {}),
  };
}

let accounts = 0;

async function signedIn(
  http: FastifyInstance,
  database: Database,
  unitId: string,
  role: Role | Role[],
  options: { personId?: string } = {},
): Promise<Client> {
  const accountId = newId();
  const token = newToken();
  const roles = Array.isArray(role) ? role : [role];
  const name = `test-${roles.join('-')}-${accounts++}`;
  await withOwner(database.owner, async (owner) => {
    await owner.query(
      `insert into platform_account (id, user_name, display_name, password_hash, password_changed_at)
       values ($1, $2, $3, 'none', now())`,
      [accountId, name, name],
    );
    await owner.query(
      `insert into platform_role_grant (unit_id, account_id, role, person_id, granted_by)
       select case when r = 'sysAdmin' then '00000000-0000-0000-0000-000000000000' else $1::uuid end,
         $2, r, $4, 'test' from unnest($3::text[]) r`,
      [unitId, accountId, roles, options.personId ?? null],
    );
    await owner.query(
      `insert into platform_session (token_hash, account_id, created_at, last_seen_at, expires_at)
       values ($1, $2, now(), now(), now() + interval '1 day')`,
      [hashToken(token), accountId],
    );
  });
  return client(http, accountId, { cookie: `zhengce_session=${token}` });
}

function client(http: FastifyInstance, accountId: string, own: Record<string, string>): Client {
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await http.inject({
      method,
      url,
      headers: { ...own, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const json = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      body: json && answer.payload ? JSON.parse(answer.payload) : answer.payload,
      headers: answer.headers,
      payload: answer.rawPayload,
    };
  };
  return {
    accountId,
    get: (url, headers) => send('GET', url, undefined, headers),
    post: (url, body, headers) => send('POST', url, body ?? {}, headers),
    put: (url, body) => send('PUT', url, body ?? {}),
    patch: (url, body) => send('PATCH', url, body ?? {}),
    delete: (url) => send('DELETE', url),
    upload: (url, file, fields = {}) => {
      const { payload, type } = multipartBody(file, fields);
      return send('POST', url, payload, { 'content-type': type });
    },
  };
}

function multipartBody(
  file: { name: string; content: Buffer | string; field?: string },
  fields: Record<string, string>,
) {
  const boundary = '----zhengce-test-boundary';
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields)) {
    parts.push(
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      ),
    );
  }
  parts.push(
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${file.field ?? 'file'}"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(file.content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  );
  return { payload: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}

/** A command context for calling commands directly; roles of the information department's manager. */
export function testContext(
  tx: Tx,
  unitId: string,
  change: Partial<CommandContext> = {},
): CommandContext {
  const now = change.now ?? new Date();
  return {
    tx,
    unitId,
    actor: { kind: 'account', id: newId(), name: '测试员', roles: ['itManager'] },
    today: dateInChina(now),
    now,
    requestId: 'test',
    ...change,
  };
}
