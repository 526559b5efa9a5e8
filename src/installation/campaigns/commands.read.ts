/** Campaigns as pages and programs see them. */
import { refuse } from '../../base/refusal.ts';
import { softwareByIds } from '../../configuration/index.ts';
import { peopleByIds } from '../../organisation/index.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { scopedDevices } from './commands.observed.ts';
import { endOf } from './rules.machine.ts';
import type { CampaignRecord } from './shapes.ts';
import * as list from './store.list.ts';
import * as store from './store.ts';

export async function campaignRecord(
  cx: CommandContext,
  scope: Scope,
  id: string,
): Promise<CampaignRecord> {
  const listed = (await list.listCampaigns(cx, scope, { id, limit: 1 })).items[0];
  const row = listed && (await store.campaignOf(cx.tx, cx.unitId, id));
  if (!listed || !row) {
    throw refuse('installation.noCampaign', '没有这次统一部署，可能链接有误', {}, { status: 404 });
  }
  const technician = row.technicianPersonId;
  const names = await peopleByIds(cx.tx, cx.unitId, technician ? [technician] : []);
  const edit = widestScope(cx.actor.roles, 'campaign.edit') !== undefined;
  const departments = await list.progressOf(cx, scope, id);
  const states = await list.statesOf(cx, scope, id);
  const withoutOrder = states.find((one) => one.state === null)?.computers ?? 0;
  return {
    ...listed,
    scope: row.scope,
    scopeNames: await scopeNames(cx, row),
    technicianPersonId: technician,
    technicianName: technician ? (names.get(technician)?.name ?? null) : null,
    remindedOn: row.remindedOn,
    departments,
    newInScope: edit && row.state === 'executing' && !withoutOrder ? await newInScope(cx, row) : 0,
    withoutOrder,
    states,
    steps: await stepsOf(cx.tx, cx.unitId, 'campaign', id),
    may: mayOf(cx, row, departments, edit),
  };
}

/** What the scope names by id, in words. */
async function scopeNames(
  cx: CommandContext,
  row: store.CampaignRow,
): Promise<CampaignRecord['scopeNames']> {
  const { withSoftwareId: softwareId, withProductId: productId } = row.scope;
  const software =
    softwareId && (await softwareByIds(cx.tx, cx.unitId, [softwareId])).get(softwareId);
  return {
    withSoftware: software ? `${software.softwareNo} ${software.softwareName}` : null,
    withProduct: productId ? await list.productName(cx, productId) : null,
  };
}

async function newInScope(cx: CommandContext, row: store.CampaignRow): Promise<number> {
  const devices = await scopedDevices(cx, row.scope, { ...row, campaignId: row.id });
  const taking = devices.filter((one) => one.exclusion === null).map((one) => one.deviceId);
  return store.notIn(cx, row.id, taking);
}

function mayOf(
  cx: CommandContext,
  row: store.CampaignRow,
  departments: CampaignRecord['departments'],
  edit: boolean,
): CampaignRecord['may'] {
  const may: CampaignRecord['may'] = [];
  if (edit) {
    if (row.state === 'planned') {
      if (row.schemeId === null) may.push('edit');
      may.push('notify', 'cancel');
    }
    if (row.state === 'departmentsNotified')
      may.push('execute', 'remove', 'remind', 'cancel', 'correct');
    if (row.state === 'executing')
      may.push('extend', 'remove', 'remind', 'close', 'cancel', 'correct');
    if (endOf(row.state)) may.push('finish');
    if (row.state === 'closed') may.push('correct');
  }
  const own = new Set(cx.actor.departmentIds ?? []);
  const waits = departments.some(
    (one) => one.departmentId !== null && own.has(one.departmentId) && one.acknowledgedBy === null,
  );
  const open = row.state === 'departmentsNotified' || row.state === 'executing';
  if (open && waits && cx.actor.roles.includes('deptHead')) may.push('acknowledge');
  return may;
}

export async function campaignTodos(cx: CommandContext): Promise<TodoLine[]> {
  const head = cx.actor.roles.includes('deptHead');
  const edit = widestScope(cx.actor.roles, 'campaign.edit') !== undefined;
  if (!head && !edit) return [];
  const counts = await store.waitingCampaigns(cx);
  const lines: TodoLine[] = [];
  const add = (key: string, sentence: string, count: number) =>
    lines.push({ key: `campaign.${key}`, sentence, count, link: '/campaigns' });
  if (head) add('acknowledge', '待您知悉的统一部署', counts.acknowledge);
  if (edit) {
    add('ready', '已计划、待通知或待执行的统一部署', counts.ready);
    add('overdue', '已过限期的统一部署', counts.overdue);
  }
  return lines;
}
