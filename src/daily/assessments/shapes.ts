/** 考核评议 (W8; ZR-1.2.3(9)): criteria with full points, points per department, grades, a veto, what people decided. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, page } from '../../platform/http/endpoint.ts';
import { opinionText, reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';

export const ASSESSMENT_STATES = {
  collecting: { label: '收集情况', tone: 'grey' },
  drafted: { label: '评议中', tone: 'blue' },
  submitted: { label: '待组长审定', tone: 'amber' },
  approved: { label: '已审定', tone: 'green' },
  reported: { label: '已上报', tone: 'green' },
} as const satisfies ChoiceSet;
export const AssessmentState = z.enum(choiceValues(ASSESSMENT_STATES));
export type AssessmentState = z.infer<typeof AssessmentState>;

/** From the best to the worst. */
export const GRADES = {
  excellent: { label: '优秀', tone: 'green' },
  qualified: { label: '合格', tone: 'green' },
  basic: { label: '基本合格', tone: 'amber' },
  failed: { label: '不合格', tone: 'red' },
} as const satisfies ChoiceSet;
export const Grade = z.enum(choiceValues(GRADES), { error: '请选择等次' });
export type Grade = z.infer<typeof Grade>;

/** What the system knows by itself about a department. */
export const SOURCES = {
  pledges: { label: '承诺书签署率' },
  findings: { label: '每台计算机未处理的问题' },
  genuineRate: { label: '正版率' },
  rectification: { label: '整改按期完成率' },
  training: { label: '培训参加率' },
  demand: { label: '需求按时填报' },
  cases: { label: '责任追究' },
  hand: { label: '人工评分' },
} as const satisfies ChoiceSet;
export const Source = z.enum(choiceValues(SOURCES), { error: '请选择计算方法' });
export type Source = z.infer<typeof Source>;

/** Points have one decimal. */
const points = z
  .number({ error: '请填写分数' })
  .min(0, { error: '分数不能为负' })
  .max(1000, { error: '分数过大' })
  .refine((value) => Math.abs(value * 10 - Math.round(value * 10)) < 1e-6, {
    error: '分数最多一位小数',
  });

export const Criterion = z
  .object({
    key: z.string().regex(/^[\w-]{1,40}$/, { error: '指标标识有误' }),
    label: z
      .string({ error: '请填写指标名称' })
      .trim()
      .min(1, { error: '请填写指标名称' })
      .max(60, { error: '指标名称不超过 60 个字' }),
    points: points.refine((value) => value > 0, { error: '满分应大于 0' }),
    source: Source,
  })
  .meta({ id: 'AssessmentCriterion' });
export type Criterion = z.output<typeof Criterion>;

export const Scheme = z
  .object({
    criteria: z
      .array(Criterion)
      .min(1, { error: '至少要有一项指标' })
      .max(40, { error: '指标不超过 40 项' }),
    /** Least points of a grade; below `basic` is 不合格. */
    thresholds: z.object({ excellent: points, qualified: points, basic: points }),
  })
  .meta({ id: 'AssessmentScheme' });
export type Scheme = z.output<typeof Scheme>;

export const Score = z
  .object({
    key: z.string(),
    /** What counts; null = still to be given by hand. */
    points: z.number().nullable(),
    computed: z.number().nullable(),
    working: z.string(),
    link: z.string().nullable(),
    hand: z.number().nullable(),
    note: z.string(),
    by: z.string().nullable(),
  })
  .meta({ id: 'AssessmentScore' });
export type Score = z.infer<typeof Score>;

export const DepartmentResult = z
  .object({
    departmentId: z.string(),
    departmentName: z.string(),
    scores: z.array(Score),
    total: z.number().nullable(),
    /** By the points, and by what ZR-4 says of the cases. */
    byPoints: Grade.nullable(),
    proposed: Grade.nullable(),
    vetoes: z.array(z.object({ caseId: z.string(), caseNo: z.string(), title: z.string() })),
    /** What people decided instead, with why. */
    decided: Grade.nullable(),
    reason: z.string(),
    grade: Grade.nullable(),
  })
  .meta({ id: 'AssessmentResult' });
export type DepartmentResult = z.infer<typeof DepartmentResult>;

export const Assessment = z
  .object({
    id: z.string(),
    year: z.number().int(),
    state: AssessmentState,
    approvedOn: dateText.nullable(),
    reportedOn: dateText.nullable(),
    departments: z.number().int(),
  })
  .meta({ id: 'Assessment' });
export type Assessment = z.infer<typeof Assessment>;

export const ASSESSMENT_ACTIONS = [
  'draft',
  'submit',
  'approve',
  'report',
  'return',
  'recollect',
  'correct',
  'score',
  'decide',
] as const;
export const AssessmentRecord = Assessment.extend({
  scheme: Scheme,
  draftedOn: dateText.nullable(),
  reportedTo: z.string(),
  results: z.array(DepartmentResult),
  /** False: one's own departments only. */
  whole: z.boolean(),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(ASSESSMENT_ACTIONS)),
}).meta({ id: 'AssessmentRecord' });
export type AssessmentRecord = z.infer<typeof AssessmentRecord>;

const tag = '考核评议';
const base = '/api/units/:unit/assessments';
const params = z.object({ assessment: z.uuid() });

export const listAssessments = endpoint({
  method: 'GET',
  path: base,
  summary: '各年的考核评议',
  tag,
  permission: 'assessment.view',
  output: page(Assessment),
});
export const getAssessment = endpoint({
  method: 'GET',
  path: `${base}/:assessment`,
  summary: '一年的考核评议：各部门得分、依据、等次',
  tag,
  permission: 'assessment.view',
  params,
  output: AssessmentRecord,
});
export const createAssessment = endpoint({
  method: 'POST',
  path: base,
  summary: '开始一年的考核评议',
  tag,
  permission: 'assessment.edit',
  body: z.object({
    year: z
      .number({ error: '请选择年度' })
      .int()
      .min(2000, { error: '年度不早于 2000 年' })
      .max(2100, { error: '年度不晚于 2100 年' }),
  }),
  output: AssessmentRecord,
});

export const HandScore = z.object({
  key: z.string().max(40),
  /** Null takes the points given by hand back. */
  points: points.nullable(),
  note: z.string().trim().max(300, { error: '说明不超过 300 个字' }).default(''),
});
export type HandScore = z.output<typeof HandScore>;

export const scoreDepartment = endpoint({
  method: 'PUT',
  path: `${base}/:assessment/departments/:department/scores`,
  summary: '给一个部门人工评分（须写明说明）',
  tag,
  permission: 'assessment.edit',
  params: params.extend({ department: z.uuid() }),
  body: z.object({ scores: z.array(HandScore).min(1).max(40) }),
  output: AssessmentRecord,
});
export const decideGrade = endpoint({
  method: 'PUT',
  path: `${base}/:assessment/departments/:department/grade`,
  summary: '确定一个部门的等次（与建议不同须写明原因）',
  tag,
  permission: 'assessment.edit',
  params: params.extend({ department: z.uuid() }),
  body: z.object({
    /** Null = as proposed. */
    grade: Grade.nullable(),
    reason: z.string().trim().max(500, { error: '原因不超过 500 个字' }).default(''),
  }),
  output: AssessmentRecord,
});

const step = (
  action: string,
  summary: string,
  permission: 'assessment.edit' | 'assessment.approve',
) =>
  ({
    method: 'POST',
    path: `${base}/:assessment/${action}`,
    summary,
    tag,
    permission,
    params,
    output: AssessmentRecord,
  }) as const;

export const draftAssessment = endpoint({
  ...step('draft', '起草评议结果，计算的分数不再变化', 'assessment.edit'),
  body: z.object({ opinion: opinionText }),
});
export const recollectAssessment = endpoint({
  ...step('recollect', '重新收集，分数重新计算', 'assessment.edit'),
  body: z.object({ reason: reasonText }),
});
export const submitAssessment = endpoint({
  ...step('submit', '报组长审定', 'assessment.edit'),
  body: z.object({ opinion: opinionText }),
});
export const decideAssessment = endpoint({
  ...step('decide', '审定或退回', 'assessment.approve'),
  body: z.object({ approve: z.boolean(), opinion: opinionText }),
});
export const reportAssessment = endpoint({
  ...step('report', '登记已上报', 'assessment.edit'),
  body: z.object({
    reportedOn: z.string({ error: '请填写上报日期' }).pipe(dateText),
    reportedTo: z
      .string({ error: '请填写报送何处' })
      .trim()
      .min(1, { error: '请填写报送何处' })
      .max(200, { error: '报送何处不超过 200 个字' }),
  }),
});
export const correctAssessment = endpoint({
  ...step('correct', '审定后更正一个部门的等次（须写明原因）', 'assessment.edit'),
  body: z.object({
    departmentId: z.uuid({ error: '请选择部门' }),
    grade: Grade,
    reason: reasonText,
  }),
});
export const exportAssessment = endpoint({
  method: 'GET',
  path: `${base}/:assessment/export`,
  summary: '导出评议结果（Excel）',
  tag,
  permission: 'assessment.view',
  params,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

export const getScheme = endpoint({
  method: 'GET',
  path: '/api/units/:unit/assessment-scheme',
  summary: '考核评议的指标和等次',
  tag,
  permission: 'assessment.view',
  output: Scheme,
});
export const saveScheme = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/assessment-scheme',
  summary: '调整考核评议的指标和等次',
  tag,
  permission: 'assessment.edit',
  body: Scheme,
  output: Scheme,
});
