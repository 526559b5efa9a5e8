/**
 * For random histories of people, computers, numbers, the free list and the journal, recorded late and corrected: the
 * causes of every total add up to its change, on both time axes, and the figures are those of the registers.
 */
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../test/harness.ts';
import { DAYS, dayNo, FIRST, historyUnit, moment, record, step } from '../../../test/histories.ts';
import { addDays } from '../../base/dates.ts';
import { listActiveSoftware } from '../../configuration/index.ts';
import {
  computerUsersOn,
  deviceCountsOn,
  devicesOn,
  installedCounts,
} from '../../ledgers/index.ts';
import { staffCountOn } from '../../organisation/index.ts';
import { type CommandContext, systemContext } from '../../platform/db/context.ts';
import { genuineRatesOn, sumOfRates } from '../../reconciliation/index.ts';
import { itemsOf } from './commands.items.ts';
import { ratesOf } from './commands.rates.ts';
import { recordPage } from './commands.records.ts';
import { driftIn, driftOf, type Points, type World, worldOf } from './commands.ts';
import { RATE_TOTALS, rateFigures } from './rules.rates.ts';
import { sumUp } from './rules.ts';
import { ITEM_TOTALS, type ItemTotal, type TotalKey } from './shapes.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});

/** Figures by the registers' own functions and plain SQL, at the moment of asking. */
async function registers(cx: CommandContext, asOf: string): Promise<Map<TotalKey, number>> {
  const { tx, unitId } = cx;
  const when = { asOf, past: true, knownAt: undefined };
  const counts = await installedCounts(tx, unitId, when);
  const numbers = await listActiveSoftware(tx, unitId, asOf);
  const devices = await deviceCountsOn(tx, unitId, asOf);
  const { rows } = await sql<{ status: TotalKey; count: number }>`
    select d.status, count(*)::int as count from (${devicesOn(unitId, when)}) d
    where d.status is not null group by d.status`.execute(tx);
  const figures = new Map<TotalKey, number>([
    ['totalStaff', await staffCountOn(tx, unitId, asOf)],
    ['computerUsers', await computerUsersOn(tx, unitId, asOf)],
    ...(Object.entries(devices) as [TotalKey, number][]),
    ['computers', devices.server + devices.desktop + devices.laptop],
    ['installs', [...counts.values()].reduce((sum, count) => sum + count, 0)],
    ['unlimited', numbers.filter((one) => one.licenseQuantity === 'unlimited').length],
  ]);
  for (const status of ['inUse', 'idle', 'inRepair', 'scrapped', 'transferredOut'] as const) {
    figures.set(status, rows.find((row) => row.status === status)?.count ?? 0);
  }
  for (const type of ['commercial', 'oem', 'free', 'selfDeveloped'] as const) {
    figures.set(type, numbers.filter((one) => one.softwareType === type).length);
  }
  const finite = numbers.flatMap((one) =>
    typeof one.licenseQuantity === 'number' ? [one.licenseQuantity] : [],
  );
  figures.set(
    'licenses',
    finite.reduce((sum, quantity) => sum + quantity, 0),
  );
  return figures;
}

async function agrees(cx: CommandContext, world: World, seen: Set<string>): Promise<void> {
  const { totals } = await driftIn(cx, world);
  for (const total of totals) expect(total.unexplained, JSON.stringify(total)).toBe(0);
  for (const name of Object.keys(ITEM_TOTALS) as ItemTotal[]) {
    const items = itemsOf(world, name);
    for (const item of items) {
      expect(item.unexplained, JSON.stringify(item)).toBe(0);
      for (const cause of item.causes) seen.add(`${cause.step} ${cause.cause} ${cause.mode}`);
    }
    const whole = totals.find((total) => total.total === name);
    if (whole) expect(items.reduce((sum, item) => sum + item.delta, 0)).toBe(whole.delta);
  }
}

const point = (asOf: string, knownAt: Date | null) => ({
  ...{ asOf, closing: null, knownAt: knownAt?.toISOString() ?? null },
});
const points = (from: ReturnType<typeof point>, to: ReturnType<typeof point>): Points => ({
  ...{ from, to, frozen: { from: undefined, to: undefined } },
});

test('the causes of every total add up to its change, whatever was recorded when', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 15, maxLength: DAYS }),
      fc.array(dayNo, { minLength: 2, maxLength: 2 }),
      async (steps, days) => {
        const unit = await historyUnit(app.database);
        const snapshots: { index: number; asOf: string; figures: Map<TotalKey, number> }[] = [];
        for (const [index, one] of steps.entries()) {
          const now = moment(index);
          await record(app.database, unit, one, index);
          if (index % 7 !== 3) continue;
          const asOf = addDays(FIRST, index - (one.c % 20));
          const figures = await app.database.read((tx) =>
            registers(systemContext(tx, unit.id, 'test', now), asOf),
          );
          snapshots.push({ index, asOf, figures });
        }
        await app.database.read(async (tx) => {
          const cx = systemContext(tx, unit.id, 'test', moment(DAYS + 1));
          const [from, to] = days.map((day) => addDays(FIRST, day)).sort() as [string, string];
          await comparesAsKnownNow(cx, from, to, seen);
          for (const one of snapshots) await comparesWithSnapshot(cx, one, snapshots, seen);
        });
      },
    ),
    // Eight short histories once brought about no more than twenty causes.
    { numRuns: Number(process.env.RUNS ?? 24) },
  );
  // A cause the histories never brought about would be untested.
  expect(seen.size).toBeGreaterThan(20);
}, 300_000);

async function comparesAsKnownNow(cx: CommandContext, from: string, to: string, seen: Set<string>) {
  const world = await worldOf(cx, points(point(from, null), point(to, null)));
  await agrees(cx, world, seen);
  const { totals } = await driftIn(cx, world);
  const [before, after] = [await registers(cx, from), await registers(cx, to)];
  for (const total of totals) {
    for (const cause of total.causes) seen.add(`${cause.step} ${cause.cause} ${cause.mode}`);
    if (!before.has(total.total)) continue;
    expect([total.total, total.before]).toEqual([total.total, before.get(total.total)]);
    expect([total.total, total.after]).toEqual([total.total, after.get(total.total)]);
  }
  const rates = await ratesOf(cx, world.points);
  const causes = sumUp(rates.lines, [], false);
  const [had, has] = [rateFigures(rates.before), rateFigures(rates.after)];
  for (const [day, figures] of [[from, had] as const, [to, has] as const]) {
    for (const rate of sumOfRates(await genuineRatesOn(cx, day))) {
      const name = (part: string) => `${rate.category}${part}` as TotalKey;
      expect(figures.get(name('Required'))).toBe(rate.required);
      expect(figures.get(name('Installed'))).toBe(rate.installed);
      expect(figures.get(name('Genuine'))).toBe(rate.genuine);
    }
  }
  for (const total of RATE_TOTALS) {
    const own = causes.get(total) ?? [];
    for (const cause of own) seen.add(`rate ${cause.cause}`);
    const sum = own.reduce((all, cause) => all + cause.delta, 0);
    expect([total, sum]).toEqual([total, has.get(total)! - had.get(total)!]);
    expect(own.filter((cause) => cause.cause === 'judgement')).toEqual([]);
  }
}

type Snapshot = { index: number; asOf: string; figures: Map<TotalKey, number> };

/** What was known at the snapshot is found again, and its way to the present and to later snapshots is explained. */
async function comparesWithSnapshot(
  cx: CommandContext,
  one: Snapshot,
  all: readonly Snapshot[],
  seen: Set<string>,
): Promise<void> {
  const start = point(one.asOf, moment(one.index));
  const later = all.filter((other) => other.index > one.index && other.asOf >= one.asOf);
  const ends = [
    point(cx.today, null),
    ...later.map((other) => point(other.asOf, moment(other.index))),
  ];
  for (const [index, end] of ends.entries()) {
    const world = await worldOf(cx, points(start, end));
    await agrees(cx, world, seen);
    const { totals } = await driftIn(cx, world);
    for (const total of totals) {
      for (const cause of total.causes) seen.add(`${cause.step} ${cause.cause} ${cause.mode}`);
      if (!one.figures.has(total.total)) continue;
      expect([total.total, total.before]).toEqual([total.total, one.figures.get(total.total)]);
      if (index === 0) continue;
      const figures = later[index - 1]!.figures;
      expect([total.total, total.after]).toEqual([total.total, figures.get(total.total)]);
    }
  }
}

test('the records behind a cause are as many as it says and add up to it, page by page', async () => {
  const unit = await historyUnit(app.database);
  const run = fc.sample(fc.array(step, { minLength: DAYS, maxLength: DAYS }), {
    numRuns: 1,
    seed: 7,
  });
  for (const [index, one] of run[0]!.entries()) {
    await record(app.database, unit, one, index);
  }
  await app.database.read(async (tx) => {
    const cx = systemContext(tx, unit.id, 'test', moment(DAYS + 1));
    const asked = { from: addDays(FIRST, 10), to: cx.today, knowledge: 'past' as const };
    const { totals } = await driftOf(cx, asked);
    let causes = 0;
    for (const { total, causes: own } of totals) {
      for (const { step: when, cause, mode, delta, count } of own) {
        const query = { ...asked, total, step: when, cause, mode: mode ?? undefined, limit: 2 };
        const found = [];
        let cursor: string | undefined;
        do {
          const page = await recordPage(cx, { ...query, cursor });
          found.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor);
        const sum = found.reduce((all, record) => all + record.delta, 0);
        const name = `${total} ${when} ${cause} ${mode}`;
        expect([name, found.length, sum]).toEqual([name, count, delta]);
        expect(new Set(found.map((record) => record.key)).size).toBe(count);
        causes++;
      }
    }
    expect(causes).toBeGreaterThan(10);
  });
});
