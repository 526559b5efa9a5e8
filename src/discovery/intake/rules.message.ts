/** One body in, one message out: what an agent wants, whatever it calls it and however it is packed. */
import {
  type Compression,
  decodeText,
  inflateBody,
  isPlainUtf8,
  sniffFormat,
} from './rules.decode.ts';
import { agentKeyOf, buildHead, type Envelope, itemTypeName, protocolOf } from './rules.head.ts';
import { type JsonMessage, parseJson } from './rules.json.ts';
import {
  cleanText,
  type Limits,
  type Protocol,
  RefusedReport,
  type ReportHead,
} from './rules.report.ts';
import { scanXml } from './rules.scan.ts';
import type { SoftwareSet } from './rules.software.ts';
import type { EntryTable } from './rules.table.ts';
import { parseXml, type XmlMessage } from './rules.xml.ts';

export type Format = 'xml' | 'json';

export type Message = {
  format: Format;
  compression: Compression;
  protocol: Protocol;
  /** `''` when the sender gives no identity. */
  agentKey: string;
} & (
  | { kind: 'prolog' }
  | { kind: 'contact' }
  | { kind: 'inventory'; head: ReportHead; software: SoftwareSet }
  | { kind: 'other'; action: string }
);

export type Parsing = { table: EntryTable; latest: number; limits: Limits };

/** Decodes and reads a body. Throws RefusedReport with the reason for everything that is not a message. */
export function readMessage(body: Buffer, envelope: Envelope, parsing: Parsing): Message {
  if (body.length === 0) throw new RefusedReport('empty', '请求没有内容。');
  const { bytes, compression } = inflateBody(body, parsing.limits);
  const plain = isPlainUtf8(bytes);
  const text = plain ? bytes : decodeText(bytes);
  const format = sniffFormat(text);
  if (format === 'xml') {
    return fromXml(readXml(bytes, text, parsing), envelope, compression);
  }
  if (format === 'json') {
    const { table, latest, limits } = parsing;
    return fromJson(parseJson(text, table, latest, limits), envelope, compression);
  }
  throw new RefusedReport(
    'unknownFormat',
    '内容既不是 XML 也不是 JSON（也不是它们的 zlib 或 gzip 压缩），不是清点代理的报告。',
  );
}

function readXml(bytes: Buffer, text: Buffer | string, parsing: Parsing): XmlMessage {
  const { table, latest, limits } = parsing;
  const scanned = typeof text === 'string' ? undefined : scanXml(bytes, table, latest, limits);
  return scanned ?? parseXml(decoded(text), table, latest, limits);
}

function decoded(text: Buffer | string): string {
  return typeof text === 'string' ? text : decodeText(text);
}

function fromXml(xml: XmlMessage, envelope: Envelope, compression: Compression): Message {
  const query = xml.query.trim().toUpperCase();
  const deviceId = cleanText(xml.deviceId, 200);
  const basis = {
    format: 'xml' as const,
    compression,
    protocol: protocolOf(envelope.userAgent, xml.sections.get('VERSIONCLIENT')?.[0]?.[''] ?? ''),
    agentKey: agentKeyOf(envelope, deviceId),
  };
  if (query === 'PROLOG') return { ...basis, kind: 'prolog' };
  if (query && query !== 'INVENTORY') {
    throw new RefusedReport(
      'notAComputer',
      `这是${itemTypeName(query.toLowerCase())}的报告，本系统只管理计算机。`,
    );
  }
  const head = buildHead({ ...xml, deviceId, partial: false }, envelope);
  return { ...basis, kind: 'inventory', protocol: head.protocol, head, software: xml.software };
}

function fromJson(json: JsonMessage, envelope: Envelope, compression: Compression): Message {
  const basis = {
    format: 'json' as const,
    compression,
    protocol: 'glpi' as const,
    agentKey: agentKeyOf(envelope, json.deviceId),
  };
  if (json.action === 'contact') return { ...basis, kind: 'contact' };
  if (json.action === 'netdiscovery' || json.action === 'netinventory') {
    throw new RefusedReport(
      'notAComputer',
      `这是${itemTypeName(json.action)}的报告，本系统只管理计算机。`,
    );
  }
  if (json.action !== 'inventory') return { ...basis, kind: 'other', action: json.action };
  const head = buildHead(json, envelope);
  return {
    ...basis,
    kind: 'inventory',
    head: { ...head, protocol: head.protocol === 'file' ? 'glpi' : head.protocol },
    software: json.software,
  };
}
