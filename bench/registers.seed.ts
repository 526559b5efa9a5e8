/** A large unit written by SQL: departments, people, computers, software numbers and a journal with its derived tables. */
import type pg from 'pg';

const SOFTWARE = 400;
const OPEN = 40;
const CLOSED = 5;

/** `computers` × 40 open installs, and 5 installs each that were removed again. */
export async function seedRegisters(
  owner: pg.Client,
  unitId: string,
  computers: number,
): Promise<void> {
  // The seed is sound by construction; checking a million rows against four keys would only take time.
  await owner.query('set session_replication_role = replica');
  for (const statement of [
    ...people(computers),
    ...software(),
    ...journal(computers),
    ...derived(),
  ]) {
    await owner.query(statement.replaceAll(':unit', `'${unitId}'::uuid`));
  }
  await owner.query('set session_replication_role = origin');
  await owner.query('vacuum analyze');
}

/** The n-th id of a kind, so that statements can meet without a lookup; shaped as a version-4 UUID. */
export const id = (kind: string, n: string) =>
  `overlay(overlay(md5('${kind}' || (${n})::text || :unit::text) placing '4' from 13) placing '8' from 17)::uuid`;

function people(computers: number): string[] {
  const staff = Math.ceil(computers / 2);
  return [
    `insert into organisation_unit (id, code, name, type) values (:unit, 'DW', '压测单位', 'enterprise')`,
    `insert into organisation_department (unit_id, id, code, name, sort_order)
     select :unit, ${id('d', 'n')}, 'D' || n, '部门' || n, n from generate_series(1, 100) n`,
    `insert into organisation_person (unit_id, id, staff_no, name, department_id, joined_on)
     select :unit, ${id('p', 'n')}, 'P' || lpad(n::text, 6, '0'), '人员' || n,
       ${id('d', 'n % 100 + 1')}, '2020-01-01' from generate_series(1, ${staff}) n`,
    `insert into ledgers_device (unit_id, id, computer_no, device_type, brand, model, status, acquired_on)
     select :unit, ${id('c', 'n')}, 'PC' || lpad(n::text, 6, '0'),
       (array['desktop', 'laptop', 'desktop', 'server'])[n % 4 + 1], '品牌' || n % 9, '型号' || n % 30,
       'inUse', '2020-01-01' from generate_series(1, ${computers}) n`,
    `insert into ledgers_device_status (unit_id, device_id, from_on, status)
     select :unit, ${id('c', 'n')}, '2020-01-01', 'inUse' from generate_series(1, ${computers}) n`,
    `insert into ledgers_assignment (unit_id, device_id, from_on, person_id, department_id)
     select :unit, ${id('c', 'n')}, '2020-01-01', ${id('p', `n % ${staff} + 1`)},
       ${id('d', `(n % ${staff} + 1) % 100 + 1`)} from generate_series(1, ${computers}) n`,
  ];
}

function software(): string[] {
  const type = `(array['commercial', 'oem', 'free'])[n % 3 + 1]`;
  const commercial = `${type} = 'commercial'`;
  return [
    `insert into configuration_software (unit_id, id, software_no, software_type, software_name,
       software_version, publisher, category, acquisition_method, purchase_date, purchase_amount_fen,
       license_type, license_metric, license_quantity, usable_versions, term_kind, identity_key,
       registered_on, created_at, updated_at)
     select :unit, ${id('s', 'n')}, 'N' || lpad(n::text, 4, '0'), ${type}, '软件 ' || n,
       case when ${type} = 'free' then null else 'v' || n % 9 end, '厂商' || n % 50, 'other',
       (array['purchase', 'preinstalled', 'freeDownload'])[n % 3 + 1],
       case when ${commercial} then date '2022-01-01' end, case when ${commercial} then 100000 end,
       case when ${commercial} then 'device' end, case when ${commercial} then 'perDevice' end,
       case when ${commercial} then 3000 end,
       case when ${commercial} then '[{"from": null, "to": null}]'::jsonb else '[]' end,
       case when ${commercial} then 'perpetual' end, decode(md5('k' || n), 'hex'), '2020-01-01', now(), now()
     from generate_series(0, ${SOFTWARE - 1}) n`,
  ];
}

/** Columns every seeded entry shares; hashes are placeholders, which verification will say. */
function entries(source: string): string {
  return `insert into ledgers_entry (unit_id, entry_no, kind, software_id, device_id, version, computer_no,
      computer_brand, user_name, department_name, occurred_on, recorded_at, cause, actor_id, actor_name,
      prev_hash, hash)
    select :unit, e.no, e.kind, ${id('s', 'e.s')}, ${id('c', 'e.c')}, 'v' || e.s % 9,
      'PC' || lpad(e.c::text, 6, '0'), '品牌' || e.c % 9 || ' 型号' || e.c % 30, '人员' || e.c % 10000,
      '部门' || e.c % 100, e.day, timestamptz '2026-01-01' + e.no * interval '1 second', 'manual', 'seed',
      '种子', '\\x00', '\\x00'
    from (${source}) e`;
}

function journal(computers: number): string[] {
  const open = computers * OPEN;
  const closed = computers * CLOSED;
  const day = (from: string) => `date '${from}' + ((c * 31 + k * 7) % 1000)::int`;
  const number = (shift: string) => `(c * 13 + ${shift}) % ${SOFTWARE}`;
  const grid = (count: number) =>
    `from generate_series(1, ${computers}) c, generate_series(0, ${count - 1}) k`;
  return [
    entries(`select (c - 1) * ${OPEN} + k + 1 as no, 'install' as kind, ${number('k')} as s, c,
      ${day('2023-06-01')} as day ${grid(OPEN)}`),
    entries(`select ${open} + (c - 1) * ${CLOSED} + k + 1 as no, 'install' as kind,
      ${number('50 + k')} as s, c, ${day('2022-01-01')} as day ${grid(CLOSED)}`),
    entries(`select ${open + closed} + (c - 1) * ${CLOSED} + k + 1 as no, 'uninstall' as kind,
      ${number('50 + k')} as s, c, ${day('2022-01-01')} + 300 as day ${grid(CLOSED)}`),
  ];
}

function derived(): string[] {
  return [
    `insert into ledgers_open_install (unit_id, software_id, device_id, version, installed_on, entry_no)
     select distinct on (software_id, device_id) unit_id, software_id, device_id, version, occurred_on,
       entry_no
     from ledgers_entry e where kind = 'install' and not exists (select from ledgers_entry u
       where u.unit_id = :unit and u.software_id = e.software_id and u.device_id = e.device_id
         and u.kind = 'uninstall')`,
    `insert into ledgers_count (unit_id, software_id, installed)
     select unit_id, software_id, count(*) from ledgers_open_install group by 1, 2`,
    `insert into ledgers_chain (unit_id, last_entry_no, last_hash, last_recorded_at)
     select :unit, max(entry_no), '\\x00', max(recorded_at) from ledgers_entry`,
  ];
}
