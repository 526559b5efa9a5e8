/**
 * Follows reports and entries at its own pace: takes queued computers, compares them, lets posting rules record. Several
 * servers may run it side by side; each takes other computers.
 */

import { dateInChina } from '../../base/dates.ts';
import { systemContext } from '../../platform/db/context.ts';
import { type Database, lockNamed } from '../../platform/db/database.ts';
import { queueSeenOutside } from '../activation/store.ts';
import { applyRules } from '../postingrules/commands.ts';
import { oldBefore } from '../verdicts/rules.device.ts';
import { moveBoundaries, unitsWithBoundary } from '../verdicts/store.boundary.ts';
import { queueDue } from '../verdicts/store.facts.ts';
import { compareDevices, compareNumbers, RECONCILIATION_LOCK } from './commands.ts';
import * as store from './store.queue.ts';

const BATCH = 200;
const PAUSE_MS = 1000;

export type Reconciler = {
  /** Compares until nothing is queued; used by tests and after imports. */
  drain(): Promise<number>;
  stop(): Promise<void>;
};

/** Starts the follower. `report` is told of failures; the computers stay queued and are tried again. */
export function startReconciler(
  database: Database,
  report: (error: unknown) => void,
  options: { poll?: boolean; settled?: () => Promise<void> } = {},
): Reconciler {
  let stopped = false;
  let verifiedAt = 0;
  const owed: Owed = { units: new Set(), known: false };
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> = Promise.resolve(0);
  const round = () => {
    const verify = Date.now() - verifiedAt >= VERIFY_EVERY_MS;
    if (verify) verifiedAt = Date.now();
    running = drainAll(database, () => stopped, verify, owed)
      .then(async (compared) => {
        if (!stopped) await options.settled?.();
        return compared;
      })
      .catch((error: unknown) => {
        report(error);
        return 0;
      });
    void running.then(() => {
      if (!stopped) timer = setTimeout(round, PAUSE_MS);
    });
  };
  if (options.poll !== false) round();
  return {
    async drain() {
      await running;
      return drainAll(database, () => stopped, true, owed);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Looks for work that reports can verify now and then only: the others queue themselves. */
const VERIFY_EVERY_MS = 60_000;

/**
 * Units compared in rounds that did not look at boundaries: the next round that does looks at theirs, though nothing may
 * be queued any more. `known`: what a server before this one owed has been asked for.
 */
type Owed = { units: Set<string>; known: boolean };

async function drainAll(
  database: Database,
  stopped: () => boolean,
  verify: boolean,
  owed: Owed,
): Promise<number> {
  if (verify) {
    await database.write(async (tx) => {
      const today = dateInChina(new Date());
      await store.queueVerifiable(tx);
      await queueDue(tx, today, oldBefore(today));
    });
    await database.write((tx) => queueSeenOutside(tx));
  }
  const queued = await database.read((tx) => store.unitsWithQueue(tx));
  if (verify && !owed.known) {
    owed.known = true;
    for (const unitId of await database.read(unitsWithBoundary)) owed.units.add(unitId);
  }
  const units = verify ? new Set([...queued, ...owed.units]) : queued;
  let compared = 0;
  for (const unitId of units) {
    if (verify) owed.units.delete(unitId);
    else owed.units.add(unitId);
    try {
      compared += await compareUnit(database, unitId, stopped, verify);
    } catch (error) {
      owed.units.add(unitId);
      throw error;
    }
  }
  return compared;
}

async function compareUnit(
  database: Database,
  unitId: string,
  stopped: () => boolean,
  verify: boolean,
): Promise<number> {
  let compared = 0;
  for (let taken = 1; taken > 0 && !stopped(); ) {
    taken = await compareBatch(database, unitId);
    compared += taken;
  }
  if (!stopped()) compared += await settleNumbers(database, unitId, stopped, verify);
  return compared;
}

/** Numbers as wholes, and computers on which the boundary of an over-installed number has moved by what was compared. */
async function settleNumbers(
  database: Database,
  unitId: string,
  stopped: () => boolean,
  verify: boolean,
): Promise<number> {
  const moved = await database.write(async (tx) => {
    await compareNumbers(systemContext(tx, unitId, '对照'));
    return verify ? moveBoundaries(tx, unitId) : 0;
  });
  let compared = 0;
  while (compared < moved && !stopped()) {
    const taken = await compareBatch(database, unitId);
    if (taken === 0) break;
    compared += taken;
  }
  return compared;
}

/** Two transactions: comparing holds queue rows and must not wait for the journal, which recording does. */
async function compareBatch(database: Database, unitId: string): Promise<number> {
  const deviceIds = await database.write(async (tx) => {
    await lockNamed(tx, unitId, RECONCILIATION_LOCK);
    const taken = await store.takeQueued(tx, unitId, BATCH);
    await compareDevices(systemContext(tx, unitId, '对照'), taken);
    return taken;
  });
  if (deviceIds.length > 0) {
    await database.write((tx) => applyRules(systemContext(tx, unitId, '对照'), deviceIds));
  }
  return deviceIds.length;
}
