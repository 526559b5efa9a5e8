/**
 * What a machine says about its own licences: names, product ids, channel, dates. A product key never leaves this
 * place: its last five characters and keyed fingerprints stay, by which equal keys are known without being stored.
 */
import type { Section, Sections } from './rules.head.ts';
import { cleanText } from './rules.report.ts';

/** How much of the key the machine told: all, first and last block, the last block, nothing. */
export type KeyForm = 'whole' | 'masked' | 'tail' | 'none';

/** A licence as the machine reports it. Rows stored by earlier versions lack all but the first four fields. */
export type SeenLicence = {
  name: string;
  productId: string;
  keyTail: string;
  oem: boolean;
  /** The longer name or the description with its channel, as reported. */
  fullName?: string;
  /** The operating system's own, not of the agent's licence section. */
  system?: true;
  keyForm?: KeyForm;
  /** Fingerprint within the unit: equal to that of the same serial number in the register. base64url. */
  keyPrint?: string;
  /** Fingerprint within the whole installation. base64url. */
  keyMark?: string;
  /** The channel as the system names it: OEM_DM, RETAIL, VOLUME_KMSCLIENT, TIMEBASED_EVAL … */
  channel?: string;
  components?: string;
  trial?: true;
  update?: string;
  /** YYYY-MM-DD. */
  activatedOn?: string;
  kmsHost?: string;
};

/** Fingerprints of a folded key: within the unit, and within the installation. base64url. */
export type KeyMarks = { print: (key: string) => string; mark: (key: string) => string };

/** `fingerprint` is that of `platform/auth/sealing.ts`; no unit has an empty id. */
export function keyMarks(
  fingerprint: (text: string, unitId: string) => Buffer,
  unitId: string,
): KeyMarks {
  return {
    print: (key) => fingerprint(key, unitId).toString('base64url'),
    mark: (key) => fingerprint(key, '').subarray(0, 16).toString('base64url'),
  };
}

/** Licences of one report; more is no office machine. */
const MOST = 100;

/** The licences of a report's sections. `marks` makes the fingerprints. */
export function licencesOf(
  sections: Sections,
  osName: string,
  marks: KeyMarks | undefined,
): SeenLicence[] {
  const hardware = sections.get('HARDWARE')?.[0] ?? {};
  const system = sections.get('OPERATINGSYSTEM')?.[0] ?? {};
  const own = systemLicence(
    osName,
    cleanText(system.WINPRODID, 80) || cleanText(hardware.WINPRODID, 80),
    system.WINPRODKEY || hardware.WINPRODKEY,
    marks,
  );
  const infos = (sections.get('LICENSEINFOS') ?? []).slice(0, MOST);
  const packs = (sections.get('OFFICEPACK') ?? []).slice(0, MOST).map(fromOfficePack);
  const listed = [...infos, ...packs].map((info) => listedLicence(info, marks));
  return [...(own ? [own] : []), ...listed].filter((licence) => licence.name !== '');
}

/** The operating system's own licence, by its product id and key. */
export function systemLicence(
  osName: string,
  productId: string,
  key: string | undefined,
  marks: KeyMarks | undefined,
): SeenLicence | undefined {
  const facts = keyFacts(key, marks);
  if (productId === '' && facts.keyTail === '') return undefined;
  const oem = /OEM/i.test(productId);
  return { name: osName || 'Windows', productId, oem, ...facts, system: true };
}

/** The officepack plugin of OCS has names of its own for the same things. */
function fromOfficePack(pack: Section): Section {
  return {
    NAME: pack.OFFICEVERSION ?? '',
    FULLNAME: pack.PRODUCT ?? '',
    PRODUCTID: pack.PRODUCTID ?? '',
    KEY: pack.OFFICEKEY ?? '',
    COMPONENTS: pack.NOTE ?? '',
  };
}

function listedLicence(info: Section, marks: KeyMarks | undefined): SeenLicence {
  const short = cleanText(info.NAME, 200);
  const full = cleanText(info.FULLNAME, 200);
  const productId = cleanText(info.PRODUCTID, 80);
  const channel = channelIn(`${full} ${short}`);
  const activatedOn = dateIn(info.ACTIVATION_DATE);
  const update = cleanText(info.UPDATE, 40);
  const components = cleanText(info.COMPONENTS, 400);
  // A description with a channel is no name: "Office 16, VOLUME_KMSCLIENT channel".
  const name = (channel ? short : full) || full || short;
  return {
    name,
    productId,
    oem: isTrue(info.OEM) || /OEM/i.test(productId),
    ...keyFacts(info.KEY, marks),
    ...(full !== '' && full !== name && { fullName: full }),
    ...(channel && { channel }),
    ...(components && { components }),
    ...(isTrue(info.TRIAL) && { trial: true as const }),
    ...(update && { update }),
    ...(activatedOn && { activatedOn }),
  };
}

function isTrue(text: string | undefined): boolean {
  return /^(true|yes|[1-9]\d*)$/i.test((text ?? '').trim());
}

const CHANNEL =
  /\b(OEM_(?:DM|SLP|COA(?:_N?SLP)?|COA|NONSLP)|RETAIL(?:\([^)]{1,20}\))?|VOLUME_(?:MAK|KMSCLIENT|KMS(?:_[A-Z0-9]+)?)|TIMEBASED_(?:EVAL|SUB)|SUBSCRIPTION)\b/i;

/** The channel's own word in a description, or ''. */
export function channelIn(text: string): string {
  return CHANNEL.exec(text)?.[1]?.toUpperCase() ?? '';
}

/** A certain calendar date out of an agent's text, or ''. */
function dateIn(text: string | undefined): string {
  const found = /^\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/.exec(text ?? '');
  if (!found) return '';
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && year >= 1990;
  return real ? at.toISOString().slice(0, 10) : '';
}

/** What of a key may stay. A key the agent could not read (`BBBBB-BBBBB-…`) is no key. */
export function keyFacts(
  text: string | undefined,
  marks: KeyMarks | undefined,
): Pick<SeenLicence, 'keyTail' | 'keyForm' | 'keyPrint' | 'keyMark'> {
  const folded = foldKey(text);
  const keyForm = formOf(folded);
  const keyTail = keyForm === 'none' ? '' : folded.slice(-5);
  if (keyForm === 'none') return { keyTail };
  // The last five characters alone are too few to be told apart among many machines.
  if (!marks || keyForm === 'tail') return { keyTail, keyForm };
  return { keyTail, keyForm, keyPrint: marks.print(folded), keyMark: marks.mark(folded) };
}

/** Letters and digits, as serial numbers are folded in the register. */
function foldKey(text: string | undefined): string {
  return cleanText(text, 120)
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '');
}

function formOf(folded: string): KeyForm {
  if (folded.length < 10) return 'none';
  const tail = folded.slice(-5);
  const rest = folded.slice(0, -5);
  if (isEmpty(tail)) return 'none';
  if (/^X+$/.test(rest)) return 'tail';
  if (/^[0-9A-Z]{5}X{10,}$/.test(rest)) return isEmpty(folded.slice(0, 5)) ? 'none' : 'masked';
  return /(.)\1{9}/.test(rest) ? 'none' : 'whole';
}

/** A block of one repeated character is what an emptied key decodes to. */
function isEmpty(block: string): boolean {
  return /^(.)\1*$/.test(block);
}
