/** What a contract must say (PZ-2.4), what a delivery makes of it, and when something that ends is told (D15). */
import { daysBetween } from '../../base/dates.ts';
import { parseUsableVersions } from '../software/rules.versions.ts';
import type { SoftwareInput } from '../software/shapes.ts';
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

export type Delivery = { quantity: number | null; receivedOn: string; serialNumbers: string[] };

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
      : { kind: 'years', start: delivery.receivedOn, years: line.usageYears ?? 1 },
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

/** What stands after a delivery: everything there, or more to come. */
export function stateAfter(
  lines: readonly { kind: string; quantity: number | null; received: number; deliveries: number }[],
): Extract<ContractState, 'received' | 'partlyReceived'> {
  return lines.every(isComplete) ? 'received' : 'partlyReceived';
}

export function isComplete(line: {
  kind: string;
  quantity: number | null;
  received: number;
  deliveries: number;
}): boolean {
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
