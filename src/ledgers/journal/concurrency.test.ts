/**
 * 64 connections append at once, some are killed in the middle and repeat what they do not know to be done. In the end
 * the figures agree, every acknowledged line is in the journal exactly once, and nothing else is.
 */
import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/harness.ts';
import { type LedgerUnit, ledgerUnit } from '../../../test/ledger.ts';
import { Refusal } from '../../base/refusal.ts';
import { type Database, openDatabase } from '../../platform/db/database.ts';
import { reverse } from './commands.reverse.ts';
import { type AppendDraft, append } from './commands.ts';
import { ledgerVerify } from './commands.verify.ts';
import { entriesAfter } from './store.verify.ts';

const CONNECTIONS = 64;
const OPERATIONS = 8;
const COMPUTERS = 12;
const KILLS = 40;

type Tally = { acknowledged: Map<string, number[]>; refused: number; broken: number };

/** Small, fast, seeded: a failing run can be repeated. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function randomDraft(
  unit: LedgerUnit,
  random: (limit: number) => number,
  key: string,
): AppendDraft {
  const common = {
    deviceId: unit.device(`C${random(COMPUTERS) + 1}`),
    occurredOn: `2026-0${random(5) + 1}-1${random(10)}`,
    cause: 'manual' as const,
    idempotencyKey: key,
  };
  const number = () => unit.number(['A', 'B', 'O'][random(3)]!);
  const kind = random(10);
  if (kind < 5) return { ...common, kind: 'install', softwareId: number() };
  if (kind < 8) return { ...common, kind: 'uninstall', softwareId: number() };
  const [fromSoftwareId, softwareId] = [unit.number('A'), unit.number('B')];
  return { ...common, kind: 'upgrade', fromSoftwareId, softwareId };
}

/** Repeats until there is an answer: an entry or a refusal. A lost connection is no answer. */
async function insist(unit: LedgerUnit, draft: AppendDraft, tally: Tally): Promise<void> {
  for (;;) {
    try {
      const result = await unit.write((cx) => append(cx, [draft]));
      tally.acknowledged.set(draft.idempotencyKey!, result.entryNos);
      return;
    } catch (error) {
      if (error instanceof Refusal) {
        tally.refused++;
        return;
      }
      tally.broken++;
    }
  }
}

async function killSome(database: Database, running: () => boolean): Promise<number> {
  const owner = new pg.Client(database.owner);
  await owner.connect();
  let killed = 0;
  while (running() && killed < KILLS) {
    const { rowCount } = await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
       order by random() limit 1`,
    );
    killed += rowCount ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  await owner.end();
  return killed;
}

test('64 connections, random operations, some killed: equal figures, nothing lost, nothing twice', async () => {
  const base = await testDatabase();
  const database = openDatabase({ app: base.app, owner: base.owner, max: CONNECTIONS });
  const unit = await ledgerUnit(database, { computers: COMPUTERS });
  const tally: Tally = { acknowledged: new Map(), refused: 0, broken: 0 };
  let working = true;
  const killer = killSome(base, () => working);
  const workers = Array.from({ length: CONNECTIONS }, async (_, worker) => {
    const random = randomFrom(worker + 1);
    for (let operation = 0; operation < OPERATIONS; operation++) {
      await insist(unit, randomDraft(unit, random, `worker-${worker}-${operation}`), tally);
      if (random(6) === 0) {
        // A reversal may lose its connection or be refused: it carries no key, so it is not repeated.
        const entryNo = random(200) + 1;
        await unit.write((cx) => reverse(cx, entryNo, '测试')).catch(() => undefined);
      }
    }
  });
  await Promise.all(workers);
  working = false;
  const killed = await killer;
  const report = await unit.read((cx) => ledgerVerify(cx.tx, cx.unitId));
  const entries = await unit.read((cx) => entriesAfter(cx.tx, cx.unitId, 0, 100_000));
  await database.close();
  expect(report.problems).toEqual([]);
  expect(killed).toBeGreaterThan(5);
  expect(tally.broken).toBeGreaterThan(0);
  expect(tally.acknowledged.size).toBeGreaterThan(20);
  expect(tally.acknowledged.size + tally.refused).toBe(CONNECTIONS * OPERATIONS);
  const keyed = entries.filter((entry) => entry.reversesEntryNo === null);
  const acknowledged = [...tally.acknowledged.values()].flat().sort((a, b) => a - b);
  expect(keyed.map((entry) => entry.entryNo)).toEqual(acknowledged);
}, 180_000);
