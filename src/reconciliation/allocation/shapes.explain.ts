/** Why one install is covered by this number and not by another, in words (PZ-2.3, D9). */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { endpoint } from '../../platform/http/endpoint.ts';
import { OBSTACLES } from './rules.problem.ts';
import { CARRIER_KINDS } from './shapes.locks.ts';
import { AllocatedInstall, AllocationComponent } from './shapes.ts';

export const NumberAnswer = z.object({
  softwareId: z.string(),
  softwareNo: z.string(),
  softwareName: z.string(),
  covers: z.boolean(),
  /** The first reason; null = it covers, or could and the allocation has chosen another. */
  obstacle: z.enum(OBSTACLES).nullable(),
  /** Null = not limited. */
  quantity: z.number().int().nullable(),
  seats: z.number().int(),
  /** What it can be fixed to by hand; null = it cannot. */
  fixable: z
    .object({ carrierKind: z.enum(choiceValues(CARRIER_KINDS)), carrierId: z.string() })
    .nullable(),
});
export type NumberAnswer = z.infer<typeof NumberAnswer>;

export const InstallExplanation = AllocatedInstall.extend({
  weight: z.number().int(),
  userName: z.string().nullable(),
  /** Who or what has the licence: a computer, a person, or two computers. */
  carrier: z.string().nullable(),
  numbers: z.array(NumberAnswer),
}).meta({ id: 'InstallExplanation' });
export type InstallExplanation = z.infer<typeof InstallExplanation>;

const tag = '许可分配';
const base = '/api/units/:unit/allocation';

export const explainInstall = endpoint({
  method: 'GET',
  path: `${base}/explanation`,
  summary: '一处安装由哪个许可覆盖，其他编号为什么不能',
  tag,
  permission: 'allocation.view',
  query: z.object({ install: z.string().min(38, { error: '请选择一处安装' }).max(600) }),
  output: InstallExplanation,
});
export const getComponent = endpoint({
  method: 'GET',
  path: `${base}/components/:component`,
  summary: '分别求解和证明的一个部分',
  tag,
  permission: 'allocation.view',
  params: z.object({ component: z.string().regex(/^[\w-]{1,100}$/) }),
  output: AllocationComponent,
});
