/** One observed product on one computer as an opening proposal; what is recorded already is not proposed. */
import type { OpeningProposalInput } from '../../ledgers/opening/shapes.ts';
import {
  type DeviceFacts,
  entitlementsFor,
  type ObservedProduct,
  type UnitFacts,
} from '../findings/rules.ts';

/** Proposals of a computer. `dateOf` gives the day an agent knew; `loadingOn` stands in where it knew none. */
export function openingProposals(
  device: DeviceFacts,
  unit: UnitFacts,
  dates: { dateOf: (product: ObservedProduct) => string | null; loadingOn: string },
): OpeningProposalInput[] {
  if (device.retired) return [];
  const recorded = new Set(device.recorded.map((install) => install.softwareId));
  return device.observed.flatMap((observed): OpeningProposalInput[] => {
    const type = typeOf(device, observed);
    if (!type) return [];
    const numbers = entitlementsFor(unit, observed).filter(
      (number) => number.softwareType === type,
    );
    if (entitlementsFor(unit, observed).some((number) => recorded.has(number.softwareId)))
      return [];
    const known = dates.dateOf(observed);
    return [
      {
        deviceId: device.deviceId,
        // With one number there is no question; with several the reviewer chooses.
        softwareId: numbers.length === 1 ? numbers[0]!.softwareId : null,
        softwareType: type,
        softwareName: observed.productName.slice(0, 200),
        softwareVersion:
          type === 'free' ? '' : (observed.version || observed.rawVersion).slice(0, 100),
        publisher: observed.publisher.slice(0, 200),
        category: observed.category,
        productId: observed.productId,
        version: (observed.version || observed.rawVersion || '未注明').slice(0, 100),
        installedOn: known ?? dates.loadingOn,
        dateBasis: known ? 'real' : 'loading',
        source: 'sighting',
        sourceRef: `raw:${observed.rawEntryIds.slice(0, 5).join(',')}`,
      },
    ];
  });
}

/** Risk software is no opening balance, and what nobody has decided waits in the recognition queue. */
function typeOf(device: DeviceFacts, observed: ObservedProduct) {
  if (observed.risk) return undefined;
  if (observed.category === 'operatingSystem' && device.oemEvidence) return 'oem';
  if (observed.kind === 'commercial' || observed.kind === 'oem' || observed.kind === 'free') {
    return observed.kind;
  }
  return undefined;
}
