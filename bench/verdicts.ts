/**
 * Verdicts on the unit of `lists.seed.ts` (40 recorded installs and some 60 more sightings a computer): how long judging
 * takes beside comparing, what is written when nothing changed, and the pages that count and list them.
 * Run: `node bench/verdicts.ts [computers]`.
 */
import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { systemContext } from '../src/platform/db/context.ts';
import { judgeDevices, queueAllDevices } from '../src/reconciliation/index.ts';
import { seedSightings } from './lists.seed.ts';
import { type Product, timed, withProduct } from './product.ts';

const computers = Number(process.argv[2] ?? 20_000);
const said = (text: string) => console.log(`${text}  load ${loadavg()[0]!.toFixed(1)}`);

async function passes(product: Product): Promise<void> {
  await pass(product, 'findings and verdicts, first time');
  // The first allocation changes verdicts; until it has come to rest no pass is one without change.
  const from = performance.now();
  await settled(product);
  said(`allocated and judged again: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  const before = await latest(product);
  await pass(product, 'the same without change');
  said(`verdicts written by it: ${(await latest(product)) === before ? 'none' : 'some'}`);
}

async function pass({ database, services, unitId }: Product, name: string): Promise<void> {
  await database.write((tx) => queueAllDevices(tx, unitId));
  const from = performance.now();
  await services.reconciler.drain();
  const seconds = (performance.now() - from) / 1000;
  said(`${name}: ${seconds.toFixed(1)} s, ${Math.round(computers / seconds)} computers/s`);
}

async function settled({ database, services }: Product): Promise<void> {
  for (let busy = true; busy; ) {
    await setTimeout(1000);
    await services.reconciler.drain();
    const { rows } = await database.read((tx) =>
      sql<{ busy: boolean }>`select exists (select from reconciliation_allocation_state
        where revision > done_revision) or exists (select from reconciliation_todo) as busy`.execute(
        tx,
      ),
    );
    busy = rows[0]!.busy;
  }
}

async function latest({ database }: Product): Promise<string> {
  const { rows } = await database.read((tx) =>
    sql<{ at: string }>`select max(judged_at)::text as at from reconciliation_verdict`.execute(tx),
  );
  return rows[0]!.at;
}

async function alone({ database, unitId }: Product): Promise<void> {
  const ids = await database.read((tx) =>
    sql<{
      id: string;
    }>`select id from ledgers_device where unit_id = ${unitId} order by id limit 1000`.execute(tx),
  );
  const devices = ids.rows.map((row) => row.id);
  const from = performance.now();
  const changed = await database.write((tx) =>
    judgeDevices(systemContext(tx, unitId, 'bench'), devices),
  );
  const seconds = (performance.now() - from) / 1000;
  said(
    `verdicts alone of ${devices.length} computers: ${seconds.toFixed(1)} s, ${changed} rows changed`,
  );
}

async function size({ database }: Product): Promise<void> {
  const found = await database.read((tx) =>
    sql<{ n: number; bytes: number }>`select count(*) as n,
      pg_total_relation_size('reconciliation_verdict') as bytes from reconciliation_verdict`.execute(
      tx,
    ),
  );
  const { n, bytes } = found.rows[0]!;
  said(`${n} verdicts, ${Math.round(bytes / 1e6)} MB with indexes`);
}

await withProduct(computers, seedSightings, async (product) => {
  await passes(product);
  await alone(product);
  await size(product);
  await product.analyse();
  const { ask } = product;
  await timed('home page', () => ask('home'));
  await timed('verdict counts', () => ask('verdict-counts'));
  await timed('verdicts, first page', () => ask('verdicts'));
  await timed('verdicts, yellow', () => ask('verdicts?colour=yellow'));
  await timed('verdicts, without contract', () => ask('verdicts?missing=contract'));
  await timed('verdicts, search', (n) => ask(`verdicts?q=PC00${1000 + n * 37}`));
  await timed('verdicts, by software name', () => ask('verdicts?sort=productName'));
  await timed('verdicts, latest first', () => ask('verdicts?sort=-judgedAt'));
  const { nextCursor } = await ask('verdicts?sort=judgedAt&limit=200');
  const next = encodeURIComponent(String(nextCursor));
  await timed('verdicts, earliest, next page', () => ask(`verdicts?sort=judgedAt&cursor=${next}`));
  await timed('three-way match', () => ask('three-way'));
  await timed('three-way differences', () => ask('three-way/differences?difference=seenOnly'));
});
