/** 附件1 软件正版化工作领导小组成员信息表 (ZR-1.1) and the duties of ZR-1.2. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, page } from '../../platform/http/endpoint.ts';
import { opinionText, reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';

export const COMMITTEE_ROLES = {
  head: { label: '组长' },
  deputyHead: { label: '副组长' },
  member: { label: '成员' },
  liaison: { label: '联络员' },
} as const satisfies ChoiceSet;
export const CommitteeRole = z.enum(choiceValues(COMMITTEE_ROLES));
export type CommitteeRole = z.infer<typeof CommitteeRole>;

export const COMMITTEE_FUNCTIONS = {
  informatization: { label: '信息化' },
  office: { label: '办公厅（室）' },
  personnel: { label: '人事' },
  finance: { label: '财务' },
  asset: { label: '资产管理' },
} as const satisfies ChoiceSet;
export const CommitteeFunction = z.enum(choiceValues(COMMITTEE_FUNCTIONS));
export type CommitteeFunction = z.infer<typeof CommitteeFunction>;

export const COMMITTEE_STATES = {
  draft: { label: '起草中', tone: 'grey' },
  submitted: { label: '待组长审定', tone: 'amber' },
  returned: { label: '已退回', tone: 'amber' },
  inForce: { label: '现行', tone: 'green' },
  superseded: { label: '历史', tone: 'grey' },
  discarded: { label: '已放弃', tone: 'grey' },
} as const satisfies ChoiceSet;
export const CommitteeState = z.enum(choiceValues(COMMITTEE_STATES));
export type CommitteeState = z.infer<typeof CommitteeState>;

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `不超过 ${most} 个字` });
export const MemberInput = z
  .object({
    personId: z.uuid({ error: '请选择人员' }),
    committeeRole: CommitteeRole,
    positionTitle: text(50).min(1, { error: '请填写职务' }),
    officePhone: text(30).default(''),
    mobile: text(20).default(''),
    fax: text(30).default(''),
    email: text(100).default(''),
    remark: text(200).default(''),
    /** What the member stands for; a small unit lets one person cover several (ZR-1.1.3). */
    functionsCovered: z.array(CommitteeFunction).max(5).default([]),
  })
  .meta({ id: 'CommitteeMemberContent' });
export type MemberInput = z.output<typeof MemberInput>;

export const CommitteeMember = MemberInput.extend({
  lineNo: z.number().int(),
  personName: z.string(),
  departmentId: z.string().nullable(),
  departmentName: z.string(),
}).meta({ id: 'CommitteeMember' });
export type CommitteeMember = z.infer<typeof CommitteeMember>;

export const CommitteeWarning = z.object({ key: z.string(), message: z.string() });

export const COMMITTEE_ACTIONS = [
  'edit',
  'submit',
  'approve',
  'return',
  'confirmByDocument',
  'discard',
  'correct',
] as const;
export const Committee = z
  .object({
    id: z.string(),
    versionNo: z.number().int(),
    state: CommitteeState,
    effectiveFrom: dateText.nullable(),
    effectiveTo: dateText.nullable(),
    members: z.array(CommitteeMember),
    documentNo: z.string().nullable(),
    documentOn: dateText.nullable(),
    documentFileId: z.string().nullable(),
    /** ZR-1.1 against the composition, in the reader's language; they warn, they do not block. */
    warnings: z.array(CommitteeWarning),
    steps: z.array(WorkflowStep),
    may: z.array(z.enum(COMMITTEE_ACTIONS)),
  })
  .meta({ id: 'Committee' });
export type Committee = z.infer<typeof Committee>;

const tag = '领导小组';
const params = z.object({ committee: z.uuid() });

export const currentCommittee = endpoint({
  method: 'GET',
  path: '/api/units/:unit/committee',
  summary: '领导小组（附件1）：现行或某一天的组成，及正在办理的调整',
  tag,
  permission: 'committee.view',
  query: z.object({ asOf: dateText.optional() }),
  output: z.object({
    header: z.object({
      organizationName: z.string(),
      preparedBy: z.string(),
      preparerPhone: z.string(),
      preparedOn: dateText,
    }),
    current: Committee.nullable(),
    pending: Committee.nullable(),
  }),
});
export const listCommittees = endpoint({
  method: 'GET',
  path: '/api/units/:unit/committees',
  summary: '领导小组历次组成',
  tag,
  permission: 'committee.view',
  output: page(Committee),
});
export const downloadCommitteeDocument = endpoint({
  method: 'GET',
  path: '/api/units/:unit/committees/:committee/document',
  summary: '下载审定文件的扫描件',
  tag,
  permission: 'committee.view',
  params,
  raw: 'application/octet-stream',
  output: z.void(),
});
export const draftCommittee = endpoint({
  method: 'POST',
  path: '/api/units/:unit/committees',
  summary: '起草领导小组组成（以现行组成为底）',
  tag,
  permission: 'committee.edit',
  output: Committee,
});
export const saveCommittee = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/committees/:committee',
  summary: '修改起草中的组成',
  tag,
  permission: 'committee.edit',
  params,
  body: z.object({ members: z.array(MemberInput).max(200) }),
  output: Committee,
});
const step = (
  action: string,
  summary: string,
  permission: 'committee.edit' | 'committee.approve',
) =>
  ({
    method: 'POST',
    path: `/api/units/:unit/committees/:committee/${action}`,
    summary,
    tag,
    permission,
    params,
    output: Committee,
  }) as const;
export const submitCommittee = endpoint({
  ...step('submit', '报组长审定', 'committee.edit'),
  body: z.object({ opinion: opinionText }),
});
export const decideCommittee = endpoint({
  ...step('decide', '组长审定', 'committee.approve'),
  body: z.object({
    approve: z.boolean(),
    effectiveFrom: dateText.optional(),
    opinion: opinionText,
  }),
});
export const confirmCommitteeByDocument = endpoint({
  ...step('confirm-by-document', '依据文件登记（已以纸质文件审定）', 'committee.edit'),
  body: z.object({
    documentNo: z
      .string({ error: '请填写文号' })
      .trim()
      .min(1, { error: '请填写文号' })
      .max(100, { error: '文号不超过 100 个字' }),
    documentOn: dateText,
    effectiveFrom: dateText,
    /** Scan of the document, from `uploadSignatureScan`. */
    fileId: z.uuid({ error: '请上传文件扫描件' }),
  }),
});
export const discardCommittee = endpoint({
  ...step('discard', '放弃起草中的组成', 'committee.edit'),
  body: z.object({ reason: reasonText }),
});
export const correctCommittee = endpoint({
  ...step('correct', '更正现行组成中的联系方式等', 'committee.edit'),
  body: z.object({ members: z.array(MemberInput).max(200), reason: reasonText }),
});

export const Duty = z.object({
  code: z.string(),
  who: z.enum(choiceValues(COMMITTEE_ROLES)),
  text: z.string(),
  /** What the system has of it this year. */
  evidence: z.array(
    z.object({ text: z.string(), count: z.number().int(), link: z.string().nullable() }),
  ),
  state: z.enum(['done', 'none']),
});
export type Duty = z.infer<typeof Duty>;
export const committeeDuties = endpoint({
  method: 'GET',
  path: '/api/units/:unit/committee-duties',
  summary: '领导小组职责与本年已办',
  tag,
  permission: 'committee.view',
  query: z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() }),
  output: z.object({ year: z.number().int(), duties: z.array(Duty) }),
});
