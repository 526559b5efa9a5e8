/** Reads and writes of 附件6. */
import { sql } from 'kysely';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { UsableVersion } from '../software/shapes.ts';
import { listingState } from './rules.ts';
import type { FreeListLine, FreeListQuery, FreeScope } from './shapes.ts';

export type FreeListRow = {
  unitId: string;
  id: string;
  softwareId: string;
  softwareVersion: string;
  versionKey: string;
  usableVersions: UsableVersion[];
  source: string;
  publisher: string;
  publisherContact: string | null;
  wholeUnit: boolean;
  departmentIds: string[];
  reason: string;
  freeScope: FreeScope;
  licenceNote: string | null;
  validFrom: string;
  validTo: string | null;
  createdAt: string;
  updatedAt: string;
};
type FreeListTables = {
  configurationFreeList: FreeListRow;
  configurationSoftware: { unitId: string; id: string; softwareNo: string; softwareName: string };
};
const db = (tx: Tx) => tables<FreeListTables>(tx);

/** Versions that may be used on a day, by free number; a number without a line is absent. */
export async function freeListed(
  tx: Tx,
  unitId: string,
  softwareIds: readonly string[] | 'all',
  onDate: string,
): Promise<Map<string, UsableVersion[]>> {
  let select = db(tx)
    .selectFrom('configurationFreeList')
    .select(['softwareId', 'usableVersions'])
    .where('unitId', '=', unitId)
    .where('validFrom', '<=', onDate)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>', onDate)]));
  if (softwareIds !== 'all') {
    select = select.where(sql<boolean>`software_id = any(${softwareIds}::uuid[])`);
  }
  const found = new Map<string, UsableVersion[]>();
  for (const row of await select.orderBy('softwareId').orderBy('id').execute()) {
    found.set(row.softwareId, [...(found.get(row.softwareId) ?? []), ...row.usableVersions]);
  }
  return found;
}

function selectLines(tx: Tx, unitId: string) {
  return db(tx)
    .selectFrom('configurationFreeList as f')
    .innerJoin('configurationSoftware as s', (join) =>
      join.onRef('s.unitId', '=', 'f.unitId').onRef('s.id', '=', 'f.softwareId'),
    )
    .select([
      'f.id',
      'f.softwareId',
      's.softwareNo',
      's.softwareName',
      'f.softwareVersion',
      'f.versionKey',
      'f.usableVersions',
      'f.source',
      'f.publisher',
      'f.publisherContact',
      'f.wholeUnit',
      'f.departmentIds',
      'f.reason',
      'f.freeScope',
      'f.licenceNote',
      'f.validFrom',
      'f.validTo',
    ])
    .where('f.unitId', '=', unitId);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectLines>['execute']>>[number];
export type StoredLine = Omit<FreeListLine, 'departmentNames'> & { versionKey: string };

function lineOf(row: Selected, date: string): StoredLine {
  return { ...row, state: listingState(row, date) };
}

/** Departments that are asked for: lines for the whole unit always belong. */
export async function pageOfLines(
  tx: Tx,
  unitId: string,
  query: FreeListQuery & { departmentIds?: string[] | undefined },
  asOf: string,
): Promise<Page<StoredLine>> {
  let select = selectLines(tx, unitId);
  if (query.state === 'usable') {
    select = select.where(
      sql<boolean>`f.valid_from <= ${asOf} and (f.valid_to is null or f.valid_to > ${asOf})`,
    );
  }
  if (query.state === 'stopped') select = select.where('f.validTo', '<=', asOf);
  if (query.state === 'planned') {
    select = select.where(
      sql<boolean>`f.valid_from > ${asOf} and (f.valid_to is null or f.valid_to > ${asOf})`,
    );
  }
  if (query.freeScope) select = select.where('f.freeScope', '=', query.freeScope);
  if (query.software) select = select.where('f.softwareId', '=', query.software);
  const departments = query.department ? [query.department] : query.departmentIds;
  if (departments) {
    select = select.where(
      sql<boolean>`(f.whole_unit or f.department_ids && ${departments}::uuid[])`,
    );
  }
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(s.software_name ilike ${like} or s.software_no ilike ${like}
        or f.publisher ilike ${like} or f.software_version ilike ${like})`,
    );
  }
  const { total } = await db(tx)
    .selectFrom(select.as('lines'))
    .select(sql<number>`count(*)::integer`.as('total'))
    .executeTakeFirstOrThrow();
  const found = await keyset(select, {
    sort: query.sort,
    defaultSort: 'softwareNo',
    columns: {
      softwareNo: { expression: sql`s.software_no`, type: 'text' },
      softwareName: { expression: sql`s.software_name collate "zh-x-icu"`, type: 'text' },
      validFrom: { expression: sql`f.valid_from`, type: 'date' },
    },
    id: sql`f.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
  return { ...found, items: found.items.map((row) => lineOf(row, asOf)), total };
}

export async function freeListLines(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
  date: string,
): Promise<StoredLine[]> {
  const rows = await selectLines(tx, unitId)
    .where(sql<boolean>`f.id = any(${ids}::uuid[])`)
    .execute();
  return rows.map((row) => lineOf(row, date));
}

/** Lines of one number, to keep two from saying the same of one day. */
export async function linesOfVersion(
  tx: Tx,
  unitId: string,
  softwareId: string,
  versionKey: string,
): Promise<StoredLine[]> {
  const rows = await selectLines(tx, unitId)
    .where('f.softwareId', '=', softwareId)
    .where('f.versionKey', '=', versionKey)
    .execute();
  return rows.map((row) => lineOf(row, row.validFrom));
}

export async function insertLine(tx: Tx, row: FreeListRow): Promise<void> {
  await db(tx)
    .insertInto('configurationFreeList')
    .values({ ...row, usableVersions: sql`${JSON.stringify(row.usableVersions)}::jsonb` })
    .execute();
}

export async function saveLine(
  tx: Tx,
  unitId: string,
  id: string,
  change: Partial<Omit<FreeListRow, 'usableVersions'>>,
): Promise<void> {
  await db(tx)
    .updateTable('configurationFreeList')
    .set(change)
    .where('unitId', '=', unitId)
    .where('id', '=', id)
    .execute();
}
