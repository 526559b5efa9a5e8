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

/** Entries of the period on the computers in question, in business order. */
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

/** What stood against the computers in question on both days, and what happened on them; keyed by `judgedKey`. */
export type RateFacts = {
  before: ReadonlyMap<string, JudgedInstall[]>;
  after: ReadonlyMap<string, JudgedInstall[]>;
  entries: ReadonlyMap<string, RateEntry[]>;
  software(id: string): { label: string; termEnd: string | null; disposedOn: string | null };
};

/** Computers that stayed in use and count otherwise than before: their installs have to be looked at. */
export function inQuestion(before: RateScene, after: RateScene): string[] {
  const devices = new Set<string>();
  for (const key of keysOf(before, after)) {
    if (before.judged.get(key) === after.judged.get(key)) continue;
    const id = key.slice(key.indexOf('|') + 1);
    if (counts(before.devices.get(id)) && counts(after.devices.get(id))) devices.add(id);
  }
  return [...devices];
}

function keysOf(before: RateScene, after: RateScene): Set<string> {
  return new Set([...before.judged.keys(), ...after.judged.keys()]);
}

type Reason = Pick<Line, 'cause' | 'mode' | 'day' | 'before' | 'after'>;

export function rateLines(before: RateScene, after: RateScene, facts: RateFacts): Line[] {
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
  for (const key of keysOf(before, after)) {
    const [was, is] = [before.judged.get(key), after.judged.get(key)];
    if (was === is) continue;
    const [category, id] = key.split('|') as [Category, string];
    const device = after.devices.get(id)!;
    const reason = moved.get(id) ?? reasonOf(key, was, is, facts);
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

/** Why a computer in use on both days counts otherwise. */
function reasonOf(
  key: string,
  was: boolean | undefined,
  is: boolean | undefined,
  facts: RateFacts,
): Reason {
  const [opens, closes] = [facts.after.get(key) ?? [], facts.before.get(key) ?? []];
  const entries = facts.entries.get(key) ?? [];
  if (was === undefined) return entryReason(entryOf(entries, opens[0]), facts) ?? untold(was, is);
  if (is === undefined) return entryReason(lastUninstall(entries), facts) ?? untold(was, is);
  const against = (was ? opens : closes).find((install) => install.why !== null);
  if (!against) return untold(was, is);
  const other = (was ? closes : opens).find((install) => install.entryNo === against.entryNo);
  if (!other) {
    const entry = was
      ? entryOf(entries, against)
      : lastUninstall(entries.filter((one) => one.softwareId === against.softwareId));
    return entryReason(entry, facts) ?? untold(was, is);
  }
  return numberReason(against, was, facts) ?? untold(was, is);
}

function entryOf(
  entries: readonly RateEntry[],
  install: JudgedInstall | undefined,
): RateEntry | undefined {
  return entries.find((entry) => entry.entryNo === install?.entryNo);
}

function lastUninstall(entries: readonly RateEntry[]): RateEntry | undefined {
  return entries.findLast((entry) => entry.kind === 'uninstall');
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
