/** Totals of a comparison put together: before, after, causes, and what the causes leave unexplained (nothing). */

import { type NumberFact, partsOf } from './rules.numbers.ts';
import {
  counted,
  type Group,
  isLive,
  type Line,
  type Scene,
  sumUp,
  totalsOf,
  usersOf,
} from './rules.ts';
import type { Cause, DriftTotal, TotalKey } from './shapes.ts';

/** One point with everything that is counted there. */
export type State = Scene & {
  numbers: ReadonlyMap<string, NumberFact>;
  installs: ReadonlyMap<string, number>;
};

export type Figures = Partial<Record<TotalKey, number>>;

/** Totals of the page, in its order; the rates have a comparison of their own. */
export const UNIT_TOTALS = [
  'totalStaff',
  'computerUsers',
  'server',
  'desktop',
  'laptop',
  'computers',
  'inUse',
  'idle',
  'inRepair',
  'scrapped',
  'transferredOut',
  'commercial',
  'oem',
  'free',
  'selfDeveloped',
  'licenses',
  'validLicenses',
  'unlimited',
  'installs',
  'remaining',
] as const satisfies readonly TotalKey[];

/** Every total of the unit at one point. */
export function figuresOf(state: State): Figures {
  const figures: Figures = Object.fromEntries(UNIT_TOTALS.map((total) => [total, 0]));
  const add = (total: TotalKey, count: number) => {
    figures[total] = (figures[total] ?? 0) + count;
  };
  for (const person of state.people.values()) add('totalStaff', Number(counted(person, state.day)));
  add('computerUsers', usersOf(state).size);
  for (const device of state.devices.values()) {
    for (const total of totalsOf(device)) if (!total.includes('|')) add(total as TotalKey, 1);
  }
  for (const count of state.installs.values()) add('installs', count);
  for (const fact of state.numbers.values()) {
    const parts = partsOf(fact, state.day, state.installs.get(fact.id) ?? 0);
    for (const [total, count] of Object.entries(parts)) add(total as TotalKey, count);
  }
  return figures;
}

/** The same of one total, by software number or by `department:status`. */
export function itemFigures(state: State, total: TotalKey): Map<string, number> {
  const found = new Map<string, number>();
  if (total === 'installs') return new Map(state.installs);
  if (total === 'department') {
    for (const device of state.devices.values()) {
      if (device.merged || !isLive(device.status)) continue;
      const cell = `${device.departmentId ?? ''}:${device.status}`;
      found.set(cell, (found.get(cell) ?? 0) + 1);
    }
    return found;
  }
  for (const fact of state.numbers.values()) {
    const part = partsOf(fact, state.day, state.installs.get(fact.id) ?? 0)[total];
    if (part !== undefined) found.set(fact.id, part);
  }
  return found;
}

export function totalOf(
  total: TotalKey,
  before: number,
  after: number,
  causes: readonly Cause[],
): DriftTotal {
  const explained = causes.reduce((sum, cause) => sum + cause.delta, 0);
  const delta = after - before;
  return { total, before, after, delta, causes: [...causes], unexplained: delta - explained };
}

export function unitTotals(
  before: Figures,
  after: Figures,
  lines: readonly Line[],
  groups: readonly Group[],
): DriftTotal[] {
  const causes = sumUp(lines, groups, false);
  return UNIT_TOTALS.map((total) =>
    totalOf(total, before[total] ?? 0, after[total] ?? 0, causes.get(total) ?? []),
  );
}
