/** Records of the system that close a duty by themselves. */
import type { RefusalParams } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { keyOf } from './rules.ts';
import type { DutyKey } from './shapes.ts';

export type Evidence = { on: string; sentence: string; params?: RefusalParams; link: string };
type Source = (cx: CommandContext, year: number) => Promise<[DutyKey, Evidence][]>;

/** Each gives what its feature has on record of a year. */
const SOURCES: Source[] = [];

/** Evidence of the years by `keyOf`. */
export async function evidenceOf(
  cx: CommandContext,
  fromYear: number,
  toYear: number,
): Promise<Map<string, Evidence>> {
  const found = new Map<string, Evidence>();
  for (let year = fromYear; year <= toYear; year++) {
    for (const source of SOURCES) {
      for (const [duty, evidence] of await source(cx, year)) {
        found.set(keyOf({ duty, period: String(year) }), evidence);
      }
    }
  }
  return found;
}
