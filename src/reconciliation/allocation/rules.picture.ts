/**
 * What is on a computer, as the allocation and the verdicts see it: programs seen and programs recorded, put together.
 * Equal product, edition and version on one computer are one install (D17).
 */
import { shortVersion } from '../../recognition/matching/rules.version.ts';
import type { RecognisedKind, SoftwareCategory } from '../../recognition/shapes.ts';
import {
  type DeviceFacts,
  type Entitlement,
  entitlementsFor,
  nameKey,
  type ObservedProduct,
  type UnitFacts,
} from '../findings/rules.ts';

export type PictureRow = {
  deviceId: string;
  installKey: string;
  productId: string;
  productName: string;
  publisher: string;
  edition: string;
  version: string;
  kind: RecognisedKind;
  category: SoftwareCategory;
  observed: boolean;
  /** Numbers it is recorded under, ascending. */
  recorded: string[];
};

/** Suite number → keys of the products its contract names as parts. */
export type Parts = ReadonlyMap<string, readonly string[]>;

/** A product's key: its id, or its folded name where it has none. */
export function productKey(productId: string | null, name: string): string {
  return productId ?? `name:${nameKey(name)}`;
}

/** Retired computers have no installs; components and risk software are nobody's licence. */
export function pictureOf(device: DeviceFacts, unit: UnitFacts, parts: Parts): PictureRow[] {
  if (device.retired) return [];
  const rows = new Map<string, PictureRow>();
  const put = (row: PictureRow) => {
    const known = rows.get(row.installKey);
    if (!known) rows.set(row.installKey, row);
    else known.recorded = [...new Set([...known.recorded, ...row.recorded])].sort();
  };
  const seen = new Set<string>();
  for (const observed of device.observed) {
    if (observed.kind === 'component' || observed.risk) continue;
    const row = observedRow(device, unit, observed, parts);
    for (const id of row.recorded) seen.add(id);
    put(row);
  }
  for (const install of device.recorded) {
    const number = unit.byId.get(install.softwareId);
    if (number && !seen.has(number.softwareId)) {
      put(recordedRow(device, unit, number, install.version));
    }
  }
  return [...rows.values()].sort((a, b) => (a.installKey < b.installKey ? -1 : 1));
}

function observedRow(
  device: DeviceFacts,
  unit: UnitFacts,
  observed: ObservedProduct,
  parts: Parts,
): PictureRow {
  const numbers = entitlementsFor(unit, observed);
  const own = canonicalKey(observed, numbers);
  const recorded = device.recorded
    .filter(
      ({ softwareId }) =>
        numbers.some((number) => number.softwareId === softwareId) ||
        parts.get(softwareId)?.includes(own),
    )
    .map(({ softwareId }) => softwareId)
    .sort();
  return withKey({
    deviceId: device.deviceId,
    productId: own,
    productName: observed.productName,
    publisher: observed.publisher,
    edition: observed.edition || registeredEdition(unit, recorded),
    version:
      observed.version || registeredVersion(device, recorded) || shortVersion(observed.rawVersion),
    kind: observed.kind,
    category: observed.category,
    observed: true,
    recorded,
  });
}

/** A number that names its product speaks for one seen under the same name only. */
export function canonicalKey(observed: ObservedProduct, numbers: readonly Entitlement[]): string {
  if (observed.productId) return observed.productId;
  const named = numbers.find((number) => number.productId !== null);
  return named?.productId ?? productKey(null, observed.productName);
}

/** The name does not say the edition: what the register says is what the unit answers for. */
function registeredEdition(unit: UnitFacts, recorded: readonly string[]): string {
  for (const id of recorded) {
    const edition = unit.byId.get(id)?.edition;
    if (edition) return edition;
  }
  return '';
}

/**
 * The same of a version the catalogue does not read from names, though a licence may speak of it. Where nothing is
 * recorded, what the agent reported beside the name is as near as can be.
 */
function registeredVersion(device: DeviceFacts, recorded: readonly string[]): string {
  for (const id of recorded) {
    const install = device.recorded.find((one) => one.softwareId === id && one.version !== '');
    if (install) return install.version;
  }
  return '';
}

function recordedRow(
  device: DeviceFacts,
  unit: UnitFacts,
  number: Entitlement,
  version: string,
): PictureRow {
  const kind = number.softwareType === 'selfDeveloped' ? 'commercial' : number.softwareType;
  return withKey({
    deviceId: device.deviceId,
    productId: numberKey(number, unit),
    productName: number.softwareName,
    publisher: number.publisher,
    edition: number.edition ?? '',
    version,
    kind,
    category: number.category,
    observed: false,
    recorded: [number.softwareId],
  });
}

/** What a number's installs are grouped under; one without a product shares the key of numbers of its name that have one. */
export function numberKey(number: Entitlement, unit: UnitFacts): string {
  if (number.productId) return number.productId;
  const named = unit.byName.get(nameKey(number.softwareName)) ?? [];
  const other = named.find((one) => one.productId !== null);
  return other?.productId ?? productKey(null, number.softwareName);
}

function withKey(row: Omit<PictureRow, 'installKey'>): PictureRow {
  return { ...row, installKey: `${row.productId}|${row.edition}|${row.version}` };
}
