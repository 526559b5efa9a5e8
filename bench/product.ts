/** What the benches of lists share: the whole product on a large seeded unit, and the printing of percentiles. */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { buildServer } from '../src/app/server.ts';
import { openServices } from '../src/app/services.ts';
import { newId } from '../src/base/ids.ts';
import { hashToken, newToken } from '../src/platform/auth/passwords.ts';
import { type Database, openDatabase } from '../src/platform/db/database.ts';
import { startEmbedded } from '../src/platform/db/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { seedRegisters } from './registers.seed.ts';

const AIM_MS = 300;
const ROUNDS = 40;

export type Ask = (path: string, body?: object) => Promise<Record<string, unknown>>;
export type Product = {
  ask: Ask;
  /** Somebody else than the manager, by the token of a session that the seed has made. */
  askAs(token: string): Ask;
  database: Database;
  services: Awaited<ReturnType<typeof openServices>>['services'];
  unitId: string;
  /** Statistics of all tables, as autovacuum makes them within a minute or two of a first load. */
  analyse(): Promise<void>;
};
type Seed = (owner: pg.Client, unitId: string, computers: number) => Promise<void>;

/** Seeds a unit of this size in a database of its own, runs `work` on the whole product, removes everything. */
export async function withProduct(
  computers: number,
  seed: Seed,
  work: (product: Product) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'zhengce-bench-'));
  const embedded = await startEmbedded({ folder });
  try {
    await migrate(embedded.owner, join(import.meta.dirname, '../migrations'));
    const unitId = newId();
    const seededFrom = performance.now();
    const owner = new pg.Client(embedded.owner);
    await owner.connect();
    await seedRegisters(owner, unitId, computers);
    await seed(owner, unitId, computers);
    const token = newToken();
    await seedManager(owner, unitId, token);
    await owner.end();
    console.log(
      `${computers} computers, ${computers * 40} open installs, ${computers * 50} entries; ` +
        `seeded in ${((performance.now() - seededFrom) / 1000).toFixed(0)} s`,
    );
    await serve(embedded, folder, unitId, token, work);
  } finally {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function serve(
  embedded: Awaited<ReturnType<typeof startEmbedded>>,
  folder: string,
  unitId: string,
  token: string,
  work: (product: Product) => Promise<void>,
): Promise<void> {
  const database = openDatabase(embedded);
  const opened = await openServices(database, { dataFolder: folder });
  const http = await buildServer(database, {
    services: opened.services,
    pagesFolder: join(import.meta.dirname, '../dist'),
    logLevel: 'error',
  });
  try {
    const askAs = (other: string) => askWith(http, other);
    const { services } = opened;
    const analyse = () => asOwner(embedded.owner, 'vacuum analyze');
    await work({ ask: askAs(token), askAs, database, services, unitId, analyse });
  } finally {
    await http.close();
    await opened.close();
    await database.close();
  }
}

async function asOwner(owner: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function seedManager(owner: pg.Client, unitId: string, token: string): Promise<void> {
  const account = newId();
  await owner.query(
    `insert into platform_account (id, user_name, display_name, password_hash, password_changed_at)
     values ($1, 'bench', '压测', 'none', now())`,
    [account],
  );
  await owner.query(
    `insert into platform_role_grant (unit_id, account_id, role, granted_by)
     values ($1, $2, 'itManager', 'bench')`,
    [unitId, account],
  );
  await owner.query(
    `insert into platform_session (token_hash, account_id, created_at, last_seen_at, expires_at)
     values ($1, $2, now(), now(), now() + interval '1 day')`,
    [hashToken(token), account],
  );
}

function askWith(http: FastifyInstance, token: string): Ask {
  return async (path, body) => {
    const answer = await http.inject({
      method: body ? 'POST' : 'GET',
      url: `/api/units/DW/${path}`,
      headers: { cookie: `zhengce_session=${token}` },
      ...(body ? { payload: body } : {}),
    });
    if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.payload}`);
    return JSON.parse(answer.payload);
  };
}

/** Runs one question `ROUNDS` times after one warm-up and prints its line. */
export async function timed(
  name: string,
  work: (round: number) => Promise<unknown>,
): Promise<void> {
  await work(0);
  const times: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const from = performance.now();
    await work(round);
    times.push(performance.now() - from);
  }
  times.sort((left, right) => left - right);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]!;
  const verdict = at(0.95) < AIM_MS ? '' : '  over the aim';
  const load = loadavg()[0]!.toFixed(1);
  console.log(
    `${name.padEnd(46)} p50 ${at(0.5).toFixed(0).padStart(5)}  p95 ${at(0.95).toFixed(0).padStart(5)} ms` +
      `  load ${load}${verdict}`,
  );
}
