/** Intake: tokens agents report with, and the quarantine of what could not be read (issue section 3). */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { endpoint, listQuery, page } from '../../platform/http/endpoint.ts';

const TAG = '采集';

export const Token = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** Last four characters, to tell tokens apart. */
    tail: z.string(),
    createdAt: z.string(),
    createdBy: z.string(),
    revokedAt: z.string().nullable(),
    revokedBy: z.string().nullable(),
  })
  .meta({ id: 'DiscoveryToken' });
export type Token = z.infer<typeof Token>;

export const listTokens = endpoint({
  method: 'GET',
  path: '/api/units/:unit/discovery/tokens',
  summary: '上报令牌列表（不含令牌本身）',
  tag: TAG,
  permission: 'discovery.view',
  output: z.object({ items: z.array(Token) }),
});

export const createToken = endpoint({
  method: 'POST',
  path: '/api/units/:unit/discovery/tokens',
  summary: '新建上报令牌；令牌只在此处显示一次',
  tag: TAG,
  permission: 'discovery.token',
  body: z.object({ name: z.string().trim().min(1, { error: '请填写名称' }).max(60) }),
  output: z.object({ id: z.uuid(), token: z.string(), path: z.string() }),
});

export const revokeToken = endpoint({
  method: 'POST',
  path: '/api/units/:unit/discovery/tokens/:id/revoke',
  summary: '撤销上报令牌，立即生效',
  tag: TAG,
  permission: 'discovery.token',
  params: z.object({ id: z.uuid() }),
  output: Token,
});

export const QUARANTINE_STATES = {
  waiting: { label: '待处理', tone: 'amber' },
  replayed: { label: '已重放', tone: 'green' },
  dismissed: { label: '已忽略', tone: 'grey' },
} as const;
export const QuarantineState = z.enum(choiceValues(QUARANTINE_STATES));

export const QuarantineItem = z
  .object({
    id: z.uuid(),
    state: QuarantineState,
    reasonCode: z.string(),
    reason: z.string(),
    agentKey: z.string(),
    userAgent: z.string(),
    bodyBytes: z.number().int(),
    /** False: no readable text could be had, so nothing was kept. */
    hasBody: z.boolean(),
    times: z.number().int(),
    firstAt: z.string(),
    lastAt: z.string(),
    settledAt: z.string().nullable(),
    settledBy: z.string().nullable(),
  })
  .meta({ id: 'QuarantineItem' });
export type QuarantineItem = z.infer<typeof QuarantineItem>;

export const quarantineQuery = listQuery.extend({ state: QuarantineState.optional() });
export type QuarantineQuery = z.output<typeof quarantineQuery>;

export const listQuarantine = endpoint({
  method: 'GET',
  path: '/api/units/:unit/discovery/quarantine',
  summary: '隔离区：未能解析或归位的报告',
  tag: TAG,
  permission: 'discovery.view',
  query: quarantineQuery,
  output: page(QuarantineItem),
});

export const getQuarantined = endpoint({
  method: 'GET',
  path: '/api/units/:unit/discovery/quarantine/:id',
  summary: '隔离区中的一份报告（已去除敏感内容）',
  tag: TAG,
  permission: 'discovery.view',
  params: z.object({ id: z.uuid() }),
  output: QuarantineItem.extend({
    contentType: z.string(),
    /** The beginning of the body, without secrets. */
    text: z.string(),
  }),
});

export const ReplayResult = z.object({
  id: z.uuid(),
  ok: z.boolean(),
  /** Why it still cannot be read; empty when it could. */
  reason: z.string(),
});
export type ReplayResult = z.infer<typeof ReplayResult>;

export const replayQuarantined = endpoint({
  method: 'POST',
  path: '/api/units/:unit/discovery/quarantine/replay',
  summary: '重放隔离区的报告；不给 ids 则重放全部待处理的（每次最多 200 份）',
  tag: TAG,
  permission: 'discovery.edit',
  body: z.object({ ids: z.array(z.uuid()).min(1).max(200).optional() }),
  output: z.object({ results: z.array(ReplayResult) }),
});

export const dismissQuarantined = endpoint({
  method: 'POST',
  path: '/api/units/:unit/discovery/quarantine/:id/dismiss',
  summary: '忽略隔离区的一份报告',
  tag: TAG,
  permission: 'discovery.edit',
  params: z.object({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
});
