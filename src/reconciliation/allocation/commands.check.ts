/** Holds the stored allocation against the facts of today, with the checker that shares nothing with the solver. */
import type { CommandContext } from '../../platform/db/context.ts';
import { allocationFacts } from './commands.problem.ts';
import { checkAllocation } from './rules.checker.ts';
import { componentsOf, yesterdayOf } from './store.ts';

export type CheckResult = {
  components: number;
  /** What does not hold: an unlawful seat, too many, something left out. */
  complaints: string[];
  /** Statements about a component that are not what the checker finds. */
  claims: string[];
  /** Facts have changed since: complaints may only say that. */
  due: boolean;
};

const SHOWN = 200;

export async function checkStored(cx: CommandContext): Promise<CheckResult> {
  const { problem, state } = await allocationFacts(cx);
  const components = await componentsOf(cx.tx, cx.unitId);
  // Today's seats are the stored ones: what was changed is said against those before.
  const yesterday = await yesterdayOf(cx.tx, cx.unitId);
  const verdict = checkAllocation({ ...problem, yesterday }, { components });
  return {
    components: components.length,
    complaints: verdict.complaints.slice(0, SHOWN),
    claims: verdict.claims.slice(0, SHOWN),
    due: state.revision > state.doneRevision,
  };
}
