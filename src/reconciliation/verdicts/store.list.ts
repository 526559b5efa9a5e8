/** Lists and counts of verdicts, as far as the reader's permission reaches. */
import { sql } from 'kysely';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type { Reach } from '../findings/store.ts';
import type { Verdict, VerdictCounts, VerdictFilters } from './shapes.api.ts';
import { COLOUR_ORDER, type Colour, LINK_ORDER, type Link } from './shapes.ts';

type VerdictTables = {
  reconciliationVerdict: Omit<
    Verdict,
    'computerNo' | 'personName' | 'departmentName' | 'colour' | 'recorded' | 'softwareNo'
  > & { unitId: string; rank: number; recorded: string[] };
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

export type VerdictQuery = VerdictFilters &
  Pick<ListQuery, 'q' | 'sort' | 'cursor' | 'limit'> & { id?: string };

export async function listVerdicts(
  tx: Tx,
  unitId: string,
  query: VerdictQuery,
  reach: Reach,
): Promise<Page<Verdict>> {
  const found = await keyset(filtered(tx, unitId, query, reach), {
    sort: query.sort,
    defaultSort: 'colour',
    columns: {
      colour: { expression: sql`v.rank`, type: 'integer' },
      productName: { expression: sql`v.product_name collate "zh-x-icu"`, type: 'text' },
      computerNo: { expression: sql`d.computer_no`, type: 'text' },
      judgedAt: { expression: sql`v.judged_at`, type: 'timestamptz' },
    },
    id: sql`v.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
  return {
    ...found,
    items: found.items.map(({ rank, ...row }) => ({ ...row, colour: COLOUR_ORDER[rank]! })),
  };
}

function joined(tx: Tx, unitId: string) {
  return tables<VerdictTables>(tx)
    .selectFrom('reconciliationVerdict as v')
    .innerJoin('ledgersDevice as d', (join) =>
      join.onRef('d.unitId', '=', 'v.unitId').onRef('d.id', '=', 'v.deviceId'),
    )
    .leftJoin('ledgersAssignment as a', (join) =>
      join
        .onRef('a.unitId', '=', 'v.unitId')
        .onRef('a.deviceId', '=', 'v.deviceId')
        .on('a.toOn', 'is', null),
    )
    .leftJoin('organisationPerson as p', (join) =>
      join.onRef('p.unitId', '=', 'v.unitId').onRef('p.id', '=', 'a.personId'),
    )
    .leftJoin('organisationDepartment as o', (join) =>
      join
        .onRef('o.unitId', '=', 'v.unitId')
        .on(sql`o.id`, '=', sql`coalesce(a.department_id, p.department_id)`),
    )
    .leftJoin('configurationSoftware as s', (join) =>
      join.onRef('s.unitId', '=', 'v.unitId').onRef('s.id', '=', 'v.softwareId'),
    )
    .select([
      'v.id',
      'v.deviceId',
      'd.computerNo',
      'p.name as personName',
      'o.name as departmentName',
      'v.productKey',
      'v.productName',
      'v.publisher',
      'v.edition',
      'v.version',
      'v.kind',
      'v.category',
      'v.rank',
      'v.observed',
      sql<boolean>`cardinality(v.recorded) > 0`.as('recorded'),
      'v.softwareId',
      's.softwareNo',
      'v.missing',
      'v.reasons',
      'v.judgedAt',
    ])
    .where('v.unitId', '=', unitId);
}

function filtered(tx: Tx, unitId: string, query: VerdictQuery, reach: Reach) {
  let select = joined(tx, unitId);
  const { colour, missing, reason, software } = query;
  if (query.id) select = select.where('v.id', '=', query.id);
  if (colour) select = select.where('v.rank', '=', COLOUR_ORDER.indexOf(colour));
  if (query.category) select = select.where('v.category', '=', query.category);
  if (query.kind) select = select.where('v.kind', '=', query.kind);
  if (query.device) select = select.where('v.deviceId', '=', query.device);
  if (query.product) select = select.where('v.productKey', '=', query.product);
  if (missing) select = select.where(sql<boolean>`${missing} = any(v.missing)`);
  if (reason) select = select.where(sql<boolean>`${reason} = any(v.reasons)`);
  if (software) {
    select = select.where(sql<boolean>`(v.software_id = ${software}::uuid
      or ${software}::uuid = any(v.recorded))`);
  }
  if (query.department) select = select.where('o.id', '=', query.department);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(v.product_name ilike ${like}
        or v.device_id in (select id from ledgers_device
          where unit_id = ${unitId} and computer_no ilike ${like})
        or v.device_id in (select w.device_id from ledgers_assignment w
          join organisation_person h on h.unit_id = w.unit_id and h.id = w.person_id
          where w.unit_id = ${unitId} and w.to_on is null and h.name ilike ${like}))`,
    );
  }
  if (reach.scope === 'all') return select;
  if (reach.scope === 'department') {
    return select.where(sql<boolean>`o.id = any(${reach.departmentIds ?? []}::uuid[])`);
  }
  return select.where(sql<boolean>`p.id = ${reach.personId ?? null}::uuid`);
}

/** Rows (unit's verdicts) the reader may count. */
function within(unitId: string, reach: Reach) {
  if (reach.scope === 'all') {
    return sql`select * from reconciliation_verdict where unit_id = ${unitId}`;
  }
  const own =
    reach.scope === 'own'
      ? sql`a.person_id = ${reach.personId ?? null}::uuid`
      : sql`coalesce(a.department_id, p.department_id) = any(${reach.departmentIds ?? []}::uuid[])`;
  return sql`
    select v.* from reconciliation_verdict v
    join ledgers_assignment a on a.unit_id = v.unit_id and a.device_id = v.device_id and a.to_on is null
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    where v.unit_id = ${unitId} and ${own}`;
}

type Lacks = `lacks${Capitalize<Link>}`;
type Counted = Record<Lacks | 'rank' | 'installs', number> & {
  category: VerdictCounts['categories'][number]['category'];
};
const LACKS: Record<Link, Lacks> = {
  contract: 'lacksContract',
  number: 'lacksNumber',
  right: 'lacksRight',
  allocation: 'lacksAllocation',
  register: 'lacksRegister',
  observation: 'lacksObservation',
  device: 'lacksDevice',
};

/** One walk over the verdicts for colours by category and for every link. */
export async function countVerdicts(tx: Tx, unitId: string, reach: Reach): Promise<VerdictCounts> {
  const lacking = LINK_ORDER.map(
    (link) =>
      sql`count(*) filter (where ${sql.lit(link)} = any(v.missing)) as ${sql.ref(`lacks_${link}`)}`,
  );
  const { rows } = await sql<Counted>`
    select v.category, v.rank, count(*) as installs, ${sql.join(lacking)}
    from (${within(unitId, reach)}) v group by v.category, v.rank
  `.execute(tx);
  const sum = (found: Counted[], key: keyof Counted) =>
    found.reduce((total, row) => total + Number(row[key]), 0);
  const categories = Map.groupBy(rows, (row) => row.category);
  const colour = (found: Counted[], wanted: Colour) =>
    sum(
      found.filter((row) => COLOUR_ORDER[row.rank] === wanted),
      'installs',
    );
  return {
    categories: [...categories].map(([category, found]) => ({
      category,
      red: colour(found, 'red'),
      yellow: colour(found, 'yellow'),
      green: colour(found, 'green'),
    })),
    missing: LINK_ORDER.map((link) => ({
      link,
      installs: sum(rows, LACKS[link]),
    })).filter((row) => row.installs > 0),
  };
}

export type ChainRow = {
  chain: string;
  entryNo: number | null;
  sourceId: string | null;
  recorded: string[];
};

export async function chainOf(tx: Tx, unitId: string, id: string): Promise<ChainRow | undefined> {
  const { rows } = await sql<ChainRow>`
    select chain, entry_no, source_id, recorded from reconciliation_verdict
    where unit_id = ${unitId} and id = ${id}
  `.execute(tx);
  return rows[0];
}
