/**
 * Posting rules: approved by the leading group, they turn matching findings into entries by themselves, for example the
 * preinstalled system of a new computer or free software of the list. Each entry cites its rule and its sighting.
 */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { endpoint, page } from '../../platform/http/endpoint.ts';
import { SoftwareCategory } from '../../recognition/shapes.ts';

export const POSTING_STATES = {
  proposed: { label: '待审定', tone: 'amber' },
  approved: { label: '已生效', tone: 'green' },
  rejected: { label: '未通过', tone: 'red' },
  retired: { label: '已停用', tone: 'grey' },
} as const satisfies ChoiceSet;
export const PostingState = z.enum(choiceValues(POSTING_STATES));

export const RECORD_AS = {
  oem: { label: '随机预装软件登记为OEM软件' },
  free: { label: '清单内免费软件登记安装' },
  commercial: { label: '有剩余许可的商业软件登记安装' },
} as const satisfies ChoiceSet;
export const RecordAs = z.enum(choiceValues(RECORD_AS));

const deviceType = z.enum(['server', 'desktop', 'laptop']);
export const PostingCondition = z.object({
  recordAs: RecordAs,
  /** Empty = any. */
  categories: z.array(SoftwareCategory).max(20).default([]),
  productIds: z.array(z.string().max(200)).max(200).default([]),
  deviceTypes: z.array(deviceType).max(3).default([]),
  /** Only computers acquired within so many days; null = any. */
  acquiredWithinDays: z.number().int().min(1).max(3650).nullable().default(null),
});
export type PostingCondition = z.output<typeof PostingCondition>;

export const PostingRule = z
  .object({
    id: z.string(),
    name: z.string(),
    condition: PostingCondition,
    state: PostingState,
    reason: z.string(),
    proposedBy: z.string(),
    proposedAt: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    opinion: z.string().nullable(),
    /** Entries it has written so far. */
    posted: z.number().int(),
    /** Whether the caller may decide on it (nobody decides on a rule of his own). */
    mayDecide: z.boolean(),
  })
  .meta({ id: 'PostingRule' });
export type PostingRule = z.infer<typeof PostingRule>;

const tag = '对照';
export const listPostingRules = endpoint({
  method: 'GET',
  path: '/api/units/:unit/posting-rules',
  summary: '自动登记规则',
  tag,
  permission: 'postingRule.view',
  output: page(PostingRule),
});

export const proposePostingRule = endpoint({
  method: 'POST',
  path: '/api/units/:unit/posting-rules',
  summary: '提出自动登记规则，报领导小组审定',
  tag,
  permission: 'postingRule.propose',
  body: z.object({
    name: z
      .string()
      .trim()
      .min(1, { error: '请填写规则名称' })
      .max(100, { error: '规则名称不超过 100 个字' }),
    condition: PostingCondition,
    reason: z
      .string()
      .trim()
      .min(1, { error: '请填写提出理由' })
      .max(500, { error: '理由不超过 500 个字' }),
  }),
  output: PostingRule,
});

export const previewPostingRule = endpoint({
  method: 'POST',
  path: '/api/units/:unit/posting-rules/preview',
  summary: '预览规则现在会登记多少条',
  tag,
  permission: 'postingRule.view',
  body: PostingCondition,
  output: z.object({
    matching: z.number().int(),
    examples: z.array(z.object({ computerNo: z.string(), software: z.string() })),
  }),
});

const ruleParams = z.object({ rule: z.uuid() });
export const decidePostingRule = endpoint({
  method: 'POST',
  path: '/api/units/:unit/posting-rules/:rule/decide',
  summary: '审定自动登记规则',
  tag,
  permission: 'postingRule.approve',
  params: ruleParams,
  body: z.object({
    approve: z.boolean(),
    opinion: z.string().trim().max(500, { error: '意见不超过 500 个字' }).default(''),
  }),
  output: PostingRule,
});

export const retirePostingRule = endpoint({
  method: 'POST',
  path: '/api/units/:unit/posting-rules/:rule/retire',
  summary: '停用自动登记规则',
  tag,
  permission: 'postingRule.propose',
  params: ruleParams,
  output: PostingRule,
});
