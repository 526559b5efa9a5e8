/**
 * Reads what a machine reports about one licence: what it is for, by which channel it was activated and what that is
 * read from. Formats: `00371-OEM-8992671-00524` (until Windows 7 and Office 2010), `00330-80000-00000-AA072` and
 * `…-AAOEM` (since Windows 8). Only what is certain is decoded; everything else is `unknown`.
 */
import type { SeenLicence } from '../../discovery/intake/rules.licence.ts';
import { genericKey } from './rules.keys.ts';
import type { Channel, ChannelBasis, Family, GenericKey } from './shapes.ts';

export type Decoded = {
  family: Family;
  channel: Channel;
  channelBasis: ChannelBasis;
  genericKey: GenericKey | null;
  /** A key the manufacturer puts on all its machines: on many computers by design. */
  factoryKey: boolean;
};

export function decodeLicence(licence: SeenLicence): Decoded {
  const family = familyOf(licence);
  const pid = decodeProductId(licence.productId);
  const generic = genericKey(family, licence.keyTail) ?? pid.generic ?? null;
  const known = channelOf(licence, generic, pid.channel);
  return {
    family,
    channel: known?.[0] ?? 'unknown',
    channelBasis: known?.[1] ?? 'none',
    genericKey: generic,
    factoryKey: pid.factory,
  };
}

const OFFICE =
  /\bmicrosoft (365|office|project|visio|word|excel|outlook|powerpoint|access|publisher|onenote)\b|^office\b|\boffice ?\d\d[, ]|office(14|15|16|19|21|24)/i;

function familyOf(licence: SeenLicence): Family {
  const text = `${licence.name} ${licence.fullName ?? ''}`;
  if (OFFICE.test(text)) return 'office';
  return /windows/i.test(text) ? 'windows' : 'other';
}

type Known = [Channel, ChannelBasis] | undefined;

/** The system's own word first, then names that leave no doubt, then published keys, then the product id. */
function channelOf(
  licence: SeenLicence,
  generic: GenericKey | null,
  pidChannel: Channel | undefined,
): Known {
  const text = `${licence.name} ${licence.fullName ?? ''}`;
  if (licence.channel) return [reportedChannel(licence.channel), 'reported'];
  if (licence.trial) return ['evaluation', 'reported'];
  const named = namedChannel(text);
  if (named) return [named, 'name'];
  if (pidChannel === 'oem') return ['oem', 'productId'];
  if (generic === 'kmsClient' || generic === 'homeKms') return ['kmsClient', 'key'];
  if (pidChannel) return [pidChannel, 'productId'];
  // Office sets a mark of this name for other reasons too: beside a product id it is no evidence.
  return licence.oem && licence.productId === '' ? ['oem', 'reported'] : undefined;
}

function reportedChannel(word: string): Channel {
  if (word.startsWith('OEM')) return 'oem';
  if (word.startsWith('RETAIL')) return 'retail';
  if (word === 'VOLUME_MAK') return 'mak';
  if (word === 'VOLUME_KMSCLIENT') return 'kmsClient';
  if (word.startsWith('VOLUME')) return 'volume';
  if (word === 'TIMEBASED_EVAL') return 'evaluation';
  return 'subscription';
}

function namedChannel(text: string): Channel | undefined {
  if (isEvaluation(text)) return 'evaluation';
  if (/_KMS_Client\b/i.test(text)) return 'kmsClient';
  if (/VL_MAK\b/i.test(text)) return 'mak';
  if (/R_(?:Retail|OEM_Perp|Grace)\b/i.test(text)) return 'retail';
  return /_Subscription\d?\b/i.test(text) ? 'subscription' : undefined;
}

export function isEvaluation(text: string): boolean {
  return /\beval(uation)?\b|\btrial\b|评估版|试用版|測試版|試用版/i.test(text);
}

/** Product ids that belong to one published key. */
const PUBLISHED: Record<string, GenericKey> = {
  '00371-868-0000007': 'kmsClient',
  '00392-918-5000002': 'kmsClient',
  '00426-292-0000007': 'install',
  '00331-10000-00001': 'kmsClient',
  '00329-00000-00003': 'kmsClient',
  '00330-80000-00000': 'install',
};

/** Channel numbers of Windows XP and Office 2003 that stand for volume licences. */
const VOLUME_NUMBERS = /^(270|64\d|65[0-2]|699)$/;

type ProductId = { channel?: Channel; generic?: GenericKey; factory: boolean };

/** What a product id says; nothing for what is not certain. */
export function decodeProductId(text: string): ProductId {
  const id = text.trim().toUpperCase();
  const old = /^(\d{5})-(OEM|\d{3})-(\d{7})-\d{5}$/.exec(id);
  if (old) {
    const [, group, number, sequence] = old as unknown as [string, string, string, string];
    if (number === 'OEM') return { channel: 'oem', factory: /^(899|001190)/.test(sequence) };
    const generic = PUBLISHED[`${group}-${number}-${sequence}`];
    if (generic) return published(generic);
    return VOLUME_NUMBERS.test(number) && group >= '50000' && group < '82000'
      ? { channel: 'volume', factory: false }
      : { factory: false };
  }
  const recent = /^(\d{5}-\d{5}-\d{5})-AA(OEM|\d{3})$/.exec(id);
  if (!recent) return { factory: false };
  if (recent[2] === 'OEM') return { channel: 'oem', factory: false };
  const generic = PUBLISHED[recent[1]!];
  return generic ? published(generic) : { factory: false };
}

function published(generic: GenericKey): ProductId {
  return generic === 'kmsClient'
    ? { channel: 'kmsClient', generic, factory: false }
    : { generic, factory: false };
}

/**
 * Home editions are no unit licences (domain 7.4). Home and Business is sold for business use and is none of them;
 * Home Server neither.
 */
export function isHomeEdition(family: Family, name: string): boolean {
  const text = name.normalize('NFKC').replace(/®|™|\((r|tm)\)/gi, '');
  if (family === 'windows') {
    if (/\bserver\b/i.test(text)) return false;
    return /\bhome\b|\bstarter\b|single language|单语言版|家庭.{0,4}版|简易版|famil(le|iale)\b|домашн|\bdomowy|\bdomowa\b|\bWindows (8|8\.1|10|11) Core\b/i.test(
      text,
    );
  }
  if (family !== 'office') return false;
  return /\bhome (and|&) student\b|家庭[和与]学生|famille et étudiant|domowych i uczniów|для дома и учебы|\b(365|office) (home|personal|family)\b(?! and)|365 ?(个人|家庭)版/i.test(
    text,
  );
}

/** Names of builds that others made and spread; no edition of the maker's has them. */
const MODIFIED =
  /\bblack edition\b|番茄花园|雨林木风|深度技术|电脑公司(?:特别|装机)?版?|萝卜家园|\bghost ?spectre\b|\bghost ?(?:xp|win ?(?:7|8|10|11))\b|\btiny ?(?:7|10|11)\b|\batlas ?os\b|\brevi ?os\b|\bzver\b|纯净装机版|\bgamer edition\b/i;

/** The part of a Windows name that no published edition has. */
export function modifiedName(family: Family, name: string): string | undefined {
  return family === 'windows' ? MODIFIED.exec(name.normalize('NFKC'))?.[0] : undefined;
}

export function isVirtualMachine(maker: string): boolean {
  return /vmware|virtualbox|innotek|qemu|\bkvm\b|\bxen\b|virtual machine|parallels|bochs|bhyve/i.test(
    maker,
  );
}

/** A board nobody has given a name: no manufacturer has put a licence on it. */
export function isNamelessBoard(maker: string): boolean {
  return /to be filled|system manufacturer|default string|\bo\.?e\.?m\.?\b|not specified/i.test(
    maker,
  );
}
