/**
 * Computers (计算机): the device side of 附件7, 8 and 9. Three types for form 7 (TZ-1.1); the holder has a history
 * because form 8 shows the holder of a day and form 9 the holder at the time of the entry.
 */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { ImportAnswer, importQuery } from '../../platform/sheets/shapes.ts';

export const DEVICE_TYPES = {
  server: { label: '服务器', tone: 'grey' },
  desktop: { label: '台式机', tone: 'grey' },
  laptop: { label: '便携机', tone: 'grey' },
} as const;
export const DeviceType = z.enum(choiceValues(DEVICE_TYPES));
export type DeviceType = z.infer<typeof DeviceType>;

export const DEVICE_STATUSES = {
  inUse: { label: '在用', tone: 'green' },
  idle: { label: '闲置', tone: 'grey' },
  inRepair: { label: '维修', tone: 'amber' },
  scrapped: { label: '报废', tone: 'grey' },
  transferredOut: { label: '调出', tone: 'grey' },
} as const;
export const DeviceStatus = z.enum(choiceValues(DEVICE_STATUSES));
export type DeviceStatus = z.infer<typeof DeviceStatus>;

/** Proof that a system came with the machine (TZ-1.5, TZ-1.6). */
export const OEM_EVIDENCE_KINDS = {
  coa: { label: '正版标签（COA）' },
  letter: { label: '预装说明' },
  firmware: { label: '主板内置许可' },
  invoice: { label: '购机发票或合同' },
  other: { label: '其他证明' },
} as const;
export const OemEvidence = z.object({
  kind: z.enum(choiceValues(OEM_EVIDENCE_KINDS)),
  text: z.string().trim().max(200),
});
export type OemEvidence = z.infer<typeof OemEvidence>;

export const computerNo = z
  .string()
  .trim()
  .min(1, { error: '请填写计算机编号' })
  .max(60, { error: '计算机编号不超过 60 个字符' });
const short = z.string().trim().max(100, { error: '不超过 100 字' });
const serialNo = z.string().trim().max(120, { error: '序列号不超过 120 个字符' });
const mac = z
  .string()
  .trim()
  .regex(/^[0-9A-Fa-f]{2}([:-]?[0-9A-Fa-f]{2}){5}$/, {
    error: 'MAC 地址应为 12 位十六进制，例如 00:1a:2b:3c:4d:5e',
  });

export const Device = z
  .object({
    id: z.uuid(),
    computerNo: z.string(),
    assetNo: z.string(),
    deviceType: DeviceType,
    typeName: z.string(),
    brand: z.string(),
    model: z.string(),
    /** Last four characters only, e.g. ****1A2B; the whole is read through `reveal`, which is audited. */
    serialMasked: z.string(),
    hostName: z.string(),
    osName: z.string(),
    location: z.string(),
    status: DeviceStatus,
    acquiredOn: dateText.nullable(),
    retiredOn: dateText.nullable(),
    holderId: z.uuid().nullable(),
    holderName: z.string().nullable(),
    holderNo: z.string().nullable(),
    /** The holder has left the unit and somebody else must take the machine. */
    holderLeft: z.boolean(),
    departmentId: z.uuid().nullable(),
    departmentName: z.string().nullable(),
    hasOemEvidence: z.boolean(),
  })
  .meta({ id: 'Device' });
export type Device = z.infer<typeof Device>;

export const HolderPeriod = z.object({
  fromOn: dateText,
  toOn: dateText.nullable(),
  personId: z.uuid().nullable(),
  personName: z.string().nullable(),
  departmentId: z.uuid().nullable(),
  departmentName: z.string().nullable(),
});
export type HolderPeriod = z.infer<typeof HolderPeriod>;

export const StatusPeriod = z.object({
  fromOn: dateText,
  toOn: dateText.nullable(),
  status: DeviceStatus,
  reason: z.string(),
});
export type StatusPeriod = z.infer<typeof StatusPeriod>;

export const DeviceRecord = Device.extend({
  remark: z.string(),
  uuidMasked: z.string(),
  macs: z.array(z.string()),
  oemEvidence: z.array(OemEvidence),
  holders: z.array(HolderPeriod),
  statuses: z.array(StatusPeriod),
  /** This record was merged away: the one that stands for the machine now. */
  mergedInto: z.object({ id: z.uuid(), computerNo: z.string() }).nullable(),
  /** Merges into this record that can be taken back. */
  merges: z.array(
    z.object({
      id: z.uuid(),
      dropId: z.uuid(),
      computerNo: z.string(),
      mergedAt: z.string(),
      mergedBy: z.string(),
    }),
  ),
  /** Other records with the same serial or UUID, for the caller who sees all. */
  alike: z.array(z.object({ id: z.uuid(), computerNo: z.string() })),
}).meta({ id: 'DeviceRecord' });
export type DeviceRecord = z.infer<typeof DeviceRecord>;

export const HOLDER_STATES = {
  held: { label: '有使用人' },
  departmentOnly: { label: '只有部门' },
  none: { label: '无人保管' },
  left: { label: '使用人已离职' },
} as const;

export const devicesQuery = listQuery.extend({
  type: DeviceType.optional(),
  status: DeviceStatus.optional(),
  department: z.uuid().optional(),
  holder: z.uuid().optional(),
  holderState: z.enum(choiceValues(HOLDER_STATES)).optional(),
});
export type DevicesQuery = z.output<typeof devicesQuery>;

export const listDevices = endpoint({
  method: 'GET',
  path: '/api/units/:unit/devices',
  summary: '计算机列表；q 可为编号、资产号、序列号末位、使用人、部门、品牌、主机名',
  tag: '台账',
  permission: 'device.view',
  query: devicesQuery,
  output: page(Device),
});

export const exportDevices = endpoint({
  method: 'GET',
  path: '/api/units/:unit/devices/export',
  summary: '计算机导出（Excel）',
  tag: '台账',
  permission: 'device.view',
  query: devicesQuery,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

export const deviceCounts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/devices/counts',
  summary: '某日计算机数、使用计算机人数和总人数（附件7 表头）',
  tag: '台账',
  permission: 'form7.view',
  query: z.object({ asOf: dateText.optional() }),
  output: z.object({
    asOf: dateText,
    server: z.number().int(),
    desktop: z.number().int(),
    laptop: z.number().int(),
    computerUsers: z.number().int(),
    totalStaff: z.number().int(),
  }),
});

const idParams = z.object({ id: z.uuid() });

export const getDevice = endpoint({
  method: 'GET',
  path: '/api/units/:unit/devices/:id',
  summary: '计算机',
  tag: '台账',
  permission: 'device.view',
  params: idParams,
  output: DeviceRecord,
});

/** A POST because reading is itself recorded. */
export const revealDevice = endpoint({
  method: 'POST',
  path: '/api/units/:unit/devices/:id/reveal',
  summary: '读取完整序列号（记入审计）',
  tag: '台账',
  permission: 'device.edit',
  params: idParams,
  output: z.object({ serialNo: z.string(), uuid: z.string() }),
});

const facts = {
  assetNo: short,
  deviceType: DeviceType,
  typeName: short,
  brand: short,
  model: short,
  serialNo,
  uuid: z.string().trim().max(80),
  macs: z.array(mac).max(64, { error: 'MAC 地址不超过 64 个' }),
  hostName: z.string().trim().max(255),
  osName: z.string().trim().max(200),
  location: short,
  remark: z.string().trim().max(500),
  acquiredOn: dateText.nullable(),
  oemEvidence: z.array(OemEvidence).max(20),
};

export const NewDevice = z.object({
  /** Without one the next free number is given (PC00001 …). */
  computerNo: computerNo.optional(),
  assetNo: facts.assetNo.default(''),
  deviceType: facts.deviceType,
  typeName: facts.typeName.default(''),
  brand: facts.brand.default(''),
  model: facts.model.default(''),
  serialNo: facts.serialNo.default(''),
  uuid: facts.uuid.default(''),
  macs: facts.macs.default([]),
  hostName: facts.hostName.default(''),
  osName: facts.osName.default(''),
  location: facts.location.default(''),
  remark: facts.remark.default(''),
  status: z.enum(['inUse', 'idle', 'inRepair']).default('inUse'),
  acquiredOn: facts.acquiredOn.default(null),
  /** From which day it counts as the unit's; the day it was acquired, else today. */
  fromOn: dateText.optional(),
  oemEvidence: facts.oemEvidence.default([]),
  holderId: z.uuid().nullable().default(null),
  departmentId: z.uuid().nullable().default(null),
});
export type NewDevice = z.output<typeof NewDevice>;
export type NewDeviceInput = z.input<typeof NewDevice>;

export const createDevice = endpoint({
  method: 'POST',
  path: '/api/units/:unit/devices',
  summary: '登记计算机',
  tag: '台账',
  permission: 'device.edit',
  body: NewDevice,
  output: z.object({ id: z.uuid(), computerNo: z.string() }),
});

/** A form sends null for a field that was emptied. */
const clearable = <T extends z.ZodType<string>>(text: T) =>
  text.nullable().transform((given) => given ?? '');

export const DevicePatch = z
  .object({
    computerNo,
    ...facts,
    assetNo: clearable(facts.assetNo),
    typeName: clearable(facts.typeName),
    brand: clearable(facts.brand),
    model: clearable(facts.model),
    hostName: clearable(facts.hostName),
    osName: clearable(facts.osName),
    location: clearable(facts.location),
    remark: clearable(facts.remark),
  })
  .partial();
export type DevicePatch = z.output<typeof DevicePatch>;

export const updateDevice = endpoint({
  method: 'PATCH',
  path: '/api/units/:unit/devices/:id',
  summary: '修改计算机信息',
  tag: '台账',
  permission: 'device.edit',
  params: idParams,
  body: DevicePatch,
  output: z.object({ id: z.uuid() }),
});

export const HolderChange = z
  .object({
    /** Given back, held by nobody. Said openly, because an empty form must not take a machine from its holder. */
    handBack: z.boolean().default(false),
    personId: z.uuid().nullable().default(null),
    /** The person's department unless given; alone: a machine shared by the department. */
    departmentId: z.uuid().nullable().optional(),
    /** Today unless given. */
    fromOn: dateText.optional(),
  })
  .refine((change) => change.handBack || change.personId || change.departmentId, {
    path: ['personId'],
    error: '请选择新使用人；公用机选择使用部门，无人保管请勾选“交回”',
  });

export const changeHolder = endpoint({
  method: 'POST',
  path: '/api/units/:unit/devices/:id/holder',
  summary: '变更使用人',
  tag: '台账',
  permission: 'device.edit',
  params: idParams,
  body: HolderChange,
  output: z.object({ id: z.uuid() }),
});

/** Scrapping and handing out end the installs too and are the journal's business, not this endpoint's. */
export const changeStatus = endpoint({
  method: 'POST',
  path: '/api/units/:unit/devices/:id/status',
  summary: '变更状态（在用、闲置、维修）',
  tag: '台账',
  permission: 'device.edit',
  params: idParams,
  body: z.object({
    status: z.enum(['inUse', 'idle', 'inRepair']),
    fromOn: dateText.optional(),
    reason: z.string().trim().max(200).default(''),
  }),
  output: z.object({ id: z.uuid() }),
});

export const mergeDevices = endpoint({
  method: 'POST',
  path: '/api/units/:unit/devices/:id/merge',
  summary: '合并：另一条记录其实是本机',
  tag: '台账',
  permission: 'device.edit',
  params: idParams,
  body: z.object({ dropId: z.uuid() }),
  output: z.object({ mergeId: z.uuid() }),
});

export const undoMerge = endpoint({
  method: 'POST',
  path: '/api/units/:unit/devices/merges/:mergeId/undo',
  summary: '撤销合并',
  tag: '台账',
  permission: 'device.edit',
  params: z.object({ mergeId: z.uuid() }),
  output: z.object({ keepId: z.uuid(), dropId: z.uuid() }),
});

export const importDevices = endpoint({
  method: 'POST',
  path: '/api/units/:unit/devices/import',
  summary: '从表格导入计算机（commit=false 只检查）',
  tag: '台账',
  permission: 'device.edit',
  query: importQuery,
  multipart: true,
  bodyLimit: 21 * 1024 * 1024,
  output: ImportAnswer,
});

export const deviceTemplate = endpoint({
  method: 'GET',
  path: '/api/units/:unit/devices/import-template',
  summary: '计算机导入的空白模板',
  tag: '台账',
  permission: 'device.edit',
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
