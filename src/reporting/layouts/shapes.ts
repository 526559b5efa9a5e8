/** 表单版式: a unit's own columns of the official forms (the guideline: 各单位可根据本单位实际情况修改完善). */
import { z } from 'zod';
import { endpoint } from '../../platform/http/endpoint.ts';

export const LAYOUT_FORMS = {
  form1: { label: '附件1 领导小组成员信息表' },
  form3: { label: '附件3 软件使用需求申请表' },
  form4: { label: '附件4 软件采购计划表' },
  form5: { label: '附件5 信息统计表' },
  form6: { label: '附件6 可使用免费软件清单' },
  form7: { label: '附件7 软件使用情况汇总表' },
  form8: { label: '附件8 软件使用情况明细表' },
  form9: { label: '附件9 软件安装维护情况明细表' },
} as const;
export type LayoutForm = keyof typeof LAYOUT_FORMS;
export const LayoutForm = z.enum(Object.keys(LAYOUT_FORMS) as [LayoutForm, ...LayoutForm[]], {
  error: '没有这种表单',
});

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

export const LayoutChange = z
  .object({
    title: z.string().trim().max(60, { error: '表名不超过 60 个字' }).optional(),
    columns: z.array(ColumnChange).max(60),
  })
  .meta({ id: 'LayoutChange' });
export type LayoutChange = z.output<typeof LayoutChange>;

export const UnitLayout = z
  .object({
    form: LayoutForm,
    change: LayoutChange,
    revision: z.number().int(),
    changedAt: z.string(),
    changedBy: z.string(),
  })
  .meta({ id: 'UnitLayout' });
export type UnitLayout = z.infer<typeof UnitLayout>;

const tag = '表单';
const base = '/api/units/:unit/layouts';
const params = z.object({ form: LayoutForm });

export const listLayouts = endpoint({
  method: 'GET',
  path: base,
  summary: '本单位对表单版式的调整（没有调整的表单按官方版式）',
  tag,
  permission: 'unit.view',
  output: z.object({ items: z.array(UnitLayout) }),
});

export const saveLayout = endpoint({
  method: 'PUT',
  path: `${base}/:form`,
  summary: '调整表单版式：改名、隐藏、增加、移动列；取值规则不变',
  tag,
  permission: 'setting.edit',
  params,
  /** `revision` is the one the person saw; 0 = the official layout. */
  body: z.object({ change: LayoutChange, revision: z.number().int().min(0) }),
  output: UnitLayout,
});

export const restoreLayout = endpoint({
  method: 'DELETE',
  path: `${base}/:form`,
  summary: '恢复官方版式',
  tag,
  permission: 'setting.edit',
  params,
  output: z.void(),
});
