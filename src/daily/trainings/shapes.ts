/** Training and publicity (W7; RC-5): planned, held with sign-in by code or list, recorded with what shows it. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { ImportAnswer, importQuery } from '../../platform/sheets/shapes.ts';
import { reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';

export const TRAINING_KINDS = {
  class: { label: '培训班' },
  external: { label: '参加主管部门培训' },
  publicity: { label: '宣传' },
} as const satisfies ChoiceSet;
export const TrainingKind = z.enum(choiceValues(TRAINING_KINDS), { error: '请选择类型' });
export type TrainingKind = z.infer<typeof TrainingKind>;

/** RC-5.3 names them. */
export const PUBLICITY_FORMS = {
  meeting: { label: '专题会议' },
  website: { label: '单位网站' },
  quiz: { label: '知识竞赛' },
  brochure: { label: '宣传手册' },
  poster: { label: '海报' },
  video: { label: '视频' },
  other: { label: '其他' },
} as const satisfies ChoiceSet;

export const TRAINING_STATES = {
  planned: { label: '已安排', tone: 'blue' },
  held: { label: '已举办', tone: 'amber' },
  recorded: { label: '已归档', tone: 'green' },
  cancelled: { label: '已取消', tone: 'grey' },
} as const satisfies ChoiceSet;
export const TrainingState = z.enum(choiceValues(TRAINING_STATES));
export type TrainingState = z.infer<typeof TrainingState>;

export const ATTENDED_HOW = {
  code: { label: '扫码签到' },
  list: { label: '名单登记' },
  import: { label: '表格导入' },
} as const satisfies ChoiceSet;
export type AttendedHow = keyof typeof ATTENDED_HOW;

export const TRAINING_DOCUMENT_KINDS = {
  material: { label: '培训资料' },
  photo: { label: '照片' },
  signIn: { label: '签到表' },
  notice: { label: '通知' },
  other: { label: '其他资料' },
} as const satisfies ChoiceSet;

const words = (max: number, label: string) =>
  z
    .string()
    .trim()
    .max(max, { error: `${label}不超过 ${max} 个字` });
const text = (max: number, label: string) => words(max, label).default('');
const title = z
  .string({ error: '请填写主题' })
  .trim()
  .min(1, { error: '请填写主题' })
  .max(200, { error: '主题不超过 200 个字' });

export const TrainingInput = z
  .object({
    kind: TrainingKind,
    form: z.enum(choiceValues(PUBLICITY_FORMS)).nullable().default(null),
    title,
    heldOn: dateText,
    place: text(200, '地点'),
    lecturer: text(100, '主讲人'),
    content: text(2000, '内容'),
    /** Departments asked to come; empty = everybody. */
    audience: z.array(z.uuid()).max(2000, { error: '部门过多' }).default([]),
    /** The task of the annual plan it carries out; left as it is when not said. */
    planTaskId: z.uuid({ error: '请选择年度计划的任务' }).nullable().optional(),
  })
  .refine((one) => (one.kind === 'publicity') === (one.form !== null), {
    error: '宣传须选择形式，培训不选',
    path: ['form'],
  })
  .meta({ id: 'TrainingFacts' });
export type TrainingInput = z.output<typeof TrainingInput>;

/** Of publicity: people reached. */
const reach = z
  .number({ error: '人次应为数字' })
  .int({ error: '人次应为整数' })
  .min(0, { error: '人次不能为负' })
  .max(100_000_000, { error: '人次过大' })
  .nullable();
const outcome = { words: text(2000, '情况和成果'), reach: reach.default(null) };
const people = z.array(z.uuid()).max(5000, { error: '一次不超过 5000 人' }).default([]);

/** What may turn out to be wrong afterwards; what is not given stays. */
export const TrainingCorrection = z.object({
  title: title.optional(),
  heldOn: dateText.optional(),
  place: words(200, '地点').optional(),
  lecturer: words(100, '主讲人').optional(),
  words: words(2000, '情况和成果').optional(),
  reach: reach.optional(),
  /** Persons who were there after all, and who were not. */
  add: people,
  remove: people,
});
export type TrainingCorrection = z.output<typeof TrainingCorrection>;

export const Training = z
  .object({
    id: z.string(),
    trainingNo: z.string(),
    kind: TrainingKind,
    form: z.enum(choiceValues(PUBLICITY_FORMS)).nullable(),
    title: z.string(),
    heldOn: z.string(),
    place: z.string(),
    state: TrainingState,
    attendees: z.number().int(),
    reach: z.number().int().nullable(),
  })
  .meta({ id: 'Training' });
export type Training = z.infer<typeof Training>;

export const TRAINING_ACTIONS = ['edit', 'hold', 'record', 'cancel', 'correct'] as const;
export const TrainingRecord = Training.extend({
  lecturer: z.string(),
  content: z.string(),
  audience: z.array(z.object({ id: z.string(), name: z.string() })),
  words: z.string(),
  organiser: z.string(),
  signOpen: z.boolean(),
  /** How many are asked to come. */
  invited: z.number().int(),
  attendedMyself: z.boolean(),
  /** May change who was there: the organisers until it is recorded. */
  mayList: z.boolean(),
  planTask: z.object({ id: z.string(), planId: z.string(), content: z.string() }).nullable(),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(TRAINING_ACTIONS)),
}).meta({ id: 'TrainingRecord' });
export type TrainingRecord = z.infer<typeof TrainingRecord>;

export const Attendee = z
  .object({
    id: z.string(),
    name: z.string(),
    staffNo: z.string(),
    departmentName: z.string(),
    how: z.enum(choiceValues(ATTENDED_HOW)),
    at: z.string(),
    byName: z.string(),
  })
  .meta({ id: 'Attendee' });
export type Attendee = z.infer<typeof Attendee>;

const tag = '培训宣传';
const base = '/api/units/:unit/trainings';
const params = z.object({ training: z.uuid() });
const trainingQuery = listQuery.extend({
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  kind: TrainingKind.optional(),
  state: TrainingState.optional(),
});
export type TrainingQuery = z.output<typeof trainingQuery>;

export const listTrainings = endpoint({
  method: 'GET',
  path: base,
  summary: '培训和宣传列表',
  tag,
  permission: 'training.view',
  query: trainingQuery,
  output: page(Training),
});
export const getTraining = endpoint({
  method: 'GET',
  path: `${base}/:training`,
  summary: '一次培训或宣传',
  tag,
  permission: 'training.view',
  params,
  output: TrainingRecord,
});
export const createTraining = endpoint({
  method: 'POST',
  path: base,
  summary: '安排培训或宣传，通知参加人员',
  tag,
  permission: 'training.edit',
  body: TrainingInput,
  output: TrainingRecord,
});
export const updateTraining = endpoint({
  method: 'PUT',
  path: `${base}/:training`,
  summary: '修改已安排的培训或宣传',
  tag,
  permission: 'training.edit',
  params,
  body: TrainingInput,
  output: TrainingRecord,
});
const step = (action: string, summary: string) =>
  ({
    method: 'POST',
    path: `${base}/:training/${action}`,
    summary,
    tag,
    permission: 'training.edit',
    params,
    output: TrainingRecord,
  }) as const;
export const holdTraining = endpoint({
  ...step('hold', '登记已举办'),
  body: z.object(outcome),
});
export const recordTraining = endpoint({
  ...step('record', '归档：写明情况后，名单和情况不再改变'),
  body: z.object(outcome),
});
export const cancelTraining = endpoint({
  ...step('cancel', '取消（须写明原因）'),
  body: z.object({ reason: reasonText }),
});
export const correctTraining = endpoint({
  ...step('correct', '举办或归档后更正事实、情况和名单（须写明原因）'),
  body: TrainingCorrection.extend({ reason: reasonText }),
});
export const openSignIn = endpoint({
  ...step('sign-in', '开启或结束扫码签到'),
  body: z.object({ open: z.boolean() }),
});

/** The code people scan; it changes every half minute, so that a photo of it is soon worth nothing. */
export const signInCode = endpoint({
  method: 'GET',
  path: `${base}/:training/sign-in-code`,
  summary: '当前签到码',
  tag,
  permission: 'training.edit',
  params,
  output: z.object({
    open: z.boolean(),
    code: z.string(),
    attendees: z.number().int(),
    title: z.string(),
  }),
});
export const attendTraining = endpoint({
  method: 'POST',
  path: `${base}/:training/attend`,
  summary: '扫码签到：登记本人参加',
  tag,
  permission: 'training.attend',
  params,
  body: z.object({ code: z.string().trim().min(1, { error: '请扫描签到码' }).max(40) }),
  output: z.object({ title: z.string(), name: z.string(), at: z.string() }),
});

const attendance = `${base}/:training/attendance`;
export const listAttendance = endpoint({
  method: 'GET',
  path: attendance,
  summary: '参加人员',
  tag,
  permission: 'training.view',
  params,
  query: listQuery,
  output: page(Attendee),
});
export const exportAttendance = endpoint({
  method: 'GET',
  path: `${attendance}/export`,
  summary: '签到表（Excel）',
  tag,
  permission: 'training.view',
  params,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
export const addAttendance = endpoint({
  method: 'POST',
  path: attendance,
  summary: '按人员或部门登记参加',
  tag,
  permission: 'training.edit',
  params,
  body: z.object({
    personIds: people,
    departmentIds: z.array(z.uuid()).max(500, { error: '部门过多' }).default([]),
  }),
  output: z.object({ added: z.number().int() }),
});
export const removeAttendance = endpoint({
  method: 'DELETE',
  path: `${attendance}/:person`,
  summary: '去掉误登记的人',
  tag,
  permission: 'training.edit',
  params: params.extend({ person: z.uuid() }),
  output: z.object({ removed: z.boolean() }),
});
export const importAttendance = endpoint({
  method: 'POST',
  path: `${attendance}/import`,
  summary: '从 Excel 导入参加人员（工号或姓名）',
  tag,
  permission: 'training.edit',
  params,
  query: importQuery,
  multipart: true,
  output: ImportAnswer,
});
export const attendanceTemplate = endpoint({
  method: 'GET',
  path: '/api/units/:unit/training-attendance-template',
  summary: '参加人员导入的空白模板',
  tag,
  permission: 'training.edit',
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

export const TrainingDocument = z
  .object({
    id: z.string(),
    kind: z.enum(choiceValues(TRAINING_DOCUMENT_KINDS)),
    title: z.string(),
    fileName: z.string(),
    fileSize: z.number().int(),
    createdAt: z.string(),
    createdBy: z.string(),
  })
  .meta({ id: 'TrainingDocument' });
export type TrainingDocument = z.infer<typeof TrainingDocument>;
/** Sent as text fields before the file. */
export const TrainingDocumentFields = z.object({
  kind: z.enum(choiceValues(TRAINING_DOCUMENT_KINDS), { error: '请选择资料种类' }),
  title: text(200, '资料名称'),
});
const documents = `${base}/:training/documents`;
const document = params.extend({ document: z.uuid({ error: '资料标识有误' }) });
export const listTrainingDocuments = endpoint({
  method: 'GET',
  path: documents,
  summary: '培训资料、照片、签到表',
  tag,
  permission: 'training.view',
  params,
  output: z.object({ items: z.array(TrainingDocument) }),
});
export const uploadTrainingDocument = endpoint({
  method: 'POST',
  path: documents,
  summary: '上传培训资料（multipart：kind、title、file）',
  tag,
  permission: 'training.edit',
  params,
  multipart: true,
  bodyLimit: 52 * 1024 * 1024,
  output: TrainingDocument,
});
export const downloadTrainingDocument = endpoint({
  method: 'GET',
  path: `${documents}/:document`,
  summary: '下载培训资料',
  tag,
  permission: 'training.view',
  params: document,
  raw: 'application/octet-stream',
  output: z.void(),
});
export const removeTrainingDocument = endpoint({
  method: 'DELETE',
  path: `${documents}/:document`,
  summary: '移除误传的培训资料（记入审计日志）',
  tag,
  permission: 'training.edit',
  params: document,
  output: z.void(),
});
