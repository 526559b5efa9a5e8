/** What 20,000 computers were seen to have, beside the ledger of `registers.seed.ts`: dictionary, matches, present sets. */
import type pg from 'pg';
import { id } from './registers.seed.ts';

/** Raw entries 1–400 are the recorded numbers; the rest is what else stands on computers, frequent ones first. */
const NUMBERS = 400;
const ENTRIES = 12_000;
const SEEN_OF_RECORDED = 39;
const BACKGROUND = 62;

export async function seedSightings(
  owner: pg.Client,
  unitId: string,
  computers: number,
): Promise<void> {
  await owner.query('set session_replication_role = replica');
  for (const statement of [...entitlements(), ...dictionary(), ...sources(computers)]) {
    await owner.query(statement.replaceAll(':unit', `'${unitId}'::uuid`));
  }
  await owner.query('set session_replication_role = origin');
  await owner.query('vacuum analyze');
}

/** General categories for the home page, 附件6, and evidence on nine computers of ten. */
function entitlements(): string[] {
  return [
    `update configuration_software set category = (array['operatingSystem', 'office', 'antivirus'])
       [substr(software_no, 2)::int % 10 + 1] where unit_id = :unit and substr(software_no, 2)::int % 10 < 3`,
    `insert into configuration_free_list (unit_id, id, software_id, software_version, version_key,
       usable_versions, source, publisher, whole_unit, reason, free_scope, valid_from, created_at, updated_at)
     select :unit, ${id('f', 'software_no')}, id, '', '', '[{"from": null, "to": null}]', '官网', publisher,
       true, '工作需要', 'any', '2020-01-01', now(), now()
     from configuration_software where unit_id = :unit and software_type = 'free'`,
    `update ledgers_device set oem_evidence = '[{"note": "随机凭据"}]'
     where unit_id = :unit and substr(computer_no, 3)::int % 10 <> 0`,
  ];
}

function dictionary(): string[] {
  const kind = `case when n <= ${NUMBERS} then (array['commercial', 'oem', 'free'])[(n - 1) % 3 + 1]
    when n % 97 = 0 then 'free' when n % 3 = 0 then 'component' else 'unknown' end`;
  return [
    `insert into recognition_raw_entry (unit_id, id, key, name, publisher, version, os, source, system_category)
     select :unit, n, decode(md5('r' || n), 'hex'),
       case when n <= ${NUMBERS} then '软件 ' || n - 1 else 'Program 程序 ' || n end, '厂商' || n % 50,
       'v' || (n - 1) % 9, 'windows', 'registry', '' from generate_series(1, ${ENTRIES}) n`,
    `insert into recognition_match (unit_id, raw_entry_id, product_name, publisher, edition, version, kind,
       category, free_scope, component_class, rule_source, rule)
     select :unit, n, case when n <= ${NUMBERS} then '软件 ' || n - 1 else 'Program 程序 ' || n end,
       '厂商' || n % 50, '', 'v' || (n - 1) % 9, ${kind}, 'other',
       case when ${kind} = 'free' then 'any' end, case when ${kind} = 'component' then 'driver' end,
       case ${kind} when 'component' then 'component' when 'unknown' then 'none' else 'catalogue' end, ''
     from generate_series(1, ${ENTRIES}) n`,
  ];
}

/** Of the recorded numbers all but one are seen, and one that is not recorded; names by a steep law. */
function sources(computers: number): string[] {
  const all = `generate_series(1, ${computers}) c`;
  return [
    `insert into discovery_source (unit_id, id, agent_key, kind, state, device_id, matched_by, device_name,
       agent_version, host_name, host_key, serial_no, serial_key, uuid, macs, manufacturer, model, chassis,
       os_name, os_version, os_kind, last_user, user_names, tag, licences, head_digest, created_at)
     select :unit, ${id('q', 'c')}, 'agent-' || c, 'glpi', 'assigned', ${id('c', 'c')}, 'serial', 'host' || c,
       '1.7', 'host' || c, 'host' || c, 'SN' || c, 'sn' || c, '', array['00:1b:' || c], 'Lenovo', 'M' || c % 40,
       'Desktop', 'Microsoft Windows 10 Professional', '10.0.19045', 'windows', 'user' || c, '{}', '', '[]', '',
       timestamptz '2026-01-01' + c * interval '1 minute' from ${all}`,
    `insert into discovery_last_seen (unit_id, source_id, seen_at)
     select :unit, ${id('q', 'c')}, now() - (c % 40) * interval '1 day' from ${all}`,
    `insert into discovery_present (unit_id, source_id, seq, first_at, changed_at, software_rows,
       per_user_seen, complete, entries)
     select :unit, ${id('q', 'c')}, 0, now(), now(), cardinality(e.entries), true, true, e.entries
     from ${all} cross join lateral (select array_agg(distinct n order by n) as entries from (
       select (c * 13 + k) % ${NUMBERS} + 1 as n from generate_series(0, ${SEEN_OF_RECORDED - 1}) k
       union all select (c * 13 + 45) % ${NUMBERS} + 1
       union all select ${NUMBERS + 1} + floor(${ENTRIES - NUMBERS}
         * power(((c::bigint * 7919 + k * 104729) % 100003) / 100003.0, 3))::int
       from generate_series(1, ${BACKGROUND}) k) x) e`,
    `update recognition_raw_entry r set device_count = g.n from (
       select unnest(entries) as id, count(*)::int as n from discovery_present where unit_id = :unit group by 1) g
     where r.unit_id = :unit and r.id = g.id`,
  ];
}
