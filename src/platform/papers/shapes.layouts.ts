/** What a unit changes of a form's layout, as it is sent and kept; which forms there are is the reporting slice's business. */
import { z } from 'zod';
import { endpoint } from '../http/endpoint.ts';

const title = z.string().trim().max(40, { error: '列名不超过 40 个字' });

export const ColumnChange = z.object({
  key: z.string().regex(/^[a-zA-Z][0-9a-zA-Z]{0,39}$/),
  title: title.optional(),
  hidden: z.boolean().optional(),
  /** Millimetres before everything is fitted to the page. */
  width: z
    .number()
    .min(8, { error: '列宽 8 至 120 毫米' })
    .max(120, { error: '列宽 8 至 120 毫米' })
    .optional(),
  /** Words in every line of an added column. */
  text: z.string().trim().max(100, { error: '不超过 100 个字' }).optional(),
});
export type ColumnChange = z.output<typeof ColumnChange>;

const lineKey = z.string().regex(/^[a-zA-Z][0-9a-zA-Z]{0,39}$/);

/** One line outside the table: its labels in their order (empty = the official one), hidden, or added below another. */
export const LineChange = z.object({
  key: lineKey,
  labels: z.array(title).max(12).optional(),
  hidden: z.boolean().optional(),
  /** Of an added line: the line it stands below, and its words; empty = left for the pen. */
  after: lineKey.optional(),
  text: z.string().trim().max(300, { error: '不超过 300 个字' }).optional(),
});
export type LineChange = z.output<typeof LineChange>;

export const LayoutChange = z
  .object({
    title: z.string().trim().max(60, { error: '表名不超过 60 个字' }).optional(),
    columns: z.array(ColumnChange).max(60),
    lines: z.array(LineChange).max(60).optional(),
  })
  .meta({ id: 'LayoutChange' });
export type LayoutChange = z.output<typeof LayoutChange>;

export const UnitLayout = z
  .object({
    form: z.string(),
    change: LayoutChange,
    revision: z.number().int(),
    changedAt: z.string(),
    changedBy: z.string(),
  })
  .meta({ id: 'UnitLayout' });
export type UnitLayout = z.infer<typeof UnitLayout>;

/** Asked by every page that shows a form; answered by the slice that keeps the layouts. */
export const listLayouts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/layouts',
  summary: '本单位对表单版式的调整（没有调整的表单按官方版式）',
  tag: '表单',
  permission: 'unit.view',
  output: z.object({ items: z.array(UnitLayout) }),
});
