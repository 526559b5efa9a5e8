/** 软件处置 (W9; PZ-2.7): which numbers, which of the three reasons, the opinions, the uninstalling, the end. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { LicenseQuantity } from '../../configuration/software/shapes.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';

export const DISPOSAL_STATES = {
  requested: { label: '待鉴定', tone: 'amber' },
  returned: { label: '已退回', tone: 'amber' },
  itAppraised: { label: '待资产审批', tone: 'amber' },
  assetApproved: { label: '待组长审批', tone: 'amber' },
  approved: { label: '待处置', tone: 'blue' },
  uninstalling: { label: '卸载中', tone: 'blue' },
  disposed: { label: '已处置', tone: 'green' },
  rejected: { label: '不同意', tone: 'red' },
  withdrawn: { label: '已撤回', tone: 'grey' },
} as const satisfies ChoiceSet;
export const DisposalState = z.enum(choiceValues(DISPOSAL_STATES));
export type DisposalState = z.infer<typeof DisposalState>;

/** PZ-2.7(1)(2)(3), 财行〔2013〕98号. */
export const DISPOSAL_REASONS = {
  lifeReachedUnusable: { label: '已达到最低使用年限，且无法继续使用' },
  lifeNotReachedObsolete: { label: '未达到最低使用年限，因技术进步等原因无法继续使用' },
  lifeNotReachedHardwareScrapped: { label: '未达到最低使用年限，因计算机硬件报废且无法迁移' },
} as const satisfies ChoiceSet;
export const DisposalReason = z.enum(choiceValues(DISPOSAL_REASONS), { error: '请选择处置原因' });
export type DisposalReason = z.infer<typeof DisposalReason>;

export const DISPOSAL_METHODS = {
  scrap: { label: '报废' },
  sale: { label: '转让' },
  donation: { label: '捐赠' },
  transfer: { label: '调剂' },
} as const satisfies ChoiceSet;
export const DisposalMethod = z.enum(choiceValues(DISPOSAL_METHODS), { error: '请选择处置方式' });
export type DisposalMethod = z.infer<typeof DisposalMethod>;

/** What of the request people write; may be corrected with a reason after approval. */
const words = {
  method: DisposalMethod,
  recipient: z.string().trim().max(200, { error: '接收单位不超过 200 个字' }).default(''),
  explanation: z
    .string({ error: '请填写情况说明' })
    .trim()
    .min(1, { error: '请填写情况说明' })
    .max(2000, { error: '情况说明不超过 2000 个字' }),
  notMovable: z.string().trim().max(500, { error: '无法迁移的原因不超过 500 个字' }).default(''),
};

export const DisposalInput = z
  .object({
    softwareIds: z
      .array(z.uuid(), { error: '请选择要处置的软件编号' })
      .min(1, { error: '请选择要处置的软件编号' })
      .max(50, { error: '一次处置不超过 50 个软件编号' }),
    reason: DisposalReason,
    ...words,
    /** Of reason (3). */
    deviceIds: z.array(z.uuid()).max(500, { error: '报废的计算机不超过 500 台' }).default([]),
  })
  .meta({ id: 'DisposalContent' });
export type DisposalInput = z.output<typeof DisposalInput>;

/** How long a number has been used against how long it has to be; null = not known, not prescribed. */
export const LifeFacts = z.object({
  lifeFrom: dateText.nullable(),
  minLifeYears: z.number().int().nullable(),
  /** The day on which the shortest life is reached. */
  lifeReachedOn: dateText.nullable(),
  lifeReached: z.boolean().nullable(),
  /** Last valid day of the licence, when it is over. */
  termEndedOn: dateText.nullable(),
});
export type LifeFacts = z.infer<typeof LifeFacts>;

const NumberFacts = z.object({
  softwareId: z.string(),
  softwareNo: z.string(),
  softwareName: z.string(),
  softwareVersion: z.string().nullable(),
  licenseQuantity: LicenseQuantity.nullable(),
  openInstalls: z.number().int(),
});

export const DisposalCandidate = NumberFacts.extend(LifeFacts.shape).meta({
  id: 'DisposalCandidate',
});
export type DisposalCandidate = z.infer<typeof DisposalCandidate>;

export const DisposalLine = NumberFacts.extend(LifeFacts.shape)
  .extend({
    purchaseDate: dateText.nullable(),
    purchaseAmountFen: z.number().int().nullable(),
    campaignId: z.string().nullable(),
    campaignNo: z.string().nullable(),
    campaignOver: z.boolean(),
    /** Open orders and campaigns that are to install it. */
    promised: z.number().int(),
    /** Where it is still installed: some of the computers. */
    installedOn: z.array(z.string()),
    status: z.enum(['active', 'disposed']),
  })
  .meta({ id: 'DisposalLine' });
export type DisposalLine = z.infer<typeof DisposalLine>;

export const Disposal = z
  .object({
    id: z.string(),
    disposalNo: z.string(),
    departmentName: z.string(),
    requestedBy: z.string(),
    requestedOn: dateText,
    reason: DisposalReason,
    method: DisposalMethod,
    state: DisposalState,
    software: z.string(),
    numbers: z.number().int(),
    disposedOn: dateText.nullable(),
  })
  .meta({ id: 'Disposal' });
export type Disposal = z.infer<typeof Disposal>;

export const DISPOSAL_ACTIONS = [
  'resubmit',
  'withdraw',
  'appraise',
  'assetReview',
  'headReview',
  'uninstall',
  'dispose',
  'correct',
  'cancel',
  'undo',
  'attach',
] as const;
export type DisposalAction = (typeof DISPOSAL_ACTIONS)[number];

export const DisposalWarning = z.object({
  sentence: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type DisposalWarning = z.infer<typeof DisposalWarning>;

export const DisposalRecord = Disposal.extend({
  organizationName: z.string(),
  recipient: z.string(),
  explanation: z.string(),
  notMovable: z.string(),
  approvedOn: dateText.nullable(),
  headApproves: z.boolean(),
  lines: z.array(DisposalLine),
  devices: z.array(
    z.object({ id: z.string(), computerNo: z.string(), retiredOn: dateText.nullable() }),
  ),
  warnings: z.array(DisposalWarning),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(DISPOSAL_ACTIONS)),
}).meta({ id: 'DisposalRecord' });
export type DisposalRecord = z.infer<typeof DisposalRecord>;

const tag = '软件处置';
const base = '/api/units/:unit/disposals';
const params = z.object({ disposal: z.uuid() });

const disposalQuery = listQuery.extend({
  state: DisposalState.optional(),
  reason: DisposalReason.optional(),
  software: z.uuid().optional(),
});
export type DisposalQuery = z.output<typeof disposalQuery>;

export const listDisposals = endpoint({
  method: 'GET',
  path: base,
  summary: '软件处置列表',
  tag,
  permission: 'disposal.view',
  query: disposalQuery,
  output: page(Disposal),
});
export const exportDisposals = endpoint({
  method: 'GET',
  path: `${base}/export`,
  summary: '导出软件处置（Excel）',
  tag,
  permission: 'disposal.view',
  query: disposalQuery,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
export const getDisposal = endpoint({
  method: 'GET',
  path: `${base}/:disposal`,
  summary: '一项软件处置及其审批经过',
  tag,
  permission: 'disposal.view',
  params,
  output: DisposalRecord,
});
/** Numbers one may ask for: a head of department those that were installed in his department. */
export const disposalCandidates = endpoint({
  method: 'GET',
  path: '/api/units/:unit/disposal-candidates',
  summary: '可以申请处置的软件编号，及其使用年限',
  tag,
  permission: 'disposal.request',
  query: listQuery.pick({ q: true }).extend({ software: z.uuid().optional() }),
  output: z.object({ items: z.array(DisposalCandidate) }),
});
/** Ids as a query carries them: apart by commas; what is none is left out. */
export function idsIn(text: string): string[] {
  return text.split(',').filter((one) => z.uuid().safeParse(one).success);
}
/** Scrapped computers on which one of the numbers was installed. */
export const disposalDevices = endpoint({
  method: 'GET',
  path: '/api/units/:unit/disposal-devices',
  summary: '安装过所选软件、已报废的计算机',
  tag,
  permission: 'disposal.request',
  query: z.object({ softwareIds: z.string().max(2000, { error: '一次不超过 50 个软件编号' }) }),
  output: z.object({
    items: z.array(
      z.object({ id: z.string(), computerNo: z.string(), retiredOn: dateText.nullable() }),
    ),
  }),
});

const step = (
  action: string,
  summary: string,
  permission:
    | 'disposal.request'
    | 'disposal.appraise'
    | 'disposal.assetApprove'
    | 'disposal.approve'
    | 'disposal.complete',
) =>
  ({
    method: 'POST',
    path: `${base}/:disposal/${action}`,
    summary,
    tag,
    permission,
    params,
    output: DisposalRecord,
  }) as const;

export const createDisposal = endpoint({
  method: 'POST',
  path: base,
  summary: '申请软件处置（《软件配置管理规定》二.7）',
  tag,
  permission: 'disposal.request',
  body: DisposalInput,
  output: DisposalRecord,
});
export const resubmitDisposal = endpoint({
  method: 'PUT',
  path: `${base}/:disposal`,
  summary: '修改退回的申请并重新提出',
  tag,
  permission: 'disposal.request',
  params,
  body: DisposalInput,
  output: DisposalRecord,
});
export const withdrawDisposal = endpoint({
  ...step('withdraw', '撤回处置申请', 'disposal.request'),
  body: z.object({ reason: reasonText }),
});

export const REVIEW_RESULTS = {
  approve: { label: '同意' },
  return: { label: '退回上一步' },
  reject: { label: '不同意' },
} as const satisfies ChoiceSet;
export const DisposalReview = z
  .object({
    result: z.enum(choiceValues(REVIEW_RESULTS), { error: '请选择同意、退回或不同意' }),
    opinion: z.string().trim().max(500, { error: '意见不超过 500 个字' }).default(''),
  })
  .meta({ id: 'DisposalReview' });
export type DisposalReview = z.output<typeof DisposalReview>;

export const appraiseDisposal = endpoint({
  ...step('appraise', '信息化部门鉴定', 'disposal.appraise'),
  body: DisposalReview,
});
export const assetReviewDisposal = endpoint({
  ...step('asset-review', '资产管理部门审批', 'disposal.assetApprove'),
  body: DisposalReview,
});
export const headReviewDisposal = endpoint({
  ...step('head-review', '组长审批', 'disposal.approve'),
  body: DisposalReview,
});
export const uninstallDisposal = endpoint({
  ...step('uninstall', '发起卸载：一个软件编号一次统一部署', 'disposal.complete'),
  body: z.object({ dueOn: dateText.nullable().default(null) }),
});
export const disposeDisposal = endpoint({
  ...step('dispose', '办理处置：关闭软件编号（不能有在册安装）', 'disposal.complete'),
  body: z.object({ disposedOn: z.string({ error: '请填写处置日期' }).pipe(dateText) }),
});
export const correctDisposal = endpoint({
  ...step('correct', '更正审批后的文字（须写明原因）', 'disposal.complete'),
  body: z.object({ ...words, reason: reasonText }),
});
export const cancelDisposal = endpoint({
  ...step('cancel', '审批后不再处置', 'disposal.assetApprove'),
  body: z.object({ reason: reasonText }),
});
export const undoDisposal = endpoint({
  ...step('undo', '撤销处置登记：恢复软件编号', 'disposal.assetApprove'),
  body: z.object({ reason: reasonText }),
});

export const DisposalSettings = z
  .object({ headApproves: z.boolean({ error: '请选择是否由组长审批' }) })
  .meta({ id: 'DisposalSettings' });
export type DisposalSettings = z.infer<typeof DisposalSettings>;
export const getDisposalSettings = endpoint({
  method: 'GET',
  path: '/api/units/:unit/disposal-settings',
  summary: '软件处置的审批设置',
  tag,
  permission: 'disposal.view',
  output: DisposalSettings,
});
export const saveDisposalSettings = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/disposal-settings',
  summary: '修改软件处置的审批设置',
  tag,
  permission: 'setting.edit',
  body: DisposalSettings,
  output: DisposalSettings,
});
