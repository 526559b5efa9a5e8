/**
 * For any generated history of installs, uninstalls, upgrades, reversals, retirements and backdated entries, the derived
 * tables, the registers' SQL on both time axes, and the pure fold say the same.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/harness.ts';
import { drafts, type LedgerUnit, ledgerUnit, lines } from '../../../test/ledger.ts';
import { Refusal } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { installedCounts, openInstallsOf, sheetEvents, type When } from '../registers/store.ts';
import { retireDevice } from './commands.retire.ts';
import { reverse } from './commands.reverse.ts';
import { append } from './commands.ts';
import { ledgerVerify } from './commands.verify.ts';
import { type EntryFact, fold, runningCounts } from './rules.ts';
import { entriesAfter } from './store.verify.ts';

test('for any history the tables and the SQL of both time axes equal the pure fold', async () => {
  const database = await testDatabase();
  const day = fc.integer({ min: 0, max: 40 }).map((n) => {
    const instant = new Date(Date.UTC(2026, 4, 1 + n));
    return instant.toISOString().slice(0, 10);
  });
  const name = <T extends string>(...values: T[]) => fc.constantFrom(...values);
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        op: name('+'),
        s: name('A', 'B', 'O', 'F'),
        c: name('C1', 'C2', 'C3'),
        day,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        op: name('-'),
        s: name('A', 'B', 'O', 'F'),
        c: name('C1', 'C2', 'C3'),
        day,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        op: name('^'),
        s: name('A>B', 'B>A', 'F>F'),
        c: name('C1', 'C2', 'C3'),
        day,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ op: name('~'), no: fc.integer({ min: 1, max: 20 }), day }),
    },
    { weight: 1, arbitrary: fc.record({ op: name('x'), c: name('C3'), day }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const unit = await ledgerUnit(database, { computers: 3 });
      for (const [index, one] of steps.entries()) {
        const now = new Date(Date.UTC(2026, 5, 20, 0, index));
        await unit
          .write(async (cx) => {
            if (one.op === '~') return reverse(cx, one.no, '错');
            if (one.op === 'x') {
              const deviceId = unit.device(one.c);
              return retireDevice(cx, {
                deviceId,
                status: 'scrapped',
                on: one.day,
                reason: '报废',
              });
            }
            const version = one.op === '-' ? '' : 'v12';
            return append(
              cx,
              drafts(unit, lines(`${one.op} ${one.s} ${one.c} ${version} ${one.day}`)),
            );
          }, now)
          .catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
          });
      }
      await unit.read(async (cx) => {
        const entries = await entriesAfter(cx.tx, cx.unitId, 0, 100_000);
        expect((await ledgerVerify(cx.tx, cx.unitId)).problems).toEqual([]);
        for (const asOf of ['2026-05-01', '2026-05-15', '2026-06-01', '2026-06-30']) {
          for (const minute of [undefined, 3, 9, 20]) {
            const knownAt =
              minute === undefined ? undefined : new Date(Date.UTC(2026, 5, 20, 0, minute));
            await sameAsFold(cx, unit, entries, asOf, knownAt);
          }
        }
      });
    }),
    { numRuns: 25 },
  );
}, 180_000);

async function sameAsFold(
  cx: CommandContext,
  unit: LedgerUnit,
  entries: EntryFact[],
  asOf: string,
  knownAt: Date | undefined,
): Promise<void> {
  const when: When = { asOf, past: true, knownAt: knownAt?.toISOString() };
  const state = fold(entries, { asOf, knownAt });
  const byKey = (rows: { softwareId: string; deviceId: string }[]) =>
    rows.toSorted((a, b) => (a.softwareId + a.deviceId < b.softwareId + b.deviceId ? -1 : 1));
  const open = await openInstallsOf(cx.tx, cx.unitId, when, [...unit.devices.values()]);
  expect(byKey(open)).toEqual(byKey([...state.open.values()]));
  const found = await installedCounts(cx.tx, cx.unitId, when);
  const counted = new Map([...found].filter(([, n]) => n !== 0));
  expect(counted).toEqual(state.counts);
  const running = runningCounts(entries, { asOf, knownAt });
  for (const software of unit.software.values()) {
    const page = { software, search: undefined, after: undefined, limit: 1000 };
    for (const event of await sheetEvents(cx.tx, cx.unitId, when, page)) {
      expect(event.running).toBe(running.get(event.entryNo));
      running.delete(event.entryNo);
    }
  }
  expect([...running.keys()]).toEqual([]);
}
