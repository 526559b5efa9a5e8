/** Whether software fits a post's standard: by folded name, so that version and edition do not matter. */
import type { StandardLine } from './shapes.ts';

export function standardKey(softwareName: string): string {
  return softwareName
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+#]/gu, '');
}

/** A post without a standard allows everything. `甲办公` in the standard fits `甲办公 专业版`. */
export function fitsStandard(
  lines: readonly Pick<StandardLine, 'softwareName'>[],
  softwareName: string,
): boolean {
  const asked = standardKey(softwareName);
  return (
    lines.length === 0 || lines.some((line) => asked.startsWith(standardKey(line.softwareName)))
  );
}
