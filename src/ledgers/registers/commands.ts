/**
 * 附件7, 8 and 9 read from the journal, never typed (TZ-1.13, TZ-2.3). Pages for the screen, whole forms for files;
 * whole forms come in steps so that a large one never stands in memory.
 */
import { z } from 'zod';
import { refuse } from '../../base/refusal.ts';
import {
  listActiveSoftware,
  maskedSerials,
  type Software,
  softwareByIds,
} from '../../configuration/index.ts';
import { staffCountOn } from '../../organisation/index.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import { likeAnywhere } from '../../platform/db/page.ts';
import { dateText, type Page } from '../../platform/http/endpoint.ts';
import { computerUsersOn, deviceCountsOn } from '../devices/index.ts';
import { readCursor, writeCursor } from '../journal/store.cursors.ts';
import { byRegister, form7Line, form9Software, registerKey, softwareMatches } from './rules.ts';
import type {
  Form7,
  Form7Header,
  Form7Line,
  Form8Computer,
  Form8Line,
  Form9Event,
  Form9Sheet,
  FormHeader,
  OpenInstall,
  RegisterSoftwareType,
} from './shapes.ts';
import type { Reach, When } from './store.ts';
import * as store from './store.ts';

export type Asked = { asOf?: string | undefined; knownAt?: string | undefined };

/** Which day and which knowledge is asked for. A day to come has no register. */
export function whenOf(cx: CommandContext, asked: Asked): When {
  const asOf = asked.asOf ?? cx.today;
  if (asOf > cx.today) {
    const path = 'query.asOf';
    throw refuse(
      'ledgers.futureAsOf',
      '日期 {{date}} 晚于今天，台账还没有那一天',
      { date: asOf },
      { path },
    );
  }
  return { asOf, past: asOf < cx.today || asked.knownAt !== undefined, knownAt: asked.knownAt };
}

export function reachOf(cx: CommandContext, scope: Scope): Reach {
  if (scope === 'all') return { kind: 'all' };
  if (scope === 'own') return { kind: 'own', personId: cx.actor.personId };
  return { kind: 'department', departmentIds: cx.actor.departmentIds ?? [] };
}

export async function formHeader(cx: CommandContext, when: When): Promise<FormHeader> {
  const own = await store.signature(cx.tx, cx.unitId, cx.actor.personId);
  return {
    organizationName: own.organizationName,
    preparedBy: own.personName ?? cx.actor.name,
    preparerPhone: own.phone ?? '',
    preparedOn: when.asOf,
  };
}

/** People and computers of the day (TZ-1.1, D1 to D3). */
export async function form7Header(cx: CommandContext, when: When): Promise<Form7Header> {
  const devices = await deviceCountsOn(cx.tx, cx.unitId, when.asOf);
  return {
    ...(await formHeader(cx, when)),
    totalStaff: await staffCountOn(cx.tx, cx.unitId, when.asOf),
    computerUsers: await computerUsersOn(cx.tx, cx.unitId, when.asOf),
    serverCount: devices.server,
    desktopCount: devices.desktop,
    laptopCount: devices.laptop,
  };
}

type Form7Query = {
  q?: string | undefined;
  type?: RegisterSoftwareType | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
};

/** Lines of 附件7 in its order. A head of department sees what is installed there. */
export async function form7Lines(
  cx: CommandContext,
  when: When,
  reach: Reach,
  query: Form7Query,
): Promise<Page<Form7Line>> {
  const counts =
    reach.kind === 'all'
      ? await store.installedCounts(cx.tx, cx.unitId, when)
      : await store.countsWithin(cx.tx, cx.unitId, when, reach);
  const numbers = await registerNumbers(cx, when, counts);
  const matching = numbers
    .filter((one) => reach.kind === 'all' || (counts.get(one.id) ?? 0) > 0)
    .filter((one) => query.type === undefined || one.softwareType === query.type)
    .filter((one) => !query.q || softwareMatches(one, query.q));
  const after = readCursor(query.cursor, 'form7', z.string()) ?? '';
  const start = matching.findIndex((one) => registerKey(one) > after);
  const first = start < 0 ? matching.length : start;
  const shown = matching.slice(first, query.limit === undefined ? undefined : first + query.limit);
  const serials = await maskedSerials(
    cx.tx,
    cx.unitId,
    shown.map((one) => one.id),
  );
  const last = shown.at(-1);
  const more = last !== undefined && first + shown.length < matching.length;
  return {
    items: shown.map((one, index) =>
      form7Line(one, first + index + 1, counts.get(one.id) ?? 0, serials.get(one.id) ?? []),
    ),
    total: matching.length,
    nextCursor: more ? writeCursor('form7', registerKey(last)) : undefined,
  };
}

/** Numbers in force that day, and any that was installed though it was registered later (建账) or is disposed of. */
async function registerNumbers(
  cx: CommandContext,
  when: When,
  counts: ReadonlyMap<string, number>,
): Promise<Software[]> {
  const active = await listActiveSoftware(cx.tx, cx.unitId, when.asOf);
  const known = new Set(active.map((one) => one.id));
  const others = [...counts].filter(([id, count]) => count > 0 && !known.has(id));
  const added = await softwareByIds(
    cx.tx,
    cx.unitId,
    others.map(([id]) => id),
  );
  return [...active, ...added.values()].sort(byRegister);
}

export async function form7(cx: CommandContext, when: When, reach: Reach): Promise<Form7> {
  const lines = await form7Lines(cx, when, reach, {});
  return { header: await form7Header(cx, when), lines: lines.items };
}

type Form8Query = {
  q?: string | undefined;
  software?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

const Form8Place = z.object({
  departmentOrder: z.number().int(),
  departmentCode: z.string(),
  staffNo: z.string(),
  computerNo: z.string(),
  lineNo: z.number().int(),
});

/** A page of 附件8: computers with everything installed on each, the holder of that day (TZ-2.1, TZ-2.2). */
export async function form8Page(
  cx: CommandContext,
  when: When,
  reach: Reach,
  query: Form8Query,
): Promise<Page<Form8Computer>> {
  const after = readCursor(query.cursor, 'form8', Form8Place);
  const found = await store.form8Devices(cx.tx, cx.unitId, when, {
    reach,
    search: query.q ? likeAnywhere(query.q) : undefined,
    software: query.software,
    after,
    limit: query.limit + 1,
  });
  const devices = found.slice(0, query.limit);
  const last = devices.at(-1);
  // 序号 runs through the whole form: the cursor carries how far it has come.
  const items = numberLines(await withLines(cx, when, devices), after?.lineNo ?? 0);
  const lineNo = items.findLast((computer) => computer.lines.length > 0)?.lines.at(-1)?.lineNo;
  return {
    items,
    nextCursor:
      found.length > query.limit && last
        ? writeCursor('form8', { ...last, lineNo: lineNo ?? after?.lineNo ?? 0 })
        : undefined,
  };
}

function numberLines(computers: Form8Computer[], before: number): Form8Computer[] {
  let lineNo = before;
  return computers.map((computer) => ({
    ...computer,
    lines: computer.lines.map((line) => ({ ...line, lineNo: ++lineNo })),
  }));
}

async function withLines(
  cx: CommandContext,
  when: When,
  devices: readonly store.DeviceLine[],
): Promise<Form8Computer[]> {
  const open = await store.openInstallsOf(
    cx.tx,
    cx.unitId,
    when,
    devices.map((device) => device.deviceId),
  );
  const software = await softwareByIds(cx.tx, cx.unitId, [
    ...new Set(open.map((row) => row.softwareId)),
  ]);
  const byDevice = Map.groupBy(open, (row) => row.deviceId);
  return devices.map(({ deviceId, departmentName, userName, computerNo, computerBrand }) => ({
    ...{ deviceId, departmentName, userName, computerNo, computerBrand },
    lines: form8Lines(byDevice.get(deviceId) ?? [], software),
  }));
}

function form8Lines(
  open: readonly store.OpenRow[],
  software: ReadonlyMap<string, Software>,
): Form8Line[] {
  return open
    .map((row) => ({ row, record: software.get(row.softwareId)! }))
    .sort((left, right) => byRegister(left.record, right.record))
    .map(({ row, record }, index) => ({
      lineNo: index + 1,
      softwareId: row.softwareId,
      softwareNo: record.softwareNo,
      softwareName: record.softwareName,
      installedVersion: row.version,
      licenseTerm: record.licenseTermText,
      softwareType: record.softwareType,
      installedOn: row.installedOn,
    }));
}

const EXPORT_STEP = 200;

/** All computers of 附件8, a few hundred at a time. */
export async function* form8Computers(
  cx: CommandContext,
  when: When,
  reach: Reach,
): AsyncGenerator<Form8Computer> {
  let cursor: string | undefined;
  do {
    const page = await form8Page(cx, when, reach, { cursor, limit: EXPORT_STEP });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor);
}

type Form9Query = {
  software: string;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

const Form9Place = z.object({ occurredOn: dateText, entryNo: z.number().int() });

/** A page of one 附件9 sheet, with the running count after each event. */
export async function form9Page(
  cx: CommandContext,
  when: When,
  query: Form9Query,
): Promise<Page<Form9Event>> {
  const rows = await store.sheetEvents(cx.tx, cx.unitId, when, {
    software: query.software,
    search: query.q ? likeAnywhere(query.q) : undefined,
    after: readCursor(query.cursor, 'form9', Form9Place),
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      entryNo: row.entryNo,
      deviceId: row.deviceId,
      eventType: row.kind,
      computerNo: row.computerNo,
      computerBrand: row.computerBrand,
      userName: row.userName,
      departmentName: row.departmentName,
      eventVersion: row.version,
      eventDate: row.occurredOn,
      installedQuantity: row.running,
    })),
    nextCursor:
      rows.length > query.limit && last
        ? writeCursor('form9', { occurredOn: last.occurredOn, entryNo: last.entryNo })
        : undefined,
  };
}

/** Every 附件9 sheet in the order of 附件7 (TZ-3.3: one sheet per number, also an empty one). */
export async function* form9Sheets(
  cx: CommandContext,
  when: When,
  only?: string,
): AsyncGenerator<Form9Sheet> {
  const counts = await store.installedCounts(cx.tx, cx.unitId, when);
  for (const one of await registerNumbers(cx, when, counts)) {
    if (only !== undefined && one.id !== only) continue;
    const events: Form9Event[] = [];
    let cursor: string | undefined;
    do {
      const page = await form9Page(cx, when, { software: one.id, cursor, limit: 5000 });
      events.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    yield { software: form9Software(one), events };
  }
}

/** The number a sheet is about; the first of the register unless one is named. */
export async function sheetSoftware(
  cx: CommandContext,
  when: When,
  id: string | undefined,
): Promise<Software | undefined> {
  if (id === undefined) {
    return (await listActiveSoftware(cx.tx, cx.unitId, when.asOf))[0];
  }
  const record = (await softwareByIds(cx.tx, cx.unitId, [id])).get(id);
  if (!record) {
    throw refuse(
      'ledgers.noSoftware',
      '没有这个软件编号，请先登记软件',
      {},
      { path: 'query.software', status: 404 },
    );
  }
  return record;
}

type InstallQuery = {
  software?: string | undefined;
  device?: string | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

const InstallPlace = z.object({ computerNo: z.string(), softwareId: z.uuid() });

/** The computers behind an installed quantity. */
export async function openInstalls(
  cx: CommandContext,
  when: When,
  reach: Reach,
  query: InstallQuery,
): Promise<Page<OpenInstall>> {
  const rows = await store.openInstallPage(cx.tx, cx.unitId, when, {
    reach,
    software: query.software,
    device: query.device,
    search: query.q ? likeAnywhere(query.q) : undefined,
    after: readCursor(query.cursor, 'installs', InstallPlace),
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const software = await softwareByIds(cx.tx, cx.unitId, [
    ...new Set(shown.map((row) => row.softwareId)),
  ]);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => {
      const { softwareNo, softwareName, softwareType } = software.get(row.softwareId)!;
      return { ...row, softwareNo, softwareName, softwareType };
    }),
    nextCursor:
      rows.length > query.limit && last
        ? writeCursor('installs', { computerNo: last.computerNo, softwareId: last.softwareId })
        : undefined,
  };
}
