/**
 * The frame of every import from a sheet: find the sheet, the header and the columns, read each row into typed values,
 * and make the report. What a row means for the tables is the caller's; that every row gets exactly one verdict is kept here.
 */
import { interpolate, type RefusalParams, refuse } from '../../base/refusal.ts';
import type { SheetLimits } from './guard.ts';
import { type CellValue, type Merge, readSheets, type SheetData } from './read.ts';
import { findHeader, type Header, isBesideData } from './rules.header.ts';
import { cellText, fieldCell, isErrorCell, type Parser } from './rules.values.ts';
import {
  IMPORT_ROWS_SHOWN,
  type ImportOptions,
  type ImportReport,
  type ImportRow,
  type ImportVerdict,
} from './shapes.ts';

export type FieldSpec<K extends string = string, V = unknown> = {
  key: K;
  /** The official column title. */
  title: string;
  /** Other titles users' sheets carry; brackets, blanks and case do not matter. */
  synonyms?: readonly string[];
  required?: boolean;
  parse: Parser<V>;
};

/** Keeps key and value type: `field({ key: 'name', title: '姓名', required: true, parse: asText() })`. */
export function field<K extends string, V>(spec: FieldSpec<K, V>): FieldSpec<K, V> {
  return spec;
}

type AnyFields = readonly FieldSpec<string, unknown>[];
export type ValuesOf<F extends AnyFields> = {
  [S in F[number] as S['key']]: (S extends FieldSpec<string, infer V> ? V : never) | undefined;
};

/** A sentence with its parameters, as `refuse` takes it. */
export type Say = (sentence: string, params?: RefusalParams) => string;

export type PlannedRow<F extends AnyFields> = {
  rowNo: number;
  /** The mapped cells as text, for the report. */
  texts: Record<string, string>;
  /** Typed values; undefined = empty, not mapped or not readable (then `issues` says so). */
  values: ValuesOf<F>;
  issues: string[];
};

export type ImportPlan<F extends AnyFields = AnyFields> = Omit<
  ImportReport,
  'rows' | 'counts' | 'committed'
> & { rows: PlannedRow<F>[]; skipped: number };

type PlanInput<F extends AnyFields> = {
  fileName: string;
  options: Partial<Pick<ImportOptions, 'sheet' | 'headerRow' | 'mapping'>>;
  fields: F;
  /** Translates the row messages; Chinese when absent. */
  say?: Say;
};

export async function planImport<const F extends AnyFields>(
  input: PlanInput<F> & { buffer: Uint8Array; limits?: Partial<SheetLimits> },
): Promise<ImportPlan<F>> {
  const limits = input.limits === undefined ? {} : { limits: input.limits };
  const { sheets } = await readSheets(input.buffer, { fileName: input.fileName, ...limits });
  return planSheets(sheets, input);
}

/** The plan of a file that is read already, for those who look at it more than once. */
export function planSheets<const F extends AnyFields>(
  sheets: SheetData[],
  input: PlanInput<F>,
): ImportPlan<F> {
  const { fileName, fields, options } = input;
  const say = input.say ?? interpolate;
  const { sheet, header } = chooseSheet(sheets, fields, options, fileName);
  const mapping = { ...header.mapping, ...knownKeys(options.mapping, fields) };
  const cols = Object.values(mapping).filter((col) => col !== null);
  const { data, skipped } = dataRows(sheet, header, cols);
  return {
    fileName,
    sheet: sheet.name,
    sheets: sheets.map(({ name }) => name),
    headerRow: header.row + 1,
    columns: header.columns,
    fields: fields.map(({ key, title, required }) => ({ key, title, required: required === true })),
    mapping,
    notes: notesOf(fields, mapping, skipped, say),
    skipped,
    rows: data.map(({ rowNo, cells }) => planRow(rowNo, cells, fields, mapping, say)),
  };
}

function notesOf(
  fields: AnyFields,
  mapping: Record<string, number | null>,
  skipped: number,
  say: Say,
): string[] {
  const notes: string[] = [];
  for (const spec of fields) {
    if (!spec.required || typeof mapping[spec.key] === 'number') continue;
    notes.push(
      say('没有找到必填列“{{title}}”。请为它选择一列，或换一张工作表', { title: spec.title }),
    );
  }
  if (skipped > 0) notes.push(say('跳过 {{n}} 行合计、说明或重复的表头', { n: skipped }));
  return notes;
}

function chooseSheet(
  sheets: SheetData[],
  fields: AnyFields,
  options: Pick<ImportOptions, 'sheet' | 'headerRow'>,
  fileName: string,
): { sheet: SheetData; header: Header } {
  const candidates =
    options.sheet === undefined ? sheets : sheets.filter(({ name }) => name === options.sheet);
  if (candidates.length === 0) {
    throw refuse(
      'sheets.noSuchSheet',
      '文件中没有工作表“{{sheet}}”。文件中有：{{sheets}}',
      { sheet: options.sheet ?? '', sheets: sheets.map(({ name }) => name).join('、') },
      { path: 'options.sheet' },
    );
  }
  const headerRow = options.headerRow === undefined ? undefined : options.headerRow - 1;
  let best: { sheet: SheetData; header: Header } | undefined;
  for (const sheet of candidates) {
    if (headerRow !== undefined && headerRow >= sheet.rows.length) continue;
    const header = findHeader(sheet, fields, headerRow);
    if (header && (!best || header.matches > best.header.matches)) best = { sheet, header };
  }
  if (best) return best;
  throw refuse(
    'sheets.noTable',
    '{{fileName}} 中没有找到表格。需要一行表头，列名例如：{{titles}}',
    {
      fileName,
      titles: fields
        .slice(0, 8)
        .map(({ title }) => title)
        .join('、'),
    },
    { path: headerRow === undefined ? 'file' : 'options.headerRow' },
  );
}

function knownKeys(
  mapping: ImportOptions['mapping'],
  fields: AnyFields,
): Record<string, number | null> {
  const known = new Set(fields.map(({ key }) => key));
  return Object.fromEntries(Object.entries(mapping ?? {}).filter(([key]) => known.has(key)));
}

type DataRow = { rowNo: number; cells: CellValue[] };

function dataRows(
  sheet: SheetData,
  header: Header,
  cols: readonly number[],
): { data: DataRow[]; skipped: number } {
  const start = header.row + header.height;
  const rows = fillDown(sheet.rows, sheet.merges, start);
  const data: DataRow[] = [];
  let skipped = 0;
  for (let at = start; at < rows.length; at++) {
    const cells = rows[at]!;
    if (cells.every((cell) => cellText(cell) === '')) continue;
    if (isBesideData(cells, header, cols)) skipped++;
    else data.push({ rowNo: at + 1, cells });
  }
  return { data, skipped };
}

/** A cell merged over several rows holds for each of them (one person's computers, one computer's programs). */
function fillDown(rows: CellValue[][], merges: readonly Merge[], start: number): CellValue[][] {
  const tall = merges.filter((merge) => merge.endRow > merge.startRow && merge.startRow >= start);
  if (tall.length === 0) return rows;
  const filled = rows.map((row) => [...row]);
  for (const merge of tall) {
    const value = rows[merge.startRow]?.[merge.startCol] ?? null;
    const last = Math.min(merge.endRow, rows.length - 1);
    for (let row = merge.startRow + 1; row <= last; row++) {
      const cells = filled[row]!;
      while (cells.length <= merge.startCol) cells.push(null);
      cells[merge.startCol] = value;
    }
  }
  return filled;
}

function planRow<F extends AnyFields>(
  rowNo: number,
  cells: readonly CellValue[],
  fields: F,
  mapping: Record<string, number | null>,
  say: Say,
): PlannedRow<F> {
  const texts: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const issues: string[] = [];
  for (const spec of fields) {
    const col = mapping[spec.key];
    const cell = typeof col === 'number' ? fieldCell(cells[col]) : undefined;
    if (typeof col === 'number') texts[spec.key] = cellText(cells[col]).slice(0, 500);
    if (cell === undefined) {
      if (spec.required) issues.push(say('“{{title}}”不能为空', { title: spec.title }));
      continue;
    }
    if (isErrorCell(cell)) {
      const params = { title: spec.title, text: String(cell) };
      issues.push(say('“{{title}}”是公式错误 {{text}}。请在表中改正后重新导入', params));
      continue;
    }
    const parsed = spec.parse(cell);
    if ('value' in parsed) values[spec.key] = parsed.value;
    else issues.push(`${spec.title}：${say(parsed.issue, parsed.params)}`);
  }
  return { rowNo, texts, values: values as ValuesOf<F>, issues };
}

/** Adds an issue to the second and later rows that name the same thing. */
export function refuseRepeated<F extends AnyFields>(
  plan: ImportPlan<F>,
  title: string,
  keyOf: (values: ValuesOf<F>) => string | undefined,
  say: Say = interpolate,
): void {
  const seen = new Map<string, number>();
  for (const row of plan.rows) {
    const key = keyOf(row.values);
    if (key === undefined || key === '') continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, row.rowNo);
    else row.issues.push(say('“{{title}}”与第 {{row}} 行重复', { title, row: first }));
  }
}

export type RowVerdict = { verdict: ImportVerdict; messages?: string[] };

/**
 * The report from the plan and a verdict per row number. A row with issues is rejected whatever was said; a row
 * without a verdict is a bug, because rows in = create + update + unchanged + reject.
 */
export function importReport<F extends AnyFields>(
  plan: ImportPlan<F>,
  verdicts: ReadonlyMap<number, RowVerdict>,
  committed: boolean,
): ImportReport {
  const counts = { create: 0, update: 0, unchanged: 0, reject: 0 };
  const rows = plan.rows.map((row): ImportRow => {
    const given = verdicts.get(row.rowNo);
    if (row.issues.length === 0 && !given) throw new Error(`row ${row.rowNo} has no verdict`);
    const verdict = row.issues.length > 0 ? 'reject' : given!.verdict;
    counts[verdict]++;
    const messages = [...row.issues, ...(given?.messages ?? [])];
    return { rowNo: row.rowNo, verdict, messages, values: row.texts };
  });
  const rejected = rows.filter((row) => row.verdict === 'reject');
  const others = rows.filter((row) => row.verdict !== 'reject');
  const { rows: _planned, skipped, ...frame } = plan;
  return {
    ...frame,
    rows: [...rejected, ...others].slice(0, IMPORT_ROWS_SHOWN),
    counts: { total: rows.length, ...counts, skipped },
    committed,
  };
}
