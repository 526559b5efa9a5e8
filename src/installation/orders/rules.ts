/** Who may do what to an order, and what its lines mean: facts in, decisions out. */
import type { DraftLine } from '../../ledgers/journal/shapes.ts';
import {
  type CONFIRMATION_RESULTS,
  MAINTENANCE_TYPES,
  type Order,
  type OrderLine,
  type OrderRecord,
  type OrderState,
} from './shapes.ts';

/** The caller as the rules need him. */
export type OrderCaller = {
  personId: string | undefined;
  /** Reaches of the permissions he holds; undefined = not at all. */
  can: (permission: 'order.assign' | 'order.perform' | 'order.sign' | 'entry.correct') => boolean;
  departmentIds: readonly string[];
  /** 本人负责的部门：公用机由其确认。 */
  heads: boolean;
};

export type OrderFacts = Pick<
  Order,
  | 'state'
  | 'userPersonId'
  | 'technicianPersonId'
  | 'departmentId'
  | 'performerSigned'
  | 'userSigned'
> & {
  /** Who holds the computer today; may have changed since the order was made. */
  holderPersonId: string | null;
  /** Who signed as technician; null until then. */
  performerPersonId: string | null;
};

const OPEN: readonly OrderState[] = ['assigned', 'executing', 'awaitingConfirmation'];

/** May this caller sign as the computer's user? The holder of today or of then; without one, the department's head. */
export function maySignAsUser(order: OrderFacts, caller: OrderCaller): boolean {
  if (!caller.can('order.sign') || !caller.personId) return false;
  if (isHis(order, caller.personId)) return true;
  const shared = order.userPersonId === null && order.holderPersonId === null;
  if (!shared || !caller.heads || !isIn(order.departmentId, caller.departmentIds)) return false;
  return caller.personId !== (order.performerPersonId ?? order.technicianPersonId);
}

function isIn(departmentId: string | null, departmentIds: readonly string[]): boolean {
  return departmentId !== null && departmentIds.includes(departmentId);
}

/** Both signatures are one person's: allowed on his own machine only, and shown. */
export function sameSigner(performerPersonId: string | null, signerId: string | null): boolean {
  return performerPersonId !== null && performerPersonId === signerId;
}

/** Whose computer it is, by today's holder or by the order; nobody's for a shared one. */
function isHis(
  order: Pick<OrderFacts, 'userPersonId' | 'holderPersonId'>,
  personId: string,
): boolean {
  return personId === order.userPersonId || personId === order.holderPersonId;
}

/**
 * Why this person's signature cannot stand as the computer's user's; undefined when it can. `performerId` is who did
 * the work or is to do it: two signatures are two persons', except on the technician's own machine (domain 6.2).
 */
export function signerProblem(
  order: Pick<OrderFacts, 'userPersonId' | 'holderPersonId'>,
  signerId: string | null,
  performerId: string | null,
): string | undefined {
  const shared = order.userPersonId === null && order.holderPersonId === null;
  if (signerId === null) return shared ? '公用计算机请写明由谁签字确认' : undefined;
  if (isHis(order, signerId)) return undefined;
  if (!shared) return '只能由这台计算机的使用人签字确认';
  return signerId === performerId ? '不能确认自己完成的工作' : undefined;
}

/** An order is done by its technician; one that nobody has is taken by who performs it. */
export function mayPerform(order: OrderFacts, caller: OrderCaller): boolean {
  if (!caller.can('order.perform')) return false;
  return order.technicianPersonId === null || order.technicianPersonId === caller.personId;
}

export function actionsOf(order: OrderFacts, caller: OrderCaller): OrderRecord['may'] {
  const may: OrderRecord['may'] = [];
  const open = OPEN.includes(order.state);
  if (caller.can('order.assign') && (open || order.state === 'pending')) may.push('assign');
  if (mayPerform(order, caller) && (open || order.state === 'pending')) {
    if (order.state === 'assigned') may.push('start');
    if (open && !order.performerSigned) may.push('perform');
    if (open && !order.userSigned) may.push('collect', 'scan');
  }
  if (open && !order.userSigned && maySignAsUser(order, caller)) may.push('sign');
  if (caller.can('order.assign')) {
    if (order.state === 'blocked') may.push('retry');
    if (open || order.state === 'pending' || order.state === 'blocked') may.push('cancel');
  }
  if (caller.can('entry.correct') && order.state === 'recorded') may.push('correct');
  return may;
}

/** 安装 WPS Office 2019、卸载 WinRAR */
export function workOf(
  lines: readonly Pick<OrderLine, 'kind' | 'softwareName' | 'version'>[],
): string {
  return lines
    .map((line) =>
      [
        MAINTENANCE_TYPES[line.kind].label,
        line.softwareName,
        line.kind === 'uninstall' ? '' : line.version,
      ]
        .filter(Boolean)
        .join(' '),
    )
    .join('、');
}

/** 完成情况; undefined until the technician has reported. A corrected line was done, and stays so on the paper. */
export function resultOf(
  lines: readonly Pick<OrderLine, 'result'>[],
): keyof typeof CONFIRMATION_RESULTS | undefined {
  if (lines.some((line) => line.result === 'pending')) return undefined;
  const done = lines.filter((line) => line.result !== 'notDone').length;
  if (done === 0) return 'notDone';
  return done === lines.length ? 'done' : 'partly';
}

export type LineReport = {
  lineNo: number;
  done: boolean;
  version?: string | undefined;
  note: string;
};
export type LineProblem = { lineNo: number; sentence: string };

/** Every line is reported once, and what was not done says why. */
export function reportProblem(
  lines: readonly Pick<OrderLine, 'lineNo'>[],
  reports: readonly LineReport[],
): LineProblem | undefined {
  for (const { lineNo } of lines) {
    const own = reports.filter((report) => report.lineNo === lineNo);
    if (own.length !== 1) return { lineNo, sentence: '第 {{line}} 行须填报完成情况一次' };
    if (!own[0]!.done && own[0]!.note === '') {
      return { lineNo, sentence: '第 {{line}} 行没有完成，请写明原因' };
    }
  }
  const unknown = reports.find((report) => !lines.some((line) => line.lineNo === report.lineNo));
  return unknown && { lineNo: unknown.lineNo, sentence: '没有第 {{line}} 行' };
}

/** What a line done writes into the journal; undefined for software that has no number. */
export function draftOf(
  line: Pick<OrderLine, 'kind' | 'softwareId' | 'fromSoftwareId' | 'version'>,
  deviceId: string,
  occurredOn: string,
): DraftLine | undefined {
  const { softwareId, version } = line;
  if (softwareId === null) return undefined;
  if (line.kind === 'uninstall') return { kind: 'uninstall', softwareId, deviceId, occurredOn };
  const shown = version === '' ? {} : { version };
  if (line.kind === 'install') {
    return { kind: 'install', softwareId, deviceId, occurredOn, ...shown };
  }
  return {
    kind: 'upgrade',
    fromSoftwareId: line.fromSoftwareId!,
    softwareId,
    deviceId,
    occurredOn,
    ...shown,
  };
}
