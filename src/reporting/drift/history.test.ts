/**
 * For random histories of people, computers, numbers, the free list and the journal, recorded late and corrected: the
 * causes of every total add up to its change, on both time axes, and the figures are those of the registers.
 */
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../test/harness.ts';
import { addDays } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { Refusal } from '../../base/refusal.ts';
import { stopLine } from '../../configuration/freelist/commands.ts';
import {
  addToFreeList,
  createSoftware,
  disposeSoftware,
  listActiveSoftware,
  restoreSoftware,
  updateSoftware,
} from '../../configuration/index.ts';
import {
  append,
  assignHolder,
  computerUsersOn,
  createDevice,
  deviceCountsOn,
  devicesOn,
  installedCounts,
  mergeDevices,
  retireDevice,
  reverse,
  setStatus,
  undoMerge,
  updateDevice,
} from '../../ledgers/index.ts';
import { createPerson, staffCountOn, updatePerson } from '../../organisation/index.ts';
import { type CommandContext, systemContext } from '../../platform/db/context.ts';
import { genuineRatesOn, sumOfRates } from '../../reconciliation/index.ts';
import { itemsOf } from './commands.items.ts';
import { ratesOf } from './commands.rates.ts';
import { recordPage } from './commands.records.ts';
import { driftIn, driftOf, type Points, type World, worldOf } from './commands.ts';
import { RATE_TOTALS, rateFigures } from './rules.rates.ts';
import { sumUp } from './rules.ts';
import { ITEM_TOTALS, type ItemTotal, type TotalKey } from './shapes.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});

const FIRST = '2026-03-01';
const DAYS = 60;
const dayNo = fc.integer({ min: 0, max: DAYS });
const pick = fc.integer({ min: 0, max: 7 });
const op = fc.constantFrom(
  ...(['install', 'install', 'install', 'uninstall', 'upgrade', 'reverse', 'retire'] as const),
  ...(['device', 'device', 'status', 'status', 'holder', 'holder', 'type', 'acquired'] as const),
  ...(['merge', 'undoMerge', 'person', 'leave', 'return', 'move'] as const),
  ...(['number', 'quantity', 'term', 'registered', 'dispose', 'restore', 'list', 'stop'] as const),
);
/** `back`: how many days before the day of recording it happened. */
const step = fc.record({ op, back: fc.integer({ min: 0, max: 25 }), a: pick, b: pick, c: dayNo });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

type Unit = {
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
const moment = (index: number) => new Date(`${addDays(FIRST, index)}T04:00:00Z`);

async function newUnit(): Promise<Unit> {
  const id = newId();
  const departments = [newId(), newId()];
  await app.database.write(async (tx) => {
    await sql`insert into organisation_unit (id, code, name, type)
      values (${id}, ${id.slice(-12)}, '单位', 'government')`.execute(tx);
    for (const [index, one] of departments.entries()) {
      await sql`insert into organisation_department (unit_id, id, code, name)
        values (${id}, ${one}, ${`D${index}`}, ${`部门${index}`})`.execute(tx);
    }
  });
  const unit: Unit = {
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
      await app.database.write((tx) =>
        act(systemContext(tx, id, 'test', moment(-1)), unit, { ...base, op: kind }),
      );
    }
  }
  return unit;
}

/** One step as a person would record it; what is refused changes nothing. */
async function act(cx: CommandContext, unit: Unit, one: Step): Promise<unknown> {
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

async function actPerson(cx: CommandContext, unit: Unit, one: Step, personId: string) {
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

async function actDevice(cx: CommandContext, unit: Unit, one: Step, deviceId: string) {
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

async function actNumber(cx: CommandContext, unit: Unit, one: Step, id: string) {
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

/** Figures by the registers' own functions and plain SQL, at the moment of asking. */
async function registers(cx: CommandContext, asOf: string): Promise<Map<TotalKey, number>> {
  const { tx, unitId } = cx;
  const when = { asOf, past: true, knownAt: undefined };
  const counts = await installedCounts(tx, unitId, when);
  const numbers = await listActiveSoftware(tx, unitId, asOf);
  const devices = await deviceCountsOn(tx, unitId, asOf);
  const { rows } = await sql<{ status: TotalKey; count: number }>`
    select d.status, count(*)::int as count from (${devicesOn(unitId, when)}) d
    where d.status is not null group by d.status`.execute(tx);
  const figures = new Map<TotalKey, number>([
    ['totalStaff', await staffCountOn(tx, unitId, asOf)],
    ['computerUsers', await computerUsersOn(tx, unitId, asOf)],
    ...(Object.entries(devices) as [TotalKey, number][]),
    ['computers', devices.server + devices.desktop + devices.laptop],
    ['installs', [...counts.values()].reduce((sum, count) => sum + count, 0)],
    ['unlimited', numbers.filter((one) => one.licenseQuantity === 'unlimited').length],
  ]);
  for (const status of ['inUse', 'idle', 'inRepair', 'scrapped', 'transferredOut'] as const) {
    figures.set(status, rows.find((row) => row.status === status)?.count ?? 0);
  }
  for (const type of ['commercial', 'oem', 'free', 'selfDeveloped'] as const) {
    figures.set(type, numbers.filter((one) => one.softwareType === type).length);
  }
  const finite = numbers.flatMap((one) =>
    typeof one.licenseQuantity === 'number' ? [one.licenseQuantity] : [],
  );
  figures.set(
    'licenses',
    finite.reduce((sum, quantity) => sum + quantity, 0),
  );
  return figures;
}

async function agrees(cx: CommandContext, world: World, seen: Set<string>): Promise<void> {
  const { totals } = await driftIn(cx, world);
  for (const total of totals) expect(total.unexplained, JSON.stringify(total)).toBe(0);
  for (const name of Object.keys(ITEM_TOTALS) as ItemTotal[]) {
    const items = itemsOf(world, name);
    for (const item of items) {
      expect(item.unexplained, JSON.stringify(item)).toBe(0);
      for (const cause of item.causes) seen.add(`${cause.step} ${cause.cause} ${cause.mode}`);
    }
    const whole = totals.find((total) => total.total === name);
    if (whole) expect(items.reduce((sum, item) => sum + item.delta, 0)).toBe(whole.delta);
  }
}

const point = (asOf: string, knownAt: Date | null) => ({
  ...{ asOf, closing: null, knownAt: knownAt?.toISOString() ?? null },
});
const points = (from: ReturnType<typeof point>, to: ReturnType<typeof point>): Points => ({
  ...{ from, to, frozen: { from: undefined, to: undefined } },
});

test('the causes of every total add up to its change, whatever was recorded when', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 15, maxLength: DAYS }),
      fc.array(dayNo, { minLength: 2, maxLength: 2 }),
      async (steps, days) => {
        const unit = await newUnit();
        const snapshots: { index: number; asOf: string; figures: Map<TotalKey, number> }[] = [];
        for (const [index, one] of steps.entries()) {
          const now = moment(index);
          await app.database
            .write((tx) => act(systemContext(tx, unit.id, 'test', now), unit, one))
            .catch((error: unknown) => {
              if (!(error instanceof Refusal)) throw error;
            });
          if (index % 7 !== 3) continue;
          const asOf = addDays(FIRST, index - (one.c % 20));
          const figures = await app.database.read((tx) =>
            registers(systemContext(tx, unit.id, 'test', now), asOf),
          );
          snapshots.push({ index, asOf, figures });
        }
        await app.database.read(async (tx) => {
          const cx = systemContext(tx, unit.id, 'test', moment(DAYS + 1));
          const [from, to] = days.map((day) => addDays(FIRST, day)).sort() as [string, string];
          await comparesAsKnownNow(cx, from, to, seen);
          for (const one of snapshots) await comparesWithSnapshot(cx, one, snapshots, seen);
        });
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 12) },
  );
  // A cause the histories never brought about would be untested.
  expect(seen.size).toBeGreaterThan(20);
}, 300_000);

async function comparesAsKnownNow(cx: CommandContext, from: string, to: string, seen: Set<string>) {
  const world = await worldOf(cx, points(point(from, null), point(to, null)));
  await agrees(cx, world, seen);
  const { totals } = await driftIn(cx, world);
  const [before, after] = [await registers(cx, from), await registers(cx, to)];
  for (const total of totals) {
    for (const cause of total.causes) seen.add(`${cause.step} ${cause.cause} ${cause.mode}`);
    if (!before.has(total.total)) continue;
    expect([total.total, total.before]).toEqual([total.total, before.get(total.total)]);
    expect([total.total, total.after]).toEqual([total.total, after.get(total.total)]);
  }
  const rates = await ratesOf(cx, world.points);
  const causes = sumUp(rates.lines, [], false);
  const [had, has] = [rateFigures(rates.before), rateFigures(rates.after)];
  for (const [day, figures] of [[from, had] as const, [to, has] as const]) {
    for (const rate of sumOfRates(await genuineRatesOn(cx, day))) {
      const name = (part: string) => `${rate.category}${part}` as TotalKey;
      expect(figures.get(name('Required'))).toBe(rate.required);
      expect(figures.get(name('Installed'))).toBe(rate.installed);
      expect(figures.get(name('Genuine'))).toBe(rate.genuine);
    }
  }
  for (const total of RATE_TOTALS) {
    const own = causes.get(total) ?? [];
    for (const cause of own) seen.add(`rate ${cause.cause}`);
    const sum = own.reduce((all, cause) => all + cause.delta, 0);
    expect([total, sum]).toEqual([total, has.get(total)! - had.get(total)!]);
    expect(own.filter((cause) => cause.cause === 'judgement')).toEqual([]);
  }
}

type Snapshot = { index: number; asOf: string; figures: Map<TotalKey, number> };

/** What was known at the snapshot is found again, and its way to the present and to later snapshots is explained. */
async function comparesWithSnapshot(
  cx: CommandContext,
  one: Snapshot,
  all: readonly Snapshot[],
  seen: Set<string>,
): Promise<void> {
  const start = point(one.asOf, moment(one.index));
  const later = all.filter((other) => other.index > one.index && other.asOf >= one.asOf);
  const ends = [
    point(cx.today, null),
    ...later.map((other) => point(other.asOf, moment(other.index))),
  ];
  for (const [index, end] of ends.entries()) {
    const world = await worldOf(cx, points(start, end));
    await agrees(cx, world, seen);
    const { totals } = await driftIn(cx, world);
    for (const total of totals) {
      for (const cause of total.causes) seen.add(`${cause.step} ${cause.cause} ${cause.mode}`);
      if (!one.figures.has(total.total)) continue;
      expect([total.total, total.before]).toEqual([total.total, one.figures.get(total.total)]);
      if (index === 0) continue;
      const figures = later[index - 1]!.figures;
      expect([total.total, total.after]).toEqual([total.total, figures.get(total.total)]);
    }
  }
}

test('the records behind a cause are as many as it says and add up to it, page by page', async () => {
  const unit = await newUnit();
  const run = fc.sample(fc.array(step, { minLength: DAYS, maxLength: DAYS }), {
    numRuns: 1,
    seed: 7,
  });
  for (const [index, one] of run[0]!.entries()) {
    await app.database
      .write((tx) => act(systemContext(tx, unit.id, 'test', moment(index)), unit, one))
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
  }
  await app.database.read(async (tx) => {
    const cx = systemContext(tx, unit.id, 'test', moment(DAYS + 1));
    const asked = { from: addDays(FIRST, 10), to: cx.today, knowledge: 'past' as const };
    const { totals } = await driftOf(cx, asked);
    let causes = 0;
    for (const { total, causes: own } of totals) {
      for (const { step: when, cause, mode, delta, count } of own) {
        const query = { ...asked, total, step: when, cause, mode: mode ?? undefined, limit: 2 };
        const found = [];
        let cursor: string | undefined;
        do {
          const page = await recordPage(cx, { ...query, cursor });
          found.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor);
        const sum = found.reduce((all, record) => all + record.delta, 0);
        const name = `${total} ${when} ${cause} ${mode}`;
        expect([name, found.length, sum]).toEqual([name, count, delta]);
        expect(new Set(found.map((record) => record.key)).size).toBe(count);
        causes++;
      }
    }
    expect(causes).toBeGreaterThan(10);
  });
});
