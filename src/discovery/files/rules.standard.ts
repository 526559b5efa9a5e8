/**
 * Software lists in standard formats: CycloneDX (JSON, XML), SWID tags (XML) and CoSWID tags (CBOR). Written by anybody, so
 * nothing is trusted: sizes, depths and numbers are bounded, and what is no installed program is left out and counted.
 */
import { SaxesParser } from 'saxes';
import { CborError, CborTag, type CborValue, decodeCbor } from '../../base/cbor.ts';
import { cleanText, LIMITS, RefusedReport, type SoftwareRow } from '../intake/rules.report.ts';
import { tooMany } from '../intake/rules.software.ts';
import { emptyRow, mendXml } from '../intake/rules.xml.ts';

export type StandardFormat = 'cyclonedxJson' | 'cyclonedxXml' | 'swid' | 'coswid';

/** What one file says. A tag says one program; a bill of materials many. */
export type StandardList = {
  /** Whose it is; empty where the file does not say. */
  computer: string;
  osName: string;
  osVersion: string;
  takenOn: string;
  rows: SoftwareRow[];
  /** Parts, files, media and records of the ledger: no programs that were seen. */
  skipped: number;
};

const MOST_DEEP = 64;
const COSWID_HEAD = Buffer.from('da53574944', 'hex');

/** By the bytes; the name helps only for a CoSWID without its tag, which begins like any CBOR map. */
export function standardFormatOf(bytes: Buffer, path: string): StandardFormat | undefined {
  if (bytes.subarray(0, 5).equals(COSWID_HEAD)) return 'coswid';
  const first = bytes[0] ?? 0;
  if (first >= 0xa0 && first <= 0xbf && /\.(coswid|uswid|cbor)$/i.test(path)) return 'coswid';
  const start = bytes
    .subarray(0, 4096)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start.startsWith('{')) return bytes.includes('"bomFormat"') ? 'cyclonedxJson' : undefined;
  const root = /<(?:[\w.-]+:)?(bom|SoftwareIdentity)[\s/>]/.exec(start);
  if (!start.startsWith('<') || !root || /<(?:[\w.-]+:)?(REQUEST|html)[\s>]/i.test(start)) {
    return undefined;
  }
  return root[1] === 'bom' ? 'cyclonedxXml' : 'swid';
}

export function readStandard(bytes: Buffer, format: StandardFormat): StandardList {
  switch (format) {
    case 'cyclonedxJson':
      return readBomJson(bytes);
    case 'cyclonedxXml':
      return readBomXml(bytes.toString('utf8'));
    case 'swid':
      return readSwid(bytes.toString('utf8'));
    default:
      return readCoSwid(bytes);
  }
}

const nothing = (): StandardList => ({
  ...{ computer: '', osName: '', osVersion: '', takenOn: '' },
  ...{ rows: [], skipped: 0 },
});

/** Component types that are programs of a computer; libraries, files, data and models are parts of something else. */
const PROGRAMS = new Set(['application', 'platform', 'firmware', 'device-driver']);

type Component = {
  type: string;
  name: string;
  version: string;
  publisher: string;
  properties: Map<string, string>;
};

function addComponent(list: StandardList, component: Component): void {
  const { type, name, version, publisher, properties } = component;
  // What is only on record was not seen; reading it back in would turn one kind of fact into another.
  const seen = properties.get('zhengce:basis') !== 'recorded';
  if (type === 'operating-system' && seen && list.osName === '') {
    list.osName = name;
    list.osVersion = version;
    return;
  }
  if (!seen || name === '' || !(PROGRAMS.has(type) || type === 'operating-system')) {
    list.skipped += 1;
    return;
  }
  const from = properties.get('zhengce:from') ?? '';
  list.rows.push({
    ...emptyRow(),
    ...{ name, version, publisher },
    from: /^[a-z0-9_.+-]{1,40}$/.test(from) ? from : '',
    installDate: properties.get('zhengce:installedOn') ?? '',
  });
  if (list.rows.length > LIMITS.entries) throw tooMany(LIMITS.entries);
}

/** Objects and lists are counted before they are made: millions of them would fill the memory. */
function refuseCrowds(bytes: Buffer): void {
  let opened = 0;
  for (const byte of bytes) if (byte === 0x7b || byte === 0x5b) opened += 1;
  if (opened > LIMITS.entries * 10) throw tooMany(LIMITS.entries);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

function readBomJson(bytes: Buffer): StandardList {
  refuseCrowds(bytes);
  let root: unknown;
  try {
    root = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    throw new RefusedReport('json', 'CycloneDX 文件的 JSON 不完整或有语法错误，无法读取。');
  }
  if (!isObject(root) || root.bomFormat !== 'CycloneDX') {
    throw new RefusedReport(
      'unknownFormat',
      'JSON 中没有 "bomFormat": "CycloneDX"，不是软件物料清单。',
    );
  }
  const list = nothing();
  const metadata = isObject(root.metadata) ? root.metadata : {};
  const subject = isObject(metadata.component) ? metadata.component : {};
  if (subject.type === 'device') list.computer = cleanText(subject.name, 120);
  list.takenOn = cleanText(metadata.timestamp, 40);
  // Parts of parts come in order, without recursion: depth is the writer's choice.
  const open = listOf(root.components).reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    addComponent(list, componentOf(next));
    for (const part of listOf(next.components).reverse()) open.push(part);
  }
  return list;
}

function componentOf(value: Record<string, unknown>): Component {
  const organisation = [value.supplier, value.manufacturer].find(isObject);
  const properties = listOf(value.properties).map(
    (one) => [cleanText(one.name, 80), cleanText(one.value, 200)] as const,
  );
  return {
    type: cleanText(value.type, 40),
    name: cleanText(value.name, 400),
    version: cleanText(value.version, 150),
    publisher: cleanText(value.publisher, 300) || cleanText(organisation?.name, 300),
    properties: new Map(properties),
  };
}

type Tag = { name: string; attributes: Record<string, string> };

/** Walks an XML file without prefixes; `close` gets the element's own text. Refuses DTDs, entities and endless depth. */
function walkXml(
  text: string,
  on: {
    open(path: readonly string[], tag: Tag): void;
    close(path: readonly string[], text: string): void;
  },
): void {
  if (/<!DOCTYPE/i.test(text.slice(0, 4096)) || /<!ENTITY/i.test(text)) {
    throw new RefusedReport('dtd', '文件的 XML 中带有 DTD 或实体定义，可能是攻击，未予读取。');
  }
  const path: string[] = [];
  let own = '';
  const parser = new SaxesParser({ xmlns: false, position: false });
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(local(name));
    own = '';
    if (path.length > MOST_DEEP) throw new RefusedReport('xml', 'XML 嵌套层数过多，未予读取。');
    on.open(path, { name: local(name), attributes: attributes as Record<string, string> });
  });
  const take = (chunk: string) => {
    if (own.length < 4000) own += chunk;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    on.close(path, own.trim());
    path.pop();
    own = '';
  });
  try {
    parser.write(mendXml(text)).close();
  } catch (error) {
    if (error instanceof RefusedReport) throw error;
    throw new RefusedReport('xml', '文件的 XML 不完整或有语法错误，无法读取。');
  }
}

function readBomXml(text: string): StandardList {
  const list = nothing();
  const open: Component[] = [];
  let property = '';
  walkXml(text, {
    open(_path, { name, attributes }) {
      if (name === 'component') {
        const type = cleanText(attributes.type, 40);
        open.push({ type, name: '', version: '', publisher: '', properties: new Map() });
      }
      if (name === 'property') property = cleanText(attributes.name, 80);
    },
    close(path, own) {
      const name = path.at(-1)!;
      if (path.length === 3 && path[1] === 'metadata' && name === 'timestamp') {
        list.takenOn = cleanText(own, 40);
      }
      const component = open.at(-1);
      if (!component) return;
      const parent = path.at(-2);
      if (parent === 'component' && name === 'name') component.name = cleanText(own, 400);
      if (parent === 'component' && name === 'version') component.version = cleanText(own, 150);
      if (parent === 'component' && name === 'publisher') {
        component.publisher = cleanText(own, 300);
      }
      if (parent === 'supplier' && name === 'name') {
        component.publisher ||= cleanText(own, 300);
      }
      if (name === 'property') component.properties.set(property, cleanText(own, 200));
      if (name !== 'component') return;
      open.pop();
      // Tools, ancestors and variants are components too, of other things.
      if (path[1] === 'components' && !path.includes('pedigree')) addComponent(list, component);
      else if (path[1] === 'metadata' && path.length === 3 && component.type === 'device') {
        list.computer = component.name.slice(0, 120);
      }
    },
  });
  return list;
}

/** SWID says 0.0 where the version is not known. */
const versionOf = (text: unknown) => (text === '0.0' ? '' : cleanText(text, 150));
const isTrue = (text: string | undefined) => text === 'true' || text === '1';

function readSwid(text: string): StandardList {
  const list = nothing();
  const row = emptyRow();
  let left = false;
  walkXml(text, {
    open(path, { name, attributes }) {
      if (path.length === 1) {
        if (name !== 'SoftwareIdentity') {
          throw new RefusedReport(
            'unknownFormat',
            'XML 的根元素不是 SoftwareIdentity，不是 SWID 标签。',
          );
        }
        row.name = cleanText(attributes.name, 400);
        row.version = versionOf(attributes.version);
        left = isTrue(attributes.corpus) || isTrue(attributes.supplemental);
        if (isTrue(attributes.patch)) row.systemCategory = 'update';
      }
      if (path.length !== 2) return;
      if (name === 'Entity' && / softwareCreator /.test(` ${attributes.role} `)) {
        row.publisher = cleanText(attributes.name, 300);
      }
      if (name === 'Evidence') {
        list.computer = cleanText(attributes.deviceId, 120);
        list.takenOn = cleanText(attributes.date, 40);
      }
      if (name === 'Meta')
        noteMeta(row, attributes['zhengce:from'], attributes['zhengce:installedOn']);
    },
    close() {},
  });
  return withRow(list, row, left);
}

function noteMeta(row: SoftwareRow, from: unknown, installedOn?: unknown): void {
  const place = cleanText(from, 40);
  if (/^[a-z0-9_.+-]{1,40}$/.test(place)) row.from = place;
  row.installDate = cleanText(installedOn, 20);
}

/** A tag of the operating system says what the computer runs, as the agents do. */
function withRow(list: StandardList, row: SoftwareRow, left: boolean): StandardList {
  if (left || row.name === '') return { ...list, skipped: 1 };
  if (row.from === 'operatingsystem') return { ...list, osName: row.name, osVersion: row.version };
  return { ...list, rows: [row] };
}

/** Index numbers of RFC 9393, section 2. */
const KEY = {
  ...{ softwareName: 1, entity: 2, evidence: 3, softwareMeta: 5, corpus: 8, patch: 9 },
  ...{ supplemental: 11, softwareVersion: 13, entityName: 31, role: 33, date: 35, deviceId: 36 },
} as const;
const SOFTWARE_CREATOR = 2;
const SWID = 1398229316;

function readCoSwid(bytes: Buffer): StandardList {
  let value: CborValue;
  try {
    value = decodeCbor(bytes);
  } catch (error) {
    if (!(error instanceof CborError)) throw error;
    throw new RefusedReport('corrupt', 'CoSWID 标签的 CBOR 不完整或有错误，无法读取。');
  }
  const tag = value instanceof CborTag && value.tag === SWID ? value.value : value;
  if (!(tag instanceof Map)) {
    throw new RefusedReport(
      'unknownFormat',
      '这不是 CoSWID 标签（应为 CBOR 标签 1398229316 或其内容）。',
    );
  }
  const list = nothing();
  const row = emptyRow();
  row.name = cleanText(tag.get(KEY.softwareName), 400);
  row.version = versionOf(tag.get(KEY.softwareVersion));
  if (tag.get(KEY.patch) === true) row.systemCategory = 'update';
  for (const entity of oneOrMore(tag.get(KEY.entity))) {
    const roles = [entity.get(KEY.role)].flat();
    if (roles.includes(SOFTWARE_CREATOR))
      row.publisher = cleanText(entity.get(KEY.entityName), 300);
  }
  const evidence = tag.get(KEY.evidence);
  if (evidence instanceof Map) {
    list.computer = cleanText(evidence.get(KEY.deviceId), 120);
    const date = evidence.get(KEY.date);
    const seconds = date instanceof CborTag ? date.value : date;
    const at = typeof seconds === 'number' ? new Date(seconds * 1000) : undefined;
    list.takenOn = at && !Number.isNaN(at.getTime()) ? at.toISOString() : '';
  }
  for (const meta of oneOrMore(tag.get(KEY.softwareMeta))) noteMeta(row, meta.get('from'));
  return withRow(list, row, tag.get(KEY.corpus) === true || tag.get(KEY.supplemental) === true);
}

function oneOrMore(value: CborValue): ReadonlyMap<CborValue, CborValue>[] {
  const all = Array.isArray(value) ? value : [value];
  return all.filter((one): one is ReadonlyMap<CborValue, CborValue> => one instanceof Map);
}
