/** Records of the system that close a duty by themselves. */
import type { RefusalParams } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { keyOf } from './rules.ts';
import type { DutyKey } from './shapes.ts';

/** What closes a duty of a period, and where it is. */
export type Evidence = {
  period: string;
  on: string;
  sentence: string;
  params?: RefusalParams;
  link: string;
};
type Source = (cx: CommandContext, year: number) => Promise<Evidence[]>;

const sources = new Map<DutyKey, Source>();

/** Called in a feature's `register`: what it has on record of a year. One source per duty. */
export function registerDutyEvidence(duty: DutyKey, source: Source): void {
  sources.set(duty, source);
}

/** Evidence of the years by `keyOf`. */
export async function evidenceOf(
  cx: CommandContext,
  fromYear: number,
  toYear: number,
): Promise<Map<string, Evidence>> {
  const found = new Map<string, Evidence>();
  for (let year = fromYear; year <= toYear; year++) {
    for (const [duty, source] of sources) {
      for (const one of await source(cx, year)) found.set(keyOf({ duty, ...one }), one);
    }
  }
  return found;
}
