/** Holds the stored allocation against the facts of today, with the checker that shares nothing with the solver. */
import type { CommandContext } from '../../platform/db/context.ts';
import { allocationFacts } from './commands.problem.ts';
import { checkAllocation, type Verdict } from './rules.checker.ts';
import { type Complaint, complaintOf } from './rules.complaints.ts';
import type { Component, Problem, Proof } from './rules.problem.ts';
import { componentsOf, yesterdayOf } from './store.ts';

export type CheckResult = {
  components: number;
  /** What the checker itself finds proven; never added up. */
  proofs: Record<Proof, number>;
  /** What does not hold: an unlawful seat, too many, something left out. */
  complaints: Complaint[];
  /** Components whose statement is not what the checker finds. */
  claims: string[];
  /** Facts have changed since: complaints may only say that. */
  due: boolean;
  /** Asked about one component: what is found of it; complaints and claims are then its own and the whole's. */
  componentId: string | null;
  proof: Proof | null;
};

const SHOWN = 200;

export type Stored = { problem: Problem; components: Component[]; due: boolean };

/** Facts of today from the registers, and the allocation as it is kept. */
export async function storedAllocation(cx: CommandContext): Promise<Stored> {
  const { problem, state } = await allocationFacts(cx);
  const components = await componentsOf(cx.tx, cx.unitId);
  // Today's seats are the stored ones: what was changed is said against those before.
  const yesterday = await yesterdayOf(cx.tx, cx.unitId);
  return {
    problem: { ...problem, yesterday },
    components,
    due: state.revision > state.doneRevision,
  };
}

export async function checkStored(cx: CommandContext): Promise<CheckResult> {
  const stored = await storedAllocation(cx);
  return resultOf(checkAllocation(stored.problem, stored), stored);
}

/** The verdict as people read it; `componentId` keeps what is about that one, or about the whole. */
export function resultOf(verdict: Verdict, stored: Stored, componentId?: string): CheckResult {
  const proofs: Record<Proof, number> = { proven: 0, tree: 0, gap: 0, heuristic: 0 };
  for (const { proof } of verdict.components) proofs[proof] += 1;
  const concerns = (id: string | null) => !componentId || id === null || id === componentId;
  const found = verdict.components.find(({ id }) => id === componentId);
  return {
    components: stored.components.length,
    proofs,
    complaints: verdict.complaints
      .map(complaintOf)
      .filter((one) => concerns(one.componentId))
      .slice(0, SHOWN),
    claims: verdict.claims.filter(concerns).slice(0, SHOWN),
    due: stored.due,
    componentId: componentId ?? null,
    proof: found?.proof ?? null,
  };
}
