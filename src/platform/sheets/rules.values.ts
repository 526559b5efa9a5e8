/**
 * Reads one cell as the value a field wants. Users' sheets hold dates as dates, as serial numbers and in five
 * spellings, numbers as text, ticks, and "--" where the form must be empty. Pure: cell in, value or issue out.
 */
import { type ChoiceSet, type ChoiceValue, choiceByLabel } from '../../base/choices.ts';
import { addDays, isDate } from '../../base/dates.ts';
import { parseYuan } from '../../base/money.ts';
import type { RefusalParams } from '../../base/refusal.ts';
import type { CellValue } from './read.ts';

/** A cell that holds something; empty ones and "--" never reach a field. */
export type FieldCell = string | number | boolean | Date;
export type Issue = { issue: string; params?: RefusalParams };
export type Parsed<V> = { value: V } | Issue;
export type Parser<V> = (cell: FieldCell) => Parsed<V>;

/** Hyphens and dashes alone mean "must be empty" on the printed forms. */
const NOTHING = /^[-–—－─]{1,4}$/;
const ERROR_CELL = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!)$/;

/** The cell as a field sees it; undefined when it says nothing. */
export function fieldCell(cell: CellValue | undefined): FieldCell | undefined {
  if (cell === null || cell === undefined) return undefined;
  if (typeof cell !== 'string') return cell;
  const text = plainText(cell);
  return text === '' || NOTHING.test(text) ? undefined : text;
}

/** Text without the control characters, odd blanks and line ends that cells carry along. */
function plainText(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF\u200B\uFEFF]/gu, '')
    .replaceAll(/[\u00A0\u202F\u3000]/g, ' ')
    .replaceAll(/\r\n?/g, '\n')
    .trim();
}

/** What a person would read in the cell. */
export function cellText(cell: CellValue | undefined): string {
  const value = fieldCell(cell);
  if (value === undefined) return '';
  if (value instanceof Date) return dateOfInstant(value) ?? '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return numberText(value);
  return value;
}

/** Fifteen digits are all that Excel keeps; the rest is noise of binary fractions. */
function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString();
  return String(Number(value.toPrecision(15)));
}

export function isErrorCell(cell: FieldCell): boolean {
  return typeof cell === 'string' && ERROR_CELL.test(cell);
}

const LOST_DIGITS =
  '“{{text}}”是表格存成数字的长编号，15 位以后的数字已丢失。请把该列设为文本格式，填写原编号后再导入';

/** A serial number that a spreadsheet took for a figure: beyond 15 digits it is another number now, 1.23E+17 in a CSV. */
function hasLostDigits(cell: FieldCell): boolean {
  if (typeof cell === 'number') return Math.abs(cell) >= 1e15;
  return typeof cell === 'string' && /^\d(\.\d+)?E\+\d{2}$/.test(cell);
}

export function asText(options: { max?: number } = {}): Parser<string> {
  const max = options.max ?? 200;
  return (cell): Parsed<string> => {
    const text = cellText(cell);
    if (hasLostDigits(cell)) return { issue: LOST_DIGITS, params: { text } };
    if ([...text].length <= max) return { value: text };
    return { issue: '内容超过 {{max}} 个字，请缩短', params: { max } };
  };
}

export function asInteger(options: { min?: number; max?: number } = {}): Parser<number> {
  const min = options.min ?? 0;
  const max = options.max ?? 1_000_000_000;
  return (cell) => {
    const text = cellText(cell);
    const plain = text.normalize('NFKC').replaceAll(/[\s,]/g, '');
    const value = /^-?\d+(\.0+)?$/.test(plain) ? Number(plain) : Number.NaN;
    if (value >= min && value <= max) return { value };
    return { issue: '“{{text}}”应为 {{min}} 到 {{max}} 的整数', params: { text, min, max } };
  };
}

/** An amount in yuan as integer fen. */
export function asFen(): Parser<number> {
  return (cell) => {
    const text = cellText(cell);
    const value = parseYuan(text);
    if (value !== undefined && value >= 0) return { value };
    return { issue: '“{{text}}”不是金额。请填写以元为单位的数字，最多两位小数', params: { text } };
  };
}

const YES = new Set(['✓', '√', '✔', '☑', '是', '有', 'y', 'yes', 'true', '1', '对']);
const NO = new Set(['✗', '×', '✘', '☐', '□', '否', '无', 'n', 'no', 'false', '0']);

export function asTick(): Parser<boolean> {
  return (cell) => {
    const text = cellText(cell).toLowerCase();
    if (YES.has(text)) return { value: true };
    if (NO.has(text)) return { value: false };
    return { issue: '“{{text}}”应为 ✓ 或空', params: { text } };
  };
}

/** A choice by its Chinese label, its value, or one of the other words users write for it. */
export function asChoice<S extends ChoiceSet>(
  set: S,
  synonyms: Record<string, ChoiceValue<S>> = {},
): Parser<ChoiceValue<S>> {
  const labels = Object.values(set)
    .map((choice) => choice.label)
    .join('、');
  return (cell) => {
    const text = cellText(cell);
    const value = choiceByLabel(set, text) ?? synonyms[text];
    if (value !== undefined) return { value };
    return { issue: '“{{text}}”应为：{{labels}}', params: { text, labels } };
  };
}

export function asDate(): Parser<string> {
  return (cell) => {
    const value = readDate(cell);
    if (value !== undefined) return { value };
    const text = cellText(cell);
    return { issue: '“{{text}}”不是日期。请写成 2024-05-01 的样子', params: { text } };
  };
}

const FOREVER = /^(长期|永久|永久有效|长期有效|无限期|不限期?|perpetual)$/i;

/** A date, or `'forever'` for 长期 and 永久. */
export function asDateOrForever(): Parser<string> {
  const date = asDate();
  return (cell) => (FOREVER.test(cellText(cell)) ? { value: 'forever' } : date(cell));
}

/** Before it a date cell is a formula's zero or a time of day, which Excel shows as 1900/1/0. */
const EARLIEST = '1950-01-01';

/** `YYYY-MM-DD`, or undefined for what is no date or can be read in two ways. */
export function readDate(cell: FieldCell): string | undefined {
  if (cell instanceof Date) {
    const date = dateOfInstant(cell);
    return date !== undefined && date >= EARLIEST ? date : undefined;
  }
  if (typeof cell === 'boolean') return undefined;
  const text = String(cell).normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
  if (/^\d{5}(\.\d+)?$/.test(text)) return dateOfSerial(Number(text));
  const parts =
    /^(\d{4}) ?[-./年] ?(\d{1,2}) ?[-./月] ?(\d{1,2}) ?日?(?:[ T]\d.*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (parts) return dateOf(parts[1]!, parts[2]!, parts[3]!);
  // Day and month the other way round only where it can mean one thing.
  const swapped = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?: .*)?$/.exec(text);
  if (!swapped) return undefined;
  const readings = new Set(
    [dateOf(swapped[3]!, swapped[1]!, swapped[2]!), dateOf(swapped[3]!, swapped[2]!, swapped[1]!)]
      .filter((date) => date !== undefined)
      .values(),
  );
  return readings.size === 1 ? [...readings][0] : undefined;
}

function dateOf(year: string, month: string, day: string): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : undefined;
}

function dateOfInstant(instant: Date): string | undefined {
  if (Number.isNaN(instant.getTime())) return undefined;
  const date = instant.toISOString().slice(0, 10);
  return isDate(date) ? date : undefined;
}

/** A date cell that lost its format is the count of days since 1899-12-30; 20000–60000 spans 1954 to 2064. */
function dateOfSerial(serial: number): string | undefined {
  if (serial < 20_000 || serial > 60_000) return undefined;
  return addDays('1899-12-30', Math.floor(serial));
}
