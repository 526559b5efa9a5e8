/** The list of activation evidence as far as the caller sees. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type { Reach } from '../findings/store.ts';
import { isOemWord } from './rules.facts.ts';
import type {
  ActivationFact,
  ActivationRow,
  Channel,
  Family,
  FlagKind,
  Strength,
} from './shapes.ts';

type ListTables = {
  reconciliationActivation: ActivationFact & { unitId: string; keyTail: string };
  ledgersDevice: { unitId: string; id: string; computerNo: string };
  ledgersAssignment: {
    unitId: string;
    deviceId: string;
    toOn: string | null;
    personId: string | null;
    departmentId: string | null;
  };
  organisationPerson: { unitId: string; id: string; name: string; departmentId: string | null };
  organisationDepartment: { unitId: string; id: string; name: string };
  configurationSoftware: { unitId: string; id: string; softwareNo: string };
};

export type ActivationFilter = {
  family?: Family | undefined;
  channel?: Channel | undefined;
  flag?: FlagKind | undefined;
  strength?: Strength | undefined;
  device?: string | undefined;
  department?: string | undefined;
  q?: string | undefined;
};

/** Strongest first: what asks for somebody stands on the first page. */
const RANK = sql`case when a.flags @> '[{"strength":"strong"}]' then 0
  when a.flags @> '[{"strength":"medium"}]' then 1 when a.flags <> '[]' then 2 else 3 end`;
const ROW_ID = sql`a.device_id::text || ':' || a.licence_key`;

type Listed = Omit<ActivationRow, 'mayTakeOem'> & { hasOemEvidence: boolean };

export async function listActivation(
  tx: Tx,
  unitId: string,
  query: ActivationFilter & Pick<ListQuery, 'sort' | 'cursor' | 'limit'>,
  reach: Reach & { mayTake: boolean; mayKey: boolean },
): Promise<Page<ActivationRow>> {
  const { items, nextCursor } = await keyset(select(tx, unitId, query, reach), {
    sort: query.sort,
    defaultSort: 'strength',
    columns: {
      strength: { expression: RANK, type: 'integer' },
      computerNo: { expression: sql`d.computer_no`, type: 'text' },
      name: { expression: sql`a.name collate "zh-x-icu"`, type: 'text' },
    },
    id: ROW_ID,
    idType: 'text',
    cursor: query.cursor,
    limit: query.limit,
  });
  return {
    items: (items as Listed[]).map(({ hasOemEvidence, ...row }) => ({
      ...row,
      keyTail: reach.mayKey ? row.keyTail : null,
      mayTakeOem: reach.mayTake && !hasOemEvidence && isOemWord(row),
    })),
    nextCursor,
  };
}

function select(tx: Tx, unitId: string, filter: ActivationFilter, reach: Reach) {
  let rows = joined(tx, unitId);
  if (filter.family) rows = rows.where('a.family', '=', filter.family);
  if (filter.channel) rows = rows.where('a.channel', '=', filter.channel);
  if (filter.device) rows = rows.where('a.deviceId', '=', filter.device);
  if (filter.department) rows = rows.where('o.id', '=', filter.department);
  if (filter.flag || filter.strength) {
    const one = {
      ...(filter.flag && { kind: filter.flag }),
      ...(filter.strength && { strength: filter.strength }),
    };
    rows = rows.where(sql<boolean>`a.flags @> ${JSON.stringify([one])}::jsonb`);
  }
  if (filter.q) {
    const like = likeAnywhere(filter.q);
    rows = rows.where(
      sql<boolean>`(a.name ilike ${like} or d.computer_no ilike ${like} or p.name ilike ${like}
        or a.reported_id ilike ${like})`,
    );
  }
  if (reach.scope === 'department') {
    return rows.where(sql<boolean>`o.id = any(${reach.departmentIds ?? []}::uuid[])`);
  }
  if (reach.scope === 'own') {
    return rows.where(sql<boolean>`p.id = ${reach.personId ?? null}::uuid`);
  }
  return rows;
}

function joined(tx: Tx, unitId: string) {
  return tables<ListTables>(tx)
    .selectFrom('reconciliationActivation as a')
    .innerJoin('ledgersDevice as d', (join) =>
      join.onRef('d.unitId', '=', 'a.unitId').onRef('d.id', '=', 'a.deviceId'),
    )
    .leftJoin('ledgersAssignment as h', (join) =>
      join
        .onRef('h.unitId', '=', 'a.unitId')
        .onRef('h.deviceId', '=', 'a.deviceId')
        .on('h.toOn', 'is', null),
    )
    .leftJoin('organisationPerson as p', (join) =>
      join.onRef('p.unitId', '=', 'h.unitId').onRef('p.id', '=', 'h.personId'),
    )
    .leftJoin('organisationDepartment as o', (join) =>
      join
        .onRef('o.unitId', '=', 'a.unitId')
        .on(sql`o.id`, '=', sql`coalesce(h.department_id, p.department_id)`),
    )
    .leftJoin('configurationSoftware as s', (join) =>
      join.onRef('s.unitId', '=', 'a.unitId').onRef('s.id', '=', 'a.softwareId'),
    )
    .select([
      sql<string>`${ROW_ID}`.as('id'),
      'a.deviceId',
      'd.computerNo',
      'p.name as personName',
      'o.name as departmentName',
      'a.licenceKey',
      'a.family',
      'a.name',
      'a.productId',
      'a.reportedId',
      'a.channel',
      'a.channelBasis',
      'a.genericKey',
      'a.trial',
      'a.activatedOn',
      'a.kmsHost',
      'a.learntFrom',
      'a.softwareId',
      's.softwareNo',
      'a.keyTail',
      'a.flags',
      sql<boolean>`d.oem_evidence <> '[]'::jsonb`.as('hasOemEvidence'),
    ])
    .where('a.unitId', '=', unitId);
}
