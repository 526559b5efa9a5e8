/** 统一部署 (W4): the same work on many computers, without applications (WH-1.3). */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page, queryFlag } from '../../platform/http/endpoint.ts';
import { reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';
import { MaintenanceType, OrderState } from '../orders/shapes.ts';

export const CAMPAIGN_STATES = {
  planned: { label: '已计划', tone: 'grey' },
  departmentsNotified: { label: '已通知部门', tone: 'amber' },
  executing: { label: '执行中', tone: 'blue' },
  closing: { label: '正在结束', tone: 'amber' },
  cancelling: { label: '正在取消', tone: 'amber' },
  closed: { label: '已结束', tone: 'green' },
  cancelled: { label: '已取消', tone: 'grey' },
} as const satisfies ChoiceSet;
export const CampaignState = z.enum(choiceValues(CAMPAIGN_STATES));
export type CampaignState = z.infer<typeof CampaignState>;

const deviceType = z.enum(['server', 'desktop', 'laptop']);

const computerList = z
  .array(z.string().trim().min(1).max(60, { error: '计算机编号不超过 60 个字' }))
  .max(20_000, { error: '一次最多 20000 台' })
  .default([]);

/** Which computers: every condition given has to hold; none given means the whole unit. */
export const ScopeInput = z
  .object({
    /** With those below. */
    departmentIds: z.array(z.uuid()).max(1000).default([]),
    deviceTypes: z.array(deviceType).max(3).default([]),
    /** Only where this number is installed. */
    withSoftwareId: z.uuid().nullable().default(null),
    /** Only where this product of the catalogue was observed when the computer was last seen. */
    withProductId: z.string().min(1).max(200).nullable().default(null),
    /** Only these computers. */
    computerNos: computerList,
    /** These as well, whatever the conditions say. */
    includeComputerNos: computerList,
    excludeComputerNos: computerList,
  })
  .meta({ id: 'CampaignScope' });
export type ScopeInput = z.output<typeof ScopeInput>;

export const EXCLUSIONS = {
  retired: { label: '已报废或调出' },
  notInUse: { label: '不在用（闲置或维修）' },
  noHolder: { label: '没有使用人，也没有部门' },
  alreadyInstalled: { label: '已登记安装' },
  notInstalled: { label: '没有登记安装' },
  openOrder: { label: '已有未办结的工作单' },
  unknown: { label: '没有这个编号，或不符合其他条件' },
} as const satisfies ChoiceSet;
export const Exclusion = z.enum(choiceValues(EXCLUSIONS));
export type Exclusion = z.infer<typeof Exclusion>;

export const ScopePreview = z
  .object({
    computers: z.number().int(),
    departments: z.array(
      z.object({
        departmentId: z.string().nullable(),
        departmentName: z.string(),
        computers: z.number().int(),
      }),
    ),
    excluded: z.array(
      z.object({ reason: Exclusion, computers: z.number().int(), examples: z.array(z.string()) }),
    ),
    /** Licences left of the number; null = unlimited or none needed. */
    licencesLeft: z.number().int().nullable(),
    /** Of those, promised to other applications, orders and campaigns. */
    licencesPromised: z.number().int(),
    licencesMissing: z.number().int(),
  })
  .meta({ id: 'CampaignScopePreview' });
export type ScopePreview = z.infer<typeof ScopePreview>;

export const Campaign = z
  .object({
    id: z.string(),
    campaignNo: z.string(),
    title: z.string(),
    kind: MaintenanceType,
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    version: z.string(),
    reason: z.string(),
    dueOn: dateText.nullable(),
    schemeId: z.string().nullable(),
    state: CampaignState,
    computers: z.number().int(),
    recorded: z.number().int(),
    failed: z.number().int(),
    createdAt: z.string(),
  })
  .meta({ id: 'Campaign' });
export type Campaign = z.infer<typeof Campaign>;

export const CampaignProgress = z.object({
  departmentId: z.string().nullable(),
  departmentName: z.string(),
  computers: z.number().int(),
  recorded: z.number().int(),
  awaiting: z.number().int(),
  open: z.number().int(),
  failed: z.number().int(),
  technicianName: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  note: z.string(),
});
export type CampaignProgress = z.infer<typeof CampaignProgress>;

export const CAMPAIGN_ACTIONS = [
  'edit',
  'notify',
  'execute',
  'extend',
  'remove',
  'remind',
  'close',
  'cancel',
  'finish',
  'acknowledge',
  'correct',
] as const;
export const CampaignRecord = Campaign.extend({
  scope: ScopeInput,
  scopeNames: z.object({
    withSoftware: z.string().nullable(),
    withProduct: z.string().nullable(),
  }),
  technicianPersonId: z.string().nullable(),
  technicianName: z.string().nullable(),
  remindedOn: dateText.nullable(),
  departments: z.array(CampaignProgress),
  /** Computers that have come into the scope since; 0 while orders are still being made. */
  newInScope: z.number().int(),
  /** Computers whose orders are still to be made. */
  withoutOrder: z.number().int(),
  /** By the state of their orders, the furthest behind first. */
  states: z.array(z.object({ state: OrderState.nullable(), computers: z.number().int() })),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(CAMPAIGN_ACTIONS)),
}).meta({ id: 'CampaignRecord' });
export type CampaignRecord = z.infer<typeof CampaignRecord>;

export const CampaignDevice = z
  .object({
    id: z.string(),
    computerNo: z.string(),
    departmentName: z.string(),
    userName: z.string(),
    orderId: z.string().nullable(),
    orderNo: z.string().nullable(),
    orderState: OrderState.nullable(),
    technicianName: z.string(),
  })
  .meta({ id: 'CampaignDevice' });
export type CampaignDevice = z.infer<typeof CampaignDevice>;

const tag = '安装维护';
const params = z.object({ campaign: z.uuid() });

export const CampaignInput = z
  .object({
    title: z
      .string({ error: '请填写名称' })
      .trim()
      .min(1, { error: '请填写名称' })
      .max(100, { error: '名称不超过 100 个字' }),
    kind: z.enum(['install', 'uninstall'], { error: '请选择安装或卸载；升级请从升级方案发起' }),
    softwareId: z.uuid({ error: '请选择软件' }),
    version: z.string().trim().max(100, { error: '版本不超过 100 个字' }).default(''),
    reason: reasonText,
    dueOn: dateText.nullable().default(null),
    technicianPersonId: z.uuid().nullable().default(null),
    scope: ScopeInput,
  })
  .meta({ id: 'CampaignContent' });
export type CampaignInput = z.output<typeof CampaignInput>;

export const listCampaigns = endpoint({
  method: 'GET',
  path: '/api/units/:unit/campaigns',
  summary: '统一部署列表',
  tag,
  permission: 'campaign.view',
  query: listQuery.extend({ state: CampaignState.optional(), kind: MaintenanceType.optional() }),
  output: page(Campaign),
});

export const getCampaign = endpoint({
  method: 'GET',
  path: '/api/units/:unit/campaigns/:campaign',
  summary: '一次统一部署及其进度',
  tag,
  permission: 'campaign.view',
  params,
  output: CampaignRecord,
});

export const previewCampaign = endpoint({
  method: 'POST',
  path: '/api/units/:unit/campaigns/preview',
  summary: '预览范围：哪些计算机、哪些不在内及原因、许可够不够（不写入）',
  tag,
  permission: 'campaign.edit',
  body: CampaignInput.pick({ kind: true, softwareId: true, scope: true }),
  output: ScopePreview,
  bodyLimit: 4 * 1024 * 1024,
});

export const createCampaign = endpoint({
  method: 'POST',
  path: '/api/units/:unit/campaigns',
  summary: '新建统一部署',
  tag,
  permission: 'campaign.edit',
  body: CampaignInput,
  output: CampaignRecord,
  bodyLimit: 4 * 1024 * 1024,
});

export const updateCampaign = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/campaigns/:campaign',
  summary: '修改尚未通知的统一部署',
  tag,
  permission: 'campaign.edit',
  params,
  body: CampaignInput,
  output: CampaignRecord,
  bodyLimit: 4 * 1024 * 1024,
});

const step = (action: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/units/:unit/campaigns/:campaign/${action}`,
    summary,
    tag,
    permission: 'campaign.edit',
    params,
    output: CampaignRecord,
  }) as const;

export const notifyDepartments = endpoint({ ...step('notify', '通知相关部门') });
export const executeCampaign = endpoint({
  ...step('execute', '开始执行：一台计算机一张工作单'),
  body: z.object({
    technicians: z
      .array(z.object({ departmentId: z.uuid(), technicianPersonId: z.uuid() }))
      .max(1000)
      .default([]),
  }),
});
export const extendCampaign = endpoint({ ...step('extend', '纳入范围内新增的计算机') });
export const removeDevices = endpoint({
  ...step('remove', '移出计算机（其未办结的工作单随之取消）'),
  body: z.object({
    deviceIds: z.array(z.uuid()).min(1, { error: '请先选择计算机' }).max(1000),
    reason: reasonText,
  }),
});
export const closeCampaign = endpoint({
  ...step('close', '结束统一部署'),
  body: z.object({ cancelOpen: z.boolean().default(false), opinion: reasonText }),
});
export const cancelCampaign = endpoint({
  ...step('cancel', '取消统一部署'),
  body: z.object({ reason: reasonText }),
});
export const finishCampaign = endpoint({
  ...step('finish', '继续取消其余工作单（后台任务停下之后）'),
});
export const correctCampaign = endpoint({
  ...step('correct', '更正名称、限期'),
  body: z.object({
    title: z.string().trim().min(1).max(100, { error: '名称不超过 100 个字' }).optional(),
    dueOn: dateText.nullable().optional(),
    reason: reasonText,
  }),
});
export const remindCampaign = endpoint({
  ...step('remind', '催办未完成的（每天一次）'),
  output: z.object({ told: z.number().int() }),
});

export const acknowledgeCampaign = endpoint({
  method: 'POST',
  path: '/api/units/:unit/campaigns/:campaign/acknowledge',
  summary: '部门负责人已知悉',
  tag,
  permission: 'campaign.view',
  params,
  body: z.object({
    note: z.string().trim().max(500, { error: '说明不超过 500 个字' }).default(''),
  }),
  output: CampaignRecord,
});

const deviceFilters = {
  state: OrderState.optional(),
  department: z.uuid().optional(),
  open: queryFlag.optional(),
};

export const exportCampaignDevices = endpoint({
  method: 'GET',
  path: '/api/units/:unit/campaigns/:campaign/devices/export',
  summary: '导出统一部署的计算机（Excel）',
  tag,
  permission: 'campaign.view',
  params,
  query: listQuery.pick({ q: true, sort: true }).extend(deviceFilters),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

/** Products that computers of the unit have, those on most computers first. */
export const listObservedProducts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/campaigns/observed-products',
  summary: '采集到的产品（划定统一部署范围用）',
  tag,
  permission: 'campaign.edit',
  query: listQuery.pick({ q: true }),
  output: z.object({
    items: z.array(z.object({ id: z.string(), name: z.string(), publisher: z.string() })),
  }),
});

/** First column titled 计算机编号, or the first column of the first sheet. */
export const readComputerList = endpoint({
  method: 'POST',
  path: '/api/units/:unit/campaigns/computer-list',
  summary: '从 Excel 读出计算机编号（不写入）',
  tag,
  permission: 'campaign.edit',
  multipart: true,
  bodyLimit: 20 * 1024 * 1024,
  output: z.object({ computerNos: z.array(z.string()) }),
});

export const listCampaignDevices = endpoint({
  method: 'GET',
  path: '/api/units/:unit/campaigns/:campaign/devices',
  summary: '统一部署的计算机',
  tag,
  permission: 'campaign.view',
  params,
  query: listQuery.extend(deviceFilters),
  output: page(CampaignDevice),
});
