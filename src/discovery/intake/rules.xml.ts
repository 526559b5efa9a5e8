/**
 * The careful way through an XML report: saxes, for everything the byte scanner leaves alone (comments, CDATA,
 * attributes, other encodings). Internal DTD subsets are refused: they are how entity bombs arrive.
 */
import { SaxesParser } from 'saxes';
import { HEAD_SECTIONS, osKindOfSections, type Section, type Sections } from './rules.head.ts';
import { type Limits, RefusedReport, type SoftwareRow } from './rules.report.ts';
import { SoftwareCollector, type SoftwareSet, tooMany } from './rules.software.ts';
import type { EntryTable } from './rules.table.ts';

export type XmlMessage = {
  /** PROLOG, INVENTORY, NETDISCOVERY, … */
  query: string;
  deviceId: string;
  itemType: string;
  tag: string;
  sections: Sections;
  hasSoftware: boolean;
  perUserRows: boolean;
  software: SoftwareSet;
};

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]\w*));/g;

/** Text with the five named and all numeric entities decoded; undefined when there is any other `&`. */
export function decodeEntities(text: string): string | undefined {
  if (!text.includes('&')) return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
  let strange = text.replace(ENTITY, '').includes('&');
  const decoded = text.replace(ENTITY, (whole, decimal, hexadecimal, name) => {
    if (name && NAMED[name]) return NAMED[name];
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    if (name || !isXmlCharacter(code)) {
      strange = true;
      return whole;
    }
    return String.fromCodePoint(code);
  });
  return strange ? undefined : decoded.replaceAll(/\r\n?/g, '\n');
}

/** What XML 1.0 allows as a character; saxes refuses the rest, also when written as a number. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return (
    code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff
  );
}

/** Reads a whole report; throws `dtd` or `xml`, with the reason. */
export function parseXml(
  text: string,
  table: EntryTable,
  latest: number,
  limits: Limits,
): XmlMessage {
  if (/<!DOCTYPE[^>[]*\[/i.test(text.slice(0, 4096)) || /<!ENTITY/i.test(text)) {
    throw new RefusedReport('dtd', '报告的 XML 中带有内部 DTD 或实体定义，可能是攻击，未予解析。');
  }
  try {
    return new Reader(table, latest, limits).read(text);
  } catch (error) {
    if (error instanceof RefusedReport) throw error;
    // Dirty values (control characters, a bare "&") must not cost the rest of the report.
    try {
      return new Reader(table, latest, limits).read(mendXml(text));
    } catch (second) {
      if (second instanceof RefusedReport) throw second;
      const detail = second instanceof Error ? second.message.split('\n')[0]!.slice(0, 120) : '';
      throw new RefusedReport('xml', `报告的 XML 不完整或有语法错误，无法解析（${detail}）。`);
    }
  }
}

/** Removes what XML 1.0 does not allow and escapes every `&` that begins no known entity. */
export function mendXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ')
      .replaceAll(/&#(?:(\d{1,9})|[xX]([\da-fA-F]{1,8}));/g, (whole, decimal, hexadecimal) =>
        isXmlCharacter(decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16)) ? whole : ' ',
      )
      .replaceAll(/&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#[xX][\da-fA-F]{1,6});)/g, '&amp;')
      .toWellFormed()
  );
}

const ROW_FIELDS: Record<string, keyof SoftwareRow> = {
  NAME: 'name',
  PUBLISHER: 'publisher',
  VERSION: 'version',
  FROM: 'from',
  SYSTEM_CATEGORY: 'systemCategory',
  RELEASE_TYPE: 'releaseType',
  INSTALLDATE: 'installDate',
  INSTALL_DATE: 'installDate',
  GUID: 'guid',
};

export function emptyRow(): SoftwareRow {
  return {
    name: '',
    publisher: '',
    version: '',
    from: '',
    systemCategory: '',
    releaseType: '',
    installDate: '',
    guid: '',
  };
}

class Reader {
  private readonly table: EntryTable;
  private readonly latest: number;
  private readonly limits: Limits;
  private readonly path: string[] = [];
  private text = '';
  private readonly root: Section = {};
  private readonly sections: Sections = new Map();
  private section: Section = {};
  private leaf = true;
  private row = emptyRow();
  private readonly rows: SoftwareRow[] = [];
  private perUserRows = false;

  constructor(table: EntryTable, latest: number, limits: Limits) {
    this.table = table;
    this.latest = latest;
    this.limits = limits;
  }

  read(text: string): XmlMessage {
    const parser = new SaxesParser({ xmlns: false, position: false });
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', (tag) => this.open(tag.name));
    parser.on('text', (chunk) => this.take(chunk));
    parser.on('cdata', (chunk) => this.take(chunk));
    parser.on('closetag', (tag) => this.close(tag.name));
    parser.write(text).close();
    const os = osKindOfSections(this.sections);
    const collector = new SoftwareCollector(this.table, this.latest, this.limits.entries);
    for (const row of this.rows) collector.addRow(row, os);
    return {
      query: this.root.QUERY ?? '',
      deviceId: this.root.DEVICEID ?? '',
      itemType: this.root.ITEMTYPE ?? '',
      tag: this.root.TAG ?? '',
      sections: this.sections,
      hasSoftware: this.rows.length > 0,
      perUserRows: this.perUserRows,
      software: collector.finish(),
    };
  }

  private open(name: string): void {
    this.path.push(name);
    this.text = '';
    this.leaf = true;
    const depth = this.path.length;
    if (depth === 1 && name !== 'REQUEST') {
      throw new RefusedReport(
        'unknownFormat',
        `XML 的根元素是“${name.slice(0, 40)}”，不是清点代理的报告（应为 REQUEST）。`,
      );
    }
    if (depth > 64) throw new RefusedReport('xml', 'XML 嵌套层数过多，未予解析。');
    if (depth === 3) this.section = {};
    if (depth === 3 && name === 'SOFTWARES') this.row = emptyRow();
  }

  private take(chunk: string): void {
    if (this.path.length > 1 && this.wanted()) this.text += chunk;
  }

  private wanted(): boolean {
    const section = this.path[2];
    return section === undefined || section === 'SOFTWARES' || HEAD_SECTIONS.has(section);
  }

  private close(name: string): void {
    const depth = this.path.length;
    const value = this.leaf ? this.text.trim() : '';
    if (depth === 2 && this.leaf) this.root[name] = value;
    if (depth >= 3 && this.path[1] === 'CONTENT') this.closeInContent(name, value, depth);
    this.path.pop();
    this.text = '';
    this.leaf = false;
  }

  private closeInContent(name: string, value: string, depth: number): void {
    const section = this.path[2]!;
    if (section === 'SOFTWARES') this.closeInSoftware(name, value, depth);
    else if (depth === 3 && HEAD_SECTIONS.has(section)) {
      if (this.leaf) this.section[''] = value;
      const list = this.sections.get(section);
      if (list) list.push(this.section);
      else this.sections.set(section, [this.section]);
    } else if (this.leaf && (depth === 4 || section === 'DOWNLOAD')) this.section[name] = value;
  }

  private closeInSoftware(name: string, value: string, depth: number): void {
    if (depth === 3) {
      this.rows.push(this.row);
      if (this.rows.length > this.limits.entries) throw tooMany(this.limits.entries);
    } else if (depth === 4) {
      const field = ROW_FIELDS[name];
      if (field && value) this.row[field] = value;
      if ((name === 'USERNAME' || name === 'USERID') && value) this.perUserRows = true;
    }
  }
}
