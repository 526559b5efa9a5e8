/** 附件2 使用正版软件承诺书 (ZR-3): every 工作人员 signs, again when the text changes. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { Signature, SignatureInput } from '../../platform/signatures/shapes.ts';
import { reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';

/** The official wording, printed unchanged. */
export const OFFICIAL_PLEDGE =
  '本人承诺严格遵守单位软件正版化工作相关规定,不私自在计算机办公设备及系统中安装或卸载软件。本人若违反单位软件正版化工作相关规定,全部后果由本人负责。';
export const PLEDGE_TITLE = '使用正版软件承诺书';
export const PLEDGE_ROLE = '承诺人';

export const PLEDGE_STATUS = {
  pending: { label: '未签署', tone: 'amber' },
  superseded: { label: '须重新签署', tone: 'amber' },
  signed: { label: '已签署', tone: 'green' },
  left: { label: '已离职（留存）', tone: 'grey' },
} as const satisfies ChoiceSet;
export const PledgeStatus = z.enum(choiceValues(PLEDGE_STATUS));
export type PledgeStatus = z.infer<typeof PledgeStatus>;

export const PledgeText = z
  .object({
    version: z.number().int(),
    text: z.string(),
    official: z.boolean(),
    issuedOn: dateText.nullable(),
    issuedBy: z.string().nullable(),
    reason: z.string(),
  })
  .meta({ id: 'PledgeText' });
export type PledgeText = z.infer<typeof PledgeText>;

export const Pledge = z
  .object({
    id: z.string(),
    personId: z.string(),
    personName: z.string(),
    departmentName: z.string(),
    text: PledgeText,
    signedOn: dateText,
    signature: Signature.nullable(),
  })
  .meta({ id: 'Pledge' });
export type Pledge = z.infer<typeof Pledge>;

export const PledgePerson = z
  .object({
    id: z.string(),
    personName: z.string(),
    staffNo: z.string(),
    departmentId: z.string().nullable(),
    departmentName: z.string(),
    status: PledgeStatus,
    signedOn: dateText.nullable(),
    pledgeId: z.string().nullable(),
  })
  .meta({ id: 'PledgePerson' });
export type PledgePerson = z.infer<typeof PledgePerson>;

export const PledgeCoverage = z
  .object({
    due: z.number().int(),
    signed: z.number().int(),
    departments: z.array(
      z.object({
        departmentId: z.string().nullable(),
        departmentName: z.string(),
        due: z.number().int(),
        signed: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'PledgeCoverage' });
export type PledgeCoverage = z.infer<typeof PledgeCoverage>;

export const PLEDGE_CAMPAIGN_STATES = {
  open: { label: '签署中', tone: 'blue' },
  closed: { label: '已结束', tone: 'green' },
  cancelled: { label: '已取消', tone: 'grey' },
} as const satisfies ChoiceSet;
export const PledgeCampaignState = z.enum(choiceValues(PLEDGE_CAMPAIGN_STATES));

export const PledgeCampaign = z
  .object({
    id: z.string(),
    campaignNo: z.string(),
    title: z.string(),
    textVersion: z.number().int(),
    departmentIds: z.array(z.string()),
    dueOn: dateText.nullable(),
    state: PledgeCampaignState,
    remindedOn: dateText.nullable(),
    due: z.number().int(),
    signed: z.number().int(),
    createdAt: z.string(),
  })
  .meta({ id: 'PledgeCampaign' });
export type PledgeCampaign = z.infer<typeof PledgeCampaign>;
export const PledgeCampaignRecord = PledgeCampaign.extend({
  coverage: PledgeCoverage,
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(['remind', 'close', 'cancel', 'correct'])),
}).meta({ id: 'PledgeCampaignRecord' });
export type PledgeCampaignRecord = z.infer<typeof PledgeCampaignRecord>;

const tag = '承诺书';

export const getMyPledge = endpoint({
  method: 'GET',
  path: '/api/units/:unit/my-pledge',
  summary: '本人的承诺书',
  tag,
  permission: 'pledge.sign',
  output: z.object({
    personName: z.string(),
    status: PledgeStatus,
    text: PledgeText,
    pledge: Pledge.nullable(),
    dueOn: dateText.nullable(),
  }),
});

export const signPledge = endpoint({
  method: 'POST',
  path: '/api/units/:unit/my-pledge',
  summary: '签署承诺书',
  tag,
  permission: 'pledge.sign',
  body: z.object({
    /** The version the person has read; another one is refused. */
    textVersion: z.number().int().min(1),
    signature: SignatureInput,
  }),
  output: Pledge,
});

export const pledgeCoverage = endpoint({
  method: 'GET',
  path: '/api/units/:unit/pledge-coverage',
  summary: '承诺书签署率（按部门）',
  tag,
  permission: 'pledge.view',
  output: PledgeCoverage.extend({ text: PledgeText }),
});

export const listPledgePeople = endpoint({
  method: 'GET',
  path: '/api/units/:unit/pledge-people',
  summary: '人员签署情况',
  tag,
  permission: 'pledge.view',
  query: listQuery.extend({ status: PledgeStatus.optional(), department: z.uuid().optional() }),
  output: page(PledgePerson),
});

export const exportPledgePeople = endpoint({
  method: 'GET',
  path: '/api/units/:unit/pledge-people/export',
  summary: '导出人员签署情况（Excel）',
  tag,
  permission: 'pledge.view',
  query: listQuery
    .pick({ q: true, sort: true })
    .extend({ status: PledgeStatus.optional(), department: z.uuid().optional() }),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

const pledgeParams = z.object({ pledge: z.uuid() });
export const getPledge = endpoint({
  method: 'GET',
  path: '/api/units/:unit/pledges/:pledge',
  summary: '一份承诺书（附件2）',
  tag,
  permission: 'pledge.view',
  params: pledgeParams,
  output: Pledge,
});
export const pledgeSignature = endpoint({
  method: 'GET',
  path: '/api/units/:unit/pledges/:pledge/signature',
  summary: '承诺书上的手写签名图片',
  tag,
  permission: 'pledge.view',
  params: pledgeParams,
  raw: 'image/png',
  output: z.void(),
});

export const recordPaperPledges = endpoint({
  method: 'POST',
  path: '/api/units/:unit/pledges/paper',
  summary: '登记纸质承诺书（上传签字扫描件）',
  tag,
  permission: 'pledge.manage',
  body: z.object({
    personIds: z.array(z.uuid()).min(1, { error: '请选择人员' }).max(2000),
    signedOn: dateText,
    fileId: z.uuid({ error: '请上传签字扫描件' }),
  }),
  output: z.object({ recorded: z.number().int(), already: z.number().int() }),
});

export const listPledgeTexts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/pledge-texts',
  summary: '承诺书文本各版本',
  tag,
  permission: 'pledge.view',
  output: page(PledgeText),
});
export const issuePledgeText = endpoint({
  method: 'POST',
  path: '/api/units/:unit/pledge-texts',
  summary: '发布新的承诺书文本（全体重新签署）',
  tag,
  permission: 'pledge.manage',
  body: z.object({
    text: z
      .string({ error: '请填写承诺书文本' })
      .trim()
      .min(20, { error: '承诺书文本至少 20 个字' })
      .max(2000, { error: '承诺书文本不超过 2000 个字' }),
    reason: reasonText,
  }),
  output: PledgeText,
});

export const listPledgeCampaigns = endpoint({
  method: 'GET',
  path: '/api/units/:unit/pledge-campaigns',
  summary: '承诺书签署活动',
  tag,
  permission: 'pledge.view',
  output: page(PledgeCampaign),
});
const campaignParams = z.object({ campaign: z.uuid() });
export const getPledgeCampaign = endpoint({
  method: 'GET',
  path: '/api/units/:unit/pledge-campaigns/:campaign',
  summary: '一次承诺书签署活动',
  tag,
  permission: 'pledge.view',
  params: campaignParams,
  output: PledgeCampaignRecord,
});
export const openPledgeCampaign = endpoint({
  method: 'POST',
  path: '/api/units/:unit/pledge-campaigns',
  summary: '发起承诺书签署',
  tag,
  permission: 'pledge.manage',
  body: z.object({
    title: z
      .string({ error: '请填写名称' })
      .trim()
      .min(1, { error: '请填写名称' })
      .max(100, { error: '名称不超过 100 个字' }),
    departmentIds: z.array(z.uuid()).max(1000).default([]),
    dueOn: dateText.nullable().default(null),
  }),
  output: PledgeCampaignRecord,
});
export const remindPledges = endpoint({
  method: 'POST',
  path: '/api/units/:unit/pledge-campaigns/:campaign/remind',
  summary: '催签（每天一次）',
  tag,
  permission: 'pledge.manage',
  params: campaignParams,
  output: z.object({ told: z.number().int() }),
});
export const endPledgeCampaign = endpoint({
  method: 'POST',
  path: '/api/units/:unit/pledge-campaigns/:campaign/end',
  summary: '结束或取消签署活动',
  tag,
  permission: 'pledge.manage',
  params: campaignParams,
  body: z.object({ action: z.enum(['close', 'cancel']), reason: reasonText }),
  output: PledgeCampaignRecord,
});
export const correctPledgeCampaign = endpoint({
  method: 'POST',
  path: '/api/units/:unit/pledge-campaigns/:campaign/correct',
  summary: '更正签署活动的名称、限期',
  tag,
  permission: 'pledge.manage',
  params: campaignParams,
  body: z.object({
    title: z.string().trim().min(1).max(100, { error: '名称不超过 100 个字' }).optional(),
    dueOn: dateText.nullable().optional(),
    reason: reasonText,
  }),
  output: PledgeCampaignRecord,
});

const PledgeSettings = z.object({
  /** The information department cannot approve an application while the pledge is not signed. */
  blocksApplications: z.boolean(),
});
export const getPledgeSettings = endpoint({
  method: 'GET',
  path: '/api/units/:unit/pledge-settings',
  summary: '承诺书设置',
  tag,
  permission: 'pledge.view',
  output: PledgeSettings,
});
export const savePledgeSettings = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/pledge-settings',
  summary: '修改承诺书设置',
  tag,
  permission: 'pledge.manage',
  body: PledgeSettings,
  output: PledgeSettings,
});
