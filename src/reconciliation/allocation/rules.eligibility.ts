/**
 * Whether a licence covers an install, and if not, why (PZ-2.3): decided from the facts of the two alone, before anybody
 * asks whether there are enough of them.
 */
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import type { AllocationDevice, Install, Lot, Obstacle } from './rules.problem.ts';

/** Never used up and without seats: for a site, bound to its computer, or without a limit. */
export function isUnlimited(lot: Lot): boolean {
  return lot.metric === 'site' || lot.metric === 'oem' || lot.quantity === null;
}

export type LotFacts = Omit<Lot, 'id' | 'quantity' | 'unitCost' | 'acquiredOn' | 'minimumCores'>;

/** The first obstacle in the order of OBSTACLES, null where the licence may be used; `quantity` is not asked here. */
export function obstacleOf(
  lot: LotFacts,
  install: Pick<Install, 'productId' | 'version' | 'edition'>,
  device: Pick<AllocationDevice, 'id' | 'userId' | 'departmentIds'>,
  day: string,
): Obstacle | null {
  if (!lot.products.includes(install.productId)) return 'product';
  if (lot.validFrom !== null && day < lot.validFrom) return 'term';
  if (lot.validTo !== null && day > lot.validTo) return 'term';
  if (lot.editions !== null && (install.edition === '' || !lot.editions.includes(install.edition)))
    return 'edition';
  if (!versionUsable(lot.usableVersions, install.version)) {
    if (!versionUsable(lot.downgradeVersions, install.version)) return 'version';
    if (!lot.downgradeLetter) return 'downgradeLetter';
  }
  if (lot.departmentIds && !device.departmentIds.some((id) => lot.departmentIds!.includes(id)))
    return 'department';
  if (lot.deviceIds ? !lot.deviceIds.includes(device.id) : lot.metric === 'oem')
    return 'deviceBound';
  if (lot.metric === 'user' && device.userId === null) return 'noUser';
  return null;
}

/** Units of the metric one seat on this computer uses up. */
export function unitsOf(
  lot: Pick<Lot, 'metric' | 'minimumCores'>,
  device: Pick<AllocationDevice, 'cores'>,
) {
  return lot.metric === 'core' ? Math.max(device.cores, lot.minimumCores) : 1;
}

/**
 * The carrier of a second-use seat. The second computer is portable; where both are, the smaller id stands first, so
 * that one pair has one name. Undefined where the two are no pair.
 */
export function pairCarrier(
  primary: Pick<AllocationDevice, 'id' | 'userId' | 'portable'>,
  second: Pick<AllocationDevice, 'id' | 'userId' | 'portable'>,
): string | undefined {
  if (!second.portable || primary.userId === null || primary.userId !== second.userId)
    return undefined;
  if (primary.id === second.id || (primary.portable && second.id < primary.id)) return undefined;
  return `${primary.id}+${second.id}`;
}

/** Second use is a right of licences per computer only; per user covers every computer of the user anyway. */
export const isSecondUse = (lot: Pick<Lot, 'metric' | 'secondUse'>) =>
  lot.secondUse && lot.metric === 'device';
