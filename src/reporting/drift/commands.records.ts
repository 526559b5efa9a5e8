/** The single records behind one cause: entries of the journal page by page, other records out of the comparison. */

import type { EntryCause } from '../../ledgers/journal/shapes.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { decodeCursor, encodeCursor } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { pageOf } from './commands.items.ts';
import { ratesOf } from './commands.rates.ts';
import { pointsOf, type World, worldOf } from './commands.ts';
import { entryCauseOf, hasRemaining } from './rules.numbers.ts';
import { RATE_TOTALS } from './rules.rates.ts';
import type { Line } from './rules.ts';
import type { CauseKey, DriftAsked, DriftRecord, Mode, Step, TotalKey } from './shapes.ts';
import * as store from './store.ts';

export type RecordsAsked = DriftAsked & {
  total: TotalKey;
  item?: string | undefined;
  step: Step;
  cause: CauseKey;
  mode?: Mode | undefined;
  cursor?: string | undefined;
  limit: number;
};

export async function recordPage(
  cx: CommandContext,
  asked: RecordsAsked,
): Promise<Page<DriftRecord>> {
  const points = await pointsOf(cx, asked);
  const fits = (line: Line) =>
    line.total === asked.total &&
    line.step === asked.step &&
    line.cause === asked.cause &&
    (asked.mode === undefined || line.mode === asked.mode) &&
    (asked.item === undefined || line.item === asked.item);
  if (RATE_TOTALS.includes(asked.total)) {
    return linePage((await ratesOf(cx, points)).lines.filter(fits), asked);
  }
  const journal = asked.total === 'installs' || asked.total === 'remaining';
  const cause = entryCauseOf(asked.cause);
  if (journal && cause) {
    // Only 剩余许可 has to know which numbers had a quantity then.
    const world = asked.total === 'remaining' ? await worldOf(cx, points) : undefined;
    return entryPage(cx, points, { ...asked, cause }, world);
  }
  return linePage((await worldOf(cx, points)).lines.filter(fits), asked);
}

function linePage(
  lines: readonly Line[],
  asked: { cursor?: string | undefined; limit: number },
): Page<DriftRecord> {
  const records = lines.map((line, at) => recordOf(line, at));
  records.sort((left, right) => (left.key < right.key ? -1 : 1));
  return pageOf(records, asked, (record) => record.key);
}

const PAGES = { person: '/people', device: '/devices', software: '/software' } as const;

function recordOf(line: Line, at: number): DriftRecord {
  const { day, delta, label, before, after, type, id } = line;
  return {
    key: `${day ?? '0'} ${label} ${id} ${line.item ?? ''} ${line.total} ${delta} ${at}`,
    ...{ day, delta, label, before, after },
    ...{ recordedAt: null, by: null, reason: null },
    link: `${PAGES[type]}/${id}`,
  };
}

/** Entries behind a cause of 安装数量; 剩余许可 follows those of numbers that had a quantity before the step. */
export async function entryPage(
  cx: CommandContext,
  between: store.Between,
  asked: Omit<RecordsAsked, 'cause'> & { cause: EntryCause },
  world: World | undefined,
): Promise<Page<DriftRecord>> {
  const turned = asked.total === 'remaining';
  const every = turned && world ? counting(world, asked.step) : undefined;
  const cursor = asked.cursor ? decodeCursor(asked.cursor, 'entries') : undefined;
  const rows = await store.entryRecords(cx.tx, cx.unitId, between, {
    ...{ step: asked.step, cause: asked.cause, mode: asked.mode },
    softwareIds: asked.item === undefined ? every : [asked.item],
    after: cursor && { occurredOn: cursor.key, entryNo: Number(cursor.id) },
    limit: asked.limit + 1,
  });
  const shown = rows.slice(0, asked.limit);
  const names = await store.softwareNames(
    cx.tx,
    cx.unitId,
    shown.map((row) => row.softwareId),
  );
  const last = shown.at(-1);
  return {
    items: shown.map((row) => entryRecord(row, names.get(row.softwareId) ?? '', turned ? -1 : 1)),
    nextCursor:
      rows.length > asked.limit && last
        ? encodeCursor({ sort: 'entries', key: last.occurredOn, id: String(last.entryNo) })
        : undefined,
  };
}

function counting(world: World, step: Step): string[] {
  const state = step === 'afterwards' ? world.states.start : world.states.middle;
  return [...state.numbers.values()].filter(hasRemaining).map((fact) => fact.id);
}

function entryRecord(row: store.EntryRecord, software: string, sign: 1 | -1): DriftRecord {
  const words = `${software} ${row.version}`.trim();
  const [before, after] = row.kind === 'install' ? [null, words] : [words, null];
  return {
    key: String(row.entryNo),
    day: row.occurredOn,
    delta: row.worth * sign,
    label: row.computerNo,
    ...{ before, after },
    recordedAt: row.recordedAt,
    by: row.actorName,
    reason: row.reason,
    link: `/entries?software=${row.softwareId}&device=${row.deviceId}`,
  };
}
