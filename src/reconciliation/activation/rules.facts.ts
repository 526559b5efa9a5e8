/** The licences of one computer out of what its sources report: one per product, the best source's word counts. */
import type { SeenLicence } from '../../discovery/intake/rules.licence.ts';
import { nameKey, type ObservedProduct } from '../findings/rules.ts';
import { type Decoded, decodeLicence } from './rules.decode.ts';
import { foldHost } from './rules.keys.ts';
import type { ActivationFact, Family } from './shapes.ts';

/** One source's word, agents before files, the newest first. */
export type SourceWord = {
  kind: string;
  osName: string;
  osKind: string;
  maker: string;
  /** YYYY-MM-DD it was last heard. */
  seenOn: string;
  licences: SeenLicence[];
};

/** A licence with everything the flags are judged by. */
export type LicenceFact = Decoded & {
  deviceId: string;
  licenceKey: string;
  name: string;
  fullName: string;
  productId: string | null;
  reportedId: string;
  keyTail: string;
  keyForm: 'whole' | 'masked' | 'tail' | 'none';
  /** base64url; only where the same key should not be on other computers, or may be in the register. */
  keyPrint: string | null;
  keyMark: string | null;
  trial: boolean;
  activatedOn: string | null;
  kmsHost: string;
  learntFrom: 'agent' | 'file';
  maker: string;
  seenOn: string;
};

export function licencesOfDevice(
  deviceId: string,
  words: readonly SourceWord[],
  observed: readonly ObservedProduct[],
): LicenceFact[] {
  const found = new Map<string, LicenceFact>();
  for (const word of words) {
    const own = new Map<string, LicenceFact>();
    for (const licence of withSystem(word)) {
      const fact = factOf(deviceId, word, licence, observed);
      const taken = own.get(fact.licenceKey);
      if (taken && taken.keyTail !== fact.keyTail) fact.licenceKey += `:${fact.keyTail}`;
      if (!own.has(fact.licenceKey)) own.set(fact.licenceKey, fact);
    }
    for (const [key, fact] of own) if (!found.has(key)) found.set(key, fact);
  }
  return [...found.values()].sort((a, b) => (a.licenceKey < b.licenceKey ? -1 : 1));
}

/** Windows is licensed software even where the agent says nothing about its licence. */
function withSystem({ osName, osKind, licences }: SourceWord): SeenLicence[] {
  const windows = licences.some((one) => decodeLicence(one).family === 'windows');
  if (windows || osKind !== 'windows' || !/windows/i.test(osName)) return licences;
  return [{ name: osName, productId: '', keyTail: '', oem: false, system: true }, ...licences];
}

function factOf(
  deviceId: string,
  word: SourceWord,
  licence: SeenLicence,
  observed: readonly ObservedProduct[],
): LicenceFact {
  const decoded = decodeLicence(licence);
  const { family } = decoded;
  const keyForm = licence.keyForm ?? (licence.keyTail ? 'tail' : 'none');
  const comparable = decoded.genericKey === null && !decoded.factoryKey;
  const name = licence.name.trim();
  return {
    ...decoded,
    deviceId,
    // A computer runs one Windows: another source's wording of its name is not another licence.
    licenceKey: family === 'windows' ? 'windows' : `${family}:${nameKey(name)}`,
    name,
    fullName: licence.fullName ?? '',
    productId: observedProduct(family, name, observed),
    reportedId: licence.productId,
    keyTail: licence.keyTail,
    keyForm,
    keyPrint: comparable ? (licence.keyPrint ?? null) : null,
    keyMark: comparable ? (licence.keyMark ?? null) : null,
    trial: licence.trial === true,
    activatedOn: licence.activatedOn ?? null,
    kmsHost: foldHost(licence.kmsHost ?? ''),
    learntFrom: word.kind === 'file' ? 'file' : 'agent',
    maker: word.maker,
    seenOn: word.seenOn,
  };
}

/** The catalogue's product this licence is for, if the software list leaves no doubt. */
function observedProduct(
  family: Family,
  name: string,
  observed: readonly ObservedProduct[],
): string | null {
  const microsoft = observed.filter((one) => one.productId && /microsoft/i.test(one.publisher));
  if (family === 'windows') {
    const systems = microsoft.filter((one) => one.category === 'operatingSystem');
    return systems.length === 1 ? systems[0]!.productId : null;
  }
  if (family !== 'office') return null;
  const key = nameKey(name);
  const equal = microsoft.find((one) =>
    [one.productName, one.rawName].some((n) => nameKey(n) === key),
  );
  if (equal) return equal.productId;
  const suites = microsoft.filter((one) => one.category === 'office');
  const ids = new Set(suites.map((one) => one.productId));
  return ids.size === 1 && !/project|visio/i.test(name) ? suites[0]!.productId : null;
}

/** The system says that Windows came with the machine. */
export function isOemWord(fact: Pick<ActivationFact, 'family' | 'channel' | 'channelBasis'>) {
  return fact.family === 'windows' && fact.channel === 'oem' && fact.channelBasis !== 'name';
}
