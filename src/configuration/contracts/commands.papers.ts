/**
 * Papers of a contract or of one delivery (PZ-2.5): uploaded, taken off. Numbers that came before get what is uploaded
 * later, of a delivery's papers only that delivery's numbers.
 */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Files, ReceivedFile } from '../../platform/files/files.ts';
import { DOCUMENTS_MAX } from '../documents/commands.ts';
import { DocumentFields } from '../documents/shapes.ts';
import { insertDocument } from '../documents/store.ts';
import { lockOne } from './commands.ts';
import * as store from './store.ts';

/** A closed contract still gets its invoice; a cancelled one is a record of what did not happen. */
function requireOpen(row: store.ContractRow): void {
  if (row.state !== 'cancelled') return;
  const sentence = '合同已取消，资料不再变动';
  throw refuse('configuration.contractCancelled', sentence, {}, { status: 409 });
}

export async function attachPaper(
  cx: CommandContext,
  files: Files,
  contractId: string,
  receiptId: string | null,
  received: { file: ReceivedFile; fields: Record<string, string> },
) {
  const fields = DocumentFields.safeParse(received.fields);
  if (!fields.success) {
    const [issue] = fields.error.issues;
    const path = issue!.path.join('.');
    throw refuse('configuration.documentFields', issue!.message, {}, { path });
  }
  const row = await lockOne(cx, contractId);
  requireOpen(row);
  const receipts = (await store.receiptsOf(cx.tx, cx.unitId, contractId)).filter(
    (receipt) => receiptId === null || receipt.id === receiptId,
  );
  if (receiptId !== null && receipts.length === 0) {
    throw refuse('configuration.noReceipt', '合同没有这次到货，请刷新', {}, { status: 404 });
  }
  const present = await store.documentsOfContract(cx.tx, cx.unitId, contractId);
  if (present.length >= DOCUMENTS_MAX) {
    const sentence = '合同已有 {{n}} 份资料，达到上限，请合并后再上传';
    const params = { n: present.length };
    throw refuse('configuration.tooManyDocuments', sentence, params, { status: 409 });
  }
  const kept = await files.keep(cx, received.file, 'configuration.document');
  const paper = {
    id: newId(),
    kind: fields.data.kind,
    title: fields.data.title || kept.name,
    fileId: kept.id,
    fileName: kept.name,
    fileSize: kept.size,
    createdAt: cx.now.toISOString(),
    createdBy: cx.actor.name,
  };
  await store.insertContractDocument(cx, contractId, { ...paper, receiptId });
  const numbers = receipts.flatMap((receipt) => receipt.lines.map((line) => line.softwareId));
  for (const softwareId of new Set(numbers)) {
    await insertDocument(cx.tx, cx.unitId, { ...paper, id: newId(), softwareId });
  }
  await audit(cx, {
    action: 'contract.attachDocument',
    objectType: 'contract',
    objectId: contractId,
    after: { contractNo: row.contractNo, kind: paper.kind, title: paper.title },
  });
  return paper;
}

export async function paperOf(cx: CommandContext, contractId: string, id: string) {
  const papers = await store.documentsOfContract(cx.tx, cx.unitId, contractId);
  const found = papers.find((one) => one.id === id);
  if (found) return found;
  const sentence = '没有这份资料，可能已被移除，请刷新';
  throw refuse('configuration.noSuchDocument', sentence, {}, { status: 404 });
}

export async function removePaper(
  cx: CommandContext,
  contractId: string,
  id: string,
): Promise<void> {
  requireOpen(await lockOne(cx, contractId));
  const paper = await paperOf(cx, contractId, id);
  await store.deleteContractDocument(cx, contractId, id);
  await audit(cx, {
    action: 'contract.removeDocument',
    objectType: 'contract',
    objectId: contractId,
    before: { kind: paper.kind, title: paper.title, fileId: paper.fileId },
  });
}
