/**
 * Entitlements of the unit, shaped after ISO/IEC 19770-3:2016: its concepts (product, metric, quantity, period, version
 * rights, references) under names of our own, because the standard's text was not at hand. Serial numbers never leave.
 */
import { termSpan } from '../../configuration/software/rules.terms.ts';
import type { Software } from '../../configuration/software/shapes.ts';
import { attributes } from './rules.inventory.ts';

export const SHAPED_AFTER =
  'Shaped after the concepts of ISO/IEC 19770-3:2016; element names are not the standard’s, conformity is not claimed';
const NAMESPACE = 'urn:zhengce:entitlement:1';

export type EntitlementExport = {
  unitName: string;
  asOf: string;
  numbers: readonly Software[];
  installed: ReadonlyMap<string, number>;
};

export function entitlementsJson(source: EntitlementExport) {
  const { unitName, asOf, numbers } = source;
  return {
    format: NAMESPACE,
    note: SHAPED_AFTER,
    licensee: unitName,
    asOf,
    entitlements: numbers.map((number) => entitlementOf(number, source)),
  };
}

function entitlementOf(number: Software, { installed }: EntitlementExport) {
  const { licenseTerm, licenseQuantity } = number;
  const used = installed.get(number.id) ?? 0;
  const span = licenseTerm && termSpan(licenseTerm);
  return {
    entitlementId: number.softwareNo,
    softwareType: number.softwareType,
    status: number.status,
    registeredOn: number.registeredOn,
    disposedOn: number.disposedOn,
    product: {
      name: number.softwareName,
      version: number.softwareVersion,
      edition: number.edition,
      publisher: number.publisher,
      category: number.category,
      origin: number.origin,
      catalogueId: number.productId,
    },
    metric: {
      licenseType: number.licenseType,
      unit: number.licenseMetric,
      quantity: typeof licenseQuantity === 'number' ? licenseQuantity : null,
      unlimited: licenseQuantity === 'unlimited',
    },
    period: licenseTerm && {
      kind: licenseTerm.kind,
      start: span?.start ?? null,
      end: span?.end ?? null,
    },
    versionRights: number.usableVersions.map((one) =>
      'exact' in one ? { from: one.exact, to: one.exact } : { from: one.from, to: one.to },
    ),
    downgradeEvidence: number.downgradeEvidence,
    acquisition: {
      method: number.acquisitionMethod,
      date: number.purchaseDate,
      amountFen: number.purchaseAmountFen,
      contractNo: number.contractNo,
      supplier: number.supplier,
      maintenanceEnd: number.maintenanceEnd,
      formerNo: number.formerNo,
    },
    use: {
      installed: used,
      remaining: typeof licenseQuantity === 'number' ? licenseQuantity - used : null,
    },
  };
}
export type Entitlement = ReturnType<typeof entitlementOf>;

export function entitlementsXml(source: EntitlementExport): string {
  const { licensee, asOf, entitlements } = entitlementsJson(source);
  const root = attributes({ xmlns: NAMESPACE, note: SHAPED_AFTER, licensee, asOf });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Entitlements${root}>`,
    ...entitlements.map(entitlementXml),
    '</Entitlements>',
    '',
  ].join('\n');
}

type Values = Record<string, string | number | boolean | null>;

function element(name: string, values: Values): string[] {
  const known = Object.entries(values).filter(([, value]) => value !== null);
  if (known.length === 0) return [];
  const texts = Object.fromEntries(known.map(([key, value]) => [key, String(value)]));
  return [`    <${name}${attributes(texts)}/>`];
}

function entitlementXml(one: Entitlement): string {
  const { entitlementId, softwareType, status, registeredOn, disposedOn } = one;
  const head = { entitlementId, softwareType, status, registeredOn, disposedOn };
  return [
    `  <Entitlement${attributes(head)}>`,
    ...element('Product', one.product),
    ...element('Metric', one.metric),
    ...(one.period ? element('Period', one.period) : []),
    ...one.versionRights.flatMap((right) =>
      right.from === null && right.to === null
        ? ['    <VersionRight any="true"/>']
        : element('VersionRight', right),
    ),
    ...element('DowngradeEvidence', { text: one.downgradeEvidence }),
    ...element('Acquisition', one.acquisition),
    ...element('Use', one.use),
    '  </Entitlement>',
  ].join('\n');
}
