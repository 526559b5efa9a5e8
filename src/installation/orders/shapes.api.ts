/** The endpoints of orders (附件11). */
import { z } from 'zod';
import { dateText, endpoint, listQuery, page, queryFlag } from '../../platform/http/endpoint.ts';
import { SignatureInput } from '../../platform/signatures/shapes.ts';
import { reasonText } from '../../platform/workflow/shapes.ts';
import { Order, OrderOrigin, OrderRecord, OrderState } from './shapes.ts';

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

export const Technician = z
  .object({
    personId: z.string(),
    name: z.string(),
    departmentName: z.string(),
    /** Orders he has not finished. */
    open: z.number().int(),
  })
  .meta({ id: 'Technician' });
export const listTechnicians = endpoint({
  method: 'GET',
  path: '/api/units/:unit/technicians',
  summary: '可以安排的安装维护人及其未完成的工作单数',
  tag,
  permission: 'order.assign',
  output: z.object({ items: z.array(Technician) }),
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
