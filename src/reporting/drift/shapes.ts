/**
 * 变动说明: between any two days every change of every total as causes that add up exactly. Two steps lie between the
 * first point and the second: what was recorded afterwards about the first day, then what happened in the period.
 */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';

/** `item`: the total also exists per software number or per department and status. */
export const TOTALS = {
  totalStaff: { label: '总人数' },
  computerUsers: { label: '使用计算机人数' },
  server: { label: '服务器' },
  desktop: { label: '台式机' },
  laptop: { label: '便携机' },
  computers: { label: '计算机总数' },
  inUse: { label: '在用计算机' },
  idle: { label: '闲置计算机' },
  inRepair: { label: '维修计算机' },
  scrapped: { label: '已报废计算机' },
  transferredOut: { label: '已调出计算机' },
  department: { label: '部门计算机' },
  commercial: { label: '商业软件编号' },
  oem: { label: 'OEM软件编号' },
  free: { label: '免费软件编号' },
  selfDeveloped: { label: '自主开发软件编号' },
  licenses: { label: '许可数量' },
  validLicenses: { label: '未到期的许可数量' },
  unlimited: { label: '不限数量的编号' },
  installs: { label: '安装数量' },
  remaining: { label: '剩余许可' },
  operatingSystemRequired: { label: '操作系统应配' },
  operatingSystemInstalled: { label: '操作系统已装（分母）' },
  operatingSystemGenuine: { label: '操作系统正版（分子）' },
  officeRequired: { label: '办公软件应配' },
  officeInstalled: { label: '办公软件已装（分母）' },
  officeGenuine: { label: '办公软件正版（分子）' },
  antivirusRequired: { label: '杀毒软件应配' },
  antivirusInstalled: { label: '杀毒软件已装（分母）' },
  antivirusGenuine: { label: '杀毒软件正版（分子）' },
} as const satisfies ChoiceSet;
export type TotalKey = keyof typeof TOTALS;
export const Total = z.enum(choiceValues(TOTALS));

/** Totals that are also explained one by one: per software number, or per department and status. */
export const ITEM_TOTALS = {
  installs: { label: '安装数量' },
  remaining: { label: '剩余许可' },
  licenses: { label: '许可数量' },
  validLicenses: { label: '未到期的许可数量' },
  department: { label: '部门计算机' },
} as const satisfies ChoiceSet;
export type ItemTotal = keyof typeof ITEM_TOTALS;

export const STEPS = {
  afterwards: { label: '期初以后才登记的', tone: 'amber' },
  inPeriod: { label: '期间发生的', tone: 'blue' },
} as const satisfies ChoiceSet;
export type Step = keyof typeof STEPS;

/** Why a total changed. There is no rest: each is counted from records of its own. */
export const CAUSES = {
  joined: { label: '入职' },
  left: { label: '离职' },
  personLate: { label: '补录人员' },
  personCorrected: { label: '更正人员记录' },
  deviceRegistered: { label: '登记计算机' },
  deviceRetired: { label: '处置计算机' },
  deviceRestored: { label: '恢复计算机' },
  statusChanged: { label: '计算机状态变更' },
  deviceMoved: { label: '计算机换部门' },
  movedAndStatus: { label: '计算机换部门并变更状态' },
  holderChanged: { label: '使用人变更' },
  deviceLate: { label: '补录计算机' },
  deviceDateCorrected: { label: '更正计算机起始日期' },
  deviceTypeCorrected: { label: '更正计算机类型' },
  deviceMerged: { label: '合并计算机记录' },
  deviceUnmerged: { label: '撤销计算机合并' },
  statusLate: { label: '补录计算机状态' },
  holderLate: { label: '补录使用人、部门' },
  numberPurchased: { label: '采购软件' },
  numberRegistered: { label: '登记软件（非采购）' },
  numberDisposed: { label: '处置软件' },
  termExpired: { label: '许可到期' },
  numberLate: { label: '补录软件编号' },
  numberCorrected: { label: '更正软件编号' },
  opening: { label: '建账' },
  manual: { label: '手工登记' },
  workOrder: { label: '安装维护确认单' },
  campaign: { label: '统一部署' },
  postingRule: { label: '自动登记规则' },
  upgrade: { label: '升级' },
  correction: { label: '冲正' },
  deviceRetiredEntry: { label: '计算机处置时卸载' },
  deviceMergedEntry: { label: '计算机合并时转移' },
  listed: { label: '列入免费软件清单' },
  delisted: { label: '移出免费软件清单' },
  licenceFreed: { label: '腾出许可' },
  judgement: { label: '是否正版的判定变化' },
} as const satisfies ChoiceSet;
export type CauseKey = keyof typeof CAUSES;

/** What an entry of the journal did to the figure. */
export const MODES = {
  install: { label: '安装' },
  uninstall: { label: '卸载' },
  upgradeIn: { label: '升级换入' },
  upgradeOut: { label: '升级换出' },
  reversed: { label: '被冲正' },
} as const satisfies ChoiceSet;
export type Mode = keyof typeof MODES;

export const Cause = z
  .object({
    step: z.enum(choiceValues(STEPS)),
    cause: z.enum(choiceValues(CAUSES)),
    mode: z.enum(choiceValues(MODES)).nullable(),
    /** What it added, what it took away (≤ 0), and both together. */
    plus: z.number().int(),
    minus: z.number().int(),
    delta: z.number().int(),
    /** Records behind it. */
    count: z.number().int(),
  })
  .meta({ id: 'DriftCause' });
export type Cause = z.infer<typeof Cause>;

export const DriftTotal = z
  .object({
    total: Total,
    before: z.number().int(),
    after: z.number().int(),
    delta: z.number().int(),
    causes: z.array(Cause),
    /** after − before − the sum of the causes. Not a cause: anything but 0 is a fault and is shown as one. */
    unexplained: z.number().int(),
  })
  .meta({ id: 'DriftTotal' });
export type DriftTotal = z.infer<typeof DriftTotal>;

export const DriftItem = DriftTotal.extend({
  item: z.string(),
  name: z.string(),
  detail: z.string(),
}).meta({ id: 'DriftItem' });
export type DriftItem = z.infer<typeof DriftItem>;

/** A day, and until when recorded; null = everything recorded until now. */
export const DriftPoint = z.object({
  asOf: dateText,
  knownAt: z.string().nullable(),
  closing: z.string().nullable(),
});
export type DriftPoint = z.infer<typeof DriftPoint>;

export const Drift = z
  .object({ from: DriftPoint, to: DriftPoint, totals: z.array(DriftTotal) })
  .meta({ id: 'Drift' });
export type Drift = z.infer<typeof Drift>;

export const KNOWLEDGE = {
  now: { label: '按今天所知' },
  past: { label: '按当时所知' },
} as const satisfies ChoiceSet;

/** Two days, or two closings: these bring their day and the moment they were made. */
const asked = z.object({
  from: dateText.optional(),
  to: dateText.optional(),
  knowledge: z.enum(choiceValues(KNOWLEDGE)).default('now'),
  fromClosing: z.uuid().optional(),
  toClosing: z.uuid().optional(),
});
export type DriftAsked = z.output<typeof asked>;

export const DriftRecord = z
  .object({
    key: z.string(),
    day: dateText.nullable(),
    delta: z.number().int(),
    /** What it is, e.g. a computer's number, and what changed. */
    label: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    recordedAt: z.string().nullable(),
    by: z.string().nullable(),
    reason: z.string().nullable(),
    /** Page of the record, below the unit's address. */
    link: z.string(),
  })
  .meta({ id: 'DriftRecord' });
export type DriftRecord = z.infer<typeof DriftRecord>;

const tag = '台账';
const common = { method: 'GET', tag, permission: 'closing.view' } as const;

export const getDrift = endpoint({
  ...common,
  path: '/api/units/:unit/drift',
  summary: '变动说明：两个日期之间每个总数的变化和原因',
  query: asked,
  output: Drift,
});
export const getDriftRates = endpoint({
  ...common,
  path: '/api/units/:unit/drift/rates',
  summary: '变动说明：正版率分子、分母的变化和原因（按今天所知）',
  query: asked,
  output: Drift,
});
const itemsQuery = asked.extend({
  total: z.enum(choiceValues(ITEM_TOTALS)),
  cursor: listQuery.shape.cursor,
  limit: listQuery.shape.limit,
});
export const listDriftItems = endpoint({
  ...common,
  path: '/api/units/:unit/drift/items',
  summary: '变动说明：按软件编号或部门',
  query: itemsQuery,
  output: page(DriftItem),
});
export const listDriftRecords = endpoint({
  ...common,
  path: '/api/units/:unit/drift/records',
  summary: '变动说明：一个原因背后的每条记录',
  query: asked.extend({
    total: Total,
    item: z.string().max(120).optional(),
    step: z.enum(choiceValues(STEPS)),
    cause: z.enum(choiceValues(CAUSES)),
    mode: z.enum(choiceValues(MODES)).optional(),
    cursor: listQuery.shape.cursor,
    limit: listQuery.shape.limit,
  }),
  output: page(DriftRecord),
});
export const exportDrift = endpoint({
  ...common,
  path: '/api/units/:unit/drift/export',
  summary: '导出变动说明（Excel）',
  query: asked.extend({ part: z.enum(['causes', 'records']).default('causes') }),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
