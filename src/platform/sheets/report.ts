/** From planned rows to the report: rows that repeat each other, one verdict per row, and the counts over all of them. */
import { interpolate } from '../../base/refusal.ts';
import type { FieldSpec, ImportPlan, PlannedRow, Say, ValuesOf } from './import.ts';
import {
  IMPORT_ROWS_SHOWN,
  type ImportReport,
  type ImportRow,
  type ImportVerdict,
} from './shapes.ts';

type AnyFields = readonly FieldSpec<string, unknown>[];

/** Adds an issue to the second and later rows that name the same thing. */
export function refuseRepeated<F extends AnyFields>(
  plan: ImportPlan<F>,
  title: string,
  keyOf: (values: ValuesOf<F>) => string | undefined,
  say: Say = interpolate,
): void {
  const seen = new Map<string, PlannedRow<F>>();
  for (const row of plan.rows) {
    const key = keyOf(row.values);
    if (key === undefined || key === '') continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, row);
    else if (first.sheet === row.sheet) {
      row.issues.push(say('“{{title}}”与第 {{row}} 行重复', { title, row: first.rowNo }));
    } else {
      const params = { title, sheet: first.sheet, row: first.rowNo };
      row.issues.push(say('“{{title}}”与工作表“{{sheet}}”第 {{row}} 行重复', params));
    }
  }
}

export type RowVerdict = { verdict: ImportVerdict; messages?: string[] };

export type JudgedRow = ImportRow & { at: number };

/**
 * Every row with its one verdict. A row with issues is rejected whatever was said; a row without a verdict is a bug,
 * because rows in = create + update + unchanged + reject.
 */
export function judgedRows<F extends AnyFields>(
  plan: ImportPlan<F>,
  verdicts: ReadonlyMap<number, RowVerdict>,
): JudgedRow[] {
  const several = plan.sheetsRead.length > 1;
  return plan.rows.map(({ at, sheet, rowNo, issues, texts }): JudgedRow => {
    const given = verdicts.get(at);
    if (issues.length === 0 && !given) throw new Error(`row ${rowNo} has no verdict`);
    const verdict = issues.length > 0 ? 'reject' : given!.verdict;
    const messages = [...issues, ...(given?.messages ?? [])];
    return { at, ...(several ? { sheet } : {}), rowNo, verdict, messages, values: texts };
  });
}

/** The report of judged rows: all are counted, the first are shown. */
export function importReport<F extends AnyFields>(
  plan: ImportPlan<F>,
  judged: readonly JudgedRow[],
  committed: boolean,
): ImportReport {
  const counts = { create: 0, update: 0, unchanged: 0, reject: 0 };
  for (const row of judged) counts[row.verdict]++;
  const rejected = judged.filter((row) => row.verdict === 'reject');
  const others = judged.filter((row) => row.verdict !== 'reject');
  const { rows: _planned, skipped, fingerprint: _print, guessed: _guess, ...frame } = plan;
  return {
    ...frame,
    rows: [...rejected, ...others].slice(0, IMPORT_ROWS_SHOWN).map(({ at: _at, ...row }) => row),
    counts: { total: judged.length, ...counts, skipped },
    committed,
  };
}
