/** Endpoints of inspections. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page, queryFlag } from '../../platform/http/endpoint.ts';
import { SignatureInput } from '../../platform/signatures/shapes.ts';
import { opinionText, reasonText } from '../../platform/workflow/shapes.ts';
import * as shapes from './shapes.ts';

export const tag = '检查';
export const base = '/api/units/:unit/inspections';
export const params = z.object({ inspection: z.uuid({ error: '检查标识有误' }) });
const year = z.number({ error: '请填写年度' }).int().min(2000).max(2100);
export const needed = (sentence: string, most: number) =>
  z
    .string({ error: sentence })
    .trim()
    .min(1, { error: sentence })
    .max(most, { error: `不超过 ${most} 个字` });

export const InspectionInput = z
  .object({
    year,
    title: needed('请填写检查名称', 100),
    kind: shapes.InspectionKind,
    periodFrom: dateText,
    periodTo: dateText,
    inspectors: z
      .array(z.uuid())
      .min(1, { error: '请选择检查人员' })
      .max(50, { error: '检查人员不超过 50 人' }),
    departmentIds: z.array(z.uuid()).max(1000, { error: '部门过多' }).default([]),
    deviceTypes: z
      .array(z.enum(choiceValues(shapes.DEVICE_TYPES)))
      .max(3)
      .default([]),
    sampleRate: z
      .number()
      .int({ error: '抽查比例应为整数' })
      .min(1, { error: '抽查比例为 1 至 100' })
      .max(100, { error: '抽查比例为 1 至 100' })
      .nullable()
      .default(null),
    sampleSize: z
      .number()
      .int({ error: '抽查台数应为整数' })
      .min(1, { error: '至少抽查 1 台' })
      .max(100_000, { error: '抽查台数过大' })
      .nullable()
      .default(null),
    plan: z.string().trim().max(4000, { error: '检查方案不超过 4000 个字' }).default(''),
  })
  .refine((one) => one.periodTo >= one.periodFrom, {
    error: '结束日期不能早于开始日期',
    path: ['periodTo'],
  })
  .refine((one) => one.sampleRate === null || one.sampleSize === null, {
    error: '抽查比例和抽查台数只填一项',
    path: ['sampleSize'],
  })
  .refine((one) => one.kind !== 'sample' || one.sampleRate !== null || one.sampleSize !== null, {
    error: '抽查须填写比例或台数',
    path: ['sampleRate'],
  })
  .refine((one) => one.kind !== 'full' || (one.sampleRate === null && one.sampleSize === null), {
    error: '全面检查不抽样',
    path: ['sampleRate'],
  })
  .meta({ id: 'InspectionPlan' });
export type InspectionInput = z.output<typeof InspectionInput>;

const inspectionQuery = listQuery.extend({
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  kind: shapes.InspectionKind.optional(),
  state: shapes.InspectionState.optional(),
});
export type InspectionQuery = z.output<typeof inspectionQuery>;

export const listInspections = endpoint({
  method: 'GET',
  path: base,
  summary: '检查列表',
  tag,
  permission: 'inspection.view',
  query: inspectionQuery,
  output: page(shapes.Inspection),
});
export const getInspection = endpoint({
  method: 'GET',
  path: `${base}/:inspection`,
  summary: '一次检查',
  tag,
  permission: 'inspection.view',
  params,
  output: shapes.InspectionRecord,
});
export const createInspection = endpoint({
  method: 'POST',
  path: base,
  summary: '制定检查计划',
  tag,
  permission: 'inspection.edit',
  body: InspectionInput,
  output: shapes.InspectionRecord,
});
export const updateInspection = endpoint({
  method: 'PUT',
  path: `${base}/:inspection`,
  summary: '修改检查计划（开始前）；范围有变须重新抽取',
  tag,
  permission: 'inspection.edit',
  params,
  body: InspectionInput,
  output: shapes.InspectionRecord,
});

/** People whose account may fill sheets. */
export const listInspectors = endpoint({
  method: 'GET',
  path: '/api/units/:unit/inspection-inspectors',
  summary: '可以担任检查人员的人',
  tag,
  permission: 'inspection.edit',
  output: z.object({
    items: z.array(z.object({ id: z.string(), name: z.string(), departmentName: z.string() })),
  }),
});

const step = (action: string, summary: string) =>
  ({
    method: 'POST',
    path: `${base}/:inspection/${action}`,
    summary,
    tag,
    permission: 'inspection.edit',
    params,
    output: shapes.InspectionRecord,
  }) as const;

export const drawSample = endpoint({
  ...step('draw', '抽取计算机：按各部门台数分层随机，记录种子'),
  body: z.object({
    /** Of one's own, e.g. drawn in public; the system makes one unless given. */
    seed: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z-]{4,64}$/, { error: '种子为 4 至 64 位数字、字母或短横' })
      .optional(),
    /** Needed when it was drawn before. */
    opinion: opinionText,
  }),
});
export const startInspection = endpoint({
  ...step('start', '开始检查：名单不再改变'),
  body: z.object({ opinion: opinionText }),
});
export const concludeInspection = endpoint({
  ...step('conclude', '汇总问题：对照发现和上机检查不合格项'),
  body: z.object({ opinion: opinionText }),
});
export const resumeInspection = endpoint({
  ...step('resume', '继续检查'),
  body: z.object({ reason: reasonText }),
});
export const notifyInspection = endpoint({
  ...step('notify', '发通报：按部门生成，编号并定稿'),
  body: z.object({
    /** For problems that have no day of their own. */
    dueOn: dateText,
    conclusion: needed('请填写检查结论', 2000),
  }),
});
export const closeInspection = endpoint({
  ...step('close', '结束检查'),
  body: z.object({ opinion: reasonText }),
});
export const correctInspection = endpoint({
  ...step('correct', '通报后更正检查结论（须写明原因）'),
  body: z.object({ conclusion: needed('请填写检查结论', 2000), reason: reasonText }),
});
export const cancelInspection = endpoint({
  ...step('cancel', '取消检查（须写明原因）'),
  body: z.object({ reason: reasonText }),
});

export const sheetFile = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const getDraw = endpoint({
  method: 'GET',
  path: `${base}/:inspection/draw`,
  summary: '抽取情况：种子、各部门台数，并当场复算',
  tag,
  permission: 'inspection.view',
  params,
  output: shapes.Draw,
});
export const exportDraw = endpoint({
  method: 'GET',
  path: `${base}/:inspection/draw/export`,
  summary: '抽取底册（Excel）：全部候选计算机及是否抽中',
  tag,
  permission: 'inspection.view',
  params,
  raw: sheetFile,
  output: z.void(),
});

/* Check sheets */
const sheets = `${base}/:inspection/sheets`;
const sheet = params.extend({ device: z.uuid({ error: '计算机标识有误' }) });
const sheetQuery = listQuery.extend({
  state: shapes.SheetState.optional(),
  /** Pending and begun ones. */
  open: queryFlag.optional(),
  department: z.uuid().optional(),
});
export type SheetQuery = z.output<typeof sheetQuery>;
export const listSheets = endpoint({
  method: 'GET',
  path: sheets,
  summary: '抽中的计算机和检查情况',
  tag,
  permission: 'inspection.view',
  params,
  query: sheetQuery,
  output: page(shapes.Sheet),
});
export const getSheet = endpoint({
  method: 'GET',
  path: `${sheets}/:device`,
  summary: '一台计算机的检查表',
  tag,
  permission: 'inspection.view',
  params: sheet,
  output: shapes.SheetRecord,
});
export const saveSheet = endpoint({
  method: 'PUT',
  path: `${sheets}/:device`,
  summary: '填写检查表；version 不符说明他人已填写',
  tag,
  permission: 'inspection.check',
  params: sheet,
  body: z.object({
    version: z.number().int().min(0),
    state: z.enum(['draft', 'done', 'skipped'], { error: '请选择检查情况' }),
    answers: z.array(shapes.SheetAnswer).max(30),
    note: z.string().trim().max(500, { error: '备注不超过 500 个字' }).default(''),
  }),
  output: shapes.SheetRecord,
});
export const signSheet = endpoint({
  method: 'POST',
  path: `${sheets}/:device/sign`,
  summary: '使用人在检查人员的设备上签字',
  tag,
  permission: 'inspection.check',
  params: sheet,
  body: z.object({
    version: z.number().int().min(0),
    signature: SignatureInput,
    /** Where the computer has no user. */
    signerName: z.string().trim().max(50, { error: '姓名不超过 50 个字' }).default(''),
  }),
  output: shapes.SheetRecord,
});
export const sheetSignature = endpoint({
  method: 'GET',
  path: `${sheets}/:device/signature`,
  summary: '使用人的手写签名',
  tag,
  permission: 'inspection.view',
  params: sheet,
  raw: 'image/png',
  output: z.void(),
});
export const uploadSheetPhoto = endpoint({
  method: 'POST',
  path: `${sheets}/:device/photos`,
  summary: '上传检查照片（multipart：itemKey、file）',
  tag,
  permission: 'inspection.check',
  params: sheet,
  multipart: true,
  bodyLimit: 21 * 1024 * 1024,
  output: shapes.InspectionFile,
});
export const removeSheetPhoto = endpoint({
  method: 'DELETE',
  path: `${sheets}/:device/photos/:file`,
  summary: '移除误传的照片',
  tag,
  permission: 'inspection.check',
  params: sheet.extend({ file: z.uuid() }),
  output: z.void(),
});
export const downloadInspectionFile = endpoint({
  method: 'GET',
  path: `${base}/:inspection/files/:file`,
  summary: '下载照片或整改材料',
  tag,
  permission: 'inspection.view',
  params: params.extend({ file: z.uuid() }),
  raw: 'application/octet-stream',
  output: z.void(),
});

/* Circulars */
export const getCircular = endpoint({
  method: 'GET',
  path: `${base}/:inspection/circulars/:circular`,
  summary: '一份检查通报（发出时的原文）',
  tag,
  permission: 'inspection.view',
  params: params.extend({ circular: z.uuid() }),
  output: shapes.Circular.extend({
    content: shapes.CircularContent,
    /** SHA-256 of the text as it was kept. */
    contentHash: z.string(),
  }),
});

/* Check items of the unit */
export const getCheckItems = endpoint({
  method: 'GET',
  path: '/api/units/:unit/inspection-items',
  summary: '检查表项目',
  tag,
  permission: 'inspection.view',
  output: z.object({ items: z.array(shapes.CheckItem) }),
});
export const saveCheckItems = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/inspection-items',
  summary: '修改检查表项目（用于以后开始的检查）',
  tag,
  permission: 'inspection.edit',
  body: z.object({ items: shapes.CheckItems }),
  output: z.object({ items: z.array(shapes.CheckItem) }),
});
