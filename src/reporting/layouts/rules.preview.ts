/** Three lines of made-up values by the kind of each column: enough to see what a layout looks like. */

import type { BodyColumn, Layout, LayoutData, LayoutValue } from '../../base/layout.ts';
import { OFFICIAL_PLEDGE } from '../../responsibility/pledges/shapes.ts';

const LINES = 3;

export function previewData(layout: Layout): LayoutData {
  const columns = layout.body?.columns ?? [];
  return {
    fields: fieldsOf(layout),
    rows: Array.from({ length: LINES }, (_, line) => ({
      group: line === 0 ? 0 : 1,
      values: Object.fromEntries(columns.map((column) => [column.key, sampleOf(column, line)])),
    })),
  };
}

/** Open values so that the lines can be told apart; signatures and dates stay for the pen. */
function fieldsOf(layout: Layout): LayoutData['fields'] {
  const cells = [...layout.rows, ...(layout.tail ?? [])].flatMap((row) => row.cells);
  const fields = cells.flatMap((cell) =>
    typeof cell.text === 'string' || cell.picture !== undefined ? [] : cell.text.field,
  );
  const shown = layout.body && !layout.tail ? [] : fields;
  const pledge = { text: OFFICIAL_PLEDGE };
  return { ...Object.fromEntries(shown.map((field) => [field, '示例'])), ...pledge };
}

function sampleOf({ key, type }: BodyColumn, line: number): LayoutValue {
  if (key === 'lineNo') return line + 1;
  if (type === 'integer') return 10 * (line + 1);
  if (type === 'money') return 1_234_500 * (line + 1);
  if (type === 'date') return `2026-0${line + 1}-15`;
  if (type === 'tick') return line === 0;
  return '示例';
}
