/** Attaches a received file to a software number, and takes a wrong one off again. */
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Files } from '../../platform/files/files.ts';
import { keepPaper, paperAmong, paperFields, type Upload } from '../../platform/files/papers.ts';
import { entitlementsChanged } from '../software/commands.changed.ts';
import { noSuchSoftware } from '../software/commands.serials.ts';
import { softwareByIds } from '../software/store.ts';
import { DocumentFields } from './shapes.ts';
import { type DocumentOfSoftware, deleteDocument, documentsOf, insertDocument } from './store.ts';

export const DOCUMENTS_MAX = 200;

export async function attachDocument(
  cx: CommandContext,
  files: Files,
  softwareId: string,
  received: Upload,
): Promise<DocumentOfSoftware> {
  const fields = paperFields(DocumentFields, received);
  const record = (await softwareByIds(cx.tx, cx.unitId, [softwareId])).get(softwareId);
  if (!record) throw noSuchSoftware();
  const present = await documentsOf(cx.tx, cx.unitId, softwareId);
  const paper = await keepPaper(cx, files, received, fields, {
    purpose: 'configuration.document',
    present: present.length,
    most: DOCUMENTS_MAX,
  });
  const document: DocumentOfSoftware = { ...paper, softwareId };
  await insertDocument(cx.tx, cx.unitId, document);
  await audit(cx, {
    action: 'configuration.attachDocument',
    objectType: 'software',
    objectId: softwareId,
    after: { kind: document.kind, title: document.title, fileName: document.fileName },
  });
  await entitlementsChanged.tell(cx, [softwareId]);
  return document;
}

export async function documentOf(
  tx: Tx,
  unitId: string,
  softwareId: string,
  id: string,
): Promise<DocumentOfSoftware> {
  return paperAmong(await documentsOf(tx, unitId, softwareId), id);
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
  await entitlementsChanged.tell(cx, [softwareId]);
}
