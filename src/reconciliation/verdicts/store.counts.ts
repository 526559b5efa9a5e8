/**
 * Verdicts counted: for the whole unit out of running totals by name, category and colour, for a department or a person
 * out of the verdicts of their computers. `withTotals` keeps the totals in the transaction that changes verdicts.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Reach } from '../findings/store.ts';
import type { VerdictCounts } from './shapes.api.ts';
import { COLOUR_ORDER, type Colour, LINK_ORDER, type Link } from './shapes.ts';

type Lacks = `lacks${Capitalize<Link>}`;
const LACKS: Record<Link, Lacks> = {
  contract: 'lacksContract',
  number: 'lacksNumber',
  right: 'lacksRight',
  allocation: 'lacksAllocation',
  register: 'lacksRegister',
  observation: 'lacksObservation',
  device: 'lacksDevice',
};
const COLUMNS = ['installs', ...LINK_ORDER.map((link) => `lacks_${link}`)].map((name) =>
  sql.ref(name),
);
const COUNTING = sql.join([
  sql`count(*) as installs`,
  ...LINK_ORDER.map(
    (link) =>
      sql`count(*) filter (where ${sql.lit(link)} = any(v.missing)) as ${sql.ref(`lacks_${link}`)}`,
  ),
]);

type Figures = Record<Lacks | 'installs', number>;
type ByColour = Figures & {
  category: VerdictCounts['categories'][number]['category'];
  rank: number;
};
export type VerdictTotal = ByColour & { productName: string };
export const VERDICT_FIGURES = ['installs', ...Object.values(LACKS)] as (keyof Figures)[];

/** Every verdict of the reader's computers, where that is not all of them. */
function within(unitId: string, reach: Reach): RawBuilder<unknown> {
  const own =
    reach.scope === 'own'
      ? sql`a.person_id = ${reach.personId ?? null}::uuid`
      : sql`coalesce(a.department_id, p.department_id) = any(${reach.departmentIds ?? []}::uuid[])`;
  return sql`
    select v.category, v.rank, ${COUNTING} from reconciliation_verdict v
    join ledgers_assignment a on a.unit_id = v.unit_id and a.device_id = v.device_id and a.to_on is null
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    where v.unit_id = ${unitId} and ${own} group by v.category, v.rank`;
}

function whole(unitId: string): RawBuilder<unknown> {
  const sums = COLUMNS.map((column) => sql`sum(${column})::bigint as ${column}`);
  return sql`select category, rank, ${sql.join(sums)} from reconciliation_verdict_total
    where unit_id = ${unitId} group by category, rank`;
}

export async function countVerdicts(tx: Tx, unitId: string, reach: Reach): Promise<VerdictCounts> {
  const { rows } = await sql<ByColour>`${
    reach.scope === 'all' ? whole(unitId) : within(unitId, reach)
  }`.execute(tx);
  const sum = (found: ByColour[], key: keyof Figures) =>
    found.reduce((total, row) => total + row[key], 0);
  const colour = (found: ByColour[], wanted: Colour) =>
    sum(
      found.filter((row) => COLOUR_ORDER[row.rank] === wanted),
      'installs',
    );
  return {
    categories: [...Map.groupBy(rows, (row) => row.category)].map(([category, found]) => ({
      category,
      red: colour(found, 'red'),
      yellow: colour(found, 'yellow'),
      green: colour(found, 'green'),
    })),
    missing: LINK_ORDER.map((link) => ({ link, installs: sum(rows, LACKS[link]) })).filter(
      (row) => row.installs > 0,
    ),
  };
}

/** The totals counted from the verdicts of `only`; what is kept must equal those of all. */
export async function countTotals(
  tx: Tx,
  unitId: string,
  only: RawBuilder<unknown>,
): Promise<VerdictTotal[]> {
  const { rows } = await sql<VerdictTotal>`
    select v.product_name, v.category, v.rank, ${COUNTING} from reconciliation_verdict v
    where v.unit_id = ${unitId} and ${only} group by v.product_name, v.category, v.rank
  `.execute(tx);
  return rows;
}

export async function keptTotals(tx: Tx, unitId: string): Promise<VerdictTotal[]> {
  const { rows } = await sql<VerdictTotal>`
    select product_name, category, rank, ${sql.join(COLUMNS)} from reconciliation_verdict_total
    where unit_id = ${unitId}`.execute(tx);
  return rows;
}

/** Adds differences, negative ones too; what nothing is left of goes. */
export async function addTotals(
  tx: Tx,
  unitId: string,
  rows: readonly VerdictTotal[],
): Promise<void> {
  if (rows.length === 0) return;
  const change = (column: RawBuilder<unknown>) => sql`${column} = t.${column} + r.${column}`;
  const words = LINK_ORDER.map((link) => sql.raw(`"${LACKS[link]}"`));
  await sql`
    merge into reconciliation_verdict_total t
    using (select "productName" as product_name, category, rank, installs, ${sql.join(
      LINK_ORDER.map((link, at) => sql`${words[at]} as ${sql.ref(`lacks_${link}`)}`),
    )} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as j ("productName" text,
      category text, rank smallint, installs bigint, ${sql.join(
        words.map((word) => sql`${word} bigint`),
      )})) r
    on t.unit_id = ${unitId} and t.product_name = r.product_name and t.category = r.category
      and t.rank = r.rank
    when matched and t.installs + r.installs = 0 then delete
    when matched then update set ${sql.join(COLUMNS.map(change))}
    when not matched then insert (unit_id, product_name, category, rank, ${sql.join(COLUMNS)})
      values (${unitId}, r.product_name, r.category, r.rank, ${sql.join(
        COLUMNS.map((column) => sql`r.${column}`),
      )})
  `.execute(tx);
}
