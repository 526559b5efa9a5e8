/** Every workflow of the product, for the audit log's words and docs/workflows.md. A new machine adds its line here. */
import type { Machine } from '../base/workflow.ts';
import { CONTRACT_MACHINE } from '../configuration/contracts/rules.machine.ts';
import { DEMAND_MACHINE } from '../configuration/demands/rules.machine.ts';
import { PURCHASE_MACHINE } from '../configuration/purchases/rules.machine.ts';
import { SELECTION_MACHINE } from '../configuration/selections/rules.machine.ts';
import { ASSESSMENT_MACHINE } from '../daily/assessments/rules.machine.ts';
import { INSPECTION_MACHINE, PROBLEM_MACHINE } from '../daily/inspections/rules.machine.ts';
import { PLAN_MACHINE } from '../daily/plans/rules.machine.ts';
import { TRAINING_MACHINE } from '../daily/trainings/rules.machine.ts';
import { APPLICATION_MACHINE } from '../installation/applications/rules.machine.ts';
import { CAMPAIGN_MACHINE } from '../installation/campaigns/rules.machine.ts';
import { DISPOSAL_MACHINE } from '../installation/disposals/rules.machine.ts';
import { ORDER_MACHINE } from '../installation/orders/rules.machine.ts';
import { UPGRADE_MACHINE } from '../installation/upgrades/rules.machine.ts';
import { CLOSING_MACHINE } from '../reporting/closings/rules.machine.ts';
import { STATISTICS_MACHINE } from '../reporting/statistics/rules.machine.ts';
import { SUMMARY_MACHINE } from '../reporting/summaries/rules.machine.ts';
import { CASE_MACHINE } from '../responsibility/cases/rules.machine.ts';
import { COMMITTEE_MACHINE } from '../responsibility/committee/rules.machine.ts';
import { PLEDGE_CAMPAIGN_MACHINE } from '../responsibility/pledges/rules.machine.ts';

// biome-ignore lint/suspicious/noExplicitAny: machines of many states and actions stand in one list
export const MACHINES: Machine<any, any>[] = [
  APPLICATION_MACHINE,
  ORDER_MACHINE,
  CAMPAIGN_MACHINE,
  UPGRADE_MACHINE,
  PLEDGE_CAMPAIGN_MACHINE,
  COMMITTEE_MACHINE,
  CASE_MACHINE,
  CLOSING_MACHINE,
  STATISTICS_MACHINE,
  SUMMARY_MACHINE,
  PLAN_MACHINE,
  ASSESSMENT_MACHINE,
  DEMAND_MACHINE,
  SELECTION_MACHINE,
  PURCHASE_MACHINE,
  CONTRACT_MACHINE,
  TRAINING_MACHINE,
  DISPOSAL_MACHINE,
  INSPECTION_MACHINE,
  PROBLEM_MACHINE,
];
