/**
 * What has changed between the paper somebody holds and what the records say now, cell by cell. Rows are matched by what
 * stands in them, not by their number: a line that was put in above does not make all the others differ.
 */
import type { ResolvedCell, ResolvedRow } from '../../base/layout.ts';
import type { PrintContent } from './rules.ts';

export type Difference = {
  kind: 'changed' | 'added' | 'removed';
  /** The sheet's name where there are several. */
  sheet: string;
  /** Which cell: the words before it, or its column and line. */
  where: string;
  before: string;
  after: string;
};

/** Nobody reads more; how many there are is told all the same. */
export const MOST_DIFFERENCES = 500;
const SERIAL = '序号';

export type Compared = { total: number; items: Difference[] };

/** `signatureLine` false: who prints and when does not count as a change (the registers' line below the title). */
export function differencesBetween(
  before: PrintContent,
  after: PrintContent,
  { signatureLine = true }: { signatureLine?: boolean } = {},
): Compared {
  const items: Difference[] = [];
  const many = before.sheets.length > 1 || after.sheets.length > 1;
  const later = new Map(after.sheets.map((one) => [one.name, one.sheet]));
  const earlier = new Set(before.sheets.map((one) => one.name));
  for (const { name, sheet } of before.sheets) {
    const label = many ? name : '';
    const now = later.get(name);
    if (!now) {
      items.push({ kind: 'removed', sheet: name, where: name, before: sheet.title, after: '' });
      continue;
    }
    const rows = (list: ResolvedRow[]) =>
      signatureLine ? list : list.filter((row) => !isSignatureLine(row));
    items.push(...rowDifferences(label, rows(sheet.rows), rows(now.rows)));
  }
  for (const { name, sheet } of after.sheets) {
    if (earlier.has(name)) continue;
    items.push({ kind: 'added', sheet: name, where: name, before: '', after: sheet.title });
  }
  for (const place of new Set([...Object.keys(before.pictures), ...Object.keys(after.pictures)])) {
    const [old, now] = [before.pictures[place], after.pictures[place]];
    if (old === now) continue;
    const words = (digest: string | undefined) => (digest ? '手写签名' : '');
    const kind = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    items.push({ kind, sheet: '', where: '签名', before: words(old), after: words(now) });
  }
  return { total: items.length, items: items.slice(0, MOST_DIFFERENCES) };
}

const isSignatureLine = (row: ResolvedRow) =>
  row.part === 'head' && row.cells.length > 1 && row.cells.every((cell) => !cell.border);

function rowDifferences(sheet: string, before: ResolvedRow[], after: ResolvedRow[]): Difference[] {
  const heads = new Headings([...before]);
  const columns = columnsBetween(before, after);
  const [old, now] = columns ? [columns.before, columns.after] : [before, after];
  const keys = [old.map((row) => rowKey(row, heads)), now.map((row) => rowKey(row, heads))];
  const found: Difference[] = columns ? [{ ...columns.told, sheet }] : [];
  for (const gap of gapsOf(keys[0]!, keys[1]!)) {
    const left = old.slice(gap.from, gap.to);
    const right = now.slice(gap.newFrom, gap.newTo);
    for (const [old, now] of pairs(left, right)) {
      if (old && now) found.push(...cellDifferences(sheet, old, now, heads));
      else found.push(wholeRow(sheet, old, now));
    }
  }
  return found;
}

type Columns = { before: ResolvedRow[]; after: ResolvedRow[]; told: Omit<Difference, 'sheet'> };

/**
 * Where the unit has moved, hidden or added columns since: both sides with the columns they share, each where it stood
 * before, so that no line differs for the layout's sake; that the columns are others is told once.
 */
function columnsBetween(before: ResolvedRow[], after: ResolvedRow[]): Columns | undefined {
  const [old, now] = [placesOf(before), placesOf(after)];
  if (old.size === 0 || now.size === 0) return undefined;
  if ([...old.keys()].join() === [...now.keys()].join()) return undefined;
  const matched = (rows: ResolvedRow[]) =>
    rows
      .filter((row) => !row.repeat)
      .map((row) => ({
        ...row,
        cells: row.cells
          .flatMap((cell, at) => {
            if (row.part !== 'body') return [{ ...cell, col: at }];
            const shared = cell.key !== undefined && now.has(cell.key);
            const col = shared ? old.get(cell.key!) : undefined;
            return col === undefined ? [] : [{ ...cell, col }];
          })
          .sort((left, right) => left.col - right.col),
      }));
  const titles = (rows: ResolvedRow[]) => [...new Headings(rows).titles.values()].join('、');
  const words = { before: titles(before), after: titles(after) };
  const told = { kind: 'changed' as const, where: '表格的列', ...words };
  return { before: matched(before), after: matched(after), told };
}

/** Of each column of the table: its key and where it stands. */
function placesOf(rows: ResolvedRow[]): Map<string, number> {
  const first = rows.find((row) => row.part === 'body');
  const keyed = (first?.cells ?? []).filter((cell) => cell.key !== undefined);
  return new Map(keyed.map((cell) => [cell.key!, cell.col]));
}

/** Words of the head above each column: the row that is printed again on each page, else the last of the head. */
class Headings {
  readonly titles = new Map<number, string>();
  constructor(rows: ResolvedRow[]) {
    const head = rows.filter((row) => row.part === 'head');
    const repeated = head.filter((row) => row.repeat);
    for (const row of repeated.length > 0 ? repeated : []) {
      for (const cell of row.cells) {
        for (let col = cell.col; col < cell.col + cell.span; col++) {
          this.titles.set(col, cell.display.replaceAll(/\s+/g, ''));
        }
      }
    }
  }
}

/** What makes a row itself; its number in the list does not. */
function rowKey(row: ResolvedRow, heads: Headings): string {
  const numbered = row.part === 'body';
  return row.cells
    .filter((cell) => !numbered || heads.titles.get(cell.col) !== SERIAL)
    .map((cell) => `${cell.col}:${cell.display}`)
    .join('\u0001');
}

type Gap = { from: number; to: number; newFrom: number; newTo: number };

/** Stretches between rows that stand in both: rows that occur once on each side and keep their order. */
function gapsOf(before: string[], after: string[]): Gap[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let [end, newEnd] = [before.length, after.length];
  while (end > start && newEnd > start && before[end - 1] === after[newEnd - 1]) {
    end--;
    newEnd--;
  }
  const once = (list: string[], from: number, to: number) => {
    const places = new Map<string, number>();
    for (let at = from; at < to; at++) places.set(list[at]!, places.has(list[at]!) ? -1 : at);
    return places;
  };
  const later = once(after, start, newEnd);
  const anchors = [...once(before, start, end)]
    .filter(([key, at]) => at >= 0 && (later.get(key) ?? -1) >= 0)
    .map(([key, at]) => [at, later.get(key)!] as const);
  const gaps: Gap[] = [];
  let [from, newFrom] = [start, start];
  for (const [at, newAt] of [...longestRising(anchors), [end, newEnd] as const]) {
    if (at > from || newAt > newFrom) gaps.push({ from, to: at, newFrom, newTo: newAt });
    [from, newFrom] = [at + 1, newAt + 1];
  }
  return gaps;
}

/** The longest run whose second numbers rise; the first ones do already. */
function longestRising(points: (readonly [number, number])[]): (readonly [number, number])[] {
  const tails: number[] = [];
  const previous: number[] = [];
  points.forEach(([, value], at) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (points[tails[middle]!]![1] < value) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? tails[low - 1]! : -1;
    tails[low] = at;
  });
  const run: (readonly [number, number])[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at]!) run.unshift(points[at]!);
  return run;
}

/** Rows of a gap that are the same line with other words, in order; what is left was added or removed. */
function* pairs(
  left: ResolvedRow[],
  right: ResolvedRow[],
): Generator<[ResolvedRow | undefined, ResolvedRow | undefined]> {
  let next = 0;
  for (const old of left) {
    // An equal number of lines on both sides is told line by line; else the alike ones find each other.
    const at =
      left.length === right.length
        ? next
        : right.findIndex((now, place) => place >= next && alike(old, now));
    if (at < 0) {
      yield [old, undefined];
      continue;
    }
    for (; next < at; next++) yield [undefined, right[next]];
    yield [old, right[at]];
    next = at + 1;
  }
  for (; next < right.length; next++) yield [undefined, right[next]];
}

/** Two thirds of the cells agree: the same line with other words rather than another line. */
function alike(old: ResolvedRow, now: ResolvedRow): boolean {
  if (old.part !== now.part || old.cells.length !== now.cells.length) return false;
  const words = old.cells.filter((cell) => cell.display !== '' && cell.display !== '--');
  const same = words.filter((cell) => cellAt(now, cell.col)?.display === cell.display).length;
  return same * 3 >= words.length * 2;
}

const cellAt = (row: ResolvedRow, col: number) => row.cells.find((cell) => cell.col === col);

function cellDifferences(
  sheet: string,
  old: ResolvedRow,
  now: ResolvedRow,
  heads: Headings,
): Difference[] {
  const places = new Set([...old.cells, ...now.cells].map((cell) => cell.col));
  const found: Difference[] = [];
  for (const col of [...places].sort((left, right) => left - right)) {
    const [before, after] = [cellAt(old, col), cellAt(now, col)];
    if (before?.display === after?.display) continue;
    if (old.part === 'body' && heads.titles.get(col) === SERIAL) continue;
    found.push({
      kind: 'changed',
      sheet,
      where: whereOf(old, col, heads),
      before: before?.display ?? '',
      after: after?.display ?? '',
    });
  }
  return found;
}

/** In a list: the line's first words and the column's title; on a form filled in by people: the words before it. */
function whereOf(row: ResolvedRow, col: number, heads: Headings): string {
  if (row.part === 'body') {
    const title = heads.titles.get(col);
    const line = lineName(row.cells, heads, col);
    return [line, title].filter(Boolean).join(' · ');
  }
  const before = row.cells.filter((cell) => cell.col < col).at(-1);
  return (before?.display ?? cellAt(row, col)?.display ?? '').replaceAll(/\s+/g, '').slice(0, 40);
}

function lineName(cells: ResolvedCell[], heads: Headings, except: number): string {
  const words = cells
    .filter((cell) => cell.col !== except && heads.titles.get(cell.col) !== SERIAL)
    .map((cell) => cell.display)
    .filter((display) => display !== '' && display !== '--');
  return words.slice(0, 2).join(' ');
}

function wholeRow(
  sheet: string,
  old: ResolvedRow | undefined,
  now: ResolvedRow | undefined,
): Difference {
  const words = (row: ResolvedRow | undefined) =>
    (row?.cells ?? [])
      .map((cell) => cell.display)
      .filter((display) => display !== '')
      .join('　');
  return {
    kind: old ? 'removed' : 'added',
    sheet,
    where: '',
    before: words(old),
    after: words(now),
  };
}
