/**
 * Random histories of a unit as people would record them, one step a day: late, backdated, reversed, merged, corrected.
 * For tests that compare what the registers say on different days and with different knowledge.
 */
import fc from 'fast-check';
import { sql } from 'kysely';
import { addDays } from '../src/base/dates.ts';
import { newId } from '../src/base/ids.ts';
import { Refusal } from '../src/base/refusal.ts';
import { stopLine } from '../src/configuration/freelist/commands.ts';
import {
  addToFreeList,
  createSoftware,
  disposeSoftware,
  restoreSoftware,
  updateSoftware,
} from '../src/configuration/index.ts';
import {
  append,
  assignHolder,
  createDevice,
  mergeDevices,
  retireDevice,
  reverse,
  setStatus,
  undoMerge,
  updateDevice,
} from '../src/ledgers/index.ts';
import { createPerson, updatePerson } from '../src/organisation/index.ts';
import { type CommandContext, systemContext } from '../src/platform/db/context.ts';
import type { Database } from '../src/platform/db/database.ts';

export const FIRST = '2026-03-01';
export const DAYS = 60;
export const dayNo = fc.integer({ min: 0, max: DAYS });
const pick = fc.integer({ min: 0, max: 7 });
const op = fc.constantFrom(
  ...(['install', 'install', 'install', 'uninstall', 'upgrade', 'reverse', 'retire'] as const),
  ...(['device', 'device', 'status', 'status', 'holder', 'holder', 'type', 'acquired'] as const),
  ...(['merge', 'undoMerge', 'person', 'leave', 'return', 'move'] as const),
  ...(['number', 'quantity', 'term', 'registered', 'dispose', 'restore', 'list', 'stop'] as const),
);
/** `back`: how many days before the day of recording it happened. */
export const step = fc.record({
  op,
  back: fc.integer({ min: 0, max: 25 }),
  a: pick,
  b: pick,
  c: dayNo,
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export type HistoryUnit = {
  id: string;
  departments: string[];
  people: string[];
  devices: string[];
  numbers: string[];
  lines: string[];
  free: string[];
  merges: string[];
};
const at = <T>(list: readonly T[], index: number) => list[index % list.length]!;
/** The moment step `index` is recorded: one a day. */
export const moment = (index: number) => new Date(`${addDays(FIRST, index)}T04:00:00Z`);

/** A unit with a few people, computers and numbers to begin with. */
export async function historyUnit(database: Database): Promise<HistoryUnit> {
  const id = newId();
  const departments = [newId(), newId()];
  await database.write(async (tx) => {
    await sql`insert into organisation_unit (id, code, name, type)
      values (${id}, ${id.slice(-12)}, '单位', 'government')`.execute(tx);
    for (const [index, one] of departments.entries()) {
      await sql`insert into organisation_department (unit_id, id, code, name)
        values (${id}, ${one}, ${`D${index}`}, ${`部门${index}`})`.execute(tx);
    }
  });
  const unit: HistoryUnit = {
    id,
    departments,
    people: [],
    devices: [],
    numbers: [],
    lines: [],
    free: [],
    merges: [],
  };
  for (const index of [0, 1, 2, 3]) {
    const base = { back: 0, a: index, b: index, c: 5 };
    for (const kind of ['person', 'device', 'number'] as const) {
      await database.write((tx) =>
        act(systemContext(tx, id, 'test', moment(-1)), unit, { ...base, op: kind }),
      );
    }
  }
  return unit;
}

/** One step as a person would record it; what is refused changes nothing. */
async function act(cx: CommandContext, unit: HistoryUnit, one: Step): Promise<unknown> {
  const on = addDays(cx.today, -one.back);
  const deviceId = at(unit.devices, one.a);
  const softwareId = at(unit.numbers, one.b);
  const personId = at(unit.people, one.b);
  const common = { deviceId, softwareId, occurredOn: on, cause: 'manual' as const, reason: '测试' };
  switch (one.op) {
    case 'install':
      return append(cx, [{ ...common, kind: 'install', version: '2' }]);
    case 'uninstall':
    case 'upgrade': {
      const { rows } = await sql<{ softwareId: string; deviceId: string }>`
        select software_id, device_id from ledgers_open_install where unit_id = ${unit.id}
        order by entry_no`.execute(cx.tx);
      if (rows.length === 0) return undefined;
      const open = at(rows, one.c);
      if (one.op === 'uninstall') return append(cx, [{ ...common, ...open, kind: 'uninstall' }]);
      const to = { softwareId, fromSoftwareId: open.softwareId, deviceId: open.deviceId };
      return append(cx, [{ ...common, ...to, kind: 'upgrade', version: '2' }]);
    }
    case 'reverse':
      return reverse(cx, one.c + 1, '登错了');
    case 'retire':
      return retireDevice(cx, { deviceId, status: 'scrapped', on, reason: '报废' });
    case 'person':
    case 'leave':
    case 'return':
    case 'move':
      return actPerson(cx, unit, one, personId);
    case 'merge': {
      const keepId = at(unit.devices, one.b);
      unit.merges.push((await mergeDevices(cx, { keepId, dropId: deviceId })).mergeId);
      return undefined;
    }
    case 'undoMerge':
      return unit.merges.length > 0 && undoMerge(cx, at(unit.merges, one.a));
    case 'number':
    case 'quantity':
    case 'term':
    case 'registered':
    case 'dispose':
    case 'restore':
    case 'list':
    case 'stop':
      return actNumber(cx, unit, one, softwareId);
    default:
      return actDevice(cx, unit, one, deviceId);
  }
}

async function actPerson(cx: CommandContext, unit: HistoryUnit, one: Step, personId: string) {
  const on = addDays(cx.today, -one.back);
  if (one.op === 'person') {
    const no = String(unit.people.length + 1);
    const departmentId = one.a === 7 ? null : at(unit.departments, one.a);
    const facts = { staffNo: no, name: `人${no}`, departmentId, joinedOn: on };
    const rest = { postId: null, phone: '', email: '' };
    unit.people.push((await createPerson(cx, { ...facts, ...rest })).id);
    return undefined;
  }
  if (one.op === 'move') {
    return updatePerson(cx, personId, { departmentId: at(unit.departments, one.a), movedOn: on });
  }
  return updatePerson(cx, personId, { leftOn: one.op === 'leave' ? on : null });
}

async function actDevice(cx: CommandContext, unit: HistoryUnit, one: Step, deviceId: string) {
  const on = addDays(cx.today, -one.back);
  const holder = one.b === 7 ? null : at(unit.people, one.b);
  const type = at(['server', 'desktop', 'laptop'] as const, one.b);
  switch (one.op) {
    case 'device': {
      const departmentId = at(unit.departments, one.a);
      const oemEvidence = one.a % 2 === 0 ? [] : [{ kind: 'coa' as const, text: '标签' }];
      const facts = { deviceType: type, acquiredOn: on, holderId: holder, departmentId };
      unit.devices.push((await createDevice(cx, { ...facts, oemEvidence })).id);
      return undefined;
    }
    case 'status': {
      const status = at(['inUse', 'idle', 'inRepair'] as const, one.b);
      return setStatus(cx, { deviceId, status, fromOn: on, reason: '变更' });
    }
    case 'holder':
      return assignHolder(cx, { deviceId, personId: holder, fromOn: on });
    case 'type':
      return updateDevice(cx, deviceId, { deviceType: type });
    default:
      return updateDevice(cx, deviceId, { acquiredOn: on });
  }
}

const KINDS = ['commercial', 'commercial', 'oem', 'free'] as const;
const CATEGORY = ['operatingSystem', 'office', 'antivirus'] as const;

async function actNumber(cx: CommandContext, unit: HistoryUnit, one: Step, id: string) {
  const on = addDays(cx.today, -one.back);
  switch (one.op) {
    case 'number': {
      const softwareType = at(KINDS, one.a);
      const facts = {
        ...{ softwareType, softwareName: `软件${unit.numbers.length}`, registeredOn: on },
        category: at(CATEGORY, one.b),
      };
      const licence = {
        ...{ softwareVersion: '2', acquisitionMethod: 'donation' as const },
        ...{
          licenseType: 'site' as const,
          licenseQuantity: one.c % 5 ? (one.c % 3) + 1 : ('unlimited' as const),
        },
        usableVersions: [{ from: null, to: null }],
        licenseTerm: { kind: 'fixedTerm' as const, start: FIRST, end: addDays(FIRST, one.c) },
      };
      const own =
        softwareType === 'commercial'
          ? licence
          : softwareType === 'oem'
            ? { softwareVersion: '2', acquisitionMethod: 'preinstalled' as const }
            : { acquisitionMethod: 'freeDownload' as const };
      const created = await createSoftware(cx, { ...facts, ...own });
      unit.numbers.push(created.id);
      if (softwareType === 'free') unit.free.push(created.id);
      return undefined;
    }
    case 'quantity':
      return updateSoftware(cx, id, { licenseQuantity: (one.a % 4) + 1, reason: '更正' });
    case 'term': {
      const end = addDays(FIRST, one.c);
      return updateSoftware(cx, id, {
        licenseTerm: one.a === 0 ? { kind: 'perpetual' } : { kind: 'fixedTerm', start: FIRST, end },
        reason: '更正',
      });
    }
    case 'registered':
      return updateSoftware(cx, id, { registeredOn: on, reason: '更正' });
    case 'dispose':
      return disposeSoftware(cx, id, { disposedOn: on, reason: '停用', disposalId: newId() });
    case 'restore':
      return restoreSoftware(cx, id, { reason: '误处置' });
    case 'list': {
      const line = await addToFreeList(cx, {
        ...{
          softwareId: unit.free.length > 0 ? at(unit.free, one.b) : id,
          softwareVersion: '1及以上',
          source: '官网',
          publisher: '某社区',
        },
        ...{
          wholeUnit: true,
          departmentIds: [],
          reason: '工作需要',
          freeScope: 'any',
          validFrom: on,
        },
      });
      unit.lines.push(line.id);
      return undefined;
    }
    default:
      return unit.lines.length > 0 && stopLine(cx, at(unit.lines, one.a), on);
  }
}

/** Records step `index` of a history. */
export async function record(
  database: Database,
  unit: HistoryUnit,
  one: Step,
  index: number,
): Promise<void> {
  await database
    .write((tx) => act(systemContext(tx, unit.id, 'test', moment(index)), unit, one))
    .catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
}
