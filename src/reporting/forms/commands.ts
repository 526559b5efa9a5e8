/**
 * Forms 7, 8 and 9 as files. Up to a few thousand lines they are the official paper; a longer one, which nobody
 * prints, is a plain list that streams, whatever its length.
 */
import { Readable } from 'node:stream';
import { officialResolve, type Resolve } from '../../base/layout.change.ts';
import { refuse } from '../../base/refusal.ts';
import { FORM6, form6Data } from '../../configuration/freelist/rules.paper.ts';
import type { FreeListHeader, FreeListLine } from '../../configuration/freelist/shapes.ts';
import type {
  Form7,
  Form8Computer,
  Form9Sheet,
  FormHeader,
} from '../../ledgers/registers/shapes.ts';
import { writeFile } from '../../platform/papers/index.ts';
import type { FileFormat, Paper } from '../../platform/papers/shapes.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { FORM8_LIST, form8ListRows } from './rules.form8.ts';
import { FORM9_LIST, form9ListRows } from './rules.form9.ts';
import { form7Papers, form8Papers, form9Papers } from './rules.workbook.ts';

/** Some 120 printed pages, and a second or two of writing. */
export const PAPER_LINES = 5000;

/**
 * `paperLines` = up to how many lines it is paper; `resolve` = the unit's own layout; `stamp` = puts the code of the
 * version on what will be signed, and remembers it once it is written.
 */
export type PaperOptions = { paperLines?: number; resolve?: Resolve; stamp?: Stamp };
export type Stamp = (papers: Paper[], write: Write) => Promise<Buffer>;
type Write = (papers: Paper[]) => Promise<Buffer>;
const unstamped: Stamp = (papers, write) => write(papers);

export function form6Papers(
  header: FreeListHeader,
  lines: readonly FreeListLine[],
  resolve: Resolve,
): Paper[] {
  return [{ name: '附件6', sheet: resolve(FORM6, form6Data(header, lines)) }];
}

export async function form6File(
  format: FileFormat,
  header: FreeListHeader,
  lines: readonly FreeListLine[],
  resolve: Resolve = officialResolve,
  stamp: Stamp = unstamped,
): Promise<Buffer> {
  return stamp(form6Papers(header, lines, resolve), (papers) =>
    writeFile(format, papers, properties('可使用免费软件清单', header)),
  );
}

export async function form7File(
  format: FileFormat,
  form: Form7,
  resolve: Resolve = officialResolve,
  stamp: Stamp = unstamped,
): Promise<Buffer> {
  return stamp(form7Papers(form, resolve), (papers) =>
    writeFile(format, papers, properties('软件使用情况汇总表', form.header)),
  );
}

export async function form8File(
  format: FileFormat,
  header: FormHeader,
  computers: AsyncIterable<Form8Computer>,
  { paperLines = PAPER_LINES, resolve = officialResolve, stamp = unstamped }: PaperOptions = {},
): Promise<Buffer | Readable> {
  const { head, rest } = await firstLines(computers, paperLines, ({ lines }) => lines.length || 1);
  if (!rest) {
    return stamp(form8Papers({ header, computers: head }, resolve), (papers) =>
      writeFile(format, papers, properties('软件使用情况明细表', header)),
    );
  }
  if (format !== 'xlsx') throw tooLong(paperLines);
  return list('附件8', FORM8_LIST, chain(head, rest), form8ListRows);
}

export async function form9File(
  format: FileFormat,
  header: FormHeader,
  sheets: AsyncIterable<Form9Sheet>,
  { paperLines = PAPER_LINES, resolve = officialResolve, stamp = unstamped }: PaperOptions = {},
): Promise<Buffer | Readable> {
  const { head, rest } = await firstLines(sheets, paperLines, ({ events }) => events.length + 5);
  if (!rest) {
    return stamp(form9Papers({ header, sheets: head }, resolve), (papers) =>
      writeFile(format, papers, properties('软件安装维护情况明细表', header)),
    );
  }
  if (format !== 'xlsx') throw tooLong(paperLines);
  return list('附件9', FORM9_LIST, chain(head, rest), form9ListRows);
}

/** Nobody prints or edits such a length; Excel has it as a list. */
function tooLong(lines: number) {
  return refuse('reporting.tooLongForPaper', '超过 {{lines}} 行，请导出 Excel', { lines });
}

type Headed = { organizationName: string; preparedOn: string };

function properties(title: string, header: Headed) {
  return { title: `${header.organizationName} ${title}`, on: header.preparedOn };
}

function list<T>(
  sheetName: string,
  columns: readonly SheetColumn[],
  items: AsyncIterable<T>,
  rowsOf: (item: T) => (string | number | null)[][],
): Promise<Readable> {
  async function* rows() {
    for await (const item of items) yield* rowsOf(item);
  }
  return streamSheet({ sheetName, columns, rows: rows() });
}

/** Takes items until they hold more than `limit` lines; `rest` is there only if it was reached. */
async function firstLines<T>(
  items: AsyncIterable<T>,
  limit: number,
  linesOf: (item: T) => number,
): Promise<{ head: T[]; rest?: AsyncIterator<T> }> {
  const iterator = items[Symbol.asyncIterator]();
  const head: T[] = [];
  let lines = 0;
  for (;;) {
    const next = await iterator.next();
    if (next.done) return { head };
    head.push(next.value);
    lines += linesOf(next.value);
    if (lines > limit) return { head, rest: iterator };
  }
}

async function* chain<T>(head: T[], rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    for (let at = 0; at < head.length; at++) yield head[at]!;
    // What is written need not be kept.
    head.length = 0;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** `{ header, [name]: [...] }` piece by piece: a whole form need not stand in memory. */
export function formJson<T>(header: FormHeader, name: string, items: AsyncIterable<T>): Readable {
  async function* pieces() {
    yield `{"header":${JSON.stringify(header)},${JSON.stringify(name)}:[`;
    let separator = '';
    for await (const item of items) {
      yield separator + JSON.stringify(item);
      separator = ',\n';
    }
    yield ']}';
  }
  return Readable.from(pieces(), { objectMode: false });
}
