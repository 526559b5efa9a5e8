/** The rates of a day taken apart: which computers count, and what stands against those that do not. */
import { whenOf } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { entitlementsOf } from '../findings/store.facts.ts';
import { coveredPairs, uncoveredPairs } from './rules.ts';
import {
  type JudgedComputer,
  type JudgedInstall,
  judgedInstalls,
  judgedRows,
} from './store.judged.ts';
import { generalPairs, sourcesOn } from './store.ts';

export type Judged = {
  /** Every computer that a rate of that day counts: D12 all of them, D13 the genuine ones. */
  computers: JudgedComputer[];
  /** What is installed on these computers that day, each install with the reason why it is not covered. */
  installsOf(deviceIds: readonly string[]): Promise<JudgedInstall[]>;
};

export async function judgedOn(cx: CommandContext, asOf: string): Promise<Judged> {
  const { tx, unitId } = cx;
  const sources = sourcesOn(unitId, whenOf(cx, { asOf }));
  const numbers = await entitlementsOf(tx, unitId, asOf);
  const entitlements = new Map(numbers.map((number) => [number.softwareId, number]));
  const pairs = await generalPairs(tx, unitId, sources);
  const covered = coveredPairs(pairs, entitlements, asOf);
  return {
    computers: await judgedRows(tx, unitId, sources, covered),
    installsOf: async (deviceIds) =>
      deviceIds.length === 0
        ? []
        : judgedInstalls(tx, unitId, sources, uncoveredPairs(pairs, entitlements, asOf), deviceIds),
  };
}
