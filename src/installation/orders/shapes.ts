/**
 * Work orders and their confirmation (附件11; WH-1.4, WH-2.5): what a technician does on one computer, confirmed by two
 * signatures. Only lines done and signed by both write the journal.
 */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText } from '../../platform/http/endpoint.ts';
import { Signature } from '../../platform/signatures/shapes.ts';
import { WorkflowStep } from '../../platform/workflow/shapes.ts';

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

/** 完成情况 of 附件11, from its lines. */
export const CONFIRMATION_RESULTS = {
  done: { label: '完成', tone: 'green' },
  partly: { label: '部分完成', tone: 'amber' },
  notDone: { label: '未完成', tone: 'red' },
} as const satisfies ChoiceSet;

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
