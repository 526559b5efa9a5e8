/** Applications as pages and programs see them. */
import { refuse } from '../../base/refusal.ts';
import { printUsableVersions } from '../../configuration/software/rules.versions.ts';
import { personById } from '../../organisation/index.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import type { WorkflowStep } from '../../platform/workflow/shapes.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import type { MaintenanceType } from '../orders/shapes.ts';
import * as facts from './commands.facts.ts';
import { applicableDevice, requirePerson } from './commands.ts';
import {
  actionsOf,
  atStage,
  type Check,
  type NumberFacts,
  numberChecks,
  type Stage,
  spareOf,
  versionChoices,
  versionsOf,
} from './rules.ts';
import type { ApplicationRecord, ApplicationState, UsableSoftware } from './shapes.ts';
import * as list from './store.list.ts';
import * as store from './store.ts';

export type Say = (sentence: string, params?: Record<string, string | number>) => string;

export const spoken = (say: Say, checks: readonly Check[]) =>
  checks.map(({ key, level, sentence, params }) => ({
    key,
    level,
    message: say(sentence, params),
  }));

const WAITING = ['draft', 'submitted', 'deptApproved', 'notCompleted'];

/** 404 outside the caller's reach. Checks and candidates only while somebody has still to decide. */
export async function applicationRecord(
  cx: CommandContext,
  scope: Scope,
  id: string,
  say: Say,
): Promise<ApplicationRecord> {
  const waiting = await facts.waitingOf(cx);
  const page = await list.listApplications(cx, scope, { id, limit: 1 }, waiting);
  const found = page.items[0];
  if (!found) {
    throw refuse('installation.noApplication', '没有这份申请，可能链接有误', {}, { status: 404 });
  }
  const steps = await stepsOf(cx.tx, cx.unitId, 'application', id);
  const own = await facts.factsOf(cx, found);
  const open = WAITING.includes(found.state);
  const may = actionsOf(own, facts.callerOf(cx));
  const candidates =
    may.includes('itApprove') && found.kind !== 'uninstall'
      ? await facts.candidatesFor(cx, found)
      : [];
  return {
    ...found,
    steps,
    checks: open ? spoken(say, await facts.checksFor(cx, found, stageOf(found.state))) : [],
    may,
    reviewers: await reviewersNow(cx, found.reviewerPersonId, own.reviewers),
    candidates: candidates.map(candidate),
    deptReview: blockOf(steps, ['deptApprove', 'deptReturn']),
    itReview: blockOf(steps, ['itApprove', 'itReturn']),
  };
}

/** The department reads what will matter; only from the information department's desk on does it block. */
const stageOf = (state: ApplicationState): Stage =>
  state === 'draft' || state === 'submitted' ? 'filling' : 'approval';

/** Whoever was named instead of the head, while he is here; else head and substitutes. */
async function reviewersNow(
  cx: CommandContext,
  named: string | null,
  reviewers: readonly { personId: string; name: string }[],
) {
  if (!named) return reviewers.map(({ personId, name }) => ({ personId, name }));
  const person = await personById(cx.tx, cx.unitId, named);
  return person?.active ? [{ personId: person.id, name: person.name }] : [];
}

const candidate = (number: NumberFacts) => ({
  softwareId: number.softwareId,
  softwareNo: number.softwareNo,
  softwareName: number.softwareName,
  softwareVersion: number.softwareVersion,
  remaining: spareOf(number),
});

/** The last opinion of its kind, as the form's block shows it. */
function blockOf(steps: readonly WorkflowStep[], actions: readonly string[]) {
  const last = steps.findLast((step) => actions.includes(step.action));
  if (!last) return null;
  const { actorName, onBehalfOf, at, opinion } = last;
  return {
    by: actorName,
    onBehalfOf,
    at,
    opinion: opinion || (actions[0] === last.action ? '同意' : ''),
  };
}

/** What may be asked for on a computer, each with what speaks against it, and what is there now. */
export async function usable(
  cx: CommandContext,
  asked: { device: string; kind?: MaintenanceType | undefined; q?: string | undefined },
  say: Say,
) {
  const personId = requirePerson(cx);
  const device = await applicableDevice(cx, asked.device);
  const person = await personById(cx.tx, cx.unitId, personId);
  const installed = await store.installedOn(cx.tx, cx.unitId, device.id);
  const system = installed.find((row) => row.category === 'operatingSystem');
  const here = new Set(installed.map((row) => row.softwareId));
  const wanted = asked.q?.toLowerCase() ?? '';
  const numbers =
    asked.kind === 'uninstall' ? [] : await facts.usableNumbers(cx, device.departmentId);
  const shown = numbers.filter(
    (number) =>
      `${number.softwareNo} ${number.softwareName}`.toLowerCase().includes(wanted) &&
      !(asked.kind === 'install' && here.has(number.softwareId)),
  );
  return {
    phone: person?.phone ?? '',
    osName: system ? `${system.softwareName} ${system.version}`.trim() : device.osName,
    usable: shown.map((number) => usableSoftware(cx, number, here, say)),
    installed: installed.map(({ category: _, ...row }) => row),
  };
}

function usableSoftware(
  cx: CommandContext,
  number: NumberFacts,
  here: ReadonlySet<string>,
  say: Say,
): UsableSoftware {
  const checks = numberChecks({ today: cx.today, version: '', proposal: null }, number, false);
  return {
    ...candidate(number),
    softwareType: number.softwareType,
    usableVersions: printUsableVersions([...versionsOf(number)]),
    versions: versionChoices(number),
    checks: spoken(say, atStage(checks, 'filling', 'install')),
    termEnd: number.termEnd,
    installed: here.has(number.softwareId),
  };
}

/** What of the applications waits for whom. */
export async function applicationTodos(cx: CommandContext): Promise<TodoLine[]> {
  const can = (
    permission: 'application.create' | 'application.deptReview' | 'application.itReview',
  ) => widestScope(cx.actor.roles, permission) !== undefined;
  const [applies, reviews, it] = [
    can('application.create'),
    can('application.deptReview'),
    can('application.itReview'),
  ];
  if (!applies && !reviews && !it) return [];
  const counts = await list.waitingCounts(cx, await facts.waitingOf(cx));
  const lines: TodoLine[] = [];
  const add = (key: string, sentence: string, count: number, query: string) =>
    lines.push({ key: `application.${key}`, sentence, count, link: `/applications?${query}` });
  if (reviews || it) add('review', '待您审核的安装维护申请', counts.waiting, 'waiting=true');
  if (it) {
    add('orphaned', '没有部门审核人的安装维护申请', counts.orphaned, 'orphaned=true');
    add('failed', '未完成、待重新安排的申请', counts.failed, 'state=notCompleted');
  }
  if (applies) add('draft', '您还没有送审的安装维护申请', counts.returned, 'mine=true&state=draft');
  return lines;
}
