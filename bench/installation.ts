/**
 * Campaigns of 200 and 5,000 computers over the whole HTTP path: preview, notify, execute with all orders made, report
 * and confirm a thousand at once, close with the rest cancelled. Prints median and 95th percentile of each step and how
 * much more the large one costs. Run: `node bench/installation.ts [computers]`.
 */
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { scribble } from '../src/app/sample/signature.ts';
import { newId } from '../src/base/ids.ts';
import { hashToken, newToken } from '../src/platform/auth/passwords.ts';
import { saveSetting } from '../src/platform/db/settings.ts';
import { type Ask, withProduct } from './product.ts';
import { id } from './registers.seed.ts';

const LARGE = Number(process.argv[2] ?? 5_000);
const SMALL = 200;
const ROUNDS = { small: 8, large: 3 };
/** What one signature covers at most. */
const AT_ONCE = 1_000;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const tokens = { technician: newToken(), head: newToken() };

type Times = Map<string, number[]>;

/** A number per round, a technician, and one head for all departments; who performs does not confirm. */
async function seed(owner: pg.Client, unitId: string): Promise<void> {
  const put = (text: string) => owner.query(text.replaceAll(':unit', `'${unitId}'::uuid`));
  await put(`insert into configuration_software (unit_id, id, software_no, software_type, software_name,
      software_version, category, acquisition_method, license_type, license_metric, license_quantity,
      license_unlimited, usable_versions, term_kind, identity_key, registered_on, created_at, updated_at)
    select :unit, ${id('bench', 'n')}, 'BS' || n, 'commercial', '统一软件' || n, '8', 'office', 'purchase', 'device',
      'perDevice', 100000, false, '[{"from": "8", "to": "8"}]', 'perpetual', sha256(('bench' || n)::bytea),
      '2020-01-01', now(), now() from generate_series(1, ${ROUNDS.small + ROUNDS.large}) n`);
  await put(`update organisation_department set head_person_id = ${id('p', '2')}`);
  await person(owner, put, 1, ['staff', 'itTechnician'], tokens.technician);
  await person(owner, put, 2, ['staff', 'deptHead'], tokens.head);
  await owner.query('vacuum analyze');
}

async function person(
  owner: pg.Client,
  put: (text: string) => Promise<unknown>,
  n: number,
  roles: string[],
  token: string,
): Promise<void> {
  const account = newId();
  await owner.query(
    `insert into platform_account (id, user_name, display_name, password_hash, password_changed_at)
     values ($1, $2, $2, 'none', now())`,
    [account, `bench-${n}`],
  );
  for (const role of roles) {
    await put(`insert into platform_role_grant (unit_id, account_id, role, person_id, granted_by)
      values (:unit, '${account}', '${role}', ${id('p', String(n))}, 'bench')`);
  }
  await owner.query(
    `insert into platform_session (token_hash, account_id, created_at, last_seen_at, expires_at)
     values ($1, $2, now(), now(), now() + interval '1 day')`,
    [hashToken(token), account],
  );
}

async function clocked<T>(times: Times, name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const done = await work();
  times.set(name, [...(times.get(name) ?? []), performance.now() - from]);
  return done;
}

/** Until the page that polls would show it. */
async function until(ask: Ask, path: string, fits: (row: Record<string, unknown>) => boolean) {
  while (!fits(await ask(path))) await sleep(250);
}

type Hands = { manager: Ask; technician: Ask; head: Ask };

/** Three of four computers are done and confirmed, the rest is cancelled with the campaign. */
async function round(hands: Hands, times: Times, computers: number, softwareId: string) {
  const { manager, technician, head } = hands;
  const scope = {
    computerNos: [...Array(computers)].map((_, at) => `PC${String(at + 1).padStart(6, '0')}`),
  };
  const work = { kind: 'install', softwareId, scope };
  await clocked(times, 'preview', () => manager('campaigns/preview', work));
  const me = (await manager('technicians')) as { items: { personId: string }[] };
  const plan = { title: '压测', reason: '压测', technicianPersonId: me.items[0]!.personId };
  const made = await manager('campaigns', { ...work, ...plan, version: '8' });
  const path = `campaigns/${made.id}`;
  await clocked(times, 'notify', () => manager(`${path}/notify`, {}));
  await clocked(times, 'execute, all orders made', async () => {
    await clocked(times, 'execute, the request', () => manager(`${path}/execute`, {}));
    await until(manager, path, (row) => row.withoutOrder === 0);
  });
  const orderIds = await openOrders(manager, made.id as string, Math.floor(computers * 0.75));
  for (let at = 0; at < orderIds.length; at += AT_ONCE) {
    const part = orderIds.slice(at, at + AT_ONCE);
    const sign = (name: string) => ({ kind: 'drawn', image: scribble(name) });
    await clocked(times, `report many, ≤ ${AT_ONCE} a signature`, () =>
      technician('orders/perform-many', {
        orderIds: part,
        performedOn: today,
        signature: sign('赵工'),
      }),
    );
    const done = await clocked(times, `confirm many into the journal, ≤ ${AT_ONCE}`, () =>
      head('orders/confirm-many', { orderIds: part, signature: sign('主任') }),
    );
    if (done.done !== part.length) throw new Error(JSON.stringify(done).slice(0, 400));
  }
  await clocked(times, 'progress of the campaign', () => manager(path));
  await clocked(times, 'close, the rest cancelled', async () => {
    const close = { opinion: '压测', cancelOpen: true };
    await clocked(times, 'close, the request', () => manager(`${path}/close`, close));
    await until(manager, path, (row) => row.state === 'closed');
  });
}

async function openOrders(ask: Ask, campaignId: string, wanted: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  while (ids.length < wanted) {
    const page = (await ask(`orders?originId=${campaignId}&limit=500${cursor}`)) as {
      items: { id: string }[];
      nextCursor?: string;
    };
    ids.push(...page.items.map((one) => one.id));
    if (!page.nextCursor) break;
    cursor = `&cursor=${page.nextCursor}`;
  }
  return ids.slice(0, wanted);
}

function print(small: Times, large: Times): void {
  const at = (times: readonly number[], part: number) => {
    const sorted = [...times].sort((left, right) => left - right);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  };
  const figures = (times: readonly number[]) =>
    `p50 ${at(times, 0.5).toFixed(0).padStart(6)}  p95 ${at(times, 0.95).toFixed(0).padStart(6)} ms`;
  console.log(`${' '.repeat(40)} ${SMALL} computers            ${LARGE} computers          ratio`);
  for (const [name, times] of small) {
    const other = large.get(name)!;
    const ratio = at(other, 0.5) / at(times, 0.5);
    console.log(
      `${name.padEnd(40)} ${figures(times)}  ${figures(other)}  ${ratio.toFixed(1).padStart(5)}`,
    );
  }
  console.log(`load ${loadavg()[0]!.toFixed(1)}`);
}

await withProduct(LARGE, seed, async ({ ask, askAs, database, unitId }) => {
  const hands = {
    manager: ask,
    technician: askAs(tokens.technician),
    head: askAs(tokens.head),
  };
  await database.write(async (tx) => {
    await saveSetting(tx, unitId, 'installation.bulkConfirmation', true);
  });
  const { items } = (await ask('software?q=BS&limit=50')) as { items: { id: string }[] };
  const numbers = items.map((one) => one.id);
  const small: Times = new Map();
  const large: Times = new Map();
  for (let at = 0; at < ROUNDS.small; at++) await round(hands, small, SMALL, numbers.pop()!);
  for (let at = 0; at < ROUNDS.large; at++) await round(hands, large, LARGE, numbers.pop()!);
  print(small, large);
});
