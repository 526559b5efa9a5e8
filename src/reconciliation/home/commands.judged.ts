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

async function dayOf(cx: CommandContext, asOf: string) {
  const { tx, unitId } = cx;
  const sources = sourcesOn(unitId, whenOf(cx, { asOf }));
  const numbers = await entitlementsOf(tx, unitId, asOf);
  const entitlements = new Map(numbers.map((number) => [number.softwareId, number]));
  return { sources, entitlements, pairs: await generalPairs(tx, unitId, sources) };
}

/** Every computer that a rate of that day counts: D12 all of them, D13 the genuine ones. */
export async function judgedComputersOn(
  cx: CommandContext,
  asOf: string,
): Promise<JudgedComputer[]> {
  const { sources, entitlements, pairs } = await dayOf(cx, asOf);
  return judgedRows(cx.tx, cx.unitId, sources, coveredPairs(pairs, entitlements, asOf));
}

/** What is installed on these computers that day, each install with the reason why it is not covered. */
export async function judgedInstallsOn(
  cx: CommandContext,
  asOf: string,
  deviceIds: readonly string[],
): Promise<JudgedInstall[]> {
  if (deviceIds.length === 0) return [];
  const { sources, entitlements, pairs } = await dayOf(cx, asOf);
  const uncovered = uncoveredPairs(pairs, entitlements, asOf);
  return judgedInstalls(cx.tx, cx.unitId, sources, uncovered, deviceIds);
}
