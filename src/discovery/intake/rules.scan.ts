/**
 * The fast way through an XML report: a byte scanner over the inflated buffer. It knows the plain shape agents write
 * (elements without attributes, text, nothing else) and gives up, returning undefined, at anything unusual: saxes
 * reads those. It never guesses.
 */
import { dayOfBytes, NOT_FAST } from './rules.dates.ts';
import { HEAD_SECTIONS, osKindOfSections, type Section, type Sections } from './rules.head.ts';
import type { Limits, OsKind, SoftwareRow } from './rules.report.ts';
import { NO_DAY, SoftwareCollector } from './rules.software.ts';
import { BYTE_FIELDS, type EntryTable } from './rules.table.ts';
import { decodeEntities, type XmlMessage } from './rules.xml.ts';

const LT = 60;
const GT = 62;
const SLASH = 47;
const SPACE = 32;

class Divert extends Error {}

const FIELD_NAMES = ['NAME', 'PUBLISHER', 'VERSION', 'FROM', 'SYSTEM_CATEGORY', 'RELEASE_TYPE'];
const OTHER_NAMES = ['INSTALLDATE', 'INSTALL_DATE', 'GUID', 'USERNAME', 'USERID'];
const [INSTALLDATE, INSTALL_DATE, GUID, USERNAME, USERID] = [6, 7, 8, 9, 10];

function hashName(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++)
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}

const TAGS = new Map<number, { code: number; bytes: Buffer }>();
for (const [code, name] of [...FIELD_NAMES, ...OTHER_NAMES].entries())
  TAGS.set(hashName(name), { code, bytes: Buffer.from(name) });

/** Reads a whole report, or returns undefined when the shape is not the plain one. */
export function scanXml(
  bytes: Buffer,
  table: EntryTable,
  latest: number,
  limits: Limits,
): XmlMessage | undefined {
  // Comments, CDATA, DOCTYPE; a second processing instruction.
  if (bytes.indexOf('<!') >= 0 || bytes.indexOf('<?', 5) >= 0) return undefined;
  try {
    return new Scanner(bytes, table, latest, limits).message();
  } catch (error) {
    if (error instanceof Divert) return undefined;
    throw error;
  }
}

class Scanner {
  private readonly bytes: Buffer;
  private readonly table: EntryTable;
  private readonly collector: SoftwareCollector;
  private at = 0;
  private readonly starts = new Int32Array(BYTE_FIELDS + OTHER_NAMES.length);
  private readonly ends = new Int32Array(BYTE_FIELDS + OTHER_NAMES.length);
  private perUserRows = false;
  private hasSoftware = false;
  private readonly sections: Sections = new Map();
  private knownOs: OsKind | undefined;
  private readonly latest: number;

  constructor(bytes: Buffer, table: EntryTable, latest: number, limits: Limits) {
    this.bytes = bytes;
    this.table = table;
    this.latest = latest;
    this.collector = new SoftwareCollector(table, latest, limits.entries);
  }

  message(): XmlMessage {
    this.prolog();
    const root: Section = {};
    if (this.openTag() !== 'REQUEST') throw new Divert();
    while (true) {
      const name = this.openTag();
      if (name === '/REQUEST') break;
      if (name === 'CONTENT') this.content();
      else if (name.startsWith('/')) throw new Divert();
      else root[name] = this.text(name);
    }
    for (; this.at < this.bytes.length; this.at++)
      if (this.bytes[this.at]! > SPACE) throw new Divert();
    if (this.knownOs && this.knownOs !== osKindOfSections(this.sections)) throw new Divert();
    return {
      query: root.QUERY ?? '',
      deviceId: root.DEVICEID ?? '',
      itemType: root.ITEMTYPE ?? '',
      tag: root.TAG ?? '',
      sections: this.sections,
      hasSoftware: this.hasSoftware,
      perUserRows: this.perUserRows,
      software: this.collector.finish(),
    };
  }

  private prolog(): void {
    if (this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf) this.at = 3;
    this.space();
    if (this.bytes[this.at] === LT && this.bytes[this.at + 1] === 63) {
      const end = this.bytes.indexOf('?>', this.at);
      if (end < 0) throw new Divert();
      this.at = end + 2;
    }
  }

  private space(): void {
    while (this.at < this.bytes.length && this.bytes[this.at]! <= SPACE) this.at += 1;
  }

  /** The name in the next `<NAME>` or `</NAME>`; attributes and empty elements divert. */
  private openTag(): string {
    this.space();
    const { bytes } = this;
    if (bytes[this.at] !== LT) throw new Divert();
    const start = this.at + 1;
    let end = start;
    while (end < bytes.length && bytes[end] !== GT) {
      const byte = bytes[end]!;
      if (byte <= SPACE || byte === LT || (byte === SLASH && end > start)) throw new Divert();
      end += 1;
    }
    if (end >= bytes.length || end === start) throw new Divert();
    this.at = end + 1;
    return bytes.toString('latin1', start, end);
  }

  /** The text of a leaf whose opening tag was just read. */
  private text(name: string): string {
    const start = this.at;
    const end = this.bytes.indexOf(LT, start);
    if (end < 0) throw new Divert();
    this.at = end;
    if (this.openTag() !== `/${name}`) throw new Divert();
    return this.decode(start, end);
  }

  private decode(start: number, end: number): string {
    const text = decodeEntities(this.bytes.toString('utf8', start, end));
    if (text === undefined) throw new Divert();
    return text;
  }

  private content(): void {
    while (true) {
      const name = this.openTag();
      if (name === '/CONTENT') return;
      if (name.startsWith('/')) throw new Divert();
      if (name === 'SOFTWARES') this.softwareRow();
      else if (HEAD_SECTIONS.has(name)) this.headSection(name);
      else this.skip(name);
    }
  }

  /** Past an element of no interest. One nested in another of its name would end too early: divert. */
  private skip(name: string): void {
    const end = this.bytes.indexOf(`</${name}>`, this.at);
    if (end < 0) throw new Divert();
    const inner = this.bytes.indexOf(`<${name}>`, this.at);
    if (inner >= 0 && inner < end) throw new Divert();
    this.at = end + name.length + 3;
  }

  private headSection(name: string): void {
    const section: Section = {};
    const start = this.at;
    const next = this.bytes.indexOf(LT, start);
    if (next < 0) throw new Divert();
    if (this.bytes[next + 1] === SLASH) section[''] = this.text(name);
    else this.fields(name, section);
    const list = this.sections.get(name);
    if (list) list.push(section);
    else this.sections.set(name, [section]);
  }

  /** Leaves of a section; what is nested deeper (time zones, package histories) is passed over. */
  private fields(parent: string, section: Section): void {
    while (true) {
      const name = this.openTag();
      if (name === `/${parent}`) return;
      if (name.startsWith('/')) throw new Divert();
      const next = this.bytes.indexOf(LT, this.at);
      if (next < 0) throw new Divert();
      if (this.bytes[next + 1] === SLASH) section[name] = this.text(name);
      else if (parent === 'DOWNLOAD') this.fields(name, section);
      else this.skip(name);
    }
  }

  private softwareRow(): void {
    this.hasSoftware = true;
    const { starts, ends } = this;
    starts.fill(0);
    ends.fill(0);
    while (this.softwareField()) {
      // Each round reads one field into starts/ends.
    }
    if (ends[USERNAME!]! > starts[USERNAME!]! || ends[USERID!]! > starts[USERID!]!)
      this.perUserRows = true;
    if (ends[0] === starts[0]) {
      starts[0] = starts[GUID!]!;
      ends[0] = ends[GUID!]!;
    }
    const id = this.table.internBytes(this.bytes, starts, ends, this.os(), () => this.row());
    this.collector.add(id, id < 0 ? NO_DAY : this.day());
  }

  /** Reads `<TAG>value</TAG>`; false at `</SOFTWARES>`. The hot loop: no strings, one pass. */
  private softwareField(): boolean {
    const { bytes } = this;
    const length = bytes.length;
    let at = this.at;
    while (at < length && bytes[at]! <= SPACE) at += 1;
    if (bytes[at] !== LT) throw new Divert();
    at += 1;
    const closing = bytes[at] === SLASH;
    if (closing) at += 1;
    const nameStart = at;
    let hash = 0;
    let byte = bytes[at]!;
    while (at < length && byte !== GT) {
      if (byte <= SPACE || byte === SLASH || byte === LT) throw new Divert();
      hash = (Math.imul(hash, 31) + byte) | 0;
      at += 1;
      byte = bytes[at]!;
    }
    const nameEnd = at;
    at += 1;
    if (closing) {
      if (bytes.toString('latin1', nameStart, nameEnd) !== 'SOFTWARES') throw new Divert();
      this.at = at;
      return false;
    }
    let start = at;
    while (at < length && bytes[at] !== LT) at += 1;
    let end = at;
    this.at = this.closeTag(at, nameStart, nameEnd);
    const tag = TAGS.get(hash);
    if (tag && tag.bytes.length === nameEnd - nameStart) {
      if (tag.bytes.compare(bytes, nameStart, nameEnd) !== 0) return true;
      while (start < end && bytes[start]! <= SPACE) start += 1;
      while (end > start && bytes[end - 1]! <= SPACE) end -= 1;
      this.starts[tag.code] = start;
      this.ends[tag.code] = end;
    }
    return true;
  }

  /** Checks `</NAME>` against the opening name and returns the place behind it. */
  private closeTag(at: number, nameStart: number, nameEnd: number): number {
    const { bytes } = this;
    if (bytes[at + 1] !== SLASH) throw new Divert();
    let place = at + 2;
    for (let index = nameStart; index < nameEnd; index++, place++)
      if (bytes[place] !== bytes[index]) throw new Divert();
    if (bytes[place] !== GT) throw new Divert();
    return place + 1;
  }

  /** Agents sort sections by name, so the system is known before the first software row; else `message` diverts. */
  private os(): OsKind {
    this.knownOs ??= osKindOfSections(this.sections);
    return this.knownOs;
  }

  private field(code: number): string {
    const start = this.starts[code]!;
    const end = this.ends[code]!;
    return end > start ? this.decode(start, end) : '';
  }

  private row(): SoftwareRow {
    return {
      name: this.field(0),
      publisher: this.field(1),
      version: this.field(2),
      from: this.field(3),
      systemCategory: this.field(4),
      releaseType: this.field(5),
      installDate: '',
      guid: this.field(GUID!),
    };
  }

  private day(): number {
    const code = this.ends[INSTALLDATE!]! > 0 ? INSTALLDATE! : INSTALL_DATE!;
    const start = this.starts[code]!;
    const end = this.ends[code]!;
    if (end <= start) return NO_DAY;
    const day = dayOfBytes(this.bytes, start, end, this.latest);
    return day === NOT_FAST ? this.collector.dayOf(this.bytes.toString('latin1', start, end)) : day;
  }
}
