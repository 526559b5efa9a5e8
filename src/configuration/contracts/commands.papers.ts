/**
 * Papers of a contract or of one delivery (PZ-2.5): uploaded, taken off. Numbers that came before get what is uploaded
 * later, of a delivery's papers only that delivery's numbers.
 */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Files } from '../../platform/files/files.ts';
import { keepPaper, paperAmong, paperFields, type Upload } from '../../platform/files/papers.ts';
import { DOCUMENTS_MAX } from '../documents/commands.ts';
import { DocumentFields } from '../documents/shapes.ts';
import { insertDocument } from '../documents/store.ts';
import { entitlementsChanged } from '../software/commands.changed.ts';
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
  received: Upload,
) {
  const fields = paperFields(DocumentFields, received);
  const row = await lockOne(cx, contractId);
  requireOpen(row);
  const receipts = (await store.receiptsOf(cx.tx, cx.unitId, contractId)).filter(
    (receipt) => receiptId === null || receipt.id === receiptId,
  );
  if (receiptId !== null && receipts.length === 0) {
    throw refuse('configuration.noReceipt', '合同没有这次到货，请刷新', {}, { status: 404 });
  }
  const present = await store.documentsOfContract(cx.tx, cx.unitId, contractId);
  const paper = await keepPaper(cx, files, received, fields, {
    purpose: 'configuration.document',
    present: present.length,
    most: DOCUMENTS_MAX,
  });
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
  await entitlementsChanged.tell(cx, [...new Set(numbers)]);
  return paper;
}

export async function paperOf(cx: CommandContext, contractId: string, id: string) {
  const papers = await store.documentsOfContract(cx.tx, cx.unitId, contractId);
  return paperAmong(papers, id);
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
