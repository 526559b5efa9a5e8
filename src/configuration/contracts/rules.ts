/** What a contract must say (PZ-2.4), what a delivery makes of it, and when something that ends is told (D15). */
import { addDays, daysBetween } from '../../base/dates.ts';
import { termSpan } from '../software/rules.terms.ts';
import { parseUsableVersions } from '../software/rules.versions.ts';
import type { LicenseTerm, SoftwareInput } from '../software/shapes.ts';
import type { ContractLineInput, ContractState } from './shapes.ts';

export type Complaint = {
  sentence: string;
  params?: Record<string, string | number>;
  path: string;
};

export function amountOf(line: Pick<ContractLineInput, 'quantity' | 'unitPriceFen'>): number {
  return line.unitPriceFen * (line.quantity ?? 1);
}

/** The seven fields of PZ-2.4, by name; the eighth complaint is a purchase outside the plan without a reason (RC-2.4). */
export function contractComplaint(contract: {
  lines: readonly ContractLineInput[];
  outsidePlanReason: string;
}): Complaint | undefined {
  if (contract.lines.length === 0) return { sentence: '合同至少要有一行', path: 'body.lines' };
  for (const [at, line] of contract.lines.entries()) {
    const complaint = lineComplaint(line, `body.lines.${at}`);
    if (complaint) return complaint;
  }
  const outside = contract.lines.some((line) => line.planLineId === null);
  if (outside && contract.outsidePlanReason === '') {
    const sentence = '有不在已审批采购计划中的内容，请说明计划外采购的原因';
    return { sentence, path: 'body.outsidePlanReason' };
  }
  return undefined;
}

function lineComplaint(line: ContractLineInput, at: string): Complaint | undefined {
  const params = { name: line.softwareName };
  const missing = (field: string, sentence: string) => ({
    sentence,
    params,
    path: `${at}.${field}`,
  });
  if (line.kind === 'maintenance') {
    if (!line.renewsId) return missing('renewsId', '请选择“{{name}}”的维护服务对应的软件编号');
    if (!line.maintenanceEnd) return missing('maintenanceEnd', '请填写“{{name}}”的维护到期日');
    return undefined;
  }
  if (line.softwareVersion === '') return missing('softwareVersion', '请填写“{{name}}”的软件版本');
  if (!line.licenseType) return missing('licenseType', '请选择“{{name}}”的授权方式');
  if (line.quantity === null && line.licenseType !== 'site') {
    return missing('quantity', '“{{name}}”不是场地授权，请填写许可数量');
  }
  if (!line.perpetual && line.usageYears === null) {
    return missing('usageYears', '请填写“{{name}}”的使用年限，或选择永久');
  }
  if (line.perpetual && line.usageYears !== null) {
    return missing('usageYears', '“{{name}}”永久使用的不填使用年限');
  }
  if (line.compatibility === '') return missing('compatibility', '请填写“{{name}}”的兼容性要求');
  if (line.afterSales === '') return missing('afterSales', '请填写“{{name}}”的售后服务要求');
  const versions = parseUsableVersions(line.usableVersions);
  if ('problem' in versions) {
    const sentence = '“{{name}}”的可使用版本“{{part}}”看不懂，例如：v11–v12、2019、v13及以上';
    return {
      sentence,
      params: { ...params, part: versions.problem },
      path: `${at}.usableVersions`,
    };
  }
  return undefined;
}

/** As much as a software number may cost; a line beyond it could never be delivered. */
const AMOUNT_MAX_FEN = 100_000_000_000_000;

/** Asked for at every save: what is stored must be addable without losing a fen. */
export function amountComplaint(lines: readonly ContractLineInput[]): Complaint | undefined {
  const at = lines.findIndex((line) => amountOf(line) > AMOUNT_MAX_FEN);
  if (at < 0) return undefined;
  const params = { name: lines[at]!.softwareName };
  const sentence = '“{{name}}”的数量乘单价过大，请核对';
  return { sentence, params, path: `body.lines.${at}.unitPriceFen` };
}

export type Delivery = {
  quantity: number | null;
  receivedOn: string;
  serialNumbers: string[];
  termStart: string;
};

/** What is renewed early begins when the old term ends, so that no paid day is lost; else on the day of delivery. */
export function termStartOf(receivedOn: string, renewed: LicenseTerm | null | undefined): string {
  const end = renewed ? termSpan(renewed).end : null;
  return end !== null && end >= receivedOn ? addDays(end, 1) : receivedOn;
}

/** The software number a delivery brings into being (TZ-1.2, 1.3): its date, its quantity, its share of the price. */
export function numberOf(
  contract: { contractNo: string; supplier: string },
  line: ContractLineInput,
  delivery: Delivery,
): SoftwareInput {
  const versions = parseUsableVersions(line.usableVersions || line.softwareVersion);
  return {
    softwareType: 'commercial',
    softwareName: line.softwareName,
    softwareVersion: line.softwareVersion,
    publisher: line.publisher || null,
    category: line.category,
    origin: line.origin,
    productId: line.productId,
    acquisitionMethod: 'purchase',
    purchaseDate: delivery.receivedOn,
    purchaseAmountFen: amountOf({ ...line, quantity: delivery.quantity }),
    licenseType: line.licenseType,
    licenseMetric: metricOf(line),
    licenseQuantity: delivery.quantity ?? 'unlimited',
    usableVersions: 'usable' in versions ? versions.usable : [],
    licenseTerm: line.perpetual
      ? { kind: 'perpetual' }
      : { kind: 'years', start: delivery.termStart, years: line.usageYears ?? 1 },
    serialNumbers: delivery.serialNumbers,
    contractNo: contract.contractNo,
    supplier: contract.supplier,
    maintenanceEnd: line.maintenanceEnd,
  };
}

function metricOf(line: ContractLineInput): NonNullable<SoftwareInput['licenseMetric']> {
  if (line.quantity === null) return 'unlimited';
  if (line.licenseType === 'concurrent') return 'perConcurrent';
  return line.licenseType === 'namedUser' ? 'perUser' : 'perDevice';
}

type Arrived = { kind: string; quantity: number | null; received: number; deliveries: number };

/** What stands after a delivery or a correction: nothing has come, more is to come, everything is there. */
export function stateAfter(
  lines: readonly Arrived[],
): Extract<ContractState, 'signed' | 'received' | 'partlyReceived'> {
  if (lines.every((line) => line.deliveries === 0)) return 'signed';
  return lines.every(isComplete) ? 'received' : 'partlyReceived';
}

const KEPT_AFTER_DELIVERY = [
  'kind',
  'softwareName',
  'softwareVersion',
  'licenseType',
  'perpetual',
  'usageYears',
  'unitPriceFen',
  'maintenanceEnd',
] as const;

/** What a delivered line must go on saying, as its software number says it; of maintenance also whose it is. */
export function keepsDelivered(
  known: ContractLineInput & { received: number },
  line: ContractLineInput | undefined,
): boolean {
  if (!line || KEPT_AFTER_DELIVERY.some((field) => line[field] !== known[field])) return false;
  if (known.kind === 'maintenance') return line.renewsId === known.renewsId;
  if ((line.quantity === null) !== (known.quantity === null)) return false;
  return line.quantity === null || line.quantity >= known.received;
}

export function isComplete(line: Arrived): boolean {
  if (line.kind === 'maintenance' || line.quantity === null) return line.deliveries > 0;
  return line.received >= line.quantity;
}

const STAGES = [30, 60, 90] as const;
export type Stage = (typeof STAGES)[number] | 0;

/** The nearest stage a day has come to: 90, 60, 30 days before the end, 0 once it has ended; undefined before that. */
export function stageOf(endsOn: string, today: string): Stage | undefined {
  const left = daysBetween(today, endsOn);
  if (left < 0) return 0;
  return STAGES.find((stage) => left <= stage);
}
