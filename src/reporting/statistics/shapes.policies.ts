/** 制度: the rules a unit has issued on genuine software, with issue and revision days (附件5). */
import { z } from 'zod';
import { dateText, endpoint, page } from '../../platform/http/endpoint.ts';

export const PolicyInput = z
  .object({
    name: z
      .string({ error: '请填写制度名称' })
      .trim()
      .min(1, { error: '请填写制度名称' })
      .max(100, { error: '制度名称不超过 100 个字' }),
    documentNo: z.string().trim().max(60, { error: '文号不超过 60 个字' }).default(''),
    issuedOn: z.string({ error: '请填写发布日期' }).pipe(dateText),
    revisedOn: dateText.nullable().default(null),
    repealedOn: dateText.nullable().default(null),
  })
  .meta({ id: 'PolicyContent' });
export type PolicyInput = z.output<typeof PolicyInput>;

export const Policy = PolicyInput.extend({ id: z.string() }).meta({ id: 'Policy' });
export type Policy = z.infer<typeof Policy>;

const tag = '信息统计';
const base = '/api/units/:unit/policies';
const params = z.object({ policy: z.uuid() });

export const listPolicies = endpoint({
  method: 'GET',
  path: base,
  summary: '软件正版化工作制度',
  tag,
  permission: 'statistics.view',
  output: page(Policy),
});
export const createPolicy = endpoint({
  method: 'POST',
  path: base,
  summary: '登记制度',
  tag,
  permission: 'statistics.edit',
  body: PolicyInput,
  output: Policy,
});
export const updatePolicy = endpoint({
  method: 'PUT',
  path: `${base}/:policy`,
  summary: '修改制度（修订、废止）',
  tag,
  permission: 'statistics.edit',
  params,
  body: PolicyInput,
  output: Policy,
});
