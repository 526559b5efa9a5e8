/** 软件使用情况检查 (W6; RC-4): what is recorded of plan, sample, check sheets, problems, circulars and rectification. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText } from '../../platform/http/endpoint.ts';
import { Signature } from '../../platform/signatures/shapes.ts';
import { WorkflowStep } from '../../platform/workflow/shapes.ts';
import { Evidence } from '../../reconciliation/findings/shapes.ts';

export const INSPECTION_KINDS = {
  full: { label: '全面检查' },
  sample: { label: '抽查' },
  special: { label: '专项检查' },
} as const satisfies ChoiceSet;
export const InspectionKind = z.enum(choiceValues(INSPECTION_KINDS), { error: '请选择检查类型' });
export type InspectionKind = z.infer<typeof InspectionKind>;

export const INSPECTION_STATES = {
  planned: { label: '已计划', tone: 'grey' },
  onsite: { label: '检查中', tone: 'blue' },
  findings: { label: '汇总问题', tone: 'amber' },
  notified: { label: '已通报', tone: 'blue' },
  rectifying: { label: '整改中', tone: 'amber' },
  reviewed: { label: '复查完毕', tone: 'blue' },
  closed: { label: '已结束', tone: 'green' },
  cancelled: { label: '已取消', tone: 'grey' },
} as const satisfies ChoiceSet;
export const InspectionState = z.enum(choiceValues(INSPECTION_STATES));
export type InspectionState = z.infer<typeof InspectionState>;

export const SHEET_STATES = {
  pending: { label: '待检查', tone: 'grey' },
  draft: { label: '检查中', tone: 'blue' },
  done: { label: '已检查', tone: 'green' },
  skipped: { label: '未能检查', tone: 'amber' },
} as const satisfies ChoiceSet;
export const SheetState = z.enum(choiceValues(SHEET_STATES));
export type SheetState = z.infer<typeof SheetState>;

export const VERDICTS = {
  pass: { label: '合格', tone: 'green' },
  fail: { label: '不合格', tone: 'red' },
  none: { label: '不适用', tone: 'grey' },
} as const satisfies ChoiceSet;
export const Verdict = z.enum(choiceValues(VERDICTS));
export type Verdict = z.infer<typeof Verdict>;

/** Kinds of problems (domain 6.3 W6). */
export const PROBLEM_KINDS = {
  pirated: { label: '使用盗版软件', tone: 'red' },
  notRecorded: { label: '未登记安装', tone: 'amber' },
  privateInstall: { label: '私自安装、卸载', tone: 'red' },
  unrelated: { label: '与工作无关软件', tone: 'amber' },
  overInstalled: { label: '超许可数量', tone: 'red' },
  versionNotCovered: { label: '版本不在可使用版本内', tone: 'red' },
  expired: { label: '许可到期', tone: 'red' },
  freeNotListed: { label: '免费软件未列入清单', tone: 'amber' },
  notObserved: { label: '台账有而实际无', tone: 'amber' },
  missingEvidence: { label: '缺少授权文件', tone: 'amber' },
  other: { label: '其他问题', tone: 'amber' },
} as const satisfies ChoiceSet;
export const ProblemKind = z.enum(choiceValues(PROBLEM_KINDS), { error: '请选择问题类型' });
export type ProblemKind = z.infer<typeof ProblemKind>;

export const PROBLEM_STATES = {
  listed: { label: '待通报', tone: 'grey' },
  dropped: { label: '不列入', tone: 'grey' },
  open: { label: '待整改', tone: 'amber' },
  responded: { label: '待复查', tone: 'blue' },
  returned: { label: '复查退回', tone: 'red' },
  passed: { label: '已整改', tone: 'green' },
  waived: { label: '免予整改', tone: 'grey' },
} as const satisfies ChoiceSet;
export const ProblemState = z.enum(choiceValues(PROBLEM_STATES));
export type ProblemState = z.infer<typeof ProblemState>;

export const PROBLEM_SOURCES = {
  finding: { label: '对照发现' },
  sheet: { label: '上机检查' },
  manual: { label: '检查人员登记' },
} as const satisfies ChoiceSet;
export const ProblemSource = z.enum(choiceValues(PROBLEM_SOURCES));

export const DEVICE_TYPES = {
  server: { label: '服务器' },
  desktop: { label: '台式机' },
  laptop: { label: '便携机' },
} as const satisfies ChoiceSet;

/** One line of the check sheet; what a failure counts as. */
export const CheckItem = z
  .object({
    key: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, { error: '检查项目标识有误' }),
    label: z
      .string({ error: '请填写检查项目' })
      .trim()
      .min(1, { error: '请填写检查项目' })
      .max(60, { error: '检查项目不超过 60 个字' }),
    kind: ProblemKind,
  })
  .meta({ id: 'InspectionCheckItem' });
export type CheckItem = z.infer<typeof CheckItem>;
export const CheckItems = z
  .array(CheckItem)
  .min(1, { error: '请至少保留一项' })
  .max(30, { error: '检查项目不超过 30 项' })
  .refine((items) => new Set(items.map((one) => one.key)).size === items.length, {
    error: '检查项目重复',
  });

export const SheetAnswer = z.object({
  key: z.string().max(40),
  verdict: Verdict,
  note: z.string().trim().max(300, { error: '说明不超过 300 个字' }).default(''),
});
export type SheetAnswer = z.output<typeof SheetAnswer>;

const Figures = z.object({
  /** In the sample. */
  computers: z.number().int(),
  checked: z.number().int(),
  skipped: z.number().int(),
  /** Not counting dropped ones. */
  problems: z.number().int(),
  passed: z.number().int(),
  waived: z.number().int(),
  overdue: z.number().int(),
});
export type InspectionFigures = z.infer<typeof Figures>;

export const Inspection = Figures.extend({
  id: z.string(),
  inspectionNo: z.string(),
  year: z.number().int(),
  title: z.string(),
  kind: InspectionKind,
  periodFrom: dateText,
  periodTo: dateText,
  state: InspectionState,
  notifiedOn: dateText.nullable(),
}).meta({ id: 'Inspection' });
export type Inspection = z.infer<typeof Inspection>;

export const Circular = z
  .object({
    id: z.string(),
    circularNo: z.string(),
    /** Null: the one for everybody. */
    departmentId: z.string().nullable(),
    departmentName: z.string(),
    problems: z.number().int(),
    issuedOn: dateText,
    issuedBy: z.string(),
  })
  .meta({ id: 'InspectionCircular' });
export type Circular = z.infer<typeof Circular>;

/** The words of a circular, as they are kept. */
export const CircularContent = z.object({
  circularNo: z.string(),
  title: z.string(),
  addressee: z.string(),
  opening: z.string(),
  closing: z.string(),
  issuer: z.string(),
  issuedOn: dateText,
  figures: z.array(
    z.object({
      departmentName: z.string(),
      computers: z.number().int(),
      checked: z.number().int(),
      problems: z.number().int(),
    }),
  ),
  kinds: z.array(z.object({ label: z.string(), problems: z.number().int() })),
  /** Empty in the one for everybody: persons are named to their own department only. */
  problems: z.array(
    z.object({
      problemNo: z.number().int(),
      computerNo: z.string(),
      personName: z.string(),
      kind: z.string(),
      content: z.string(),
      measure: z.string(),
      dueOn: dateText,
    }),
  ),
});
export type CircularContent = z.infer<typeof CircularContent>;

export const INSPECTION_ACTIONS = [
  'edit',
  'draw',
  'start',
  'conclude',
  'resume',
  'notify',
  'close',
  'correct',
  'cancel',
  'addProblem',
  'check',
] as const;
export type InspectionAction = (typeof INSPECTION_ACTIONS)[number];

const Named = z.object({ id: z.string(), name: z.string() });
export const InspectionRecord = Inspection.extend({
  inspectors: z.array(Named),
  departments: z.array(Named),
  deviceTypes: z.array(z.enum(choiceValues(DEVICE_TYPES))),
  sampleRate: z.number().int().nullable(),
  sampleSize: z.number().int().nullable(),
  plan: z.string(),
  conclusion: z.string(),
  seed: z.string().nullable(),
  draws: z.number().int(),
  startedOn: dateText.nullable(),
  closedOn: dateText.nullable(),
  items: z.array(CheckItem),
  circulars: z.array(Circular),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(INSPECTION_ACTIONS)),
}).meta({ id: 'InspectionRecord' });
export type InspectionRecord = z.infer<typeof InspectionRecord>;

/** How the sample came about: enough to draw it again. */
export const Draw = z
  .object({
    seed: z.string().nullable(),
    population: z.number().int(),
    drawn: z.number().int(),
    departments: z.array(
      z.object({
        departmentName: z.string(),
        computers: z.number().int(),
        drawn: z.number().int(),
      }),
    ),
    /** Drawn again just now from the kept list and the seed: the same computers. */
    verified: z.boolean(),
  })
  .meta({ id: 'InspectionDraw' });
export type Draw = z.infer<typeof Draw>;

export const Sheet = z
  .object({
    deviceId: z.string(),
    computerNo: z.string(),
    computerBrand: z.string(),
    deviceType: z.enum(choiceValues(DEVICE_TYPES)),
    departmentName: z.string(),
    personName: z.string(),
    state: SheetState,
    failed: z.number().int(),
    checkedBy: z.string().nullable(),
    checkedAt: z.string().nullable(),
  })
  .meta({ id: 'InspectionSheet' });
export type Sheet = z.infer<typeof Sheet>;

export const InspectionFile = z
  .object({
    id: z.string(),
    itemKey: z.string(),
    fileName: z.string(),
    fileSize: z.number().int(),
    createdAt: z.string(),
    createdBy: z.string(),
  })
  .meta({ id: 'InspectionFile' });
export type InspectionFile = z.infer<typeof InspectionFile>;

export const SheetRecord = Sheet.extend({
  inspectionId: z.string(),
  title: z.string(),
  version: z.number().int(),
  items: z.array(CheckItem),
  answers: z.array(SheetAnswer),
  note: z.string(),
  files: z.array(InspectionFile),
  signature: Signature.nullable(),
  /** Open differences of the computer, for whoever stands before it. */
  findings: z.array(z.object({ kind: ProblemKind, content: z.string() })),
  /** Next one that waits, in the order of the list. */
  nextDeviceId: z.string().nullable(),
  may: z.array(z.enum(['save', 'sign'])),
}).meta({ id: 'InspectionSheetRecord' });
export type SheetRecord = z.infer<typeof SheetRecord>;

export const PROBLEM_ACTIONS = [
  'edit',
  'drop',
  'restore',
  'respond',
  'review',
  'waive',
  'adjust',
  'openCase',
] as const;
export type ProblemAction = (typeof PROBLEM_ACTIONS)[number];

export const Problem = z
  .object({
    id: z.string(),
    inspectionId: z.string(),
    inspectionTitle: z.string(),
    problemNo: z.number().int(),
    source: ProblemSource,
    kind: ProblemKind,
    content: z.string(),
    computerNo: z.string(),
    departmentId: z.string().nullable(),
    departmentName: z.string(),
    personId: z.string().nullable(),
    personName: z.string(),
    measure: z.string(),
    dueOn: dateText.nullable(),
    overdue: z.boolean(),
    state: ProblemState,
  })
  .meta({ id: 'InspectionProblem' });
export type Problem = z.infer<typeof Problem>;

export const ProblemRecord = Problem.extend({
  findingId: z.string().nullable(),
  /** Whether the comparison still sees it; null where it came from no finding. */
  findingPresent: z.boolean().nullable(),
  /** What the finding rested on when it was taken up. */
  evidence: Evidence.extend({ firstSeenAt: z.string() }).nullable(),
  response: z.string(),
  respondedBy: z.string().nullable(),
  respondedOn: dateText.nullable(),
  review: z.string(),
  reviewedBy: z.string().nullable(),
  reviewedOn: dateText.nullable(),
  caseId: z.string().nullable(),
  files: z.array(InspectionFile),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(PROBLEM_ACTIONS)),
}).meta({ id: 'InspectionProblemRecord' });
export type ProblemRecord = z.infer<typeof ProblemRecord>;

/** The words the user of a computer signs. */
export const SHEET_STATEMENT = '本人确认上述计算机的检查情况属实。';
export const SHEET_USER_ROLE = '计算机使用人';
