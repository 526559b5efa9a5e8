/**
 * Registers and lists with 20,000 computers, 800,000 open installs and a million entries: what a person waits for, over
 * the whole HTTP path of the product. Prints median and 95th percentile in milliseconds; the aim is p95 < 300 ms.
 * Run: `node bench/registers.ts [computers]`. Figures depend on what else runs: the load average is printed beside them.
 */
import { newId } from '../src/base/ids.ts';
import { ledgerVerify } from '../src/ledgers/index.ts';
import type { Database } from '../src/platform/db/database.ts';
import { type Ask, timed, withProduct } from './product.ts';

const computers = Number(process.argv[2] ?? 20_000);

async function measure(ask: Ask): Promise<void> {
  const form7 = (await ask('registers/7?limit=100')) as { items: { softwareId: string }[] };
  const software = form7.items.map((line) => line.softwareId);
  const one = (round: number) => software[round % software.length]!;
  const form8 = (await ask('registers/8')) as { items: { deviceId: string }[] };
  const device = form8.items[0]!.deviceId;
  await timed('form 7, first page', () => ask('registers/7?limit=100'));
  await timed('form 7, whole, JSON', () => ask('forms/7?format=json'));
  await timed('form 7, last month', () => ask('registers/7?limit=100&asOf=2026-10-20'));
  await timed('form 7, two years ago', () => ask('registers/7?limit=100&asOf=2024-06-30'));
  await timed('form 7, search', () => ask(`registers/7?q=${encodeURIComponent('软件 7')}`));
  await timed('form 8, first page of 20 computers', () => ask('registers/8'));
  let cursor: unknown;
  await timed('form 8, walking from page to page', async () => {
    const at = cursor ? `?cursor=${cursor}` : '';
    cursor = ((await ask(`registers/8${at}`)) as { nextCursor?: string }).nextCursor;
  });
  await timed('form 8, search by person', (n) =>
    ask(`registers/8?q=${encodeURIComponent(`人员${n * 7}`)}`),
  );
  await timed('form 8, two years ago', () => ask('registers/8?asOf=2024-06-30'));
  await timed('form 9, first page of a number', (n) => ask(`registers/9?software=${one(n)}`));
  await timed('form 9, two years ago', (n) =>
    ask(`registers/9?software=${one(n)}&asOf=2024-06-30`),
  );
  await timed('installs behind a figure', (n) => ask(`installs?software=${one(n)}`));
  await timed('installs behind a figure, two years ago', (n) =>
    ask(`installs?software=${one(n)}&asOf=2024-06-30`),
  );
  await timed('entries of one number on one computer', (n) =>
    ask(`entries?software=${one(n)}&device=${device}`),
  );
  await timed('entries, newest', () => ask('entries'));
  await timed('computers, search by person', (n) =>
    ask(`devices?q=${encodeURIComponent(`人员${n * 11}`)}`),
  );
}

/** Recording while the ledger is full: one line, and a deployment of 1,000 lines. */
async function appends(ask: Ask): Promise<void> {
  const free = (await ask('registers/7?type=oem&limit=1')) as { items: { softwareId: string }[] };
  const softwareId = free.items[0]!.softwareId;
  const targets = (await ask(`registers/8?software=${softwareId}&limit=200`)) as {
    items: { deviceId: string }[];
  };
  const ids = targets.items.map((one) => one.deviceId);
  const on = '2026-11-20';
  let flip = false;
  await timed('append: remove or install on one computer', async (round) => {
    const kind = round % 2 === 0 ? 'uninstall' : 'install';
    const line = { kind, softwareId, deviceId: ids[0], occurredOn: on };
    await ask('entries', { idempotencyKey: newId(), reason: '压测', lines: [line] });
  });
  await timed(`append: ${ids.length - 1} computers at once`, async () => {
    flip = !flip;
    const lines = ids.slice(1).map((deviceId) => ({
      kind: flip ? 'uninstall' : 'install',
      softwareId,
      deviceId,
      occurredOn: on,
    }));
    await ask('entries', { idempotencyKey: newId(), reason: '压测', lines });
  });
}

/** The seed's hashes are not real, so only the time and the derived tables are looked at. */
async function verification(database: Database, unitId: string): Promise<void> {
  const from = performance.now();
  const report = await database.read((tx) => ledgerVerify(tx, unitId));
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const derived = report.problems.filter((problem) => !/校验/.test(problem));
  console.log(
    `verify: ${report.entries} entries in ${seconds} s, derived tables ${derived.length === 0 ? 'agree' : derived.join('; ')}`,
  );
  console.log(`resident memory ${(process.memoryUsage().rss / 1024 / 1024).toFixed(0)} MB`);
}

await withProduct(
  computers,
  async () => undefined,
  async ({ ask, database, unitId }) => {
    await measure(ask);
    await appends(ask);
    await verification(database, unitId);
  },
);
