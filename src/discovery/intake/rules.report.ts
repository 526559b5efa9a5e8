/**
 * The one shape every report takes, whoever sent it: GLPI (XML or JSON), FusionInventory, OCS, or a file.
 * Parsers fill it, the engine stores it; nothing behind this line knows a wire format.
 */
import type { RawEntry } from '../../recognition/shapes.ts';
import type { SeenLicence } from './rules.licence.ts';

export type { RawEntry };

export type Protocol = 'glpi' | 'fusioninventory' | 'ocs' | 'file';
export type OsKind = RawEntry['os'];

export type { SeenLicence };

/** Everything a report says about the machine itself, without its software. */
export type ReportHead = {
  protocol: Protocol;
  /** The most stable identity the sender gives; one source per key and unit. */
  agentKey: string;
  deviceId: string;
  oldDeviceId: string;
  agentVersion: string;
  hostName: string;
  serial: string;
  uuid: string;
  macs: string[];
  osName: string;
  osVersion: string;
  osKind: OsKind;
  manufacturer: string;
  model: string;
  chassis: string;
  lastUser: string;
  userNames: string[];
  tag: string;
  /** Cores of all processors; 0 = not reported. */
  cores: number;
  licences: SeenLicence[];
  /** GLPI: sections that are missing are unchanged, not removed. */
  partial: boolean;
  /** The report holds a software list (a complete one: agents never send half a list). */
  hasSoftware: boolean;
  /** Programs installed for one user only were looked for; null where the system knows no such thing. */
  perUserSeen: boolean | null;
  /** The sender's own clock, as it wrote it. */
  reportedAt: string;
};

export type Report = ReportHead & {
  entries: RawEntry[];
  /** Parallel to `entries`: days since 1990-01-01, null where the date is missing or impossible. */
  installedOn: (number | null)[];
};

/** Why a message cannot become a report. `code` is stable, `reason` is read by people. */
export type Refused = { code: RefusedCode; reason: string };
export type RefusedCode =
  | 'empty'
  | 'tooLarge'
  | 'corrupt'
  | 'notText'
  | 'dtd'
  | 'xml'
  | 'json'
  | 'unknownFormat'
  | 'notAComputer'
  | 'phone'
  | 'noDeviceId'
  | 'noContent'
  | 'tooManyEntries';

export class RefusedReport extends Error {
  readonly refused: Refused;
  constructor(code: RefusedCode, reason: string) {
    super(`${code}: ${reason}`);
    this.name = 'RefusedReport';
    this.refused = { code, reason };
  }
}

export type Limits = { compressedBytes: number; inflatedBytes: number; entries: number };
export const LIMITS: Limits = {
  compressedBytes: 16 * 1024 * 1024,
  inflatedBytes: 64 * 1024 * 1024,
  entries: 200_000,
};

const LENGTHS = { name: 400, publisher: 300, version: 150, from: 40, systemCategory: 80 };

/** Control characters (PostgreSQL refuses NUL) and halves of surrogate pairs would spoil the whole report. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNWELCOME = /[\u0000-\u001f\u007f\ufffe\uffff]+/g;

/** One value of a report as it may be stored: one line, trimmed, of bounded length. */
export function cleanText(text: unknown, limit = 250): string {
  if (typeof text !== 'string') return typeof text === 'number' ? String(text) : '';
  let value = text;
  if (value.length > limit * 4) value = value.slice(0, limit * 4);
  if (UNWELCOME.test(value)) value = value.replace(UNWELCOME, ' ');
  UNWELCOME.lastIndex = 0;
  value = value.trim();
  if (value.length > limit) value = value.slice(0, limit).trimEnd();
  return value.isWellFormed() ? value : value.toWellFormed();
}

/** The wanted fields of one software row, as the sender wrote them. */
export type SoftwareRow = {
  name: string;
  publisher: string;
  version: string;
  from: string;
  systemCategory: string;
  releaseType: string;
  installDate: string;
  guid: string;
};

/** The dictionary entry of a row; undefined when the row names nothing at all. */
export function toRawEntry(row: SoftwareRow, os: OsKind): RawEntry | undefined {
  const name = cleanText(row.name, LENGTHS.name) || cleanText(row.guid, LENGTHS.name);
  if (!name) return undefined;
  return {
    name,
    publisher: cleanText(row.publisher, LENGTHS.publisher),
    version: cleanText(row.version, LENGTHS.version),
    os,
    from: cleanText(row.from, LENGTHS.from).toLowerCase() || (os === 'windows' ? 'registry' : ''),
    systemCategory:
      cleanText(row.systemCategory, LENGTHS.systemCategory) || categoryOfRelease(row.releaseType),
  };
}

/** Older agents have no category, but Windows' ReleaseType: `Hotfix`, `HotFix`, `%HOTFIX%`, `Security Update`. */
function categoryOfRelease(releaseType: string): string {
  return cleanText(releaseType, 40)
    .replaceAll('%', '')
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, '_');
}

/** The operating system is software too (and licensed): it enters the set as an entry of its own kind. */
export function operatingSystemEntry(head: ReportHead): RawEntry | undefined {
  const name = cleanText(head.osName, LENGTHS.name);
  if (!name) return undefined;
  return {
    name,
    publisher: '',
    version: cleanText(head.osVersion, LENGTHS.version),
    os: head.osKind,
    from: 'operatingsystem',
    systemCategory: '',
  };
}

export function osKindOf(...names: string[]): OsKind {
  const text = names.join(' ').toLowerCase();
  if (/windows|mswin/.test(text)) return 'windows';
  if (/mac ?os|os x|darwin/.test(text)) return 'macos';
  if (/bsd|sunos|solaris|openindiana|aix|hp-ux|esxi/.test(text)) return 'other';
  if (
    /linux|debian|ubuntu|fedora|centos|red ?hat|suse|slackware|uos|uniontech|统信|kylin|麒麟|deepin|euler|anolis/.test(
      text,
    )
  )
    return 'linux';
  return 'other';
}

export function isAndroid(...names: string[]): boolean {
  return /\bandroid\b/i.test(names.join(' '));
}

/** Twelve hexadecimal digits with colons, or empty. */
export function cleanMac(text: unknown): string {
  const digits = cleanText(text, 40)
    .toLowerCase()
    .replaceAll(/[^0-9a-f]/g, '');
  return digits.length === 12 ? digits.replaceAll(/(..)(?=.)/g, '$1:') : '';
}
