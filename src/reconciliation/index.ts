/** Public face of the reconciliation slice: observed, recorded and entitled, compared. */
import type { App } from '../platform/http/app.ts';
import { activationForVerdicts } from './activation/commands.verdicts.ts';
import { register as registerEvidence } from './activation/routes.ts';
import { register as registerAllocation } from './allocation/routes.ts';
import { followChanges } from './findings/commands.follow.ts';
import type { Reconciler } from './findings/jobs.ts';
import { register as registerFindings } from './findings/routes.ts';
import { register as registerHome } from './home/routes.ts';
import { register as registerOpening } from './opening/routes.ts';
import { register as registerOptimiser } from './optimiser/routes.ts';
import { register as registerPostingRules } from './postingrules/routes.ts';
import { registerActivation } from './verdicts/commands.ts';
import { register as registerVerdicts } from './verdicts/routes.ts';

export { activationOf } from './activation/commands.ts';
export type { ActivationFact, ActivationFlag } from './activation/shapes.ts';
export { checkStored } from './allocation/commands.check.ts';
export { allocationFacts, installId } from './allocation/commands.problem.ts';
export { allocateJob, checkJob, queueDueAllocations } from './allocation/jobs.ts';
export { decideFindings } from './findings/commands.decide.ts';
export { casesOpened } from './findings/commands.told.ts';
export { compareDevices, compareNumbers } from './findings/commands.ts';
export { type Reconciler, startReconciler } from './findings/jobs.ts';
export { queueAllDevices, queueDevices } from './findings/store.queue.ts';
export { noteCarriedOut } from './findings/store.ts';
export { type Judged, judgedOn } from './home/commands.judged.ts';
export { genuineRatesOn, sumOfRates, uncoveredOn } from './home/commands.ts';
export type { JudgedComputer, JudgedInstall } from './home/rules.judged.ts';
export type { DepartmentRate, UncoveredComputer } from './home/store.ts';
export { collectOpeningJob, tieOutJob } from './opening/jobs.ts';
export { purchaseFacts } from './optimiser/commands.facts.ts';
export { createOffer, startAdvice } from './optimiser/commands.ts';
export { adviseJob } from './optimiser/jobs.ts';
export { applyRules, decideRule, proposeRule } from './postingrules/commands.ts';
export { judgeDevices } from './verdicts/commands.after.ts';
export { registerActivation } from './verdicts/commands.ts';

declare module '../platform/http/app.ts' {
  interface Services {
    reconciler: Reconciler;
  }
}

export function register(app: App): void {
  followChanges();
  registerActivation(activationForVerdicts);
  registerFindings(app);
  registerEvidence(app);
  registerPostingRules(app);
  registerAllocation(app);
  registerOptimiser(app);
  registerHome(app);
  registerOpening(app);
  registerVerdicts(app);
}
