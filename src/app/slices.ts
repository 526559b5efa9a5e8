/** Every slice's routes and English texts, in the order of the slices. A new feature adds its line here. */
import { texts as contractTexts } from '../configuration/contracts/texts.en.ts';
import { texts as demandTexts } from '../configuration/demands/texts.en.ts';
import { texts as freeListTexts } from '../configuration/freelist/texts.en.ts';
import { expiryTimer, register as registerConfiguration } from '../configuration/index.ts';
import { texts as postStandardTexts } from '../configuration/poststandards/texts.en.ts';
import { texts as purchaseTexts } from '../configuration/purchases/texts.en.ts';
import { texts as rightTexts } from '../configuration/rights/texts.en.ts';
import { texts as selectionTexts } from '../configuration/selections/texts.en.ts';
import { texts as configurationTexts } from '../configuration/texts.en.ts';
import { texts as assessmentTexts } from '../daily/assessments/texts.en.ts';
import { texts as clockTexts } from '../daily/clock/texts.en.ts';
import { clockTimer, register as registerDaily } from '../daily/index.ts';
import { texts as inspectionTexts } from '../daily/inspections/texts.en.ts';
import { texts as planTexts } from '../daily/plans/texts.en.ts';
import { texts as trainingTexts } from '../daily/trainings/texts.en.ts';
import { register as registerDiscovery } from '../discovery/index.ts';
import { texts as discoveryTexts } from '../discovery/texts.en.ts';
import { texts as applicationsTexts } from '../installation/applications/texts.en.ts';
import { texts as campaignsTexts } from '../installation/campaigns/texts.en.ts';
import { texts as disposalTexts } from '../installation/disposals/texts.en.ts';
import {
  endCampaignJob,
  issueOrdersJob,
  register as registerInstallation,
} from '../installation/index.ts';
import { texts as ordersTexts } from '../installation/orders/texts.en.ts';
import { texts as installationTexts } from '../installation/texts.en.ts';
import { texts as upgradesTexts } from '../installation/upgrades/texts.en.ts';
import { texts as deviceTexts } from '../ledgers/devices/texts.en.ts';
import { register as registerLedgers } from '../ledgers/index.ts';
import { texts as ledgersTexts } from '../ledgers/texts.en.ts';
import { texts as delegationTexts } from '../organisation/delegations/texts.en.ts';
import { register as registerOrganisation } from '../organisation/index.ts';
import { texts as organisationTexts } from '../organisation/texts.en.ts';
import { forgetPasswordsTimer, openAccountsJob } from '../platform/accounts/jobs.ts';
import { register as registerAccounts } from '../platform/accounts/routes.ts';
import { texts as accountsTexts } from '../platform/accounts/texts.en.ts';
import { register as registerAudit } from '../platform/audit/routes.ts';
import { register as registerAuth } from '../platform/auth/routes.ts';
import { texts as filesTexts } from '../platform/files/texts.en.ts';
import type { App } from '../platform/http/app.ts';
import { texts as platformTexts } from '../platform/http/texts.en.ts';
import { importJob } from '../platform/imports/jobs.ts';
import { register as registerImports } from '../platform/imports/routes.ts';
import { texts as importTexts } from '../platform/imports/texts.en.ts';
import type { AnyJobDefinition, TimerDefinition } from '../platform/jobs/jobs.ts';
import { register as registerJobs } from '../platform/jobs/routes.ts';
import { texts as jobsTexts } from '../platform/jobs/texts.en.ts';
import { register as registerNotices } from '../platform/notices/routes.ts';
import { texts as noticesTexts } from '../platform/notices/texts.en.ts';
import { texts as paperTexts } from '../platform/papers/texts.en.ts';
import { register as registerSignatures } from '../platform/signatures/routes.ts';
import { texts as signaturesTexts } from '../platform/signatures/texts.en.ts';
import {
  previewCatalogue,
  recomputeMatches,
  register as registerRecognition,
} from '../recognition/index.ts';
import { texts as recognitionTexts } from '../recognition/texts.en.ts';

import { texts as allocationTexts } from '../reconciliation/allocation/texts.en.ts';
import {
  adviseJob,
  allocateJob,
  checkJob,
  collectOpeningJob,
  register as registerReconciliation,
  tieOutJob,
} from '../reconciliation/index.ts';
import { texts as optimiserTexts } from '../reconciliation/optimiser/texts.en.ts';
import { texts as reconciliationTexts } from '../reconciliation/texts.en.ts';
import { texts as verdictTexts } from '../reconciliation/verdicts/texts.en.ts';
import { makeBatchJob } from '../reporting/batch/jobs.ts';
import { register as registerBatches } from '../reporting/batch/routes.ts';
import { texts as batchTexts } from '../reporting/batch/texts.en.ts';
import { generateClosingJob } from '../reporting/closings/jobs.ts';
import { register as registerClosings } from '../reporting/closings/routes.ts';
import { texts as closingTexts } from '../reporting/closings/texts.en.ts';
import { register as registerDrift } from '../reporting/drift/routes.ts';
import { texts as driftTexts } from '../reporting/drift/texts.en.ts';
import { register as registerForms } from '../reporting/forms/routes.ts';
import { register as registerLayouts } from '../reporting/layouts/routes.ts';
import { texts as layoutTexts } from '../reporting/layouts/texts.en.ts';
import { makePackJob } from '../reporting/packs/jobs.ts';
import { register as registerPacks } from '../reporting/packs/routes.ts';
import { texts as packTexts } from '../reporting/packs/texts.en.ts';
import { register as registerPapers } from '../reporting/papers/routes.ts';
import { texts as recordPaperTexts } from '../reporting/papers/texts.en.ts';
import { register as registerPrints } from '../reporting/prints/routes.ts';
import { texts as printTexts } from '../reporting/prints/texts.en.ts';
import { register as registerStandards } from '../reporting/standards/routes.ts';
import { texts as standardsTexts } from '../reporting/standards/texts.en.ts';
import { register as registerStatistics } from '../reporting/statistics/routes.ts';
import { texts as statisticsTexts } from '../reporting/statistics/texts.en.ts';
import { register as registerSummaries } from '../reporting/summaries/routes.ts';
import { texts as summaryTexts } from '../reporting/summaries/texts.en.ts';
import { texts as casesTexts } from '../responsibility/cases/texts.en.ts';
import { texts as committeeTexts } from '../responsibility/committee/texts.en.ts';
import { register as registerResponsibility } from '../responsibility/index.ts';
import { texts as myTexts } from '../responsibility/my/texts.en.ts';
import { texts as pledgesTexts } from '../responsibility/pledges/texts.en.ts';

import { register as registerSample } from './sample/routes.ts';
import { texts as sampleTexts } from './sample/texts.en.ts';

export const registrations: ((app: App) => void)[] = [
  registerAuth,
  registerAccounts,
  registerAudit,
  registerJobs,
  registerImports,
  registerNotices,
  registerSignatures,
  registerOrganisation,
  registerRecognition,
  registerConfiguration,
  registerDiscovery,
  registerLedgers,
  registerInstallation,
  registerReconciliation,
  registerResponsibility,
  registerDaily,
  registerSample,
  registerForms,
  registerLayouts,
  registerPapers,
  registerBatches,
  registerPrints,
  registerPacks,
  registerClosings,
  registerDrift,
  registerStandards,
  registerStatistics,
  registerSummaries,
];

export const dictionaries: Record<string, string>[] = [
  platformTexts,
  accountsTexts,
  jobsTexts,
  importTexts,
  filesTexts,
  organisationTexts,
  recognitionTexts,
  configurationTexts,
  freeListTexts,
  postStandardTexts,
  demandTexts,
  selectionTexts,
  purchaseTexts,
  rightTexts,
  allocationTexts,
  optimiserTexts,
  contractTexts,
  discoveryTexts,
  deviceTexts,
  ledgersTexts,
  reconciliationTexts,
  verdictTexts,
  delegationTexts,
  noticesTexts,
  signaturesTexts,
  installationTexts,
  applicationsTexts,
  ordersTexts,
  campaignsTexts,
  upgradesTexts,
  disposalTexts,
  committeeTexts,
  pledgesTexts,
  casesTexts,
  myTexts,
  clockTexts,
  planTexts,
  assessmentTexts,
  trainingTexts,
  inspectionTexts,
  closingTexts,
  driftTexts,
  standardsTexts,
  statisticsTexts,
  layoutTexts,
  recordPaperTexts,
  batchTexts,
  printTexts,
  packTexts,
  paperTexts,
  summaryTexts,
  sampleTexts,
];

/** What may run in the background, by its kind. */
export const jobDefinitions: AnyJobDefinition[] = [
  openAccountsJob,
  importJob,
  adviseJob,
  allocateJob,
  checkJob,
  collectOpeningJob,
  tieOutJob,
  recomputeMatches,
  previewCatalogue,
  issueOrdersJob,
  endCampaignJob,
  generateClosingJob,
  makeBatchJob,
  makePackJob,
];

/** What the system does by itself at times of day. */
export const timers: TimerDefinition[] = [forgetPasswordsTimer, clockTimer, expiryTimer];
