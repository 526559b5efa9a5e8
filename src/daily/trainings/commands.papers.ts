/** Materials, photos and signed lists of a training. */
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Files } from '../../platform/files/files.ts';
import { keepPaper, paperAmong, paperFields, type Upload } from '../../platform/files/papers.ts';
import { lockOne } from './commands.ts';
import { TrainingDocumentFields } from './shapes.ts';
import * as store from './store.ts';

const MOST_DOCUMENTS = 200;

export async function attachDocument(
  cx: CommandContext,
  files: Files,
  trainingId: string,
  received: Upload,
): Promise<store.StoredDocument> {
  const fields = paperFields(TrainingDocumentFields, received);
  await lockOne(cx, trainingId);
  const present = await store.documentsOf(cx.tx, cx.unitId, trainingId);
  const one = await keepPaper(cx, files, received, fields, {
    purpose: 'daily.training',
    present: present.length,
    most: MOST_DOCUMENTS,
  });
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
  return paperAmong(await store.documentsOf(cx.tx, cx.unitId, trainingId), id);
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
