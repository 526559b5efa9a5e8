/** Public face of the daily slice: annual plan (W1), inspection (W6), training (W7), assessment (W8), statutory clock. */
import type { App } from '../platform/http/app.ts';
import { register as registerAssessments } from './assessments/routes.ts';
import { register as registerClock } from './clock/routes.ts';
import { register as registerInspections } from './inspections/routes.ts';
import { register as registerPlans } from './plans/routes.ts';
import { register as registerTrainings } from './trainings/routes.ts';

export { type AssessmentFacts, assessmentFacts } from './assessments/store.facts.ts';
export { type Evidence, registerDutyEvidence } from './clock/commands.evidence.ts';
export { clockTimer } from './clock/jobs.ts';
export { type InspectionFacts, inspectionFacts } from './inspections/store.facts.ts';
export { type TrainingFacts, trainingFacts } from './trainings/store.facts.ts';

export function register(app: App): void {
  registerPlans(app);
  registerClock(app);
  registerTrainings(app);
  registerInspections(app);
  registerAssessments(app);
}
