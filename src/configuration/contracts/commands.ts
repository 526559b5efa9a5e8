/** Purchase contracts from a draft to their end (PZ-2.4, RC-2.4); deliveries are in `commands.receive.ts`. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { softwareByIds } from '../software/store.ts';
import { CONTRACT_MACHINE } from './rules.machine.ts';
import { contractComplaint, isComplete } from './rules.ts';
import {
  CONTRACT_ACTIONS,
  type ContractInput,
  type ContractLineInput,
  type ContractRecord,
} from './shapes.ts';
import * as expiry from './store.expiry.ts';
import * as store from './store.ts';

export const subjectOf = (row: store.ContractRow) => ({
  id: row.id,
  title: row.contractNo,
  state: row.state,
});

const noContract = () =>
  refuse('configuration.noContract', '没有这份合同，可能链接有误', {}, { status: 404 });

export async function lockOne(cx: CommandContext, id: string): Promise<store.ContractRow> {
  const row = await store.lockContract(cx, id);
  if (row) return row;
  throw noContract();
}

/** Plan lines that may be bought for and numbers of this unit; a renewed number is a commercial one in use. */
async function requireKnown(
  cx: CommandContext,
  lines: readonly ContractLineInput[],
): Promise<void> {
  const planIds = [...new Set(lines.flatMap((line) => line.planLineId ?? []))];
  const numberIds = [...new Set(lines.flatMap((line) => line.renewsId ?? []))];
  const plans = new Set((await expiry.planLines(cx, planIds)).map((line) => line.id));
  const numbers = await softwareByIds(cx.tx, cx.unitId, numberIds);
  for (const [at, line] of lines.entries()) {
    if (line.planLineId && !plans.has(line.planLineId)) {
      const sentence = '“{{name}}”所选的采购计划没有审批或已结束';
      const path = `body.lines.${at}.planLineId`;
      throw refuse('configuration.planLineGone', sentence, { name: line.softwareName }, { path });
    }
    const number = line.renewsId ? numbers.get(line.renewsId) : undefined;
    if (line.renewsId && (number?.softwareType !== 'commercial' || number.status !== 'active')) {
      const sentence = '“{{name}}”续订或维护的软件编号不存在、不是商业软件或已处置';
      const path = `body.lines.${at}.renewsId`;
      throw refuse('configuration.renewsUnknown', sentence, { name: line.softwareName }, { path });
    }
  }
}

async function save(
  cx: CommandContext,
  row: store.ContractRow,
  lines: readonly ContractLineInput[],
): Promise<void> {
  if (!(await store.saveContract(cx, row))) {
    const sentence = '合同编号 {{no}} 已登记';
    const params = { no: row.contractNo };
    const path = 'body.contractNo';
    throw refuse('configuration.contractTwice', sentence, params, { path, status: 409 });
  }
  const own = new Set((await store.linesOf(cx.tx, cx.unitId, row.id)).map((line) => line.id));
  await store.replaceLines(
    cx,
    row.id,
    lines.map((line) => ({ ...line, id: line.id && own.has(line.id) ? line.id : newId() })),
  );
}

export async function createContract(cx: CommandContext, input: ContractInput): Promise<string> {
  await requireKnown(cx, input.lines);
  const id = newId();
  const { lines, ...facts } = input;
  await save(cx, { ...facts, id, state: 'draft', signedOn: null }, lines);
  await takeStep(cx, CONTRACT_MACHINE, { id, title: input.contractNo, state: null }, 'create');
  return id;
}

export async function updateContract(
  cx: CommandContext,
  id: string,
  input: ContractInput,
): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.state !== 'draft') {
    const sentence = '合同已签订或取消，不能直接修改；签订后的更正须写明原因';
    throw refuse('configuration.contractSigned', sentence, {}, { status: 409 });
  }
  await requireKnown(cx, input.lines);
  const { lines, ...facts } = input;
  await save(cx, { ...row, ...facts }, lines);
  await audit(cx, {
    action: 'contract.update',
    objectType: 'contract',
    objectId: id,
    before: { contractNo: row.contractNo, title: row.title },
    after: { ...facts, lines: lines.length },
  });
}

function refuseIncomplete(contract: {
  lines: readonly ContractLineInput[];
  outsidePlanReason: string;
}): void {
  const complaint = contractComplaint(contract);
  if (!complaint) return;
  const { sentence, params = {}, path } = complaint;
  throw refuse('configuration.contractIncomplete', sentence, params, { path });
}

export async function signContract(
  cx: CommandContext,
  id: string,
  signedOn: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  if (signedOn > cx.today) {
    const path = 'body.signedOn';
    throw refuse('configuration.signedLater', '签订日期不能晚于今天', {}, { path });
  }
  const lines = await store.linesOf(cx.tx, cx.unitId, id);
  refuseIncomplete({ ...row, lines });
  const state = await takeStep(cx, CONTRACT_MACHINE, subjectOf(row), 'sign');
  await store.saveContract(cx, { ...row, state, signedOn });
}

const KEPT_AFTER_DELIVERY = [
  'kind',
  'softwareName',
  'softwareVersion',
  'licenseType',
  'perpetual',
  'usageYears',
  'unitPriceFen',
] as const;

/** With a reason; what has been delivered stays as its software number says it. */
export async function correctContract(
  cx: CommandContext,
  id: string,
  input: ContractInput & { reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const before = await store.linesOf(cx.tx, cx.unitId, id);
  const { lines, reason, ...facts } = input;
  const given = new Map(lines.map((line) => [line.id, line]));
  for (const known of before.filter((line) => line.deliveries > 0)) {
    const line = given.get(known.id);
    const kept =
      line &&
      KEPT_AFTER_DELIVERY.every((field) => line[field] === known[field]) &&
      (line.quantity ?? known.received) >= known.received;
    if (kept) continue;
    const sentence =
      '“{{name}}”已到货 {{n}}，其名称、版本、授权、年限、单价不能更正，数量不能少于已到货';
    const params = { name: known.softwareName, n: known.received };
    throw refuse('configuration.lineDelivered', sentence, params, {
      path: 'body.lines',
      status: 409,
    });
  }
  refuseIncomplete({ lines, outsidePlanReason: facts.outsidePlanReason });
  await requireKnown(cx, lines);
  const state = await takeStep(cx, CONTRACT_MACHINE, subjectOf(row), 'correct', {
    opinion: reason,
    to: row.state as never,
    detail: { before: { ...row, lines: before }, after: input },
  });
  await save(cx, { ...row, ...facts, state }, lines);
}

export async function endContract(
  cx: CommandContext,
  id: string,
  action: 'close' | 'cancel',
  reason: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, CONTRACT_MACHINE, subjectOf(row), action, { opinion: reason });
  await store.saveContract(cx, { ...row, state });
}

export async function contractRecord(cx: CommandContext, id: string): Promise<ContractRecord> {
  const row = await store.contractRow(cx, id);
  const {
    items: [listed],
  } = await store.pageOfContracts(cx, { id, limit: 1 });
  if (!row || !listed) throw noContract();
  const lines = await store.linesOf(cx.tx, cx.unitId, id);
  return {
    ...listed,
    words: row.words,
    outsidePlanReason: row.outsidePlanReason,
    lines: lines.map(({ deliveries, ...line }) => ({
      ...line,
      complete: isComplete({ ...line, deliveries }),
    })),
    receipts: await store.receiptsOf(cx.tx, cx.unitId, id),
    steps: await stepsOf(cx.tx, cx.unitId, 'contract', id),
    may: CONTRACT_ACTIONS.filter((action) => may(cx, row, action)),
  };
}

function may(
  cx: CommandContext,
  row: store.ContractRow,
  action: (typeof CONTRACT_ACTIONS)[number],
): boolean {
  if (action === 'edit') {
    return row.state === 'draft' && widestScope(cx.actor.roles, 'contract.edit') !== undefined;
  }
  const { from, permission } = CONTRACT_MACHINE.transitions[action];
  return (
    (from as readonly string[]).includes(row.state) &&
    widestScope(cx.actor.roles, permission as 'contract.edit') !== undefined
  );
}
