/** What each number of a product says to one install; facts in, answers out (PZ-2.3). */
import { isUnlimited, obstacleOf } from './rules.eligibility.ts';
import type { AllocationDevice, Install, Lot, Obstacle } from './rules.problem.ts';

export type Answer = {
  softwareId: string;
  covers: boolean;
  obstacle: Obstacle | null;
  quantity: number | null;
  fixable: { carrierKind: 'device' | 'user'; carrierId: string } | null;
};

/** Numbers of the product only; the one that covers first, then those that could, then the others. */
export function answersFor(
  install: Install,
  device: AllocationDevice,
  lots: readonly Lot[],
  coveredBy: string | null,
  day: string,
): Answer[] {
  return lots
    .filter((lot) => lot.products.includes(install.productId))
    .map((lot): Answer => {
      const covers = lot.id === coveredBy;
      const against = obstacleOf(lot, install, device, day);
      const scarce = against === null && coveredBy === null && !isUnlimited(lot);
      return {
        softwareId: lot.id,
        covers,
        obstacle: covers ? null : (against ?? (scarce ? 'quantity' : null)),
        quantity: isUnlimited(lot) ? null : lot.quantity,
        fixable: against === null && !isUnlimited(lot) ? carrierOf(lot, device) : null,
      };
    })
    .sort((a, b) => place(a) - place(b) || (a.softwareId < b.softwareId ? -1 : 1));
}

function place(answer: Answer): number {
  if (answer.covers) return 0;
  return answer.obstacle === null ? 1 : answer.obstacle === 'quantity' ? 2 : 3;
}

function carrierOf(lot: Lot, device: AllocationDevice): Answer['fixable'] {
  if (lot.metric !== 'user') return { carrierKind: 'device', carrierId: device.id };
  return device.userId ? { carrierKind: 'user', carrierId: device.userId } : null;
}
