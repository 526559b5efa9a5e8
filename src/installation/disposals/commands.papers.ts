/** Papers of a disposal: photographs of what is scrapped, appraisal reports, approvals on paper. */

import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Scope, widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Files, ReceivedFile } from '../../platform/files/files.ts';
import { mayAttach } from './commands.read.ts';
import { lockOne, noDisposal } from './commands.ts';
import { DisposalDocumentFields } from './shapes.documents.ts';
import * as store from './store.ts';

const MOST = 50;

async function openOne(cx: CommandContext, id: string): Promise<store.DisposalRow> {
  const row = await lockOne(cx, id, widestScope(cx.actor.roles, 'disposal.view') ?? 'own');
  if (mayAttach(cx, row)) return row;
  const sentence = '这项处置已结束，不能再增减资料';
  throw refuse('installation.disposalOver', sentence, {}, { status: 409 });
}

export async function attachPaper(
  cx: CommandContext,
  files: Files,
  id: string,
  received: { file: ReceivedFile; fields: Record<string, string> },
) {
  const fields = DisposalDocumentFields.safeParse(received.fields);
  if (!fields.success) {
    const [issue] = fields.error.issues;
    const path = issue!.path.join('.');
    throw refuse('installation.documentFields', issue!.message, {}, { path });
  }
  const row = await openOne(cx, id);
  const present = await store.papersOf(cx, id);
  if (present.length >= MOST) {
    const sentence = '已有 {{n}} 份资料，达到上限，请合并后再上传';
    const params = { n: present.length };
    throw refuse('installation.tooManyDocuments', sentence, params, { status: 409 });
  }
  const kept = await files.keep(cx, received.file, 'installation.disposal');
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
  await store.insertPaper(cx, id, paper);
  await audit(cx, {
    action: 'disposal.attachDocument',
    objectType: 'disposal',
    objectId: id,
    after: { disposalNo: row.disposalNo, kind: paper.kind, title: paper.title },
  });
  return paper;
}

export async function papersOf(cx: CommandContext, scope: Scope, id: string) {
  if (!(await store.disposalRow(cx, scope, id))) throw noDisposal();
  return store.papersOf(cx, id);
}

export async function paperOf(cx: CommandContext, scope: Scope, id: string, paperId: string) {
  const found = (await papersOf(cx, scope, id)).find((one) => one.id === paperId);
  if (found) return found;
  const sentence = '没有这份资料，可能已被移除，请刷新';
  throw refuse('installation.noSuchDocument', sentence, {}, { status: 404 });
}

export async function removePaper(cx: CommandContext, id: string, paperId: string): Promise<void> {
  await openOne(cx, id);
  const paper = await paperOf(cx, 'all', id, paperId);
  await store.deletePaper(cx, id, paperId);
  await audit(cx, {
    action: 'disposal.removeDocument',
    objectType: 'disposal',
    objectId: id,
    before: { kind: paper.kind, title: paper.title, fileId: paper.fileId },
  });
}
