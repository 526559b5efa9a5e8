/**
 * The frame of every import from a sheet: find the sheet, the header and the columns, read each row into typed values,
 * and make the report. What a row means for the tables is the caller's; that every row gets exactly one verdict is kept here.
 */
import { createHash } from 'node:crypto';
import { cut } from '../../base/cut.ts';
import { interpolate, type RefusalParams, refuse } from '../../base/refusal.ts';
import type { SheetLimits } from './guard.ts';
import { type CellValue, type Merge, readSheets, type SheetData } from './read.ts';
import { findHeader, foldTitle, type Header, isBesideData, ROWS_SEARCHED } from './rules.header.ts';
import { cellText, fieldCell, isErrorCell, type Parser } from './rules.values.ts';
import type { ImportOptions, ImportReport } from './shapes.ts';

export type FieldSpec<K extends string = string, V = unknown> = {
  key: K;
  /** The official column title. */
  title: string;
  /** Other titles users' sheets carry; brackets, blanks and case do not matter. */
  synonyms?: readonly string[];
  required?: boolean;
  /** May stand once above the table, its value below its title, where the table has no such column. */
  above?: boolean;
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
  /** Its place among all rows read, from 0: what verdicts are told by. */
  at: number;
  sheet: string;
  /** As Excel counts, from 1, in its sheet. */
  rowNo: number;
  /** The mapped cells as text, for the report. */
  texts: Record<string, string>;
  /** Typed values; undefined = empty, not mapped or not readable (then `issues` says so). */
  values: ValuesOf<F>;
  issues: string[];
};

export type ImportPlan<F extends AnyFields = AnyFields> = Omit<
  ImportReport,
  'rows' | 'counts' | 'committed' | 'batchId'
> & {
  rows: PlannedRow<F>[];
  skipped: number;
  /** Of the header as folded titles: files of one origin have the same. */
  fingerprint: string;
  /** What the program thinks by itself, to tell a correction from it. */
  guessed: { headerRow: number; mapping: Record<string, number | null> };
};

/** A mapping somebody corrected for sheets with this header. */
export type RememberedMapping = {
  mapping: Record<string, number | null>;
  by: string;
  on: string;
};

type PlanInput<F extends AnyFields> = {
  fileName: string;
  options: Partial<Pick<ImportOptions, 'sheet' | 'headerRow' | 'mapping'>>;
  fields: F;
  /** Sheets that are not read; one that looks like the table is told of. */
  hidden?: readonly SheetData[] | undefined;
  /** By fingerprint; asked only where the person chose no mapping. */
  remembered?: ReadonlyMap<string, RememberedMapping> | undefined;
  /** Translates the row messages; Chinese when absent. */
  say?: Say | undefined;
};

export async function planImport<const F extends AnyFields>(
  input: PlanInput<F> & { buffer: Uint8Array; limits?: Partial<SheetLimits> },
): Promise<ImportPlan<F>> {
  const limits = input.limits === undefined ? {} : { limits: input.limits };
  const { sheets, hidden } = await readSheets(input.buffer, {
    fileName: input.fileName,
    ...limits,
  });
  return planSheets(sheets, { ...input, hidden });
}

/** The plan of a file that is read already, for those who look at it more than once. */
export function planSheets<const F extends AnyFields>(
  sheets: SheetData[],
  { fileName, options, fields, hidden = [], remembered, say = interpolate }: PlanInput<F>,
): ImportPlan<F> {
  const chosen = chooseSheet(sheets, fields, options, { fileName, remembered });
  const { sheet, header } = chosen;
  const fingerprint = fingerprintOf(header.columns);
  const known = options.mapping === undefined ? remembered?.get(fingerprint) : undefined;
  const mapping = { ...header.mapping, ...knownKeys(known?.mapping ?? options.mapping, fields) };
  const tables = [chosen, ...(options.sheet === undefined ? alike(sheets, chosen, fields) : [])];
  const rows: PlannedRow<F>[] = [];
  const cols = Object.values(mapping).filter((col) => col !== null);
  let skipped = 0;
  for (const table of tables) {
    const found = dataRows(table.sheet, table.header, cols);
    skipped += found.skipped;
    const above = valuesAbove(table.sheet, table.header.row, fields);
    for (const { rowNo, cells } of found.data) {
      const place = { at: rows.length, sheet: table.sheet.name, rowNo };
      rows.push({ ...place, ...planRow({ cells, above }, fields, mapping, say) });
    }
  }
  const sheetsRead = tables.map((table) => table.sheet.name);
  return {
    fileName,
    sheet: sheet.name,
    sheets: sheets.map(({ name }) => name),
    sheetsRead,
    headerRow: header.row + 1,
    columns: header.columns,
    fields: fields.map(({ key, title, required }) => ({ key, title, required: required === true })),
    mapping,
    ...(known ? { remembered: { by: known.by, on: known.on } } : {}),
    notes: [
      ...notesOf(fields, mapping, { skipped, sheetsRead, above: tables[0]! }, say),
      ...unlikeNote(options.sheet === undefined ? sheets : [], tables, fields, say),
      ...hiddenNote(hidden, fields, say),
    ],
    skipped,
    rows,
    fingerprint,
    guessed: chosen.guessed,
  };
}

/** Equal for sheets whose titles say the same in the same order. */
export function fingerprintOf(columns: readonly string[]): string {
  return createHash('sha256').update(columns.map(foldTitle).join('\n')).digest('hex');
}

type Table = { sheet: SheetData; header: Header };

/** Further sheets with the very header: a workbook with a sheet per department, or a list too long for one. */
function alike(sheets: readonly SheetData[], chosen: Table, fields: AnyFields): Table[] {
  const wanted = fingerprintOf(chosen.header.columns);
  return sheets.flatMap((sheet): Table[] => {
    if (sheet === chosen.sheet) return [];
    const header =
      sheet.rows.length > chosen.header.row
        ? findHeader(sheet, fields, chosen.header.row)
        : undefined;
    return header && fingerprintOf(header.columns) === wanted ? [{ sheet, header }] : [];
  });
}

function notesOf(
  fields: AnyFields,
  mapping: Record<string, number | null>,
  facts: { skipped: number; sheetsRead: readonly string[]; above: Table },
  say: Say,
): string[] {
  const notes: string[] = [];
  const above = valuesAbove(facts.above.sheet, facts.above.header.row, fields);
  for (const spec of fields) {
    if (!spec.required || typeof mapping[spec.key] === 'number' || above.has(spec.key)) continue;
    notes.push(
      say('没有找到必填列“{{title}}”。请为它选择一列，或换一张工作表', { title: spec.title }),
    );
  }
  if (facts.sheetsRead.length > 1) {
    notes.push(
      say('读取了表头相同的 {{n}} 张工作表：{{sheets}}', {
        n: facts.sheetsRead.length,
        sheets: facts.sheetsRead.slice(0, 20).join('、'),
      }),
    );
  }
  if (facts.skipped > 0) {
    notes.push(say('跳过 {{n}} 行合计、说明或重复的表头', { n: facts.skipped }));
  }
  return notes;
}

/** Sheets that name as many fields, but not in the same place or order: each is read by itself, or its lines are missed. */
function unlikeNote(
  sheets: readonly SheetData[],
  tables: readonly Table[],
  fields: AnyFields,
  say: Say,
): string[] {
  const needed = Math.max(2, tables[0]!.header.matches - 1);
  const names = sheets
    .filter((sheet) => !tables.some((table) => table.sheet === sheet))
    .filter((sheet) => (findHeader(sheet, fields)?.matches ?? 0) >= needed)
    .map(({ name }) => name);
  if (names.length === 0) return [];
  const sentence = '表头不同的工作表没有读取：{{sheets}}。请在“工作表”中选择后另行导入';
  return [say(sentence, { sheets: names.slice(0, 20).join('、') })];
}

/** Hidden lists of choices are in every template; a hidden register is one whose lines would be missed. */
function hiddenNote(hidden: readonly SheetData[], fields: AnyFields, say: Say): string[] {
  const needed = Math.min(2, fields.length);
  const alike = hidden.filter((sheet) => (findHeader(sheet, fields)?.matches ?? 0) >= needed);
  if (alike.length === 0) return [];
  const names = alike.map(({ name }) => name).slice(0, 20);
  const sentence = '隐藏的工作表没有读取：{{sheets}}。如需导入，请先在 Excel 或 WPS 中取消隐藏';
  return [say(sentence, { sheets: names.join('、') })];
}

function chooseSheet(
  sheets: SheetData[],
  fields: AnyFields,
  options: Pick<ImportOptions, 'sheet' | 'headerRow'>,
  { fileName, remembered }: Pick<PlanInput<AnyFields>, 'fileName' | 'remembered'>,
): Table & Pick<ImportPlan, 'guessed'> {
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
  const best = bestHeader(candidates, fields, headerRow);
  const known =
    headerRow === undefined && remembered?.size
      ? knownHeader(candidates, fields, remembered)
      : undefined;
  const taken = known ?? best;
  if (taken) {
    const own = headerRow === undefined ? best : bestHeader(candidates, fields, undefined);
    const guess = own?.header ?? taken.header;
    return { ...taken, guessed: { headerRow: guess.row + 1, mapping: guess.mapping } };
  }
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

function bestHeader(
  sheets: readonly SheetData[],
  fields: AnyFields,
  headerRow: number | undefined,
): Table | undefined {
  let best: Table | undefined;
  for (const sheet of sheets) {
    if (headerRow !== undefined && headerRow >= sheet.rows.length) continue;
    const header = findHeader(sheet, fields, headerRow);
    if (header && (!best || header.matches > best.header.matches)) best = { sheet, header };
  }
  return best;
}

/** A header somebody corrected before is known again, also where none of its titles is ours. */
function knownHeader(
  sheets: readonly SheetData[],
  fields: AnyFields,
  remembered: ReadonlyMap<string, RememberedMapping>,
): Table | undefined {
  for (const sheet of sheets) {
    for (let row = 0; row < Math.min(ROWS_SEARCHED, sheet.rows.length); row++) {
      const header = findHeader(sheet, fields, row);
      if (header && remembered.has(fingerprintOf(header.columns))) return { sheet, header };
    }
  }
  return undefined;
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

/** What stands once above the table for all its rows: 软件编号 in the block over 附件9. */
function valuesAbove(
  sheet: SheetData,
  headerRow: number,
  fields: AnyFields,
): Map<string, CellValue> {
  const found = new Map<string, CellValue>();
  for (const spec of fields) {
    if (!spec.above) continue;
    const cell = cellBelowTitle(sheet, headerRow, foldTitle(spec.title));
    if (cell !== undefined) found.set(spec.key, cell);
  }
  return found;
}

function cellBelowTitle(sheet: SheetData, headerRow: number, title: string): CellValue | undefined {
  for (let row = 0; row + 1 < headerRow; row++) {
    const col = (sheet.rows[row] ?? []).findIndex((cell) => foldTitle(cellText(cell)) === title);
    if (col >= 0) return sheet.rows[row + 1]?.[col] ?? null;
  }
  return undefined;
}

function planRow<F extends AnyFields>(
  row: { cells: readonly CellValue[]; above: ReadonlyMap<string, CellValue> },
  fields: F,
  mapping: Record<string, number | null>,
  say: Say,
): Pick<PlannedRow<F>, 'texts' | 'values' | 'issues'> {
  const texts: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const issues: string[] = [];
  for (const spec of fields) {
    const col = mapping[spec.key];
    const given = typeof col === 'number' ? row.cells[col] : row.above.get(spec.key);
    const cell = fieldCell(given);
    if (typeof col === 'number' || row.above.has(spec.key)) {
      texts[spec.key] = cut(cellText(given), 500);
    }
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
  return { texts, values: values as ValuesOf<F>, issues };
}
