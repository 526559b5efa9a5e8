/** Public face of the daily slice: annual plan (W1), statutory clock. */
import type { App } from '../platform/http/app.ts';
import { register as registerClock } from './clock/routes.ts';
import { register as registerPlans } from './plans/routes.ts';

export { registerDutyEvidence } from './clock/commands.evidence.ts';
export { clockTimer } from './clock/jobs.ts';

export function register(app: App): void {
  registerPlans(app);
  registerClock(app);
}
