/** 表单版式: a unit's own columns of the official forms (the guideline: 各单位可根据本单位实际情况修改完善). */
import { z } from 'zod';
import { endpoint } from '../../platform/http/endpoint.ts';
import { LayoutChange, UnitLayout } from '../../platform/papers/shapes.layouts.ts';

export const LAYOUT_FORMS = {
  form1: { label: '附件1 领导小组成员信息表' },
  form2: { label: '附件2 使用正版软件承诺书' },
  form3: { label: '附件3 软件使用需求申请表' },
  form4: { label: '附件4 软件采购计划表' },
  form5: { label: '附件5 信息统计表' },
  form6: { label: '附件6 可使用免费软件清单' },
  form7: { label: '附件7 软件使用情况汇总表' },
  form8: { label: '附件8 软件使用情况明细表' },
  form9: { label: '附件9 软件安装维护情况明细表' },
  form10: { label: '附件10 软件安装维护申请表' },
  form11: { label: '附件11 软件安装维护确认单' },
} as const;
export type LayoutForm = keyof typeof LAYOUT_FORMS;
export const LayoutForm = z.enum(Object.keys(LAYOUT_FORMS) as [LayoutForm, ...LayoutForm[]], {
  error: '没有这种表单',
});

const tag = '表单';
const base = '/api/units/:unit/layouts';
const params = z.object({ form: LayoutForm });

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
