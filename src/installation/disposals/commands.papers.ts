/** Papers of a disposal: photographs of what is scrapped, appraisal reports, approvals on paper. */

import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Scope, widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Files } from '../../platform/files/files.ts';
import { keepPaper, paperAmong, paperFields, type Upload } from '../../platform/files/papers.ts';
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

export async function attachPaper(cx: CommandContext, files: Files, id: string, received: Upload) {
  const fields = paperFields(DisposalDocumentFields, received);
  const row = await openOne(cx, id);
  const present = await store.papersOf(cx, id);
  const paper = await keepPaper(cx, files, received, fields, {
    purpose: 'installation.disposal',
    present: present.length,
    most: MOST,
  });
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
  return paperAmong(await papersOf(cx, scope, id), paperId);
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
