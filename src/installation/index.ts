/** Public face of the installation slice: applications (附件10), work orders (附件11), campaigns, upgrades, disposals. */
import type { App } from '../platform/http/app.ts';
import { register as registerApplications } from './applications/routes.ts';
import { register as registerCampaigns } from './campaigns/routes.ts';
import { register as registerDisposals } from './disposals/routes.ts';
import { register as registerOrders } from './orders/routes.ts';
import { register as registerUpgrades } from './upgrades/routes.ts';

export {
  type CheckResult,
  type CheckSubject,
  registerApplicationCheck,
} from './applications/commands.checks.ts';
export { moveApplications } from './applications/commands.follow.ts';
export { deptReview, itReview } from './applications/commands.review.ts';
export { createApplication, submitApplication } from './applications/commands.ts';
export { collectedUpgrades } from './applications/store.ts';
export { closeCampaign } from './campaigns/commands.end.ts';
export { registerObservedDevices } from './campaigns/commands.observed.ts';
export {
  createCampaign,
  executeCampaign,
  notifyDepartments,
} from './campaigns/commands.ts';
export { endCampaignJob, issueOrdersJob } from './campaigns/jobs.ts';
export { openOrderIds as openCampaignOrders } from './campaigns/store.ts';
export { confirmMany, performMany, saveBulkAllowed } from './orders/commands.bulk.ts';
export { cancelOrders } from './orders/commands.cancel.ts';
export { signOrders } from './orders/commands.sign.ts';
export { type MovedOrder, ordersMoved } from './orders/commands.told.ts';
export { createOrders, lockAll as lockOrders } from './orders/commands.ts';
export {
  saveVerifications as noteVerifications,
  type UnverifiedLine,
  unverifiedLines,
} from './orders/store.ts';
export { approveUpgrade, createUpgrade, submitUpgrade } from './upgrades/commands.ts';

export function register(app: App): void {
  registerOrders(app);
  registerApplications(app);
  registerCampaigns(app);
  registerUpgrades(app);
  registerDisposals(app);
}
