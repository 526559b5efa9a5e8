/** What the summary tells beyond the figures of 附件5. */
import type { FindingKind } from '../../reconciliation/findings/shapes.ts';
import type { YearFacts } from '../statistics/rules.facts.ts';

export type SummaryFacts = YearFacts & {
  departments: number;
  plan: { approvedOn: string | null; tasks: number; done: number } | null;
  demand: { asked: number; answered: number };
  purchasePlans: { count: number; amountFen: number };
  contracts: { count: number; amountFen: number };
  /** Signed orders, unit-wide deployments, upgrade schemes, journal entries of the year. */
  orders: number;
  campaigns: number;
  upgrades: number;
  entries: number;
  freeList: number;
  /** Halves of the year that are closed and signed. */
  closings: string[];
  /** Found in the year, by kind; and of them settled. */
  found: { kind: FindingKind; count: number; settled: number }[];
  cases: { opened: number; decided: number };
};
