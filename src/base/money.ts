/** Money is integer fen (分). */

/** `123456` fen → `1,234.56`. */
export function formatFen(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const absolute = Math.abs(fen);
  const yuan = Math.floor(absolute / 100)
    .toString()
    .replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${sign}${yuan}.${String(absolute % 100).padStart(2, '0')}`;
}

/** Reads `1,234.5`, `￥1234.50`, `1234元`, `0.3万`; undefined when it is not an amount or has parts of a fen. */
export function parseYuan(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\s,¥元]/g, '')
    .trim();
  const found = /^(-?\d{1,13})(?:\.(\d{1,6}))?(万)?$/.exec(plain);
  if (!found) return undefined;
  const factor = found[3] ? 1_000_000 : 100;
  const decimals = (found[2] ?? '').padEnd(6, '0');
  const fen =
    Number(found[1]) * factor +
    (Number(`${plain.startsWith('-') ? '-' : ''}${decimals}`) * factor) / 1e6;
  return Number.isSafeInteger(fen) ? fen : undefined;
}
