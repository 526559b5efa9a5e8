/**
 * Where a thing is used, found by the names of columns: a column `…person_id` of a table with `unit_id` names a person,
 * whatever slice the table belongs to and with or without a foreign key.
 */
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

/** What people call the part of the program a table's slice is. */
const PARTS: Record<string, string> = {
  organisation: '组织人员',
  recognition: '软件识别',
  configuration: '软件配置',
  ledgers: '台账',
  installation: '安装维护',
  discovery: '采集',
  reconciliation: '差异处理',
  responsibility: '责任制度',
  daily: '日常管理',
  reporting: '报表',
  platform: '账号与审批',
};

type Column = { tableName: string; columnName: string; udtName: string };

/** Id → parts of the program that use it. `except`: tables that are part of the thing or follow by themselves. */
export async function usesOf(
  tx: Tx,
  unitId: string,
  what: { column: string; ids: readonly string[]; except: readonly string[] },
): Promise<Map<string, string[]>> {
  const { column, ids, except } = what;
  if (ids.length === 0) return new Map();
  const { rows: columns } = await sql<Column>`
    select c.table_name, c.column_name, c.udt_name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema
      and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = 'public' and c.column_name ~ ${`(^|_)${column}s?$`}
      and not (c.table_name = any(${[...except]}::text[]))
      and exists (select from information_schema.columns u where u.table_schema = 'public'
        and u.table_name = c.table_name and u.column_name = 'unit_id')`.execute(tx);
  const uses = new Map<string, Set<string>>();
  for (const one of columns) {
    for (const id of await usedIn(tx, unitId, one, ids)) {
      const part = PARTS[one.tableName.split('_')[0]!] ?? one.tableName;
      uses.set(id, (uses.get(id) ?? new Set()).add(part));
    }
  }
  return new Map([...uses].map(([id, parts]) => [id, [...parts]]));
}

/** One query per table, whatever the number of things. */
async function usedIn(
  tx: Tx,
  unitId: string,
  { tableName, columnName, udtName }: Column,
  ids: readonly string[],
): Promise<string[]> {
  const table = sql.table(tableName);
  const place = sql.ref(columnName);
  const array = udtName.startsWith('_');
  const type = sql.raw(udtName.replace(/^_/, '') === 'uuid' ? 'uuid' : 'text');
  const { rows } = await sql<{ id: string }>`
    select distinct ${array ? sql`u.one::text` : sql`${place}::text`} as id
    from ${table} ${array ? sql`, unnest(${place}) as u (one)` : sql``}
    where unit_id = ${unitId}
      and ${array ? sql`u.one` : place} = any(${[...ids]}::${type}[])`.execute(tx);
  return rows.map((row) => row.id);
}
