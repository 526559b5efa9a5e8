/** Schemes as pages and programs see them, and what of them waits for whom. */
import { refuse } from '../../base/refusal.ts';
import { softwareByIds } from '../../configuration/index.ts';
import { peopleByIds } from '../../organisation/index.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { type Say, spoken } from '../applications/commands.read.ts';
import { collectedUpgrades } from '../applications/store.ts';
import { type Assessed, assess, callerOf } from './commands.facts.ts';
import { actionsOf } from './rules.ts';
import type { UpgradeInput, UpgradePreview, UpgradeRecord, UpgradeRequest } from './shapes.ts';
import * as store from './store.ts';

/** Collected requests that no scheme has in hand; of a draft its own as well. */
export async function waitingRequests(
  cx: CommandContext,
  schemeId: string | null,
): Promise<UpgradeRequest[]> {
  const taken = await store.takenElsewhere(cx.tx, cx.unitId, null, schemeId);
  const collected = await collectedUpgrades(cx.tx, cx.unitId);
  return collected.filter((request) => !taken.has(request.id));
}

const shown = (say: Say, { scope, checks }: Assessed): UpgradePreview => ({
  scope,
  checks: spoken(say, checks),
});

export async function previewUpgrade(
  cx: CommandContext,
  input: Pick<
    UpgradeInput,
    'fromSoftwareIds' | 'toSoftwareId' | 'version' | 'scope' | 'applicationIds'
  >,
  say: Say,
): Promise<UpgradePreview> {
  const collected = await collectedUpgrades(cx.tx, cx.unitId, { ids: input.applicationIds });
  const requests = collected.map((one) => ({ ...one, collected: true }));
  return shown(say, await assess(cx, input, requests));
}

/** 404 outside the caller's reach. */
export async function upgradeRecord(
  cx: CommandContext,
  scope: Scope,
  id: string,
  say: Say,
): Promise<UpgradeRecord> {
  const listed = (await store.listUpgrades(cx, scope, { id, limit: 1 })).items[0];
  const row = listed && (await store.upgradeOf(cx.tx, cx.unitId, id));
  if (!listed || !row) {
    throw refuse('installation.noUpgrade', '没有这份升级方案，可能链接有误', {}, { status: 404 });
  }
  const numbers = await softwareByIds(cx.tx, cx.unitId, row.fromSoftwareIds);
  const technician = row.technicianPersonId;
  const people = await peopleByIds(cx.tx, cx.unitId, technician ? [technician] : []);
  const requests = await store.requestsOf(cx, id, scope);
  const open = ['drafting', 'submitted', 'returned'].includes(row.state);
  const facts = requests.map((one) => ({ ...one, collected: one.state === 'collected' }));
  return {
    ...listed,
    demand: row.demand,
    rangeNote: row.rangeNote,
    stepsNote: row.stepsNote,
    risks: row.risks,
    fallback: row.fallback,
    scope: row.scope,
    from: row.fromSoftwareIds.flatMap((from) => {
      const number = numbers.get(from);
      return number ? [number] : [];
    }),
    technicianPersonId: technician,
    technicianName: technician ? (people.get(technician)?.name ?? null) : null,
    applications: requests,
    preview: open ? shown(say, await assess(cx, row, facts)) : null,
    campaign: row.campaignId
      ? ((await store.campaignOfScheme(cx.tx, cx.unitId, row.campaignId)) ?? null)
      : null,
    steps: await stepsOf(cx.tx, cx.unitId, 'upgrade', id),
    may: actionsOf(row, callerOf(cx)),
  };
}

export async function upgradeTodos(cx: CommandContext): Promise<TodoLine[]> {
  const can = (permission: 'upgrade.edit' | 'upgrade.approve') =>
    widestScope(cx.actor.roles, permission) !== undefined;
  const [edits, approves] = [can('upgrade.edit'), can('upgrade.approve')];
  if (!edits && !approves) return [];
  const counts = await store.waitingUpgrades(cx);
  const lines: TodoLine[] = [];
  const add = (key: string, sentence: string, count: number, query: string) =>
    lines.push({ key: `upgrade.${key}`, sentence, count, link: `/upgrades${query}` });
  if (edits) {
    add('collected', '等待升级方案的升级申请', counts.collected, '');
    add('returned', '被退回的升级方案', counts.returned, '?state=returned');
    add('approved', '已批准、待通知部门的升级方案', counts.toNotify, '?state=approved');
  }
  if (approves) add('approve', '待您审批的升级方案', counts.toApprove, '?state=submitted');
  return lines;
}
