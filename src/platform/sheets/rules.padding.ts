/**
 * Numbers a person sees with zeros or letters in front (000123, PC-0007) because their cell's format says so. A register
 * knows its computers and people by what is seen, so that is what is read.
 */

/** Words and signs a format shows as they are, then two zeros or more: an amount or a count is never written so. */
const PADDING = /^((?:"[^"]*"|\\.|[-_/ ])*)(0{2,})((?:"[^"]*"|\\.|[-_/ ])*)$/;
/** Of many formats only these few bytes long are looked at. */
const LONGEST = 60;

/** The number as its cell shows it; undefined where the format only dresses it. */
export function padded(value: number, format: string): string | undefined {
  if (!Number.isSafeInteger(value) || value < 0 || format.length > LONGEST) return undefined;
  const parts = PADDING.exec(format.split(';')[0]!);
  if (!parts) return undefined;
  const [, before = '', zeros = '', after = ''] = parts;
  return `${shown(before)}${String(value).padStart(zeros.length, '0')}${shown(after)}`;
}

function shown(literal: string): string {
  return literal.replaceAll(
    /"([^"]*)"|\\(.)/g,
    (_, words?: string, sign?: string) => words ?? sign!,
  );
}
