/** GLPI's JSON: contact, inventory (full or partial) and the things that are no computers. */
import {
  HEAD_SECTIONS,
  itemTypeName,
  osKindOfSections,
  type Section,
  type Sections,
} from './rules.head.ts';
import { cleanText, type Limits, RefusedReport } from './rules.report.ts';
import { SoftwareCollector, type SoftwareSet, tooMany } from './rules.software.ts';
import type { EntryTable } from './rules.table.ts';

export type JsonMessage = {
  action: string;
  deviceId: string;
  itemType: string;
  tag: string;
  partial: boolean;
  sections: Sections;
  hasSoftware: boolean;
  perUserRows: boolean;
  software: SoftwareSet;
};

const [COMMA, OPENING_BRACKET, OPENING_BRACE] = [44, 91, 123];
/** Values of any kind in one report; the largest real one has 60,000. */
const MOST_VALUES = 5_000_000;

/** GLPI's plural names of the sections that XML has under another name. */
const RENAMED: Record<string, string> = { NETWORK_DEVICE: 'DEVICE' };

export function parseJson(
  bytes: Buffer | string,
  table: EntryTable,
  latest: number,
  limits: Limits,
): JsonMessage {
  refuseCrowds(bytes, limits);
  const root = parseObject(typeof bytes === 'string' ? bytes : bytes.toString('utf8'));
  const action = cleanText(root.action, 40).toLowerCase() || 'inventory';
  const content = root.content;
  const itemType = cleanText(root.itemtype, 60);
  if (action !== 'inventory') return bare(action, root, itemType);
  if (!isObject(content)) {
    throw new RefusedReport(
      'noContent',
      'JSON 报告缺少 content 部分，不是计算机清单；请确认上报的是 GLPI 代理的 JSON 清单。',
    );
  }
  const sections = sectionsOf(content);
  if (itemType && !/^(computer|phone)$/i.test(itemType)) {
    throw new RefusedReport(
      'notAComputer',
      `这是${itemTypeName(itemType.toLowerCase())}的报告，本系统只管理计算机。`,
    );
  }
  const collector = new SoftwareCollector(table, latest, limits.entries);
  const perUserRows = addSoftware(content, sections, collector, limits);
  return {
    ...bare(action, root, itemType),
    partial: root.partial === true,
    sections,
    hasSoftware: Array.isArray(content.softwares),
    perUserRows,
    software: collector.finish(),
  };
}

/** Counts what would be made before it is made: millions of objects would fill the memory. */
function refuseCrowds(bytes: Buffer | string, limits: Limits): void {
  const objects = limits.entries + 400_000;
  let opened = 0;
  let commas = 0;
  const count = (code: number) => {
    if (code === COMMA) commas += 1;
    else if (code === OPENING_BRACE || code === OPENING_BRACKET) opened += 1;
  };
  if (typeof bytes === 'string')
    for (let at = 0; at < bytes.length; at++) count(bytes.charCodeAt(at));
  else for (let at = 0; at < bytes.length; at++) count(bytes[at]!);
  if (opened > objects || commas > MOST_VALUES) throw tooMany(limits.entries);
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw new RefusedReport('json', '报告的 JSON 不完整或有语法错误，无法解析。');
  }
  if (!isObject(value)) {
    throw new RefusedReport('unknownFormat', 'JSON 的最外层不是对象，不是清点代理的报告。');
  }
  return value;
}

function bare(action: string, root: Record<string, unknown>, itemType: string): JsonMessage {
  return {
    action,
    deviceId: cleanText(root.deviceid, 200),
    itemType,
    tag: cleanText(root.tag, 120),
    partial: false,
    sections: new Map(),
    hasSoftware: false,
    perUserRows: false,
    software: { ids: [], days: [], rows: 0 },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The wanted sections in the shape XML has them: upper-case names, texts, a list each. */
function sectionsOf(content: Record<string, unknown>): Sections {
  const sections: Sections = new Map();
  for (const [key, value] of Object.entries(content)) {
    const upper = key.toUpperCase();
    const name = RENAMED[upper] ?? upper;
    if (!HEAD_SECTIONS.has(name)) continue;
    const list = (Array.isArray(value) ? value : [value])
      .map((one) => sectionOf(one))
      .filter((one) => one !== undefined);
    if (list.length > 0) sections.set(name, list);
  }
  return sections;
}

function sectionOf(value: unknown): Section | undefined {
  if (typeof value === 'string') return { '': value };
  if (!isObject(value)) return undefined;
  const section: Section = {};
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') section[key.toUpperCase()] = inner;
    else if (typeof inner === 'number' || typeof inner === 'boolean')
      section[key.toUpperCase()] = String(inner);
  }
  return section;
}

function addSoftware(
  content: Record<string, unknown>,
  sections: Sections,
  collector: SoftwareCollector,
  limits: Limits,
): boolean {
  if (!Array.isArray(content.softwares)) return false;
  if (content.softwares.length > limits.entries) throw tooMany(limits.entries);
  const os = osKindOfSections(sections);
  let perUser = false;
  for (const row of content.softwares) {
    if (!isObject(row)) continue;
    if (row.username || row.userid) perUser = true;
    collector.addRow(
      {
        name: textOf(row.name),
        publisher: textOf(row.publisher),
        version: textOf(row.version),
        from: textOf(row.from),
        systemCategory: textOf(row.system_category),
        releaseType: textOf(row.release_type),
        installDate: textOf(row.install_date) || textOf(row.installdate),
        guid: textOf(row.guid),
      },
      os,
    );
  }
  return perUser;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}
