/**
 * From what files say to one report per machine. A file may show a part of a machine only (one registry branch); the
 * newest of each part counts, and the report is all parts together. Pure.
 */

import { systemLicence } from '../intake/rules.licence.ts';
import {
  LIMITS,
  type OsKind,
  type Report,
  type SeenLicence,
  type SoftwareRow,
} from '../intake/rules.report.ts';
import { SoftwareCollector } from '../intake/rules.software.ts';
import type { EntryTable } from '../intake/rules.table.ts';
import type { FileMachine } from './shapes.ts';

export type MachineFacts = {
  computer: string;
  osName: string;
  osVersion: string;
  osKind: OsKind;
  serial: string;
  macs: string[];
  lastUser: string;
  /** Parts stored by earlier versions have the Windows product id alone. */
  licences?: SeenLicence[];
  productId?: string;
};
export type Part = {
  scope: string;
  /** Milliseconds. */
  at: number;
  facts: MachineFacts;
  rows: SoftwareRow[];
};

export const NO_FACTS: Omit<MachineFacts, 'computer'> = {
  osName: '',
  osVersion: '',
  osKind: 'other',
  serial: '',
  macs: [],
  lastUser: '',
};

/** One source per machine, whoever exported it: names differ in case and width only by accident. */
export function fileAgentKey(computer: string): string {
  return `file:${computer.normalize('NFKC').trim().toLowerCase()}`;
}

/**
 * Two reports of one second must have one order, whoever comes first; times in files are whole seconds, so the
 * milliseconds are free for the content to decide.
 */
export function orderedTime(at: Date, digest: Uint8Array): Date {
  const seconds = Math.floor(at.getTime() / 1000) * 1000;
  return new Date(seconds + (((digest[0] ?? 0) * 256 + (digest[1] ?? 0)) % 1000));
}

const LATIN_WORDS =
  'uninstall|software|programs|installed|inventory|registry|hklm|hkcu|hku|wow6432node|export';
const CHINESE_WORDS =
  '(?:已安装的?)?软件(?:清单|列表|明细|信息|使用情况)?|已安装程序|注册表(?:导出)?';
/** Words at either end that say what the file is, never parts of a name: PC-32 stays PC-32. */
const AT_END = new RegExp(`(?:(?:^|[-_. ()])(?:${LATIN_WORDS})|${CHINESE_WORDS}|[-_. ()]+)$`, 'i');
const AT_START = new RegExp(`^(?:(?:${LATIN_WORDS})(?=[-_. ()])|${CHINESE_WORDS}|[-_. ()]+)`, 'i');

/** `PC-01_Uninstall.reg` and `PC-01/软件清单.csv` are of PC-01; a name that says nothing gives nothing. */
export function computerFromPath(path: string): string {
  const parts = path.split('/').filter(Boolean);
  const stem = (parts.at(-1) ?? '').replace(/(\.[A-Za-z0-9]{1,5}){1,2}$/, '');
  const named = stripWords(stem);
  if (named !== '' || parts.length < 2) return named;
  return stripWords((parts.at(-2) ?? '').replace(/\.zip$/i, ''));
}

function stripWords(name: string): string {
  let rest = name.normalize('NFKC').trim();
  for (;;) {
    const next = rest.replace(AT_END, '').replace(AT_START, '');
    if (next === rest) return rest.slice(0, 120);
    rest = next;
  }
}

/** A part that tells licences only: no list of software, and none missing either. */
export const LICENCE_SCOPE = 'licences';

const FACT_KEYS = ['osName', 'osVersion', 'serial', 'lastUser', 'productId'] as const;

/** All parts of one machine as its report, as of the newest. `latest`: newest install day that can be. */
export function mergeParts(
  parts: readonly Part[],
  table: EntryTable,
  latest: number,
): { report: Report; at: Date } {
  const ordered = [...parts].sort(
    (left, right) => left.at - right.at || (left.scope < right.scope ? -1 : 1),
  );
  const newest = ordered.at(-1);
  if (!newest) throw new Error('a machine without parts');
  const facts: MachineFacts = { ...NO_FACTS, computer: newest.facts.computer };
  for (const part of ordered) {
    for (const key of FACT_KEYS) if (part.facts[key]) facts[key] = part.facts[key];
    if (part.facts.licences?.length) facts.licences = part.facts.licences;
    if (part.facts.macs.length > 0) facts.macs = part.facts.macs;
    if (part.facts.osKind !== 'other') facts.osKind = part.facts.osKind;
  }
  // In order of scope, not of arrival: entries are a set, but equal input should be equal throughout.
  const byScope = [...parts].sort((left, right) => (left.scope < right.scope ? -1 : 1));
  const rows = byScope.flatMap((part) => part.rows);
  const perUser = byScope.some((part) => part.scope.startsWith('user:'));
  const report = reportOf(facts, rows, table, latest);
  return {
    report: {
      ...report,
      hasSoftware: parts.some((part) => part.scope !== LICENCE_SCOPE),
      perUserSeen: facts.osKind === 'windows' ? perUser : null,
    },
    at: new Date(newest.at),
  };
}

function reportOf(
  facts: MachineFacts,
  rows: readonly SoftwareRow[],
  table: EntryTable,
  latest: number,
): Report {
  const collector = new SoftwareCollector(table, latest, LIMITS.entries);
  for (const row of rows) collector.addRow(row, facts.osKind);
  const { ids, days } = collector.finish();
  const { computer } = facts;
  return {
    protocol: 'file',
    agentKey: fileAgentKey(computer),
    deviceId: computer,
    oldDeviceId: '',
    agentVersion: '',
    hostName: computer,
    serial: facts.serial,
    uuid: '',
    macs: facts.macs,
    osName: facts.osName,
    osVersion: facts.osVersion,
    osKind: facts.osKind,
    manufacturer: '',
    model: '',
    chassis: '',
    lastUser: facts.lastUser,
    userNames: facts.lastUser ? [facts.lastUser] : [],
    tag: '',
    cores: 0,
    licences: facts.licences ?? earlierLicence(facts),
    partial: false,
    hasSoftware: true,
    perUserSeen: null,
    reportedAt: '',
    entries: ids.map((id) => table.entries[id]!),
    installedOn: days.map((day) => (day < 0 ? null : day)),
  };
}

function earlierLicence({ productId = '', osName }: MachineFacts): SeenLicence[] {
  const licence = systemLicence(osName, productId, undefined, undefined);
  return licence ? [licence] : [];
}

/** The sender's own clock in a report that is still text; used to take reports in their order and to date them. */
export function reportTime(text: string, now: Date): Date | undefined {
  const found =
    /(\d{4})[-/](\d{2})[-/](\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(text) ??
    /^(\d{4})[-/](\d{2})[-/](\d{2})$/.exec(text.trim());
  if (!found) return undefined;
  const [year, month, day, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number) as [
    number,
    number,
    number,
    number?,
    number?,
    number?,
  ];
  // The machine's own time zone is not told; the unit lives in China.
  const at = new Date(Date.UTC(year, month - 1, day, hour - 8, minute, second));
  const valid = !Number.isNaN(at.getTime()) && year >= 2000;
  return valid ? new Date(Math.min(at.getTime(), now.getTime())) : undefined;
}

/** What the intake did, in the words of a file's verdict. */
export function verdictOf(kind: string, newSource: boolean): FileMachine['verdict'] {
  if (kind === 'older') return 'older';
  if (newSource) return 'new';
  return kind === 'first' || kind === 'changed' ? 'changed' : 'unchanged';
}
