/** The gap (PZ-2.3, D8–D10), when a site licence pays (PZ-1.3), and what prices and lives are measured by. */
import { siteBreakEven } from '../selections/rules.ts';
import { termSpan } from '../software/rules.terms.ts';
import { versionUsable } from '../software/rules.versions.ts';
import type { Software } from '../software/shapes.ts';
import type { Ceiling, PurchaseLineInput, Working } from './shapes.ts';

export type NumberFacts = Pick<
  Software,
  | 'id'
  | 'softwareNo'
  | 'softwareType'
  | 'softwareVersion'
  | 'licenseQuantity'
  | 'licenseTerm'
  | 'usableVersions'
> & { installed: number };

type Counted = Pick<Working, 'renewal' | 'available' | 'unlimited' | 'shortage' | 'lines'>;

/**
 * Demand that the unit's licences do not meet. A number counts when its term lasts until `on` and its usable versions
 * have the chosen version; what is installed under a term that ends before has to be renewed and is wanted as well.
 * Over-installed numbers take from the pool (D9 sums D8, also a negative one).
 */
export function gapOf(
  demand: number,
  version: string,
  numbers: readonly NumberFacts[],
  days: { today: string; on: string },
): Counted {
  const lines = numbers.map((one) => lineOf(one, version, days));
  const counted = lines.filter((line) => line.reason === 'counted');
  const unlimited = lines.some((line) => line.reason === 'unlimited');
  const available = counted.reduce((sum, line) => sum + (line.left ?? 0), 0);
  const renewal = lines
    .filter((line) => line.reason === 'ended' || line.reason === 'endsBefore')
    .reduce((sum, line) => sum + line.installed, 0);
  const shortage = unlimited ? 0 : Math.max(0, demand + renewal - available);
  return { lines, available, renewal, unlimited, shortage };
}

function lineOf(
  one: NumberFacts,
  version: string,
  days: { today: string; on: string },
): Working['lines'][number] {
  const unlimited = one.licenseQuantity === 'unlimited';
  const quantity = typeof one.licenseQuantity === 'number' ? one.licenseQuantity : null;
  const termEnd = one.licenseTerm ? termSpan(one.licenseTerm).end : null;
  const usable = version === '' || versionUsable(one.usableVersions, version);
  const reason: Working['lines'][number]['reason'] =
    one.softwareType === 'oem'
      ? 'preinstalled'
      : termEnd !== null && termEnd < days.today
        ? 'ended'
        : termEnd !== null && termEnd < days.on
          ? 'endsBefore'
          : !usable
            ? 'version'
            : unlimited
              ? 'unlimited'
              : 'counted';
  return {
    softwareId: one.id,
    softwareNo: one.softwareNo,
    softwareVersion: one.softwareVersion,
    licenseQuantity: quantity,
    installed: one.installed,
    left: quantity === null ? null : quantity - one.installed,
    termEnd,
    reason,
  };
}

/** When a site licence pays for this gap; null when none is offered or single ones have no price. */
export function siteOf(
  candidate: { unitPriceFen: number | null; sitePriceFen: number | null },
  shortage: number,
): Working['site'] {
  const breakEven = siteBreakEven(candidate);
  if (breakEven === null || !candidate.unitPriceFen || candidate.sitePriceFen === null) return null;
  const { unitPriceFen, sitePriceFen } = candidate;
  return {
    unitPriceFen,
    sitePriceFen,
    breakEven,
    savesFen: unitPriceFen * shortage - sitePriceFen,
  };
}

/** 财行〔2013〕98号: office 600 / 1400 元, antivirus client 100 and server 1400 元; lives of five years. A unit may change them. */
export const DEFAULT_CEILINGS: Ceiling[] = [
  { category: 'operatingSystem', ceilingFen: null, specialFen: null, minLifeYears: 5 },
  { category: 'office', ceilingFen: 60_000, specialFen: 140_000, minLifeYears: 5 },
  { category: 'antivirus', ceilingFen: 10_000, specialFen: 140_000, minLifeYears: null },
];

export type Warning = {
  sentence: string;
  params?: Record<string, string | number>;
  /** Has to be explained on the line before the plan is sent in. */
  explain: boolean;
};

const yuan = (fen: number) => (fen / 100).toFixed(2).replace(/\.00$/, '');

/** A site licence's price is for the whole unit; ceilings are per licence, so it is divided by what it is bought for. */
export function warningsOf(
  line: Pick<
    PurchaseLineInput,
    'category' | 'licenseType' | 'plannedQuantity' | 'unitPriceFen' | 'usageYears' | 'fundSource'
  > & { shortage: number; working: Pick<Working, 'site' | 'unlimited'> },
  ceilings: readonly Ceiling[],
): Warning[] {
  const found: Warning[] = [];
  const rule = ceilings.find((one) => one.category === line.category);
  const price =
    line.plannedQuantity === null
      ? line.shortage > 0
        ? Math.ceil(line.unitPriceFen / line.shortage)
        : 0
      : line.unitPriceFen;
  const top = rule?.specialFen ?? rule?.ceilingFen ?? null;
  if (rule && rule.ceilingFen !== null && price > rule.ceilingFen) {
    const above = top !== null && price > top;
    const sentence = above
      ? '每套 {{price}} 元，超过特殊需要限价 {{top}} 元'
      : '每套 {{price}} 元，超过限价 {{ceiling}} 元，须说明特殊需要';
    const params = { price: yuan(price), top: yuan(top ?? 0), ceiling: yuan(rule.ceilingFen) };
    found.push({ sentence, params, explain: true });
  }
  if (rule?.minLifeYears && line.usageYears !== null && line.usageYears < rule.minLifeYears) {
    const sentence = '使用年限 {{years}} 年，短于最低使用年限 {{least}} 年';
    const params = { years: line.usageYears, least: rule.minLifeYears };
    found.push({ sentence, params, explain: true });
  }
  if (line.plannedQuantity !== null && line.plannedQuantity > line.shortage) {
    const sentence = '采购数量 {{planned}} 超过缺口 {{shortage}}';
    const params = { planned: line.plannedQuantity, shortage: line.shortage };
    found.push({ sentence, params, explain: true });
  }
  const site = line.working.site;
  if (site && line.plannedQuantity !== null && line.plannedQuantity >= site.breakEven) {
    const sentence = '数量达到 {{n}}，场地授权更省：场地授权 {{site}} 元，单套合计 {{single}} 元';
    const params = {
      n: site.breakEven,
      site: yuan(site.sitePriceFen),
      single: yuan(line.unitPriceFen * line.plannedQuantity),
    };
    found.push({ sentence, params, explain: false });
  }
  if (line.fundSource === '') found.push({ sentence: '还没有资金来源', explain: false });
  return found;
}

export type Executed = {
  contractedFen: number;
  receivedFen: number;
  /** Licences in signed contracts; a site licence has no number and counts nothing. */
  contractedQuantity: number;
};

/** More bought for a line than was approved is a purchase outside the plan (RC-2.4); nothing to explain before. */
export function overPlanOf(
  line: Pick<PurchaseLineInput, 'plannedQuantity'> & { amountFen: number },
  executed: Executed,
): Warning[] {
  const found: Warning[] = [];
  if (line.plannedQuantity !== null && executed.contractedQuantity > line.plannedQuantity) {
    const params = { contracted: executed.contractedQuantity, planned: line.plannedQuantity };
    const sentence = '已签合同 {{contracted}} 套，超过计划 {{planned}} 套，超出的属计划外采购';
    found.push({ sentence, params, explain: false });
  }
  if (executed.contractedFen > line.amountFen) {
    const params = { contracted: yuan(executed.contractedFen), planned: yuan(line.amountFen) };
    const sentence = '已签合同 {{contracted}} 元，超过计划金额 {{planned}} 元';
    found.push({ sentence, params, explain: false });
  }
  return found;
}

export function amountOf(
  line: Pick<PurchaseLineInput, 'plannedQuantity' | 'unitPriceFen'>,
): number {
  return line.unitPriceFen * (line.plannedQuantity ?? 1);
}

export type Complaint = {
  sentence: string;
  params?: Record<string, string | number>;
  path: string;
};

/** What keeps a plan from being sent in. */
export function planComplaint(
  lines: readonly (PurchaseLineInput & { warnings: readonly Warning[] })[],
): Complaint | undefined {
  if (lines.length === 0) return { sentence: '采购计划至少要有一行', path: 'body.lines' };
  for (const [at, line] of lines.entries()) {
    const params = { name: line.softwareName };
    if (line.plannedQuantity === null && line.licenseType !== 'site') {
      const path = `body.lines.${at}.plannedQuantity`;
      return { sentence: '“{{name}}”不是场地授权，请填写采购数量', params, path };
    }
    if (line.unitPriceFen === 0) {
      const path = `body.lines.${at}.unitPriceFen`;
      return { sentence: '请填写“{{name}}”的单价', params, path };
    }
    if (line.justification === '' && line.warnings.some((one) => one.explain)) {
      const path = `body.lines.${at}.justification`;
      return { sentence: '“{{name}}”有超出标准之处，请填写说明', params, path };
    }
  }
  return undefined;
}
