/** Scores of candidates, and what keeps one from being chosen (PZ-2.2): facts in, figures or a complaint out. */
import type { CandidateInput, Criterion, Trial, Weights } from './shapes.ts';

type Priced = Pick<CandidateInput, 'softwareType' | 'unitPriceFen'>;

/** What one licence costs; free software and software that comes with a computer cost nothing. */
function priceOf(one: Priced): number | null {
  return one.softwareType === 'commercial' ? one.unitPriceFen : 0;
}

/** Lowest price ÷ own price × 100, as price points of government procurement are reckoned; whole points. */
export function priceScores(candidates: readonly Priced[]): (number | null)[] {
  const prices = candidates.map(priceOf);
  const paid = prices.filter((price) => price !== null && price > 0) as number[];
  const lowest = prices.includes(0) ? 0 : Math.min(...paid);
  return prices.map((price) => {
    if (price === null) return null;
    if (price === 0) return 100;
    // Beside one that costs nothing the cheapest paid one is the measure: points should still tell them apart.
    const measure = lowest === 0 ? Math.min(...paid) : lowest;
    return Math.round((measure / price) * (lowest === 0 ? 80 : 100));
  });
}

export type Scored = Pick<
  CandidateInput,
  'compatibilityScore' | 'securityScore' | 'afterSalesScore'
> & { priceScore: number | null };

/** Weighted points with one decimal; null while a score that weighs is missing. */
export function totalOf(one: Scored, weights: Weights): number | null {
  const scores: Record<Criterion, number | null> = {
    price: one.priceScore,
    compatibility: one.compatibilityScore,
    security: one.securityScore,
    afterSales: one.afterSalesScore,
  };
  let sum = 0;
  for (const [criterion, weight] of Object.entries(weights) as [Criterion, number][]) {
    const points = scores[criterion];
    if (weight === 0) continue;
    if (points === null) return null;
    sum += points * weight;
  }
  return Math.round(sum / 10) / 10;
}

/** From how many licences on the site licence costs no more than single ones (PZ-1.3). */
export function siteBreakEven(one: {
  unitPriceFen: number | null;
  sitePriceFen: number | null;
}): number | null {
  if (!one.unitPriceFen || one.sitePriceFen === null) return null;
  return Math.max(1, Math.ceil(one.sitePriceFen / one.unitPriceFen));
}

export type Complaint = { sentence: string; params?: Record<string, string | number> };

/** Why this candidate cannot be chosen, undefined when it can. `inUse`: the unit has the software already. */
export function choiceComplaint(
  one: CandidateInput & { total: number | null },
  trials: readonly Pick<Trial, 'result'>[],
  inUse: boolean,
): Complaint | undefined {
  const params = { name: one.softwareName };
  if (one.total === null) {
    return { sentence: '“{{name}}”的价格或评分还没有填写齐全', params };
  }
  if (!inUse && !trials.some((trial) => trial.result !== 'failed')) {
    return { sentence: '“{{name}}”还没有通过测试和试用，请先登记试用情况', params };
  }
  if (one.softwareType === 'free') {
    if (one.freeScope !== 'any' && one.freeScope !== 'openSource') {
      const sentence = '“{{name}}”不是对单位免费的软件，不能作为免费软件配置';
      return { sentence, params };
    }
    if (one.source === '' || one.publisher === '') {
      return { sentence: '列入附件6须填写“{{name}}”的软件来源和厂商', params };
    }
  }
  return undefined;
}
