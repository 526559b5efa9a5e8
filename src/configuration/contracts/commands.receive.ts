/** Deliveries (PZ-2.5): each line that arrives becomes a software number of its own, with the contract's papers. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { insertDocument } from '../documents/store.ts';
import { updateSoftware } from '../software/commands.change.ts';
import { lockNumbers } from '../software/commands.inuse.ts';
import { createSoftwareMany } from '../software/commands.ts';
import { softwareByIds } from '../software/store.ts';
import { lockOne, subjectOf } from './commands.ts';
import { CONTRACT_MACHINE } from './rules.machine.ts';
import { amountOf, numberOf, stateAfter, termStartOf } from './rules.ts';
import * as store from './store.ts';

export type ReceiptInput = {
  requestKey: string;
  receivedOn: string;
  words: string;
  lines: {
    contractLineId: string;
    quantity: number | null;
    serialNumbers: string[];
    /** Null: the day of delivery, or the day after what is renewed ends. */
    termStart?: string | null;
  }[];
};
type Arrived = ReceiptInput['lines'][number] & { line: store.LineRow };

export async function receive(cx: CommandContext, id: string, input: ReceiptInput): Promise<void> {
  // The journal and the numbers come before everything else that locks (docs: order of locks).
  await lockNumbers(cx);
  const row = await lockOne(cx, id);
  const done = await store.receiptByKey(cx, input.requestKey);
  if (done === id) return;
  if (input.receivedOn > cx.today || input.receivedOn < (row.signedOn ?? input.receivedOn)) {
    const sentence = '到货日期应在签订日期 {{from}} 与今天之间';
    const params = { from: row.signedOn ?? '' };
    throw refuse('configuration.receivedOn', sentence, params, { path: 'body.receivedOn' });
  }
  const lines = await store.linesOf(cx.tx, cx.unitId, id);
  const arrived = input.lines.map((one, at) => ({ ...one, line: lineOf(lines, one, at, input) }));
  const softwareIds = await numbersFor(cx, row, input.receivedOn, arrived);
  await store.insertReceipt(cx, {
    id: newId(),
    contractId: id,
    requestKey: input.requestKey,
    receivedOn: input.receivedOn,
    words: input.words,
    lines: arrived.map(({ line, quantity }, at) => ({
      contractLineId: line.id,
      quantity,
      amountFen: line.kind === 'maintenance' ? line.amountFen : amountOf({ ...line, quantity }),
      softwareId: softwareIds[at]!,
    })),
  });
  await copyPapers(cx, id, arrived, softwareIds);
  const to = stateAfter(await store.linesOf(cx.tx, cx.unitId, id));
  const state = await takeStep(cx, CONTRACT_MACHINE, subjectOf(row), 'receive', {
    opinion: input.words,
    to,
  });
  await store.saveContract(cx, { ...row, state });
}

/** The line that arrives, refused when more comes than was ordered. */
function lineOf(
  lines: readonly store.LineRow[],
  one: ReceiptInput['lines'][number],
  at: number,
  input: ReceiptInput,
): store.LineRow {
  const line = lines.find((known) => known.id === one.contractLineId);
  const twice = input.lines.findIndex((o) => o.contractLineId === one.contractLineId) < at;
  if (!line || twice) {
    const path = `body.lines.${at}.contractLineId`;
    throw refuse('configuration.noContractLine', '合同没有这一行，或列了两次', {}, { path });
  }
  const params = { name: line.softwareName };
  const path = `body.lines.${at}.quantity`;
  const counted = line.kind === 'software' && line.quantity !== null;
  if (!counted) {
    if (line.deliveries === 0) return line;
    throw refuse('configuration.deliveredBefore', '“{{name}}”已到货', params, {
      path,
      status: 409,
    });
  }
  if (one.quantity === null) {
    throw refuse('configuration.deliveredHow', '请填写“{{name}}”的到货数量', params, { path });
  }
  const left = line.quantity! - line.received;
  if (one.quantity > left) {
    const sentence = '“{{name}}”还有 {{left}} 未到货，不能登记 {{n}}';
    const said = { ...params, left, n: one.quantity };
    throw refuse('configuration.deliveredTooMany', sentence, said, { path, status: 409 });
  }
  return line;
}

/** New numbers for software, in the order of the lines; maintenance extends the number it is for. */
async function numbersFor(
  cx: CommandContext,
  row: store.ContractRow,
  receivedOn: string,
  arrived: readonly Arrived[],
): Promise<string[]> {
  const software = arrived.filter(({ line }) => line.kind === 'software');
  const renewed = await softwareByIds(
    cx.tx,
    cx.unitId,
    software.flatMap(({ line }) => line.renewsId ?? []),
  );
  const created = await createSoftwareMany(
    cx,
    software.map(({ line, quantity, serialNumbers, termStart }) =>
      numberOf(row, line, {
        quantity: line.quantity === null ? null : quantity,
        receivedOn,
        serialNumbers,
        termStart:
          termStart ?? termStartOf(receivedOn, renewed.get(line.renewsId ?? '')?.licenseTerm),
      }),
    ),
  );
  const made = new Map(software.map(({ line }, at) => [line.id, created[at]!.id]));
  for (const { line } of arrived.filter((one) => one.line.kind === 'maintenance')) {
    await updateSoftware(cx, line.renewsId!, {
      maintenanceEnd: line.maintenanceEnd,
      reason: `合同 ${row.contractNo} 维护服务`,
    });
  }
  return arrived.map(({ line }) => made.get(line.id) ?? line.renewsId!);
}

/** The contract's papers prove each number it brought (PZ-2.5). */
async function copyPapers(
  cx: CommandContext,
  contractId: string,
  arrived: readonly Arrived[],
  softwareIds: readonly string[],
): Promise<void> {
  const papers = await store.documentsOfContract(cx.tx, cx.unitId, contractId, null);
  const fresh = softwareIds.filter((_, at) => arrived[at]!.line.kind === 'software');
  for (const softwareId of fresh) {
    for (const paper of papers) {
      await insertDocument(cx.tx, cx.unitId, { ...paper, id: newId(), softwareId });
    }
  }
}
