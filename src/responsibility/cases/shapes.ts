/** 责任追究 (ZR-4): from a finding or by hand to a decision by people, with statement, appeal and rectification. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { opinionText, reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';

export const CASE_STATES = {
  opened: { label: '已立案', tone: 'amber' },
  statementRequested: { label: '待本人陈述', tone: 'amber' },
  statementGiven: { label: '待提处理建议', tone: 'amber' },
  proposed: { label: '待决定', tone: 'amber' },
  decided: { label: '已决定', tone: 'blue' },
  appealed: { label: '申诉中', tone: 'red' },
  rectifying: { label: '整改中', tone: 'blue' },
  closed: { label: '已结案', tone: 'green' },
  dismissed: { label: '不予追究', tone: 'grey' },
} as const satisfies ChoiceSet;
export const CaseState = z.enum(choiceValues(CASE_STATES));
export type CaseState = z.infer<typeof CaseState>;

export const CASE_RULES = {
  'WH-1.1': { label: '私自安装或卸载软件（安装维护规定一.1）' },
  'WH-2.1': { label: '私自升级商业软件（安装维护规定二.1）' },
  'ZR-3': { label: '违反承诺书（责任制度三）' },
  'ZR-4': { label: '使用盗版软件（责任制度四）' },
} as const satisfies ChoiceSet;
export const CaseRule = z.enum(choiceValues(CASE_RULES));
export type CaseRule = z.infer<typeof CaseRule>;

export const CONSEQUENCE_KINDS = {
  noAward: { label: '取消年度评优评奖资格' },
  bonusCut: { label: '扣减年度绩效奖励' },
  other: { label: '其他处理' },
} as const satisfies ChoiceSet;
export const ConsequenceKind = z.enum(choiceValues(CONSEQUENCE_KINDS));

export const Consequence = z
  .object({
    subject: z.enum(['person', 'department']),
    kind: ConsequenceKind,
    year: z.number().int().min(2000).max(2100),
    note: z.string().trim().max(200, { error: '说明不超过 200 个字' }).default(''),
  })
  .meta({ id: 'CaseConsequence' });
export type Consequence = z.output<typeof Consequence>;

export const Case = z
  .object({
    id: z.string(),
    caseNo: z.string(),
    title: z.string(),
    personId: z.string().nullable(),
    personName: z.string(),
    departmentId: z.string().nullable(),
    departmentName: z.string(),
    state: CaseState,
    openedBy: z.string(),
    statementDueOn: dateText.nullable(),
    decidedOn: dateText.nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'Case' });
export type Case = z.infer<typeof Case>;

export const CASE_ACTIONS = [
  'requestStatement',
  'giveStatement',
  'recordStatement',
  'respond',
  'propose',
  'decide',
  'returnProposal',
  'dismiss',
  'appeal',
  'redecide',
  'rectify',
  'close',
  'correct',
  'addFile',
] as const;
export const CaseRecord = Case.extend({
  facts: z.string(),
  rules: z.array(CaseRule),
  pirated: z.boolean(),
  statement: z.string(),
  response: z.string(),
  /** What the system proposes from the facts; people decide. */
  suggested: z.array(Consequence.extend({ reason: z.string() })),
  proposal: z.array(Consequence),
  consequences: z.array(Consequence.extend({ subjectName: z.string() })),
  appeal: z.string(),
  appealedOn: dateText.nullable(),
  appealUntil: dateText.nullable(),
  rectification: z.string(),
  rectifyBy: dateText.nullable(),
  rectifiedNote: z.string(),
  findings: z.array(
    z.object({
      findingId: z.string(),
      kind: z.string(),
      softwareName: z.string(),
      softwareVersion: z.string(),
      computerNo: z.string().nullable(),
      firstSeenAt: z.string(),
      state: z.string(),
    }),
  ),
  files: z.array(
    z.object({ fileId: z.string(), title: z.string(), addedBy: z.string(), addedAt: z.string() }),
  ),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(CASE_ACTIONS)),
}).meta({ id: 'CaseRecord' });
export type CaseRecord = z.infer<typeof CaseRecord>;

const tag = '责任追究';
const params = z.object({ case: z.uuid() });
const long = (most: number, empty: string) =>
  z
    .string({ error: empty })
    .trim()
    .min(1, { error: empty })
    .max(most, { error: `不超过 ${most} 个字` });

export const listCases = endpoint({
  method: 'GET',
  path: '/api/units/:unit/cases',
  summary: '责任追究列表',
  tag,
  permission: 'case.view',
  query: listQuery.extend({
    state: CaseState.optional(),
    department: z.uuid().optional(),
    person: z.uuid().optional(),
  }),
  output: page(Case),
});
export const getCase = endpoint({
  method: 'GET',
  path: '/api/units/:unit/cases/:case',
  summary: '一件责任追究',
  tag,
  permission: 'case.view',
  params,
  output: CaseRecord,
});
export const openCase = endpoint({
  method: 'POST',
  path: '/api/units/:unit/cases',
  summary: '立案（直接，或由发现的问题合并）',
  tag,
  permission: 'case.edit',
  body: z
    .object({
      title: long(100, '请填写事由'),
      personId: z.uuid().nullable().default(null),
      departmentId: z.uuid().nullable().default(null),
      facts: long(4000, '请填写事实'),
      rules: z.array(CaseRule).min(1, { error: '请选择违反的规定' }).max(4),
      pirated: z.boolean().default(false),
      findingIds: z.array(z.uuid()).max(200).default([]),
    })
    .refine((input) => input.personId !== null || input.departmentId !== null, {
      error: '请选择当事人或部门',
      path: ['personId'],
    }),
  output: CaseRecord,
});

type Right = 'case.edit' | 'case.state' | 'case.respond' | 'case.sanction' | 'case.decide';
const step = <P extends Right>(action: string, summary: string, permission: P) =>
  ({
    method: 'POST',
    path: `/api/units/:unit/cases/:case/${action}`,
    summary,
    tag,
    permission,
    params,
    output: CaseRecord,
  }) as const;

export const requestStatement = endpoint({
  ...step('request-statement', '通知当事人陈述', 'case.edit'),
  body: z.object({ dueOn: dateText, opinion: opinionText }),
});
export const giveStatement = endpoint({
  ...step('statement', '本人陈述', 'case.state'),
  body: z.object({ statement: long(4000, '请填写陈述') }),
});
export const recordStatement = endpoint({
  ...step('record-statement', '登记书面陈述，或逾期未陈述', 'case.edit'),
  body: z.object({
    statement: z.string().trim().max(4000).default(''),
    /** Scan of the written statement. */
    fileId: z.uuid().nullable().default(null),
    opinion: opinionText,
  }),
});
export const respond = endpoint({
  ...step('respond', '部门意见', 'case.respond'),
  body: z.object({ response: long(2000, '请填写部门意见') }),
});
const consequences = z.array(Consequence).max(10);
export const proposeConsequences = endpoint({
  ...step('propose', '提出处理建议', 'case.sanction'),
  body: z.object({ proposal: consequences, opinion: opinionText }),
});
export const decideCase = endpoint({
  ...step('decide', '决定', 'case.decide'),
  body: z.object({
    result: z.enum(['decide', 'return', 'dismiss']),
    consequences: consequences.default([]),
    opinion: long(500, '请填写决定意见'),
  }),
});
export const appealCase = endpoint({
  ...step('appeal', '申诉', 'case.state'),
  body: z.object({ appeal: long(4000, '请填写申诉理由') }),
});
export const redecideCase = endpoint({
  ...step('redecide', '对申诉作出决定', 'case.decide'),
  body: z.object({ consequences, opinion: long(500, '请填写决定意见') }),
});
export const rectifyCase = endpoint({
  ...step('rectify', '责令整改', 'case.edit'),
  body: z.object({ rectification: long(2000, '请填写整改要求'), dueOn: dateText }),
});
export const closeCase = endpoint({
  ...step('close', '结案', 'case.edit'),
  body: z.object({ note: long(2000, '请填写整改或结案情况') }),
});
export const correctCase = endpoint({
  ...step('correct', '更正', 'case.edit'),
  body: z.object({ facts: long(4000, '请填写事实'), reason: reasonText }),
});
export const addCaseFile = endpoint({
  ...step('files', '添加证据材料', 'case.edit'),
  multipart: true,
  bodyLimit: 50 * 1024 * 1024,
});
export const downloadCaseFile = endpoint({
  method: 'GET',
  path: '/api/units/:unit/cases/:case/files/:file',
  summary: '下载证据材料',
  tag,
  permission: 'case.view',
  params: params.extend({ file: z.uuid() }),
  raw: 'application/octet-stream',
  output: z.void(),
});

export const ConsequenceLine = z
  .object({
    id: z.string(),
    caseId: z.string(),
    caseNo: z.string(),
    subject: z.enum(['person', 'department']),
    subjectName: z.string(),
    departmentName: z.string(),
    kind: ConsequenceKind,
    year: z.number().int(),
    note: z.string(),
    decidedOn: dateText.nullable(),
    state: CaseState,
  })
  .meta({ id: 'ConsequenceLine' });
export type ConsequenceLine = z.infer<typeof ConsequenceLine>;

/** What concerns personnel: who is out of which year's awards, whose bonus is cut (ZR-4). */
export const listConsequences = endpoint({
  method: 'GET',
  path: '/api/units/:unit/consequences',
  summary: '追究结果（年度评优评奖、绩效）',
  tag,
  permission: 'case.view',
  query: z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() }),
  output: page(ConsequenceLine),
});
export const exportConsequences = endpoint({
  method: 'GET',
  path: '/api/units/:unit/consequences/export',
  summary: '导出追究结果（Excel）',
  tag,
  permission: 'case.view',
  query: z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() }),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
