/** 软件升级方案 (W5): from collected requests to one campaign, approved by the leading group (WH-2.3, WH-2.4). */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { opinionText, reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';
import { ApplicationCheck, ApplicationState } from '../applications/shapes.ts';
import { CampaignState, ScopeInput, ScopePreview } from '../campaigns/shapes.ts';

export const UPGRADE_STATES = {
  drafting: { label: '起草中', tone: 'grey' },
  submitted: { label: '待审批', tone: 'amber' },
  returned: { label: '已退回', tone: 'red' },
  approved: { label: '已批准', tone: 'blue' },
  departmentsNotified: { label: '已通知部门', tone: 'amber' },
  executing: { label: '执行中', tone: 'blue' },
  closed: { label: '已结束', tone: 'green' },
  cancelled: { label: '已取消', tone: 'grey' },
} as const satisfies ChoiceSet;
export const UpgradeState = z.enum(choiceValues(UPGRADE_STATES));
export type UpgradeState = z.infer<typeof UpgradeState>;

/** What became of a request in a scheme; open while the scheme has it in hand. */
export const REQUEST_OUTCOMES = {
  recorded: { label: '已升级', tone: 'green' },
  notCompleted: { label: '未完成', tone: 'red' },
  released: { label: '退回待汇总', tone: 'grey' },
} as const satisfies ChoiceSet;
export const RequestOutcome = z.enum(choiceValues(REQUEST_OUTCOMES));
export type RequestOutcome = z.infer<typeof RequestOutcome>;

/** The sections of a scheme, in the order in which they are read. */
export const UPGRADE_SECTIONS = {
  demand: { label: '升级需求' },
  rangeNote: { label: '升级范围' },
  stepsNote: { label: '实施步骤与时间' },
  risks: { label: '兼容性与风险' },
  fallback: { label: '回退办法' },
} as const satisfies ChoiceSet;
export type UpgradeSection = keyof typeof UPGRADE_SECTIONS;

const words = z.string().trim().max(2000, { error: '每项内容不超过 2000 个字' });
/** May be empty while drafting (an emptied field comes as null); sending in asks for each of them. */
const section = words.nullish().transform((text) => text ?? '');
const written = words.min(1, { error: '内容不能为空' }).optional();
const title = z
  .string({ error: '请填写方案名称' })
  .trim()
  .min(1, { error: '请填写方案名称' })
  .max(100, { error: '方案名称不超过 100 个字' });

export const UpgradeInput = z
  .object({
    title,
    /** The one asked for first is taken where a computer has several. */
    fromSoftwareIds: z
      .array(z.uuid(), { error: '请选择原软件' })
      .min(1, { error: '请选择原软件' })
      .max(50, { error: '原软件不超过 50 个' }),
    toSoftwareId: z.uuid({ error: '请选择升级后的软件' }),
    version: z
      .string()
      .trim()
      .max(100, { error: '版本不超过 100 个字' })
      .nullish()
      .transform((version) => version ?? ''),
    scope: ScopeInput,
    demand: section,
    rangeNote: section,
    stepsNote: section,
    risks: section,
    fallback: section,
    dueOn: dateText.nullable().default(null),
    technicianPersonId: z.uuid().nullable().default(null),
    /** Collected requests that it fulfils. */
    applicationIds: z.array(z.uuid()).max(5000, { error: '申请不超过 5000 份' }).default([]),
  })
  .meta({ id: 'UpgradeContent' });
export type UpgradeInput = z.output<typeof UpgradeInput>;

const SoftwareName = z.object({
  id: z.string(),
  softwareNo: z.string(),
  softwareName: z.string(),
  softwareVersion: z.string().nullable(),
});

export const Upgrade = z
  .object({
    id: z.string(),
    schemeNo: z.string(),
    title: z.string(),
    toSoftwareId: z.string(),
    toSoftwareNo: z.string(),
    toSoftwareName: z.string(),
    version: z.string(),
    fromSoftwareNos: z.array(z.string()),
    dueOn: dateText.nullable(),
    state: UpgradeState,
    draftedBy: z.string(),
    requests: z.number().int(),
    campaignId: z.string().nullable(),
    /** Of its campaign. */
    computers: z.number().int(),
    recorded: z.number().int(),
    createdAt: z.string(),
  })
  .meta({ id: 'Upgrade' });
export type Upgrade = z.infer<typeof Upgrade>;

export const UPGRADE_ACTIONS = [
  'edit',
  'submit',
  'approve',
  'return',
  'cancel',
  'correct',
] as const;
export type UpgradeAction = (typeof UPGRADE_ACTIONS)[number];

export const UpgradeRequest = z
  .object({
    id: z.string(),
    applicationNo: z.string(),
    applicantName: z.string(),
    departmentName: z.string(),
    deviceId: z.string(),
    computerNo: z.string(),
    fromSoftwareId: z.string(),
    fromSoftwareNo: z.string(),
    fromSoftwareName: z.string(),
    fromVersion: z.string(),
    toSoftwareId: z.string().nullable(),
    toSoftwareNo: z.string().nullable(),
    softwareName: z.string(),
    softwareVersion: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'UpgradeRequest' });
export type UpgradeRequest = z.infer<typeof UpgradeRequest>;

export const UpgradePreview = z
  .object({ scope: ScopePreview, checks: z.array(ApplicationCheck) })
  .meta({ id: 'UpgradePreview' });
export type UpgradePreview = z.infer<typeof UpgradePreview>;

export const UpgradeRecord = Upgrade.extend({
  demand: z.string(),
  rangeNote: z.string(),
  stepsNote: z.string(),
  risks: z.string(),
  fallback: z.string(),
  from: z.array(SoftwareName),
  scope: ScopeInput,
  technicianPersonId: z.string().nullable(),
  technicianName: z.string().nullable(),
  applications: z.array(
    UpgradeRequest.extend({ state: ApplicationState, outcome: RequestOutcome.nullable() }),
  ),
  /** What it comes to today; null once approved, when the campaign says it. */
  preview: UpgradePreview.nullable(),
  campaign: z.object({ id: z.string(), campaignNo: z.string(), state: CampaignState }).nullable(),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(UPGRADE_ACTIONS)),
}).meta({ id: 'UpgradeRecord' });
export type UpgradeRecord = z.infer<typeof UpgradeRecord>;

const tag = '安装维护';
const params = z.object({ upgrade: z.uuid() });
const bodyLimit = 4 * 1024 * 1024;

export const listUpgradeRequests = endpoint({
  method: 'GET',
  path: '/api/units/:unit/upgrade-requests',
  summary: '已汇总、尚未列入升级方案的升级申请',
  tag,
  permission: 'upgrade.edit',
  /** Of a draft: its own requests too. */
  query: z.object({ scheme: z.uuid().optional() }),
  output: z.object({ items: z.array(UpgradeRequest) }),
});

export const listUpgrades = endpoint({
  method: 'GET',
  path: '/api/units/:unit/upgrades',
  summary: '升级方案列表',
  tag,
  permission: 'upgrade.view',
  query: listQuery.extend({ state: UpgradeState.optional() }),
  output: page(Upgrade),
});

export const getUpgrade = endpoint({
  method: 'GET',
  path: '/api/units/:unit/upgrades/:upgrade',
  summary: '一份升级方案',
  tag,
  permission: 'upgrade.view',
  params,
  output: UpgradeRecord,
});

export const previewUpgrade = endpoint({
  method: 'POST',
  path: '/api/units/:unit/upgrades/preview',
  summary: '预览升级范围与核对：哪些计算机、许可够不够（不写入）',
  tag,
  permission: 'upgrade.edit',
  body: UpgradeInput.pick({
    fromSoftwareIds: true,
    toSoftwareId: true,
    version: true,
    scope: true,
    applicationIds: true,
  }),
  output: UpgradePreview,
  bodyLimit,
});

export const createUpgrade = endpoint({
  method: 'POST',
  path: '/api/units/:unit/upgrades',
  summary: '起草升级方案',
  tag,
  permission: 'upgrade.edit',
  body: UpgradeInput.extend({ idempotencyKey: z.string().trim().min(8).max(100).optional() }),
  output: UpgradeRecord,
  bodyLimit,
});

export const updateUpgrade = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/upgrades/:upgrade',
  summary: '修改尚未送审或被退回的升级方案',
  tag,
  permission: 'upgrade.edit',
  params,
  body: UpgradeInput,
  output: UpgradeRecord,
  bodyLimit,
});

const step = <P extends 'upgrade.edit' | 'upgrade.approve'>(
  action: string,
  summary: string,
  permission: P,
) =>
  ({
    method: 'POST',
    path: `/api/units/:unit/upgrades/:upgrade/${action}`,
    summary,
    tag,
    permission,
    params,
    output: UpgradeRecord,
  }) as const;

export const submitUpgrade = endpoint({
  ...step('submit', '升级方案送领导小组审批', 'upgrade.edit'),
  body: z.object({ opinion: opinionText }),
});
export const approveUpgrade = endpoint({
  ...step('approve', '批准升级方案', 'upgrade.approve'),
  body: z.object({ opinion: opinionText }),
});
export const returnUpgrade = endpoint({
  ...step('return', '退回升级方案', 'upgrade.approve'),
  body: z.object({ opinion: reasonText }),
});
export const cancelUpgrade = endpoint({
  ...step('cancel', '取消升级方案', 'upgrade.edit'),
  body: z.object({ reason: reasonText }),
});
/** Words only: numbers and scope of an approved scheme are the campaign's. */
export const correctUpgrade = endpoint({
  ...step('correct', '更正已批准的升级方案', 'upgrade.edit'),
  body: z.object({
    title: title.optional(),
    demand: written,
    rangeNote: written,
    stepsNote: written,
    risks: written,
    fallback: written,
    reason: reasonText,
  }),
});
