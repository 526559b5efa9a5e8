/** Which files belong to a software number. */
import { type Tx, tables } from '../../platform/db/database.ts';
import type { SoftwareDocument } from './shapes.ts';

export type DocumentOfSoftware = SoftwareDocument & { softwareId: string; fileId: string };
type Tables = { configurationDocument: DocumentOfSoftware & { unitId: string } };
const db = (tx: Tx) => tables<Tables>(tx);

export async function documentsOf(
  tx: Tx,
  unitId: string,
  softwareId: string,
): Promise<DocumentOfSoftware[]> {
  return db(tx)
    .selectFrom('configurationDocument')
    .select(['id', 'softwareId', 'kind', 'title', 'fileId', 'fileName', 'fileSize'])
    .select(['createdAt', 'createdBy'])
    .where('unitId', '=', unitId)
    .where('softwareId', '=', softwareId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

export async function insertDocument(
  tx: Tx,
  unitId: string,
  document: DocumentOfSoftware,
): Promise<void> {
  await db(tx)
    .insertInto('configurationDocument')
    .values({ unitId, ...document })
    .execute();
}

export async function deleteDocument(tx: Tx, unitId: string, id: string): Promise<void> {
  await db(tx)
    .deleteFrom('configurationDocument')
    .where('unitId', '=', unitId)
    .where('id', '=', id)
    .execute();
}
