/** Verdicts on their own: after an allocation run, for the computers whose covers it changed. */
import type { CommandContext } from '../../platform/db/context.ts';
import { loadDevices } from '../findings/commands.ts';
import { unitFacts } from '../findings/rules.ts';
import { entitlementsOf } from '../findings/store.facts.ts';
import { judgeLoaded } from './commands.ts';

const BATCH = 500;

/** Judges these computers anew, in the caller's transaction; returns how many verdicts changed. */
export async function judgeDevices(
  cx: CommandContext,
  deviceIds: readonly string[],
): Promise<number> {
  const unit = unitFacts(await entitlementsOf(cx.tx, cx.unitId, cx.today), cx.today);
  let changed = 0;
  for (let from = 0; from < deviceIds.length; from += BATCH) {
    const batch = deviceIds.slice(from, from + BATCH);
    changed += await judgeLoaded(cx, batch, await loadDevices(cx, batch), unit);
  }
  return changed;
}
