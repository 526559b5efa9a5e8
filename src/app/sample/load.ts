/**
 * Loads the sample unit through the same commands and the same intake as real data, under a clock that walks from two
 * years ago to today: journal, histories and audit lines carry the days on which things would have happened.
 */
import { sql } from 'kysely';
import { addDays, dateInChina, daysBetween } from '../../base/dates.ts';
import { addToFreeList, createSoftware } from '../../configuration/index.ts';
import type { Intake } from '../../discovery/index.ts';
import { type AppendDraft, append, createDevice, retireDevice } from '../../ledgers/index.ts';
import {
  createDepartment,
  createPerson,
  createPost,
  createUnit,
  updateDepartment,
} from '../../organisation/index.ts';
import { WHOLE_INSTALLATION } from '../../platform/auth/authenticate.ts';
import { replaceRoles } from '../../platform/auth/store.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { countNow } from '../../platform/db/statistics.ts';
import type { Services } from '../../platform/http/app.ts';
import { settleOld } from '../../platform/notices/store.ts';
import { loadApplications } from './applications.ts';
import { certify, collectOffers } from './buying.ts';
import { loadCases } from './cases.ts';
import { firstHolder, type Ids, loadChanges } from './changes.ts';
import { DRAWING_DAY } from './drawing.ts';
import { markSample, sampleUnit } from './marker.ts';
import { DEPARTMENTS } from './names.ts';
import { type Plan, type PlannedDevice, type PlannedInstall, START, samplePlan } from './plan.ts';
import { programs } from './programs.ts';
import { removeSample } from './remove.ts';
import { sendReports } from './reports.ts';
import { settleSample } from './settle.ts';
import { FREE, type FreeKey, NUMBERS, type NumberKey } from './software.ts';
import { loadWorkflows } from './workflows.ts';
import { loadYear } from './year.ts';

export const SAMPLE_CODE = 'DEMO';
const ADMITTED = [
  'sysAdmin',
  'itManager',
  'itTechnician',
  'committeeHead',
  'deptHead',
  'staff',
  'hrOfficer',
] as const;
const SAMPLE_NAME = '云州市示例局';
export const SAMPLE_ACTOR = { kind: 'system', id: 'sample', name: '示例数据', roles: [] } as const;

/** Commands at a moment in the past; each in a transaction of its own. */
export type Clock = {
  unitId: string;
  today: string;
  dayOf(daysAgo: number): string;
  at<T>(daysAgo: number, work: (cx: CommandContext) => Promise<T>): Promise<T>;
};

export type SampleParts = {
  database: Database;
  intake: Intake;
  services: Services;
  /** Waits until reports are followed and computers compared. */
  drain(): Promise<void>;
};

/** Loads the unit and returns its id; undefined when it is there already. */
export async function loadSample(parts: SampleParts): Promise<string | undefined> {
  const unitId = await parts.database.write(async (tx) => {
    if (await sampleUnit(tx)) return undefined;
    const id = await createUnit(
      tx,
      { ...SAMPLE_ACTOR, roles: [] },
      {
        code: SAMPLE_CODE,
        name: SAMPLE_NAME,
        type: 'government',
      },
    );
    await markSample(tx, id);
    for (const accountId of await administrators(tx)) await admit(tx, id, accountId);
    return id;
  });
  if (!unitId) return undefined;
  try {
    await fill(parts, clockOf(parts.database, unitId));
  } catch (error) {
    // Half a sample would mislead, and stand in the way of the next try.
    await removeSample(parts.database).catch((second) => {
      throw new AggregateError([error, second], 'the sample unit was neither loaded nor removed');
    });
    parts.intake.forgetUnit(unitId);
    throw error;
  }
  return unitId;
}

async function fill(parts: SampleParts, clock: Clock): Promise<void> {
  const lastYear = Number(clock.today.slice(0, 4)) - 1;
  const plan = samplePlan(daysBetween(`${lastYear}-${DRAWING_DAY}`, clock.today));
  const { people, departments } = await loadPeople(clock, plan);
  const devices = await loadDevices(clock, plan, people);
  const numbers = await loadNumbers(clock);
  await certify(parts, clock, SAMPLE_NAME, numbers);
  await loadJournal(clock, plan, devices, numbers);
  await loadChanges(clock, plan, people, devices);
  await countNow(parts.database);
  const loaded = { plan, people, devices, numbers, departments };
  await loadWorkflows(clock, loaded);
  await loadYear(clock, loaded, parts);
  await loadApplications(clock, loaded);
  await sendReports(parts, clock, plan);
  await parts.drain();
  await countNow(parts.database);
  await settleSample(parts, clock);
  await parts.drain();
  await loadCases(clock, loaded);
  await collectOffers(clock);
  await clock.at(0, async (cx) => {
    await settleOld(cx, clock.dayOf(3));
    // Again, now that there are people.
    for (const accountId of await administrators(cx.tx)) await admit(cx.tx, cx.unitId, accountId);
  });
}

async function administrators(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id from platform_role_grant
    where unit_id = ${WHOLE_INSTALLATION} and role = 'sysAdmin'`.execute(tx);
  return rows.map((row) => row.accountId);
}

/** An administrator may try everything in the sample unit, as its information department's head once there is one. */
export async function admit(tx: Tx, unitId: string, accountId: string): Promise<void> {
  const { rows } = await sql<{ personId: string }>`
    select head_person_id as person_id from organisation_department
    where unit_id = ${unitId} and head_person_id is not null
      and 'informatization' = any(functions) order by code limit 1`.execute(tx);
  const personId = rows[0]?.personId ?? null;
  await replaceRoles(tx, { unitId, accountId, roles: [...ADMITTED], personId, by: 'sample' });
}

function clockOf(database: Database, unitId: string): Clock {
  const today = dateInChina(new Date());
  const dayOf = (daysAgo: number) => addDays(today, -daysAgo);
  return {
    unitId,
    today,
    dayOf,
    at: (daysAgo, work) =>
      database.write((tx) => {
        // Ten in the morning in China; never later than now.
        const moment = new Date(`${dayOf(daysAgo)}T10:00:00+08:00`);
        const now = new Date(Math.min(moment.getTime(), Date.now()));
        const actor = { ...SAMPLE_ACTOR, roles: [] };
        return work({ tx, unitId, actor, today: dayOf(daysAgo), now, requestId: 'sample' });
      }),
  };
}

async function loadPeople(
  clock: Clock,
  plan: Plan,
): Promise<{ people: Ids; departments: Map<string, string> }> {
  const ids: Ids = new Map();
  const departments = new Map<string, string>();
  const posts = new Map<string, string>();
  await clock.at(START, async (cx) => {
    for (const department of DEPARTMENTS) {
      const { id } = await createDepartment(cx, {
        code: department.code,
        name: department.name,
        parentId: null,
        headPersonId: null,
        functions: [...department.functions],
      });
      departments.set(department.code, id);
    }
    const names = new Set(DEPARTMENTS.flatMap((department) => department.posts));
    for (const name of names) posts.set(name, (await createPost(cx, { name, description: '' })).id);
  });
  const byDay = Map.groupBy(plan.people.entries(), ([, person]) => Math.min(person.joined, START));
  for (const [daysAgo, group] of [...byDay].sort(([a], [b]) => b - a)) {
    await clock.at(daysAgo, async (cx) => {
      for (const [index, person] of group) {
        const { id } = await createPerson(cx, {
          staffNo: person.staffNo,
          name: person.name,
          departmentId: departments.get(person.department)!,
          postId: posts.get(person.post)!,
          phone: person.phone,
          email: '',
          joinedOn: clock.dayOf(person.joined),
        });
        ids.set(index, id);
      }
    });
  }
  await clock.at(START - 1, async (cx) => {
    for (const department of DEPARTMENTS) {
      const head = plan.people.findIndex((person) => person.department === department.code);
      await updateDepartment(cx, departments.get(department.code)!, {
        headPersonId: ids.get(head)!,
      });
    }
  });
  return { people: ids, departments };
}

async function loadDevices(clock: Clock, plan: Plan, people: Ids): Promise<Ids> {
  const ids: Ids = new Map();
  const byDay = Map.groupBy(plan.devices.entries(), ([, d]) => Math.min(d.acquired, START - 2));
  for (const [daysAgo, group] of [...byDay].sort(([a], [b]) => b - a)) {
    await clock.at(daysAgo, async (cx) => {
      for (const [index, device] of group) {
        const holder = firstHolder(plan, device);
        const { id } = await createDevice(cx, {
          computerNo: device.computerNo,
          assetNo: `ZC${20_240_000 + index}`,
          deviceType: device.type,
          brand: device.brand,
          model: device.model,
          serialNo: device.serialNo,
          macs: [device.mac],
          hostName: device.hostName,
          location: device.type === 'server' ? '三楼机房' : `${2 + (index % 4)}楼`,
          acquiredOn: clock.dayOf(device.acquired),
          oemEvidence:
            device.evidence && device.os.startsWith('win')
              ? [{ kind: 'coa', text: '机箱标签' }]
              : [],
          holderId: holder === undefined ? null : people.get(holder)!,
        });
        ids.set(index, id);
      }
    });
  }
  return ids;
}

type Numbers = Map<NumberKey | FreeKey, string>;

async function loadNumbers(clock: Clock): Promise<Numbers> {
  const numbers: Numbers = new Map();
  const bought = Object.entries(NUMBERS).sort(([, a], [, b]) => b.bought - a.bought);
  for (const [key, { bought: daysAgo, ...number }] of bought) {
    const { ends, ...facts } = number as typeof number & { ends?: number };
    const purchased = 'purchaseAmountFen' in facts;
    await clock.at(daysAgo, async (cx) => {
      const start = clock.dayOf(daysAgo);
      const created = await createSoftware(cx, {
        ...facts,
        usableVersions: 'usableVersions' in facts ? [...facts.usableVersions] : [],
        serialNumbers: 'serialNumbers' in facts ? [...facts.serialNumbers] : [],
        purchaseDate: purchased ? start : null,
        licenseTerm:
          facts.softwareType !== 'commercial'
            ? null
            : ends === undefined
              ? { kind: 'perpetual' }
              : { kind: 'fixedTerm', start, end: clock.dayOf(-ends) },
      });
      numbers.set(key as NumberKey, created.id);
    });
  }
  await clock.at(698, async (cx) => {
    for (const [key, line] of Object.entries(FREE)) {
      const { softwareId } = await addToFreeList(cx, {
        ...line,
        category: 'utility',
        wholeUnit: true,
      });
      numbers.set(key as FreeKey, softwareId);
    }
  });
  return numbers;
}

type Dated = { daysAgo: number; draft: AppendDraft };

async function loadJournal(
  clock: Clock,
  plan: Plan,
  devices: Ids,
  numbers: Numbers,
): Promise<void> {
  const dated = plan.devices.flatMap((device, index) =>
    device.installs.flatMap((install) =>
      drafts(clock, device, install, devices.get(index)!, numbers),
    ),
  );
  const byDay = Map.groupBy(dated, (one) => one.daysAgo);
  const scrapped = plan.devices.flatMap((device, index) =>
    device.scrapped ? [[device.scrapped, index] as const] : [],
  );
  const days = new Set([...byDay.keys(), ...scrapped.map(([daysAgo]) => daysAgo)]);
  for (const daysAgo of [...days].sort((a, b) => b - a)) {
    await clock.at(daysAgo, async (cx) => {
      const lines = byDay.get(daysAgo) ?? [];
      if (lines.length > 0)
        await append(
          cx,
          lines.map((one) => one.draft),
        );
      for (const [day, index] of scrapped) {
        if (day !== daysAgo) continue;
        await retireDevice(cx, {
          deviceId: devices.get(index)!,
          status: 'scrapped',
          on: clock.dayOf(daysAgo),
          reason: '达到最低使用年限，无法继续使用',
        });
      }
    });
  }
}

function drafts(
  clock: Clock,
  device: PlannedDevice,
  install: PlannedInstall,
  deviceId: string,
  numbers: Numbers,
): Dated[] {
  const { number, version = '' } = programs[install.program];
  if (install.recorded === false || !number) return [];
  // Begun by an order: nothing is left to the loader. Ended by one: only its beginning is.
  if (install.byOrder && install.to === undefined) return [];
  const softwareId = numbers.get(number)!;
  const occurredOn = clock.dayOf(install.from);
  const opening = install.from === 680;
  if (install.upgrades) {
    const fromSoftwareId = numbers.get(programs[install.upgrades].number!)!;
    const draft = {
      kind: 'upgrade',
      fromSoftwareId,
      softwareId,
      deviceId,
      version,
      occurredOn,
    } as const;
    return [
      { daysAgo: install.from, draft: { ...draft, cause: 'upgrade', reason: '办公软件统一升级' } },
    ];
  }
  const draft = { kind: 'install', softwareId, deviceId, version, occurredOn } as const;
  const first: Dated = {
    daysAgo: install.from,
    draft: opening
      ? { ...draft, cause: 'opening', reason: '首次建账', dateBasis: 'loading' }
      : { ...draft, cause: 'campaign', reason: '统一部署' },
  };
  const replaced = device.installs.some((one) => one.upgrades === install.program);
  if (install.to === undefined || install.byOrder || replaced) return [first];
  const gone = {
    kind: 'uninstall',
    softwareId,
    deviceId,
    occurredOn: clock.dayOf(install.to),
  } as const;
  return [first, { daysAgo: install.to, draft: { ...gone, cause: 'manual', reason: '不再需要' } }];
}
