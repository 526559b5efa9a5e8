/**
 * The whole schema as a golden file, read back from a migrated database: a review sees what the schema becomes, not only
 * the recipe. `UPDATE_SCHEMA=1 npx vitest run test/schema.test.ts` writes migrations/schema.sql anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDatabase } from './harness.ts';

const GOLDEN = join(import.meta.dirname, '../migrations/schema.sql');
const database = await testDatabase();

async function lines(query: string): Promise<{ table: string; line: string }[]> {
  const { rows } = await database.pool.query<{ table: string; line: string }>(query);
  return rows;
}

async function describeSchema(): Promise<string> {
  const columns = await lines(`
    select c.relname as table, '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end
      || case when a.attidentity <> '' then ' generated as identity' else '' end
      || case when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ')'
         when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind in ('r', 'p') order by c.relname collate "C", a.attnum`);
  // PostgreSQL 18 lists NOT NULL among the constraints, 15 does not.
  const constraints = await lines(`
    select c.conrelid::regclass::text as table, '  ' || pg_get_constraintdef(c.oid) as line
    from pg_constraint c join pg_namespace n on n.oid = c.connamespace and n.nspname = 'public'
    where c.contype in ('p', 'u', 'f', 'c')`);
  const indexes = await lines(`
    select i.indrelid::regclass::text as table, '  ' || pg_get_indexdef(i.indexrelid) as line
    from pg_index i join pg_class c on c.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))
   `);
  const rights = await lines(`
    select c.relname as table, '  zhengce_app may ' || string_agg(p.privilege, ', ' order by p.position) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate']) with ordinality as p (privilege, position)
    where c.relkind in ('r', 'p') and has_table_privilege('zhengce_app', c.oid, p.privilege)
    group by c.relname`);
  const tables = [...new Set(columns.map((column) => column.table))];
  const of = (all: typeof columns, table: string) =>
    all.filter((one) => one.table === table).map((one) => one.line);
  const parts = tables.map((table) =>
    [
      table,
      ...of(columns, table),
      ...of(constraints, table).sort(),
      ...of(indexes, table).sort(),
      ...of(rights, table),
    ].join('\n'),
  );
  return `-- Golden: the schema all migrations lead to, as test/schema.test.ts reads it back. Not to be run.\n\n${parts.join('\n\n')}\n`;
}

test('the migrations lead to the schema on record', async () => {
  const schema = await describeSchema();
  if (process.env.UPDATE_SCHEMA) writeFileSync(GOLDEN, schema);
  expect(schema).toBe(readFileSync(GOLDEN, 'utf8'));
});
