/**
 * A small unit for ledger tests, written past the commands: computers, people and software numbers with short names, so
 * that a test speaks of `A` on `C1`.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '../src/base/ids.ts';
import type { AppendDraft } from '../src/ledgers/journal/commands.ts';
import type { CommandContext } from '../src/platform/db/context.ts';
import { systemContext } from '../src/platform/db/context.ts';
import type { Database, Tx } from '../src/platform/db/database.ts';

export type LedgerUnit = {
  unitId: string;
  /** computer number → id */
  devices: Map<string, string>;
  /** software number → id */
  software: Map<string, string>;
  write<T>(work: (cx: CommandContext) => Promise<T>, now?: Date): Promise<T>;
  read<T>(work: (cx: CommandContext) => Promise<T>): Promise<T>;
  device(computerNo: string): string;
  number(softwareNo: string): string;
};

export type SoftwareSeed = {
  no: string;
  type: 'commercial' | 'oem' | 'free';
  version?: string;
  quantity?: number;
  usable?: { from: string | null; to: string | null }[];
};

export const SEED_SOFTWARE: SoftwareSeed[] = [
  {
    no: 'A',
    type: 'commercial',
    version: 'v12',
    quantity: 2,
    usable: [{ from: 'v11', to: 'v12' }],
  },
  { no: 'B', type: 'commercial', version: 'v13', quantity: 50, usable: [{ from: null, to: null }] },
  { no: 'O', type: 'oem', version: 'v11' },
  { no: 'F', type: 'free' },
];

/** A unit with `computers` desktops C1…, one department, one holder, and the software above; `F` is on 附件6. */
export async function ledgerUnit(
  database: Database,
  options: { computers?: number; today?: Date; software?: SoftwareSeed[] } = {},
): Promise<LedgerUnit> {
  const unitId = newId();
  const devices = new Map<string, string>();
  for (let no = 1; no <= (options.computers ?? 4); no++) devices.set(`C${no}`, newId());
  const seeds = options.software ?? SEED_SOFTWARE;
  const software = new Map(seeds.map((seed) => [seed.no, newId()]));
  await database.write(async (tx) => {
    await insertUnit(tx, unitId, devices);
    for (const seed of seeds) await insertSoftware(tx, unitId, software.get(seed.no)!, seed);
  });
  const today = options.today ?? new Date('2026-06-30T04:00:00Z');
  const find = (map: Map<string, string>, name: string) => {
    const id = map.get(name);
    if (!id) throw new Error(`the test unit has no ${name}`);
    return id;
  };
  return {
    unitId,
    devices,
    software,
    write: (work, now = today) =>
      database.write((tx) => work(systemContext(tx, unitId, 'test', now))),
    read: (work) => database.read((tx) => work(systemContext(tx, unitId, 'test', today))),
    device: (computerNo) => find(devices, computerNo),
    number: (softwareNo) => find(software, softwareNo),
  };
}

async function insertUnit(tx: Tx, unitId: string, devices: Map<string, string>): Promise<void> {
  const department = newId();
  const person = newId();
  await sql`insert into organisation_unit (id, code, name, type)
    values (${unitId}, ${unitId.slice(-12)}, '台账单位', 'government')`.execute(tx);
  await sql`insert into organisation_department (unit_id, id, code, name)
    values (${unitId}, ${department}, 'D1', '办公室')`.execute(tx);
  await sql`insert into organisation_person (unit_id, id, staff_no, name, department_id)
    values (${unitId}, ${person}, 'P1', '张一', ${department})`.execute(tx);
  const ids = [...devices.values()];
  await sql`
    insert into ledgers_device (unit_id, id, computer_no, device_type, brand, model, status)
    select ${unitId}, d.id, d.no, 'desktop', '清华', '甲一', 'inUse'
    from unnest(${ids}::uuid[], ${[...devices.keys()]}::text[]) as d (id, no)`.execute(tx);
  await sql`
    insert into ledgers_device_status (unit_id, device_id, from_on, status)
    select ${unitId}, d, '2020-01-01', 'inUse' from unnest(${ids}::uuid[]) as d`.execute(tx);
  await sql`
    insert into ledgers_assignment (unit_id, device_id, from_on, person_id, department_id)
    select ${unitId}, d, '2020-01-01', ${person}, ${department}
    from unnest(${ids}::uuid[]) as d`.execute(tx);
}

async function insertSoftware(tx: Tx, unitId: string, id: string, seed: SoftwareSeed) {
  const commercial = seed.type === 'commercial';
  await sql`
    insert into configuration_software (unit_id, id, software_no, software_type, software_name,
      software_version, category, acquisition_method, license_type, license_metric,
      license_quantity, usable_versions, term_kind, identity_key, registered_on, created_at,
      updated_at)
    values (${unitId}, ${id}, ${seed.no}, ${seed.type}, ${`软件${seed.no}`},
      ${seed.type === 'free' ? null : (seed.version ?? 'v1')}, 'other',
      ${seed.type === 'oem' ? 'preinstalled' : commercial ? 'purchase' : 'freeDownload'},
      ${commercial ? 'device' : null}, ${commercial ? 'perDevice' : null},
      ${seed.quantity ?? null}, ${JSON.stringify(seed.usable ?? [])}::jsonb,
      ${commercial ? 'perpetual' : null}, ${randomBytes(32)}, '2020-01-01', now(), now())
  `.execute(tx);
  if (seed.type !== 'free') return;
  await sql`
    insert into configuration_free_list (unit_id, id, software_id, software_version, version_key,
      usable_versions, source, publisher, whole_unit, reason, free_scope, valid_from, created_at,
      updated_at)
    values (${unitId}, ${newId()}, ${id}, '不限', '*', '[{"from": null, "to": null}]'::jsonb,
      '官网', '某社区', true, '工作需要', 'any', '2020-01-01', now(), now())`.execute(tx);
}

/** One line of a test's journal; `from` only for an upgrade. */
export type Line = {
  kind: AppendDraft['kind'];
  software: string;
  from?: string;
  computer: string;
  version?: string;
  on: string;
  key?: string;
};

export function drafts(unit: LedgerUnit, lines: Line[]): AppendDraft[] {
  return lines.map((line): AppendDraft => {
    const common = {
      deviceId: unit.device(line.computer),
      softwareId: unit.number(line.software),
      occurredOn: line.on,
      cause: 'manual' as const,
      idempotencyKey: line.key ?? null,
      reason: '测试',
    };
    if (line.kind === 'upgrade') {
      const fromSoftwareId = unit.number(line.from ?? line.software);
      return { ...common, kind: 'upgrade', fromSoftwareId, version: line.version };
    }
    if (line.kind === 'uninstall') return { ...common, kind: 'uninstall' };
    return { ...common, kind: 'install', version: line.version };
  });
}

/** `+ A C1 v12 2024-03-05`, `- A C1 2024-03-06`, `^ A>B C1 v13 2024-03-07`. */
export function lines(text: string): Line[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [sign, software = '', computer = '', ...rest] = line.trim().split(/\s+/);
      const on = rest.at(-1)!;
      const version = rest.length > 1 ? rest[0] : undefined;
      const [from = '', to = from] = software.split('>');
      if (sign === '-') return { kind: 'uninstall', software, computer, on };
      if (sign === '^') return { kind: 'upgrade', software: to, from, computer, version, on };
      return { kind: 'install', software, computer, version, on };
    });
}
