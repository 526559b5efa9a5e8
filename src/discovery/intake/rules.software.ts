/** Collects the software rows of one report: entry ids and install dates, side by side. */
import {
  type Ambiguous,
  noteOrder,
  type OrderEvidence,
  parseInstallDate,
  resolveAmbiguous,
} from './rules.dates.ts';
import { type OsKind, RefusedReport, type SoftwareRow, toRawEntry } from './rules.report.ts';
import type { EntryTable } from './rules.table.ts';

export const NO_DAY = -1;

export type SoftwareSet = {
  /** Numbers in the parser's entry table, one per row that names something. */
  ids: number[];
  /** Days since 1990-01-01, -1 = unknown; parallel to `ids`. */
  days: number[];
  /** Rows in the report, the nameless ones included. */
  rows: number;
};

export class SoftwareCollector {
  readonly set: SoftwareSet = { ids: [], days: [], rows: 0 };
  private readonly table: EntryTable;
  private readonly latest: number;
  private readonly limit: number;
  private readonly evidence: OrderEvidence = { dayFirst: 0, monthFirst: 0 };
  private undecided: { at: number; date: Ambiguous }[] = [];

  constructor(table: EntryTable, latest: number, limit: number) {
    this.table = table;
    this.latest = latest;
    this.limit = limit;
  }

  addRow(row: SoftwareRow, os: OsKind): void {
    const raw = toRawEntry(row, os);
    const day = raw && row.installDate ? this.dayOf(row.installDate) : NO_DAY;
    this.add(raw ? this.table.intern(raw) : -1, day);
  }

  /** `id` -1: a row without any name, counted and left out. */
  add(id: number, day: number): void {
    this.set.rows += 1;
    if (this.set.rows > this.limit) throw tooMany(this.limit);
    if (id < 0) return;
    this.set.ids.push(id);
    this.set.days.push(day);
  }

  /** The day of a date text; an undecidable one is settled in `finish` for the row added next. */
  dayOf(text: string): number {
    noteOrder(this.evidence, text);
    const parsed = parseInstallDate(text, this.latest);
    if (!parsed) return NO_DAY;
    if ('day' in parsed) return parsed.day;
    this.undecided.push({ at: this.set.ids.length, date: parsed.ambiguous });
    return NO_DAY;
  }

  finish(): SoftwareSet {
    for (const { at, date } of this.undecided) {
      if (at >= this.set.days.length || this.set.days[at] !== NO_DAY) continue;
      this.set.days[at] = resolveAmbiguous(date, this.evidence, this.latest) ?? NO_DAY;
    }
    this.undecided = [];
    return this.set;
  }
}

export function tooMany(limit: number): RefusedReport {
  return new RefusedReport(
    'tooManyEntries',
    `报告中的软件条目超过 ${limit.toLocaleString('en')} 条，不像是一台计算机的清单，未予接收。`,
  );
}
