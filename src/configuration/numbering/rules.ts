/** The scheme of 软件编号: a prefix per software type and a running number, adjustable per unit (domain 4.1 d). */
import type { NumberingScheme } from './shapes.ts';

/** The n-th number of a type, n counted from 1 without gaps. */
export function formatNumber(scheme: NumberingScheme, n: number): string {
  return `${scheme.prefix}${String(scheme.start + n - 1).padStart(scheme.digits, '0')}`;
}

/**
 * A prefix that ends in a digit would make `A1`+`01` and `A`+`101` one number; and two types must not share a prefix.
 * Returns the field at fault, or nothing.
 */
export function schemeProblem(
  scheme: NumberingScheme,
  prefixesOfOtherTypes: readonly string[],
): 'prefixEndsInDigit' | 'prefixTaken' | undefined {
  if (/\d$/.test(scheme.prefix)) return 'prefixEndsInDigit';
  const folded = scheme.prefix.toUpperCase();
  return prefixesOfOtherTypes.some((other) => other.toUpperCase() === folded)
    ? 'prefixTaken'
    : undefined;
}

/** The prefix of a number made by any scheme: everything before the trailing digits. */
export function prefixOf(softwareNo: string): string {
  return softwareNo.replace(/\d+$/, '');
}
