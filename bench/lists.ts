/**
 * Lists with 20,000 computers × 100 sightings, 800,000 open installs and the findings their comparison gives, over the
 * whole HTTP path; and how many computers are compared in a second. The aim is p95 < 300 ms.
 * Run: `node bench/lists.ts [computers]`. Figures depend on what else runs: the load average is printed beside them.
 */
import { loadavg } from 'node:os';
import { queueAllDevices } from '../src/reconciliation/index.ts';
import { seedSightings } from './lists.seed.ts';
import { type Ask, type Product, timed, withProduct } from './product.ts';

const computers = Number(process.argv[2] ?? 20_000);

/** First time: every finding is new. Second time: nothing has changed. */
async function comparison({ database, services, unitId }: Product): Promise<void> {
  for (const name of ['first comparison', 'comparison without change']) {
    await database.write((tx) => queueAllDevices(tx, unitId));
    const from = performance.now();
    await services.reconciler.drain();
    const seconds = (performance.now() - from) / 1000;
    const load = loadavg()[0]!.toFixed(1);
    const pace = Math.round(computers / seconds);
    console.log(`${name}: ${seconds.toFixed(1)} s, ${pace} computers/s  load ${load}`);
  }
}

const text = encodeURIComponent;

async function measure(ask: Ask): Promise<void> {
  console.log('findings:', JSON.stringify(await ask('finding-counts')));
  await timed('form 7, first page', () => ask('registers/7?limit=100'));
  await timed('form 8, first page of 20 computers', () => ask('registers/8'));
  await timed('computers, first page', () => ask('devices'));
  await timed('computers, search by number', (n) => ask(`devices?q=PC${1000 + n * 37}`));
  await timed('computers, search by holder', (n) => ask(`devices?q=${text(`人员${n * 11}`)}`));
  await timed('computers, search by department', (n) => ask(`devices?q=${text(`部门${n}`)}`));
  await timed('findings, first page', () => ask('findings'));
  await walk('findings, from page to page', ask, 'findings?limit=200');
  await timed('findings, one kind', () => ask('findings?kind=notRecorded'));
  await timed('findings, by software name', () => ask('findings?sort=softwareName'));
  await timed('findings, by computer', () => ask('findings?sort=computerNo'));
  await timed('findings, search by number', (n) => ask(`findings?q=PC00${1000 + n * 37}`));
  await timed('findings, search by person', (n) => ask(`findings?q=${text(`人员${n * 11}`)}`));
  await timed('findings, search by software', (n) => ask(`findings?q=${text(`软件 ${n}`)}`));
  await timed('findings, search without answer', () => ask(`findings?q=${text('没有这个')}`));
  await timed('finding counts', () => ask('finding-counts'));
  await timed('home page', () => ask('home'));
  await timed('unmatched, first page', () => ask('recognition/entries?show=unmatched'));
  await timed('unmatched, search', (n) => ask(`recognition/entries?show=unmatched&q=${n}7`));
  await timed('recognition summary', () => ask('recognition/summary'));
  await timed('sources, first page', () => ask('discovery/sources'));
  await timed('sources, by last seen', () => ask('discovery/sources?sort=-seenAt'));
  await timed('sources, search', (n) => ask(`discovery/sources?q=host${n * 91}`));
}

async function walk(name: string, ask: Ask, path: string): Promise<void> {
  let cursor: unknown;
  await timed(name, async () => {
    const at = cursor ? `&cursor=${cursor}` : '';
    cursor = ((await ask(`${path}${at}`)) as { nextCursor?: string }).nextCursor;
  });
}

await withProduct(computers, seedSightings, async (product) => {
  await comparison(product);
  await measure(product.ask);
});
