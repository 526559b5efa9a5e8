/** Purchase contracts from a draft to their end (PZ-2.4, RC-2.4); deliveries are in `commands.receive.ts`. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { mayTake } from '../../platform/workflow/who.ts';
import { updateSoftware } from '../software/commands.change.ts';
import { lockNumbers } from '../software/commands.inuse.ts';
import { softwareByIds } from '../software/store.ts';
import { CONTRACT_MACHINE } from './rules.machine.ts';
import {
  amountComplaint,
  type Complaint,
  contractComplaint,
  isComplete,
  keepsDelivered,
  stateAfter,
} from './rules.ts';
import {
  CONTRACT_ACTIONS,
  type ContractInput,
  type ContractLineInput,
  type ContractRecord,
} from './shapes.ts';
import * as expiry from './store.expiry.ts';
import { numbersOf } from './store.numbers.ts';
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

/**
 * Plan lines that may be bought for and numbers of this unit; a renewed number is a commercial one in use. What was
 * signed before is not asked again: its plan may have ended and its number may be disposed of since.
 */
async function requireKnown(
  cx: CommandContext,
  given: readonly ContractLineInput[],
  before: readonly ContractLineInput[] = [],
): Promise<void> {
  const signed = new Map(before.map((line) => [line.id, line]));
  const lines = given.map((line) => ({
    ...line,
    planLineId: line.planLineId === signed.get(line.id)?.planLineId ? null : line.planLineId,
    renewsId: line.renewsId === signed.get(line.id)?.renewsId ? null : line.renewsId,
  }));
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
  complain(amountComplaint(lines));
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

function complain(complaint: Complaint | undefined): void {
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
  complain(contractComplaint({ ...row, lines }));
  if (row.state === 'draft') await requireKnown(cx, lines);
  const state = await takeStep(cx, CONTRACT_MACHINE, subjectOf(row), 'sign');
  await store.saveContract(cx, { ...row, state, signedOn });
}

/**
 * With a reason; what has been delivered stays as its software number says it. The state follows what is still to come,
 * and the numbers follow a contract number or supplier that was written down wrongly.
 */
export async function correctContract(
  cx: CommandContext,
  id: string,
  input: ContractInput & { reason: string },
): Promise<void> {
  await lockNumbers(cx);
  const row = await lockOne(cx, id);
  const before = await store.linesOf(cx.tx, cx.unitId, id);
  const { lines, reason, ...facts } = input;
  requireDeliveredKept(before, lines);
  complain(contractComplaint({ lines, outsidePlanReason: facts.outsidePlanReason }));
  await requireKnown(cx, lines, before);
  const known = new Map(before.map((line) => [line.id, line]));
  const to = stateAfter(
    lines.map((line) => {
      const { received = 0, deliveries = 0 } = known.get(line.id ?? '') ?? {};
      return { ...line, received, deliveries };
    }),
  );
  const state = await takeStep(cx, CONTRACT_MACHINE, subjectOf(row), 'correct', {
    opinion: reason,
    to,
    detail: { before: { ...row, lines: before }, after: input },
  });
  await save(cx, { ...row, ...facts, state }, lines);
  await correctNumbers(cx, row, facts, reason);
}

function requireDeliveredKept(
  before: readonly store.LineRow[],
  lines: readonly ContractLineInput[],
): void {
  const given = new Map(lines.map((line) => [line.id, line]));
  const changed = before.find(
    (line) => line.deliveries > 0 && !keepsDelivered(line, given.get(line.id)),
  );
  if (!changed) return;
  const sentence =
    changed.kind === 'maintenance'
      ? '“{{name}}”已到货，维护服务的软件编号、到期日和价格不能更正'
      : '“{{name}}”已到货 {{n}}，其名称、版本、授权、年限、单价和维护到期日不能更正，数量不能少于已到货';
  const params = { name: changed.softwareName, n: changed.received };
  const path = 'body.lines';
  throw refuse('configuration.lineDelivered', sentence, params, { path, status: 409 });
}

/** Numbers this contract brought that still say what it said; one written otherwise by hand is left as it is. */
async function correctNumbers(
  cx: CommandContext,
  before: store.ContractRow,
  after: Pick<ContractInput, 'contractNo' | 'supplier'>,
  reason: string,
): Promise<void> {
  const { contractNo, supplier } = after;
  if (contractNo === before.contractNo && supplier === before.supplier) return;
  const ids = await numbersOf(cx, before.id);
  for (const number of (await softwareByIds(cx.tx, cx.unitId, ids)).values()) {
    if (number.status !== 'active') continue;
    const change = {
      ...(number.contractNo === before.contractNo ? { contractNo } : {}),
      ...(number.supplier === before.supplier ? { supplier } : {}),
    };
    if (Object.keys(change).length > 0) await updateSoftware(cx, number.id, { ...change, reason });
  }
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
  return mayTake(cx, CONTRACT_MACHINE, row.state, action);
}
