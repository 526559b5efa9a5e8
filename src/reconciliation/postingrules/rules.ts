/** Which findings a posting rule records by itself. Pure, so that the preview and the posting cannot differ. */
import { daysBetween } from '../../base/dates.ts';
import type { Finding } from '../findings/shapes.ts';
import type { PostingCondition } from './shapes.ts';

export type PostingDevice = {
  deviceType: string;
  acquiredOn: string | null;
  oemEvidence: boolean;
};

/** `hasLicences(softwareId)`: licences are left under that number. */
export function ruleFits(
  condition: PostingCondition,
  finding: Pick<Finding, 'kind' | 'state' | 'present' | 'category' | 'productId' | 'evidence'>,
  device: PostingDevice,
  facts: { today: string; hasLicences: (softwareId: string) => boolean },
): boolean {
  if (finding.kind !== 'notRecorded' || finding.state !== 'open' || !finding.present) return false;
  const { categories, productIds, deviceTypes, acquiredWithinDays } = condition;
  if (categories.length > 0 && !categories.includes(finding.category)) return false;
  if (productIds.length > 0 && !productIds.includes(finding.productId ?? '')) return false;
  if (deviceTypes.length > 0 && !deviceTypes.some((type) => type === device.deviceType))
    return false;
  if (acquiredWithinDays !== null) {
    if (!device.acquiredOn) return false;
    if (daysBetween(device.acquiredOn, facts.today) > acquiredWithinDays) return false;
  }
  const seen = finding.evidence.observed?.kind;
  switch (condition.recordAs) {
    // An operating system counts as preinstalled only on a computer with proof of it (TZ-1.5).
    case 'oem':
      return seen === 'oem' || (finding.category === 'operatingSystem' && device.oemEvidence);
    // A free product is `notRecorded` only when its version is on the list, else `freeNotListed`.
    case 'free':
      return seen === 'free';
    case 'commercial': {
      const best = finding.evidence.candidates?.[0];
      return seen === 'commercial' && best !== undefined && facts.hasLicences(best.softwareId);
    }
  }
}
