/**
 * 变动说明 with 20,000 computers and a million entries, over the whole HTTP path: the totals of a month, of half a year and
 * of two years, the rates, a total by software number, and the records behind a cause. The aim is 2 s for a usual period.
 * Run: `node bench/drift.ts [computers]`.
 */
import { loadavg } from 'node:os';
import { seedSightings } from './lists.seed.ts';
import { type Ask, withProduct } from './product.ts';

const computers = Number(process.argv[2] ?? 20_000);
const ROUNDS = 5;
const AIM_MS = 2000;

async function timed(name: string, ask: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const from = performance.now();
    await ask();
    if (round > 0) times.push(performance.now() - from);
  }
  times.sort((left, right) => left - right);
  const [middle, most] = [times[Math.floor(ROUNDS / 2)]!, times.at(-1)!];
  const verdict = most < AIM_MS ? '' : '  over the aim';
  console.log(
    `${name.padEnd(46)} p50 ${middle.toFixed(0).padStart(5)}  max ${most.toFixed(0).padStart(5)} ms` +
      `  load ${loadavg()[0]!.toFixed(1)}${verdict}`,
  );
}

type Totals = { totals: { total: string; delta: number; unexplained: number }[] };

async function measure(ask: Ask): Promise<void> {
  const periods = {
    'a month': 'from=2026-01-24&to=2026-02-24',
    'half a year': 'from=2025-08-24&to=2026-02-24',
    'two years': 'from=2024-02-24&to=2026-02-24',
  };
  for (const [name, period] of Object.entries(periods)) {
    const { totals } = (await ask(`drift?${period}`)) as Totals;
    const changed = totals.filter((total) => total.delta !== 0);
    const wrong = totals.filter((total) => total.unexplained !== 0);
    console.log(`${name}: ${changed.map((one) => `${one.total} ${one.delta}`).join(', ')}`);
    if (wrong.length > 0) throw new Error(`not explained: ${JSON.stringify(wrong)}`);
    await timed(`totals, ${name}`, () => ask(`drift?${period}`));
    await timed(`totals, ${name}, as known then`, () => ask(`drift?${period}&knowledge=past`));
    await timed(`rates, ${name}`, () => ask(`drift/rates?${period}`));
    await timed(`by software number, ${name}`, () => ask(`drift/items?total=remaining&${period}`));
    const records = 'drift/records?total=installs&step=inPeriod&cause=manual&mode=install';
    await timed(`records of a cause, ${name}`, () => ask(`${records}&${period}`));
  }
}

await withProduct(computers, seedSightings, ({ ask }) => measure(ask));
