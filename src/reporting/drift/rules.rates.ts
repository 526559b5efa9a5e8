/**
 * 正版率 (D11–D14) by computer: each computer that counts on one day and not on the other is one line. What counts is asked
 * of reconciliation; only the reason is found here, and a computer whose reason cannot be told says so by itself.
 */
import type { EntryCause } from '../../ledgers/journal/shapes.ts';
import type { JudgedComputer, JudgedInstall } from '../../reconciliation/index.ts';
import { causeOfEntry } from './rules.numbers.ts';
import { type DeviceFact, deviceCause, type Line } from './rules.ts';
import type { CauseKey, Mode, TotalKey } from './shapes.ts';

export const CATEGORIES = ['operatingSystem', 'office', 'antivirus'] as const;
type Category = (typeof CATEGORIES)[number];
const PARTS = ['Required', 'Installed', 'Genuine'] as const;
export const RATE_TOTALS: TotalKey[] = CATEGORIES.flatMap((category) =>
  PARTS.map((part): TotalKey => `${category}${part}`),
);

export type RateScene = {
  day: string;
  /** Computers of the day, by id. */
  devices: ReadonlyMap<string, DeviceFact>;
  judged: ReadonlyMap<string, boolean>;
};

export function judgedKey(one: { category: string; deviceId: string }): string {
  return `${one.category}|${one.deviceId}`;
}

export function judgedMap(rows: readonly JudgedComputer[]): Map<string, boolean> {
  return new Map(rows.map((row) => [judgedKey(row), row.genuine]));
}

/** D11: a computer in use has to have each of the three (one each, 财行〔2013〕98号). */
function counts(device: DeviceFact | undefined): boolean {
  return device !== undefined && device.status === 'inUse' && !device.merged;
}

export function rateFigures(scene: RateScene): Map<TotalKey, number> {
  const figures = new Map<TotalKey, number>(RATE_TOTALS.map((total) => [total, 0]));
  const add = (total: TotalKey) => figures.set(total, figures.get(total)! + 1);
  for (const device of scene.devices.values()) {
    if (counts(device)) for (const category of CATEGORIES) add(`${category}Required`);
  }
  for (const [key, genuine] of scene.judged) {
    const category = key.split('|')[0] as Category;
    add(`${category}Installed`);
    if (genuine) add(`${category}Genuine`);
  }
  return figures;
}

/** An entry of the period on a computer in question. */
export type RateEntry = {
  entryNo: number;
  deviceId: string;
  softwareId: string;
  category: string;
  kind: 'install' | 'uninstall';
  cause: EntryCause;
  mode: Mode;
  occurredOn: string;
  version: string;
};

/** A computer that a category counts otherwise on the second day; undefined = not counted at all. */
export type RateChange = {
  key: string;
  category: Category;
  deviceId: string;
  was: boolean | undefined;
  is: boolean | undefined;
};

export function rateChanges(before: RateScene, after: RateScene): RateChange[] {
  const changes: RateChange[] = [];
  const add = (key: string, was: boolean | undefined, is: boolean | undefined) => {
    if (was === is) return;
    const [category, deviceId] = key.split('|') as [Category, string];
    changes.push({ key, category, deviceId, was, is });
  };
  for (const [key, was] of before.judged) add(key, was, after.judged.get(key));
  for (const [key, is] of after.judged) if (!before.judged.has(key)) add(key, undefined, is);
  return changes;
}

/** Changes of computers that stayed in use: their installs have to be looked at. */
export function inQuestion(
  changes: readonly RateChange[],
  before: RateScene,
  after: RateScene,
): RateChange[] {
  return changes.filter(
    ({ deviceId }) => counts(before.devices.get(deviceId)) && counts(after.devices.get(deviceId)),
  );
}

/** What tells why a computer in use on both days counts otherwise: an install, an uninstall, or an install's number. */
export type Turn =
  | { by: 'install'; entryNo: number }
  | { by: 'uninstall'; softwareId: string | undefined }
  | { by: 'number'; install: JudgedInstall }
  | { by: 'nothing' };

/** The turns by the key of their change. `before` and `after`: what is installed on these computers, in order of days. */
export function turnsOf(
  changes: readonly RateChange[],
  before: readonly JudgedInstall[],
  after: readonly JudgedInstall[],
): Map<string, Turn> {
  const [closes, opens] = [Map.groupBy(before, judgedKey), Map.groupBy(after, judgedKey)];
  return new Map(
    changes.map((change) => {
      const { key } = change;
      return [key, turnOf(change, closes.get(key) ?? [], opens.get(key) ?? [])];
    }),
  );
}

function turnOf(
  { was, is }: RateChange,
  closes: readonly JudgedInstall[],
  opens: readonly JudgedInstall[],
): Turn {
  if (was === undefined) return installed(opens[0]);
  if (is === undefined) return { by: 'uninstall', softwareId: undefined };
  const against = (was ? opens : closes).find((install) => install.why !== null);
  const other = (was ? closes : opens).some((install) => install.entryNo === against?.entryNo);
  if (against && other) return { by: 'number', install: against };
  if (was) return installed(against);
  return against ? { by: 'uninstall', softwareId: against.softwareId } : { by: 'nothing' };
}

function installed(install: JudgedInstall | undefined): Turn {
  return install ? { by: 'install', entryNo: install.entryNo } : { by: 'nothing' };
}

export type RateFacts = {
  turns: ReadonlyMap<string, Turn>;
  /** The installs and uninstalls the turns name, in business order; keyed by `judgedKey`. */
  entries: ReadonlyMap<string, RateEntry[]>;
  software(id: string): { label: string; termEnd: string | null; disposedOn: string | null };
};

type Reason = Pick<Line, 'cause' | 'mode' | 'day' | 'before' | 'after'>;

export function rateLines(
  { before, after }: { before: RateScene; after: RateScene },
  changes: readonly RateChange[],
  facts: RateFacts,
): Line[] {
  const lines: Line[] = [];
  const add = (total: TotalKey, delta: number, device: DeviceFact, reason: Reason) => {
    if (delta === 0) return;
    const { id, computerNo } = device;
    lines.push({
      ...{ total, item: null, step: 'inPeriod', delta, ...reason },
      ...{ type: 'device', id, label: computerNo },
    });
  };
  const moved = new Map<string, Reason>();
  for (const [id, is] of after.devices) {
    const was = before.devices.get(id);
    const delta = Number(counts(is)) - Number(counts(was));
    if (delta === 0) continue;
    const told = { before: was?.status ?? null, after: is.status };
    const reason = { cause: deviceCause('inPeriod', was, is), mode: null, day: is.statusFrom };
    moved.set(id, { ...reason, ...wordsOf(told) });
    for (const category of CATEGORIES) add(`${category}Required`, delta, is, moved.get(id)!);
  }
  for (const change of changes) {
    const { category, deviceId, was, is } = change;
    const device = after.devices.get(deviceId)!;
    const reason = moved.get(deviceId) ?? reasonOf(change, facts);
    add(
      `${category}Installed`,
      Number(is !== undefined) - Number(was !== undefined),
      device,
      reason,
    );
    add(`${category}Genuine`, Number(is === true) - Number(was === true), device, reason);
  }
  return lines;
}

const STATUS: Record<string, string> = {
  inUse: '在用',
  idle: '闲置',
  inRepair: '维修',
  scrapped: '报废',
  transferredOut: '调出',
};
function wordsOf(told: { before: string | null; after: string | null }) {
  const word = (status: string | null) => (status === null ? null : (STATUS[status] ?? status));
  return { before: word(told.before), after: word(told.after) };
}

function reasonOf({ key, was, is }: RateChange, facts: RateFacts): Reason {
  const turn = facts.turns.get(key) ?? { by: 'nothing' };
  const entries = facts.entries.get(key) ?? [];
  return told(turn, was === true, entries, facts) ?? untold(was, is);
}

function told(
  turn: Turn,
  wasGenuine: boolean,
  entries: readonly RateEntry[],
  facts: RateFacts,
): Reason | undefined {
  switch (turn.by) {
    case 'install': {
      const entry = entries.find((one) => one.entryNo === turn.entryNo);
      return entryReason(entry, facts);
    }
    case 'uninstall':
      return entryReason(lastUninstall(entries, turn.softwareId), facts);
    case 'number':
      return numberReason(turn.install, wasGenuine, facts);
    default:
      return undefined;
  }
}

/** The last uninstall in the category, or of a number. */
function lastUninstall(
  entries: readonly RateEntry[],
  softwareId: string | undefined,
): RateEntry | undefined {
  return entries.findLast(
    (entry) =>
      entry.kind === 'uninstall' && (softwareId === undefined || entry.softwareId === softwareId),
  );
}

function entryReason(entry: RateEntry | undefined, facts: RateFacts): Reason | undefined {
  if (!entry) return undefined;
  const words = `${facts.software(entry.softwareId).label} ${entry.version}`.trim();
  const [before, after] = entry.kind === 'install' ? [null, words] : [words, null];
  const cause = causeOfEntry(entry.cause);
  return { cause, mode: entry.mode, day: entry.occurredOn, before, after };
}

/** An install that was there on both days: its number or its place in the queue for licences changed. */
function numberReason(
  install: JudgedInstall,
  wasGenuine: boolean,
  facts: RateFacts,
): Reason | undefined {
  const { label, termEnd, disposedOn } = facts.software(install.softwareId);
  const because = (cause: CauseKey, day: string | null): Reason => ({
    ...{ cause, mode: null, day, before: null, after: label },
  });
  if (wasGenuine && install.why === 'expired') return because('termExpired', termEnd);
  if (wasGenuine && install.why === 'ended') return because('numberDisposed', disposedOn);
  if (wasGenuine && install.why === 'notListed') return because('delisted', null);
  if (!wasGenuine && install.why === 'notListed') return because('listed', null);
  if (!wasGenuine && install.why === 'quantity') return because('licenceFreed', null);
  return undefined;
}

function untold(was: boolean | undefined, is: boolean | undefined): Reason {
  const word = (genuine: boolean | undefined) =>
    genuine === undefined ? null : genuine ? '正版' : '尚无依据';
  return { cause: 'judgement', mode: null, day: null, before: word(was), after: word(is) };
}
