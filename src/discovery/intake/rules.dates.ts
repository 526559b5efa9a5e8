/**
 * Install dates as agents write them: 25 shapes were seen in real reports, some impossible, some undecidable.
 * A date is kept only when it is certain; a wrong date in a register is worse than none.
 */

const EPOCH = Date.UTC(1990, 0, 1) / 86_400_000;
const LAST_DAY = 32_767;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A date whose day and month may be the other way round: decided by the report's other dates, if at all. */
export type Ambiguous = { first: number; second: number; year: number };
export type ParsedDate = { day: number } | { ambiguous: Ambiguous } | undefined;

/** Days since 1990-01-01 of a real calendar day from then until `latest`; undefined otherwise. */
export function dayNumber(
  year: number,
  month: number,
  day: number,
  latest: number,
): number | undefined {
  if (year < 1990 || year > 2079 || month < 1 || month > 12 || day < 1 || day > 31)
    return undefined;
  const millis = Date.UTC(year, month - 1, day);
  if (new Date(millis).getUTCDate() !== day) return undefined;
  const number = millis / 86_400_000 - EPOCH;
  return number <= Math.min(latest, LAST_DAY) ? number : undefined;
}

export function dayNumberOf(instant: Date): number {
  return Math.floor((instant.getTime() + 8 * 3_600_000) / 86_400_000) - EPOCH;
}

export function dateOfDay(day: number): string {
  return new Date((day + EPOCH) * 86_400_000).toISOString().slice(0, 10);
}

/** Reads one date text. `latest` is the newest day accepted: tomorrow's software does not exist. */
export function parseInstallDate(text: string, latest: number): ParsedDate {
  const plain = text.trim();
  if (!plain) return undefined;
  const yearFirst = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)/.exec(plain);
  if (yearFirst) return certain(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!, latest);
  const packed = /^(\d{4})(\d{2})(\d{2})(?:$|\d{6}|[T ])/.exec(plain);
  if (packed) return certain(packed[1]!, packed[2]!, packed[3]!, latest);
  const yearLast = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/.exec(plain);
  if (yearLast)
    return decide(Number(yearLast[1]), Number(yearLast[2]), Number(yearLast[3]), latest);
  // Two-digit years come with AM/PM only: the American order is certain then.
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{2}),?\s.*[AP]M$/i.exec(plain);
  if (american) return certain(`20${american[3]}`, american[1]!, american[2]!, latest);
  const named = /^[A-Za-z]{3,9},?\s+([A-Za-z]{3})[a-z]*\s+(\d{1,2})\s.*?(\d{4})$/.exec(plain);
  if (named) {
    const month = MONTHS.indexOf(named[1]!.toLowerCase()) + 1;
    return certain(named[3]!, String(month), named[2]!, latest);
  }
  return undefined;
}

function certain(year: string, month: string, day: string, latest: number): ParsedDate {
  const number = dayNumber(Number(year), Number(month), Number(day), latest);
  return number === undefined ? undefined : { day: number };
}

function decide(first: number, second: number, year: number, latest: number): ParsedDate {
  if (first === second || second > 12 || first > 12) {
    const dayFirst = first > 12;
    const number = dayNumber(year, dayFirst ? second : first, dayFirst ? first : second, latest);
    return number === undefined ? undefined : { day: number };
  }
  return { ambiguous: { first, second, year } };
}

/** What the certain dates of a report say about the order its sender writes. */
export type OrderEvidence = { dayFirst: number; monthFirst: number };

export function noteOrder(evidence: OrderEvidence, text: string): void {
  const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}/.exec(text);
  if (!found) return;
  if (Number(found[1]) > 12) evidence.dayFirst += 1;
  else if (Number(found[2]) > 12) evidence.monthFirst += 1;
}

/** An undecidable date becomes certain when every decidable one of the same report has the same order. */
export function resolveAmbiguous(
  date: Ambiguous,
  evidence: OrderEvidence,
  latest: number,
): number | undefined {
  const dayFirst = evidence.dayFirst > 0 && evidence.monthFirst === 0;
  const monthFirst = evidence.monthFirst > 0 && evidence.dayFirst === 0;
  if (dayFirst) return dayNumber(date.year, date.second, date.first, latest);
  if (monthFirst) return dayNumber(date.year, date.first, date.second, latest);
  return undefined;
}

/** `dayOfBytes` cannot say; `parseInstallDate` must read the text. */
export const NOT_FAST = -2;
const dayCache = new Int32Array(128 * 512);

/** The day of `YYYY-MM-DD…`, `YYYY/MM/DD…` or `YYYYMMDD` straight from bytes: -1 = impossible, -2 = another shape. */
export function dayOfBytes(bytes: Uint8Array, start: number, end: number, latest: number): number {
  const length = end - start;
  const separator = length >= 10 ? bytes[start + 4] : 0;
  const separated = separator === 45 || separator === 47;
  if (separated ? bytes[start + 7] !== separator : length !== 8) return NOT_FAST;
  const step = separated ? 1 : 0;
  const year = digits(bytes, start, 4);
  const month = digits(bytes, start + 4 + step, 2);
  const day = digits(bytes, start + 6 + 2 * step, 2);
  if (year < 0 || month < 0 || day < 0) return NOT_FAST;
  if (separated && length > 10 && isDigit(bytes[start + 10]!)) return NOT_FAST;
  if (year < 1990 || year > 2079 || month > 12 || day > 31) return -1;
  const place = (year - 1990) * 512 + month * 32 + day;
  let cached = dayCache[place]!;
  if (cached === 0) {
    cached = (dayNumber(year, month, day, LAST_DAY) ?? -1) + 2;
    dayCache[place] = cached;
  }
  return cached - 2 <= latest ? cached - 2 : -1;
}

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let index = start; index < start + count; index++) {
    if (!isDigit(bytes[index]!)) return -1;
    value = value * 10 + bytes[index]! - 48;
  }
  return value;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
