/**
 * Work orders and their confirmation (附件11; WH-1.4, WH-2.5): what a technician does on one computer, confirmed by two
 * signatures. Only lines done and signed by both write the journal.
 */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page, queryFlag } from '../../platform/http/endpoint.ts';
import { Signature, SignatureInput } from '../../platform/signatures/shapes.ts';
import { reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';

/** Where an order comes from; `originId` is that record's id. */
export const ORDER_ORIGINS = {
  application: { label: '安装维护申请' },
  campaign: { label: '统一部署' },
  finding: { label: '责令卸载' },
} as const satisfies ChoiceSet;
export const OrderOrigin = z.enum(choiceValues(ORDER_ORIGINS));
export type OrderOrigin = z.infer<typeof OrderOrigin>;

export const ORDER_STATES = {
  pending: { label: '待安排', tone: 'amber' },
  assigned: { label: '待执行', tone: 'blue' },
  executing: { label: '执行中', tone: 'blue' },
  awaitingConfirmation: { label: '待签字确认', tone: 'amber' },
  blocked: { label: '登记受阻', tone: 'red' },
  recorded: { label: '已登记台账', tone: 'green' },
  notCompleted: { label: '未完成', tone: 'red' },
  cancelled: { label: '已取消', tone: 'grey' },
} as const satisfies ChoiceSet;
export const OrderState = z.enum(choiceValues(ORDER_STATES));
export type OrderState = z.infer<typeof OrderState>;

export const MAINTENANCE_TYPES = {
  install: { label: '安装', tone: 'green' },
  uninstall: { label: '卸载', tone: 'grey' },
  upgrade: { label: '升级', tone: 'blue' },
} as const satisfies ChoiceSet;
export const MaintenanceType = z.enum(choiceValues(MAINTENANCE_TYPES));
export type MaintenanceType = z.infer<typeof MaintenanceType>;

export const LINE_RESULTS = {
  pending: { label: '待办', tone: 'grey' },
  done: { label: '完成', tone: 'green' },
  notDone: { label: '未完成', tone: 'red' },
  corrected: { label: '已更正', tone: 'amber' },
} as const satisfies ChoiceSet;
export const LineResult = z.enum(choiceValues(LINE_RESULTS));
export type LineResult = z.infer<typeof LineResult>;

export const VERIFICATIONS = {
  confirmed: { label: '采集已证实', tone: 'green' },
  contradicted: { label: '与采集不符', tone: 'red' },
} as const satisfies ChoiceSet;
export const Verification = z.enum(choiceValues(VERIFICATIONS));
export type Verification = z.infer<typeof Verification>;

/** One line of an order to be. For an uninstall `softwareId` is what goes; null only for unregistered software. */
export type OrderLineDraft = {
  kind: MaintenanceType;
  softwareId: string | null;
  /** Upgrade: the number that is left (WH-2.5(2)). */
  fromSoftwareId?: string | null;
  /** Version to be installed; '' = the number's own. */
  version: string;
  /** Only for unregistered software that is to be removed. */
  softwareName?: string;
};

export type OrderDraft = {
  origin: OrderOrigin;
  originId: string;
  deviceId: string;
  /** Null: waits to be assigned. */
  technicianPersonId?: string | null;
  dueOn?: string | null;
  note?: string;
  lines: OrderLineDraft[];
};

/** The words each side signs (WH-1.4(1)). */
export const PERFORMER_STATEMENT = '本人已按工作单完成上述软件安装维护，情况属实。';
export const USER_STATEMENT = '本人确认上述计算机的软件安装维护情况属实。';
export const PERFORMER_ROLE = '安装维护人';
export const USER_ROLE = '计算机使用人';

export const OrderLine = z
  .object({
    lineNo: z.number().int(),
    kind: MaintenanceType,
    softwareId: z.string().nullable(),
    softwareNo: z.string(),
    softwareName: z.string(),
    version: z.string(),
    fromSoftwareId: z.string().nullable(),
    fromSoftwareNo: z.string(),
    fromSoftwareName: z.string(),
    fromVersion: z.string(),
    result: LineResult,
    note: z.string(),
    entryNos: z.array(z.number().int()),
    verification: Verification.nullable(),
  })
  .meta({ id: 'OrderLine' });
export type OrderLine = z.infer<typeof OrderLine>;

export const Order = z
  .object({
    id: z.string(),
    orderNo: z.string(),
    origin: OrderOrigin,
    originId: z.string(),
    deviceId: z.string(),
    computerNo: z.string(),
    computerBrand: z.string(),
    userPersonId: z.string().nullable(),
    userName: z.string(),
    departmentId: z.string().nullable(),
    departmentName: z.string(),
    technicianPersonId: z.string().nullable(),
    technicianName: z.string(),
    state: OrderState,
    dueOn: dateText.nullable(),
    overdue: z.boolean(),
    note: z.string(),
    performedOn: dateText.nullable(),
    performerSigned: z.boolean(),
    userSigned: z.boolean(),
    sameSigner: z.boolean(),
    /** What is to be done, in one line: 安装 WPS Office 2019、卸载 WinRAR. */
    work: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof Order>;

export const ORDER_ACTIONS = [
  'assign',
  'start',
  'perform',
  'sign',
  'collect',
  'scan',
  'retry',
  'cancel',
  'correct',
] as const;
export const OrderRecord = Order.extend({
  lines: z.array(OrderLine),
  signatures: z.array(Signature),
  steps: z.array(WorkflowStep),
  /** Why the journal did not take it, in the reader's language. */
  problem: z.string().nullable(),
  may: z.array(z.enum(ORDER_ACTIONS)),
}).meta({ id: 'OrderRecord' });
export type OrderRecord = z.infer<typeof OrderRecord>;

const tag = '安装维护';
const orderParams = z.object({ order: z.uuid() });
export const orderFilters = z.object({
  state: OrderState.optional(),
  /** Everything that is not finished. */
  open: queryFlag.optional(),
  /** Assigned to the caller. */
  mine: queryFlag.optional(),
  /** Waits for the caller's signature as user. */
  toSign: queryFlag.optional(),
  overdue: queryFlag.optional(),
  origin: OrderOrigin.optional(),
  originId: z.uuid().optional(),
  device: z.uuid().optional(),
  department: z.uuid().optional(),
});

export const listOrders = endpoint({
  method: 'GET',
  path: '/api/units/:unit/orders',
  summary: '安装维护工作单（确认单）列表',
  tag,
  permission: 'order.view',
  query: listQuery.extend(orderFilters.shape),
  output: page(Order),
});

export const exportOrders = endpoint({
  method: 'GET',
  path: '/api/units/:unit/orders/export',
  summary: '导出安装维护工作单（Excel）',
  tag,
  permission: 'order.view',
  query: listQuery.pick({ q: true, sort: true }).extend(orderFilters.shape),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

export const getOrder = endpoint({
  method: 'GET',
  path: '/api/units/:unit/orders/:order',
  summary: '一张工作单（软件安装维护确认单，附件11）',
  tag,
  permission: 'order.view',
  params: orderParams,
  output: OrderRecord,
});

const done = { params: orderParams, output: OrderRecord };

export const assignOrders = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/assign',
  summary: '安排安装维护人（可批量）',
  tag,
  permission: 'order.assign',
  body: z.object({
    orderIds: z.array(z.uuid()).min(1, { error: '请先选择工作单' }).max(1000),
    technicianPersonId: z.uuid({ error: '请选择安装维护人' }),
    dueOn: dateText.nullable().optional(),
    opinion: z.string().trim().max(500, { error: '意见不超过 500 个字' }).default(''),
  }),
  output: z.object({ assigned: z.number().int() }),
});

export const startOrder = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/:order/start',
  summary: '开始执行工作单',
  tag,
  permission: 'order.perform',
  ...done,
});

const lineResults = z
  .array(
    z.object({
      lineNo: z.number().int().min(1),
      done: z.boolean(),
      /** The version really installed, when it differs. */
      version: z.string().trim().max(100, { error: '版本不超过 100 个字' }).optional(),
      note: z.string().trim().max(500, { error: '说明不超过 500 个字' }).default(''),
    }),
  )
  .min(1)
  .max(50);

export const performOrder = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/:order/perform',
  summary: '填报完成情况并由安装维护人签字',
  tag,
  permission: 'order.perform',
  params: orderParams,
  body: z.object({
    performedOn: dateText,
    lines: lineResults,
    signature: SignatureInput,
  }),
  output: OrderRecord,
});

/** By the user himself; by the department's head for a machine without a user. */
export const signOrder = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/:order/sign',
  summary: '计算机使用人签字确认',
  tag,
  permission: 'order.sign',
  params: orderParams,
  body: z.object({ signature: SignatureInput }),
  output: OrderRecord,
});

/** The user signs on the technician's screen, or on paper that the technician scans. */
export const collectSignature = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/:order/collect-signature',
  summary: '安装维护人代收使用人签字（当面手写或纸质扫描件）',
  tag,
  permission: 'order.perform',
  params: orderParams,
  body: z.object({
    /** Who signs; the computer's user unless given. */
    personId: z.uuid().optional(),
    signature: SignatureInput,
  }),
  output: OrderRecord,
});

const bulk = z
  .array(z.uuid())
  .min(1, { error: '请先选择工作单' })
  .max(1000, { error: '一次最多 1000 张' });
export const BulkResult = z
  .object({
    done: z.number().int(),
    refused: z.array(z.object({ orderId: z.string(), orderNo: z.string(), message: z.string() })),
  })
  .meta({ id: 'OrderBulkResult' });
export type BulkResult = z.infer<typeof BulkResult>;

export const performMany = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/perform-many',
  summary: '批量填报完成（全部完成，一次签字）',
  tag,
  permission: 'order.perform',
  body: z.object({ orderIds: bulk, performedOn: dateText, signature: SignatureInput }),
  output: BulkResult,
});

export const confirmMany = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/confirm-many',
  summary: '部门负责人批量确认（单位允许时）',
  tag,
  permission: 'order.sign',
  body: z.object({ orderIds: bulk, signature: SignatureInput }),
  output: BulkResult,
});

export const confirmManyByScan = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/confirm-many-by-scan',
  summary: '凭使用人签字的清单扫描件批量确认（单位允许时）',
  tag,
  permission: 'order.perform',
  body: z.object({ orderIds: bulk, signature: SignatureInput }),
  output: BulkResult,
});

export const retryOrder = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/:order/retry',
  summary: '排除障碍后重新登记台账',
  tag,
  permission: 'order.assign',
  ...done,
});

export const cancelOrder = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/:order/cancel',
  summary: '取消工作单',
  tag,
  permission: 'order.assign',
  params: orderParams,
  body: z.object({ reason: reasonText }),
  output: OrderRecord,
});

/** After approval only a correction with a reason changes anything: the entries are reversed, never edited. */
export const correctOrder = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/:order/correct',
  summary: '更正已登记的工作单（冲正其台账记录）',
  tag,
  permission: 'entry.correct',
  params: orderParams,
  body: z.object({
    lineNos: z.array(z.number().int().min(1)).min(1, { error: '请选择要更正的行' }).max(50),
    reason: reasonText,
  }),
  output: OrderRecord,
});

export const orderSignature = endpoint({
  method: 'GET',
  path: '/api/units/:unit/orders/:order/signatures/:signature',
  summary: '确认单上的手写签名图片',
  tag,
  permission: 'order.view',
  params: orderParams.extend({ signature: z.uuid() }),
  raw: 'image/png',
  output: z.void(),
});

/** The serial numbers a technician needs while the order is his; each reading is written down. */
export const orderSerials = endpoint({
  method: 'POST',
  path: '/api/units/:unit/orders/:order/serials',
  summary: '查看工作单软件的安装序列号（留痕）',
  tag,
  permission: 'order.perform',
  params: orderParams,
  output: z.object({
    items: z.array(z.object({ softwareNo: z.string(), serialNumbers: z.array(z.string()) })),
  }),
});

const OrderSettings = z.object({
  /** Heads may confirm for their departments, and signed lists may be scanned, many orders at once. */
  bulkConfirmation: z.boolean(),
});
export const getOrderSettings = endpoint({
  method: 'GET',
  path: '/api/units/:unit/order-settings',
  summary: '确认单设置',
  tag,
  permission: 'order.view',
  output: OrderSettings,
});
export const saveOrderSettings = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/order-settings',
  summary: '修改确认单设置',
  tag,
  permission: 'order.assign',
  body: OrderSettings,
  output: OrderSettings,
});
