/** Attaches a received file to a software number, and takes a wrong one off again. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Files, ReceivedFile } from '../../platform/files/files.ts';
import { noSuchSoftware } from '../software/commands.serials.ts';
import { softwareByIds } from '../software/store.ts';
import { DocumentFields } from './shapes.ts';
import { type DocumentOfSoftware, deleteDocument, documentsOf, insertDocument } from './store.ts';

export const DOCUMENTS_MAX = 200;

export async function attachDocument(
  cx: CommandContext,
  files: Files,
  softwareId: string,
  received: { file: ReceivedFile; fields: Record<string, string> },
): Promise<DocumentOfSoftware> {
  const fields = DocumentFields.safeParse(received.fields);
  if (!fields.success) {
    const [issue] = fields.error.issues;
    throw refuse(
      'configuration.documentFields',
      issue!.message,
      {},
      { path: issue!.path.join('.') },
    );
  }
  const record = (await softwareByIds(cx.tx, cx.unitId, [softwareId])).get(softwareId);
  if (!record) throw noSuchSoftware();
  const present = await documentsOf(cx.tx, cx.unitId, softwareId);
  if (present.length >= DOCUMENTS_MAX) {
    throw refuse(
      'configuration.tooManyDocuments',
      '软件编号 {{no}} 已有 {{n}} 份资料，达到上限，请合并后再上传',
      { no: record.softwareNo, n: present.length },
      { status: 409 },
    );
  }
  const kept = await files.keep(cx, received.file, 'configuration.document');
  const document: DocumentOfSoftware = {
    id: newId(),
    softwareId,
    kind: fields.data.kind,
    title: fields.data.title || kept.name,
    fileId: kept.id,
    fileName: kept.name,
    fileSize: kept.size,
    createdAt: cx.now.toISOString(),
    createdBy: cx.actor.name,
  };
  await insertDocument(cx.tx, cx.unitId, document);
  await audit(cx, {
    action: 'configuration.attachDocument',
    objectType: 'software',
    objectId: softwareId,
    after: { kind: document.kind, title: document.title, fileName: document.fileName },
  });
  return document;
}

export async function documentOf(
  tx: Tx,
  unitId: string,
  softwareId: string,
  id: string,
): Promise<DocumentOfSoftware> {
  const found = (await documentsOf(tx, unitId, softwareId)).find((one) => one.id === id);
  if (found) return found;
  throw refuse(
    'configuration.noSuchDocument',
    '没有这份资料，可能已被移除，请刷新',
    {},
    { status: 404 },
  );
}

export async function removeDocument(
  cx: CommandContext,
  softwareId: string,
  id: string,
): Promise<void> {
  const document = await documentOf(cx.tx, cx.unitId, softwareId, id);
  await deleteDocument(cx.tx, cx.unitId, id);
  await audit(cx, {
    action: 'configuration.removeDocument',
    objectType: 'software',
    objectId: softwareId,
    before: { kind: document.kind, title: document.title, fileId: document.fileId },
  });
}
