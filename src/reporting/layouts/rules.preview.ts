/** Three lines of made-up values by the kind of each column: enough to see what a layout looks like. */
import type { BodyColumn, Layout, LayoutData, LayoutValue } from '../../base/layout.ts';

const LINES = 3;

export function previewData(layout: Layout): LayoutData {
  const columns = layout.body?.columns ?? [];
  return {
    fields: {},
    rows: Array.from({ length: LINES }, (_, line) => ({
      group: line === 0 ? 0 : 1,
      values: Object.fromEntries(columns.map((column) => [column.key, sampleOf(column, line)])),
    })),
  };
}

function sampleOf({ key, type }: BodyColumn, line: number): LayoutValue {
  if (key === 'lineNo') return line + 1;
  if (type === 'integer') return 10 * (line + 1);
  if (type === 'money') return 1_234_500 * (line + 1);
  if (type === 'date') return `2026-0${line + 1}-15`;
  if (type === 'tick') return line === 0;
  return '示例';
}
