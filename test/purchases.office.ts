/** Small purchase problems a person can follow: computers that lack office software, and what is sold. */
import type {
  Need,
  Offer,
  PurchaseProblem,
  Right,
} from '../src/reconciliation/optimiser/rules.problem.ts';

const ANY = [{ from: null, to: null }];
export const right = (id: string, more: Partial<Right> = {}): Right => ({
  id,
  products: ['office'],
  replaces: [],
  usableVersions: ANY,
  editions: null,
  metric: 'device',
  departmentIds: null,
  category: 'office',
  domestic: false,
  size: 1,
  perSeat: 1,
  ...more,
});
export const offer = (
  rightId: string,
  packSize: number,
  cost: number,
  more: Partial<Offer> = {},
): Offer => ({
  id: `${rightId}-${packSize}`,
  rightId,
  packSize,
  firstYear: cost,
  cost,
  minPacks: 0,
  maxPacks: null,
  upgrades: null,
  ...more,
});
export type Sold = { right: Right; offers: Offer[] };
export const single = (id: string, cost: number, more: Partial<Right> = {}): Sold => ({
  right: right(id, more),
  offers: [offer(id, 1, cost)],
});

/** `n` computers that lack office software, version 12. */
export function office(
  n: number,
  sold: readonly Sold[],
  more: Partial<PurchaseProblem> = {},
  need: Partial<Need> = {},
): PurchaseProblem {
  const ids = Array.from({ length: n }, (_, at) => `c${String(at).padStart(4, '0')}`);
  return {
    capFen: null,
    carriers: ids.map((id) => ({ id, userId: null, departmentIds: ['d'], cores: 4, count: 1 })),
    needs: ids.map((id) => ({
      ...{ id: `n-${id}`, carrierId: id, productId: 'office', version: '12', edition: '' },
      ...{ category: 'office', weight: 10, ...need },
    })),
    rights: sold.map((one) => one.right),
    offers: sold.flatMap((one) => one.offers),
    stock: [],
    preferences: [],
    ...more,
  };
}
