/**
 * Work orders and their confirmation (附件11; WH-1.4, WH-2.5): what a technician does on one computer, confirmed by two
 * signatures. Only lines done and signed by both write the journal.
 */

import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';

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
