/** The rates of a day taken apart: which computers count, and what stands against those that do not. */
import { whenOf } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { entitlementsOf } from '../findings/store.facts.ts';
import {
  type JudgedComputer,
  type JudgedInstall,
  judgedComputers,
  judgedInstalls,
  judgePairs,
  type Place,
} from './rules.judged.ts';
import { whyUncovered } from './rules.ts';
import { computersOf, pairInstalls } from './store.judged.ts';
import { sourcesOn } from './store.ts';

export type Judged = {
  /** Every computer that a rate of that day counts: D12 all of them, D13 the genuine ones. */
  computers: JudgedComputer[];
  /** What is installed of these categories on these computers that day, in the order of days, each with why not covered. */
  installsOf(places: readonly Place[]): JudgedInstall[];
};

export async function judgedOn(cx: CommandContext, asOf: string): Promise<Judged> {
  const { tx, unitId } = cx;
  const sources = sourcesOn(unitId, whenOf(cx, { asOf }));
  const numbers = await entitlementsOf(tx, unitId, asOf);
  const entitlements = new Map(numbers.map((number) => [number.softwareId, number]));
  const computers = await computersOf(tx, unitId, sources);
  const pairs = judgePairs(await pairInstalls(tx, unitId, sources), computers, (pair) =>
    whyUncovered(pair, entitlements.get(pair.softwareId), asOf),
  );
  return {
    computers: judgedComputers(pairs, computers),
    installsOf: (places) => judgedInstalls(pairs, places),
  };
}
