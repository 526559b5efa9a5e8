/** Materials, photos and signed lists of a training. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Files, ReceivedFile } from '../../platform/files/files.ts';
import { lockOne } from './commands.ts';
import { TrainingDocumentFields } from './shapes.ts';
import * as store from './store.ts';

const MOST_DOCUMENTS = 200;

export async function attachDocument(
  cx: CommandContext,
  files: Files,
  trainingId: string,
  received: { file: ReceivedFile; fields: Record<string, string> },
): Promise<store.StoredDocument> {
  const fields = TrainingDocumentFields.safeParse(received.fields);
  if (!fields.success) {
    const [issue] = fields.error.issues;
    const path = issue!.path.join('.');
    throw refuse('daily.documentFields', issue!.message, {}, { path });
  }
  await lockOne(cx, trainingId);
  const present = await store.documentsOf(cx.tx, cx.unitId, trainingId);
  if (present.length >= MOST_DOCUMENTS) {
    const sentence = '已有 {{n}} 份资料，达到上限，请合并后再上传';
    const params = { n: present.length };
    throw refuse('daily.tooManyDocuments', sentence, params, { status: 409 });
  }
  const kept = await files.keep(cx, received.file, 'daily.training');
  const one: store.StoredDocument = {
    id: newId(),
    kind: fields.data.kind,
    title: fields.data.title || kept.name,
    fileId: kept.id,
    fileName: kept.name,
    fileSize: kept.size,
    createdAt: cx.now.toISOString(),
    createdBy: cx.actor.name,
  };
  await store.insertDocument(cx, trainingId, one);
  await audit(cx, {
    action: 'training.attachDocument',
    objectType: 'training',
    objectId: trainingId,
    after: { kind: one.kind, title: one.title, fileName: one.fileName },
  });
  return one;
}

export async function documentOf(cx: CommandContext, trainingId: string, id: string) {
  const found = (await store.documentsOf(cx.tx, cx.unitId, trainingId)).find(
    (one) => one.id === id,
  );
  if (found) return found;
  const sentence = '没有这份资料，可能已被移除，请刷新';
  throw refuse('daily.noDocument', sentence, {}, { status: 404 });
}

export async function removeDocument(
  cx: CommandContext,
  trainingId: string,
  id: string,
): Promise<void> {
  await lockOne(cx, trainingId);
  const one = await documentOf(cx, trainingId, id);
  await store.deleteDocument(cx, trainingId, id);
  await audit(cx, {
    action: 'training.removeDocument',
    objectType: 'training',
    objectId: trainingId,
    before: { kind: one.kind, title: one.title, fileId: one.fileId },
  });
}
