/**
 * 闲置许可: licences given to computers that have not been seen for long, and licences nobody has while their maintenance
 * is paid; what reclaiming them would save (PZ-2.6, RC-4). A licence is called idle by what was seen, never by a guess.
 */
import { z } from 'zod';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';

export const IdleLicence = z
  .object({
    id: z.string(),
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    softwareVersion: z.string().nullable(),
    deviceId: z.string(),
    computerNo: z.string(),
    departmentName: z.string(),
    userName: z.string(),
    /** The last day any agent or file saw the computer. */
    lastSeenOn: z.string(),
    daysUnseen: z.number().int(),
    /** In the register under this number: it can be uninstalled by an order. */
    recorded: z.boolean(),
  })
  .meta({ id: 'IdleLicence' });
export type IdleLicence = z.infer<typeof IdleLicence>;

export const IdleNumber = z
  .object({
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    quantity: z.number().int(),
    /** Licences on computers that have not been seen for so long. */
    unseen: z.number().int(),
    /** Licences given to nobody. */
    spare: z.number().int(),
    maintenanceEnd: z.string().nullable(),
    /** Of the last maintenance contract, for the whole number. */
    maintenanceFen: z.number().int().nullable(),
    /** Programs only the quantity of this number keeps from being covered. */
    wanted: z.number().int(),
    /** What one licence costs today, from the offers; else what was paid. */
    priceFen: z.number().int().nullable(),
    priceBasis: z.enum(['offer', 'purchase']).nullable(),
    /** Purchases that reclaiming makes needless: as many as are wanted, no more. */
    avoided: z.number().int(),
    avoidedFen: z.number().int(),
    /** The idle licences' part of the maintenance; null = not known. */
    maintenanceSavedFen: z.number().int().nullable(),
  })
  .meta({ id: 'IdleNumber' });
export type IdleNumber = z.infer<typeof IdleNumber>;

const tag = '采购优化';
const base = '/api/units/:unit/idle-licences';
const idleQuery = listQuery.extend({ softwareId: z.uuid().optional() });
export type IdleQuery = z.output<typeof idleQuery>;

export const listIdle = endpoint({
  method: 'GET',
  path: base,
  summary: '闲置许可：长期未见的计算机占用的许可',
  tag,
  permission: 'purchaseAdvice.view',
  query: idleQuery,
  output: page(IdleLicence),
});
export const listIdleNumbers = endpoint({
  method: 'GET',
  path: '/api/units/:unit/idle-numbers',
  summary: '闲置许可按软件编号汇总：可收回多少，能省多少',
  tag,
  permission: 'purchaseAdvice.view',
  output: z.object({
    items: z.array(IdleNumber),
    /** Computers no agent or file has ever seen: nothing is said of them. */
    neverSeen: z.number().int(),
  }),
});
export const exportIdle = endpoint({
  method: 'GET',
  path: `${base}/export`,
  summary: '导出闲置许可（Excel）',
  tag,
  permission: 'purchaseAdvice.view',
  query: idleQuery,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
const setting = z.object({
  days: z
    .number({ error: '天数应为 7 至 1000' })
    .int()
    .min(7, { error: '天数应为 7 至 1000' })
    .max(1000, { error: '天数应为 7 至 1000' }),
});
export const getIdleSetting = endpoint({
  method: 'GET',
  path: `${base}/setting`,
  summary: '多少天没有见到算长期未见',
  tag,
  permission: 'purchaseAdvice.view',
  output: setting,
});
export const saveIdleSetting = endpoint({
  method: 'PUT',
  path: `${base}/setting`,
  summary: '修改长期未见的天数',
  tag,
  permission: 'purchaseAdvice.edit',
  body: setting,
  output: setting,
});
export const reclaimIdle = endpoint({
  method: 'POST',
  path: `${base}/reclaim`,
  summary: '收回闲置许可：为这些计算机计划统一卸载',
  tag,
  permission: 'campaign.edit',
  body: z.object({
    softwareId: z.uuid({ error: '请选择软件' }),
    deviceIds: z
      .array(z.uuid())
      .min(1, { error: '请选择计算机' })
      .max(2000, { error: '一次最多 2000 台' }),
    dueOn: dateText.nullable().default(null),
  }),
  output: z.object({ campaignId: z.string() }),
});
