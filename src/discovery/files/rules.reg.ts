/**
 * Windows registry exports (.reg): what the Uninstall keys say is installed. Pure: text in, rows out. A per-user key
 * (HKCU, HKU\SID) and the 32-bit branch are parts of their own, because people export them one by one.
 */
import type { KeyMarks } from '../intake/rules.licence.ts';
import type { OsKind, SeenLicence, SoftwareRow } from '../intake/rules.report.ts';
import { RegLicences } from './rules.reglicence.ts';

export type RegPart = {
  /** `machine`, `machine32`, or `user:<SID or current>`. */
  scope: string;
  rows: SoftwareRow[];
};
export type RegFacts = {
  computerName: string;
  osName: string;
  osVersion: string;
  osKind: OsKind;
  licences: SeenLicence[];
  parts: RegPart[];
};

type Value = string | number | Uint8Array;
type Key = { path: string; values: Map<string, Value> };

export function isRegistryExport(text: string): boolean {
  return /^\uFEFF?\s*(Windows Registry Editor Version 5\.00|REGEDIT4)\s*[\r\n]/.test(text);
}

/** Undefined when the text is no registry export. `marks` makes the fingerprints of product keys. */
export function readRegistry(text: string, marks?: KeyMarks): RegFacts | undefined {
  if (!isRegistryExport(text)) return undefined;
  const wide = !/^\uFEFF?\s*REGEDIT4/.test(text);
  const parts = new Map<string, RegPart>();
  const facts = { computerName: '', osName: '', osVersion: '' };
  const found = new RegLicences();
  for (const key of keysOf(text, wide)) {
    const place = uninstallPlace(key.path);
    if (place) addRow(parts, place, key.values);
    else {
      noteMachine(facts, key);
      found.note(key.path, key.values);
    }
  }
  const licences = found.licences(facts.osName, marks);
  return { ...facts, osKind: 'windows', licences, parts: [...parts.values()] };
}

/** Who owns the key and what it is called; undefined for keys that are no single program. */
function uninstallPlace(path: string): { scope: string; id: string } | undefined {
  const found =
    /^(HKEY_LOCAL_MACHINE|HKLM|HKEY_CURRENT_USER|HKCU|HKEY_USERS|HKU)\\(.*?)\\?(?:Software)\\(Wow6432Node\\)?Microsoft\\Windows\\CurrentVersion\\Uninstall\\([^\\]+)$/i.exec(
      path,
    );
  if (!found) return undefined;
  const [, root, between, wow, id] = found as unknown as [string, string, string, string, string];
  const hive = root.toUpperCase();
  if (hive === 'HKEY_LOCAL_MACHINE' || hive === 'HKLM') {
    // Anything between is a hive somebody loaded from another system.
    return between === '' ? { scope: wow ? 'machine32' : 'machine', id } : undefined;
  }
  const user = hive === 'HKEY_USERS' || hive === 'HKU' ? between : 'current';
  return { scope: `user:${user}`, id };
}

function addRow(
  parts: Map<string, RegPart>,
  { scope, id }: { scope: string; id: string },
  values: Map<string, Value>,
): void {
  // A key without any value is a leftover; Windows lists it nowhere.
  if (values.size === 0) return;
  const part = parts.get(scope) ?? { scope, rows: [] };
  parts.set(scope, part);
  const text = (name: string) => String(values.get(name) ?? '');
  part.rows.push({
    name: text('displayname'),
    publisher: text('publisher'),
    version: text('displayversion'),
    from: 'registry',
    systemCategory: categoryOf(values),
    releaseType: text('releasetype'),
    installDate: text('installdate'),
    guid: id,
  });
}

/** As the agents write it, so that one program is one entry whichever way it was learnt. */
function categoryOf(values: Map<string, Value>): string {
  if (Number(values.get('systemcomponent') ?? 0) === 1) return 'system_component';
  if (values.get('releasetype')) return '';
  return values.get('parentkeyname') ? 'update' : 'application';
}

function noteMachine(
  facts: { computerName: string; osName: string; osVersion: string },
  { path, values }: Key,
): void {
  const text = (name: string) => String(values.get(name) ?? '');
  if (/\\Control\\ComputerName\\(Active)?ComputerName$/i.test(path)) {
    facts.computerName ||= text('computername');
  } else if (/\\Services\\Tcpip\\Parameters$/i.test(path)) {
    facts.computerName ||= text('hostname') || text('nv hostname');
  } else if (/\\Microsoft\\Windows NT\\CurrentVersion$/i.test(path)) {
    facts.osName ||= windowsName(text('productname'), Number(text('currentbuild')));
    facts.osVersion ||= text('displayversion') || text('releaseid') || text('currentversion');
  }
}

/** Windows 11 still calls itself Windows 10 in this place. */
function windowsName(productName: string, build: number): string {
  const name = productName === '' ? '' : `Microsoft ${productName.replace(/^Microsoft /, '')}`;
  return build >= 22_000 ? name.replace('Windows 10', 'Windows 11') : name;
}

/** Walks the text once; strings may run over lines, hex data is continued with a backslash. */
function* keysOf(text: string, wide: boolean): Generator<Key> {
  let key: Key | undefined;
  let at = 0;
  while (at < text.length) {
    const start = text[at]!;
    if (start === '[') {
      if (key) yield key;
      const end = endOfLine(text, at);
      const close = text.lastIndexOf(']', end - 1);
      const path = close > at ? text.slice(at + 1, close) : '';
      // [-KEY] in a script means "delete".
      key = path === '' || path.startsWith('-') ? undefined : { path, values: new Map() };
      at = end;
    } else if (start === '"' && key) {
      const name = quoted(text, at);
      if (!name || text[name.end] !== '=') at = endOfLine(text, at);
      else at = readValue(text, name.end + 1, wide, key, name.value);
    } else if (start === '\n' || start === '\r' || start === ' ' || start === '\t') at += 1;
    else at = endOfValue(text, at);
  }
  if (key) yield key;
}

const LONGEST_VALUE = 4_000;

function readValue(text: string, start: number, wide: boolean, key: Key, name: string): number {
  const known = name.toLowerCase();
  if (text[start] === '"') {
    const found = quoted(text, start);
    if (!found) return text.length;
    key.values.set(known, found.value.slice(0, LONGEST_VALUE));
    return endOfLine(text, found.end);
  }
  const end = endOfValue(text, start);
  const raw = text.slice(start, Math.min(end, start + LONGEST_VALUE * 8));
  const number = /^dword:([0-9a-f]{1,8})/i.exec(raw);
  if (number) key.values.set(known, Number.parseInt(number[1]!, 16));
  if (/^hex:/i.test(raw)) key.values.set(known, hexBytes(raw.slice(4)));
  const data = /^hex\((1|2|7)\):/i.exec(raw);
  if (data) key.values.set(known, hexText(raw.slice(data[0].length), wide));
  return end;
}

/** hex(1), hex(2) and hex(7) are strings as bytes: UTF-16 in version 5, the ANSI code page in REGEDIT4. */
function hexText(raw: string, wide: boolean): string {
  const text = new TextDecoder(wide ? 'utf-16le' : 'gb18030').decode(hexBytes(raw));
  return text.replace(/\0+$/, '').replaceAll('\0', '; ');
}

function hexBytes(raw: string): Uint8Array {
  const digits = raw.replaceAll(/[^0-9a-f]/gi, '');
  const bytes = new Uint8Array(Math.floor(digits.length / 2));
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
  }
  return bytes;
}

function quoted(text: string, start: number): { value: string; end: number } | undefined {
  let value = '';
  let from = start + 1;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') {
      value += text.slice(from, at) + (text[at + 1] ?? '');
      from = at + 2;
      at += 1;
    } else if (character === '"') return { value: value + text.slice(from, at), end: at + 1 };
  }
  return undefined;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end + 1;
}

/** The end of a line and of the lines a backslash at its end ties to it. */
function endOfValue(text: string, start: number): number {
  let end = endOfLine(text, start);
  while (end < text.length && /\\[ \t]*\r?\n$/.test(text.slice(Math.max(start, end - 6), end))) {
    end = endOfLine(text, end);
  }
  return end;
}
