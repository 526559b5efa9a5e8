/** Worker thread: writes the annotated copy of an upload, so that a long one does not hold up other requests. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CellStyle } from 'hucre';
import type { CopySheet } from './copy.ts';
import { writeWorkbook } from './write.ts';

const { sheets, on } = workerData as { sheets: CopySheet[]; on: string };
const known = new Map<string, CellStyle>();

/** Equal paints share one style; text keeps the format @ of its column, so that an edited cell stays text. */
function styleOf(paint: CopySheet['paints'][number][1]): CellStyle {
  const key = JSON.stringify(paint);
  const found = known.get(key);
  if (found) return found;
  const style: CellStyle = {
    numFmt: paint.numFmt ?? '@',
    ...(paint.fill
      ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: paint.fill } } }
      : {}),
    ...(paint.bold ? { font: { bold: true } } : {}),
  };
  known.set(key, style);
  return style;
}

const bytes = await writeWorkbook(
  sheets.map(({ widths, paints, ...sheet }) => ({
    ...sheet,
    columns: widths.map((width) => ({ width, numFmt: '@' })),
    cells: new Map(paints.map(([place, paint]) => [place, { style: styleOf(paint) }])),
  })),
  { title: '导入结论', on },
);
parentPort?.postMessage(new Uint8Array(bytes));
