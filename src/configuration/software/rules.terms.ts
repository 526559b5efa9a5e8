/** 许可期限: perpetual, from–to, or a number of years from a start; when it is valid and how the paper prints it. */
import { addDays, addMonths } from '../../base/dates.ts';
import type { LicenseTerm } from './shapes.ts';

export type TermSpan = { start: string | null; end: string | null };

/** First and last valid day; null = open. Three years from 2024-01-01 end on 2026-12-31. */
export function termSpan(term: LicenseTerm): TermSpan {
  if (term.kind === 'perpetual') return { start: null, end: null };
  if (term.kind === 'fixedTerm') return { start: term.start, end: term.end };
  return { start: term.start, end: addDays(addMonths(term.start, term.years * 12), -1) };
}

/** OEM and free software carry no term (TZ-1.6, 1.9): nothing there can expire. */
export function termValidOn(term: LicenseTerm | null, date: string): boolean {
  if (term === null) return true;
  const { start, end } = termSpan(term);
  return (start === null || start <= date) && (end === null || date <= end);
}

/** The printed form: 永久, 2024-01-01至2026-12-31. */
export function printTerm(term: LicenseTerm): string {
  const { start, end } = termSpan(term);
  return end === null ? '永久' : `${start}至${end}`;
}

const DATE = String.raw`(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?`;
const SPAN = new RegExp(`^${DATE}\\s*(?:至|到|~|–|—|-)\\s*${DATE}$`);
const YEARS = /^(\d{1,2})\s*年$/;

function dateOf(year?: string, month?: string, day?: string): string {
  return `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
}

/** Reads 永久, a span, or `3年` (then counted from `startIfYears`); undefined when it is none of them. */
export function parseTerm(text: string, startIfYears: string | null): LicenseTerm | undefined {
  const plain = text.normalize('NFKC').trim();
  if (/^(?:永久|长期|无限期|永久授权|永久使用)$/.test(plain)) return { kind: 'perpetual' };
  const span = SPAN.exec(plain);
  if (span) {
    const start = dateOf(span[1], span[2], span[3]);
    return { kind: 'fixedTerm', start, end: dateOf(span[4], span[5], span[6]) };
  }
  const years = YEARS.exec(plain);
  if (years && startIfYears !== null) {
    return { kind: 'years', start: startIfYears, years: Number(years[1]) };
  }
  return undefined;
}

/** The form that is compared (TZ-1.3): three years from a day equal the span they make. */
export function canonicalTerm(term: LicenseTerm): string {
  const { start, end } = termSpan(term);
  return end === null ? 'perpetual' : `${start}..${end}`;
}
