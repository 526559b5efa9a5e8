/** Assignments people have fixed: given whenever they are lawful, whatever it costs. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { endpoint, page } from '../../platform/http/endpoint.ts';

export const CARRIER_KINDS = {
  device: { label: '计算机' },
  user: { label: '使用人' },
} as const;

export const AllocationLock = z
  .object({
    id: z.string(),
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    carrierKind: z.enum(choiceValues(CARRIER_KINDS)),
    carrierId: z.string(),
    carrierName: z.string(),
    reason: z.string(),
    lockedAt: z.string(),
    lockedBy: z.string(),
    /** The last allocation gave it; false = it was not lawful or there were too few. */
    given: z.boolean(),
  })
  .meta({ id: 'AllocationLock' });
export type AllocationLock = z.infer<typeof AllocationLock>;

const tag = '许可分配';
const base = '/api/units/:unit/allocation/locks';

export const listLocks = endpoint({
  method: 'GET',
  path: base,
  summary: '人工指定的许可',
  tag,
  permission: 'allocation.view',
  output: page(AllocationLock),
});
export const lockSeat = endpoint({
  method: 'POST',
  path: base,
  summary: '指定一个许可给一台计算机或一个使用人',
  tag,
  permission: 'allocation.run',
  body: z.object({
    softwareId: z.uuid({ error: '请选择软件编号' }),
    carrierKind: z.enum(choiceValues(CARRIER_KINDS), { error: '请选择计算机或使用人' }),
    carrierId: z.uuid({ error: '请选择计算机或使用人' }),
    reason: z
      .string({ error: '请填写理由' })
      .trim()
      .min(1, { error: '请填写理由' })
      .max(200, { error: '理由不超过 200 个字' }),
  }),
  output: AllocationLock,
});
export const releaseLock = endpoint({
  method: 'POST',
  path: `${base}/:lock/release`,
  summary: '取消指定',
  tag,
  permission: 'allocation.run',
  params: z.object({ lock: z.uuid() }),
  body: z.object({}),
  output: z.void(),
});
