/**
 * The parser's thread: inflates, scans and numbers entries, so that the thread that answers agents stays free. It holds
 * no connection and writes nothing; the worst a report can do is end this thread, and a new one is started.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { type Fingerprinter, fingerprinter } from '../../platform/auth/sealing.ts';
import { decodeText, salvage, sniffFormat } from './rules.decode.ts';
import { digestOf } from './rules.digest.ts';
import type { Envelope } from './rules.head.ts';
import { keyMarks } from './rules.licence.ts';
import { type Format, readMessage } from './rules.message.ts';
import {
  type Limits,
  operatingSystemEntry,
  type RawEntry,
  type Refused,
  RefusedReport,
  type ReportHead,
} from './rules.report.ts';
import { removeSecrets } from './rules.secrets.ts';
import { NO_DAY } from './rules.software.ts';
import { EntryTable } from './rules.table.ts';

export type Asked = {
  id: number;
  /** Product keys are marked for this unit; '' where nothing is stored. */
  unitId: string;
  body: Uint8Array;
  envelope: Envelope;
  latest: number;
  limits: Limits;
  /** Only the body without its secrets is wanted, for the quarantine. */
  redactOnly?: boolean;
};

export type ParsedReport = {
  head: ReportHead;
  digest: string;
  /** Numbers in this generation's entry table. */
  ids: Int32Array;
  days: Int32Array;
  rows: number;
};
export type Told = { id: number } & (
  | {
      kind: 'inventory';
      format: Format;
      report: ParsedReport;
      generation: number;
      /** Entries numbered since the last message, in order. */
      fresh: RawEntry[];
    }
  | { kind: 'prolog' | 'contact'; format: Format; agentKey: string }
  | { kind: 'other'; format: Format; action: string }
  | {
      kind: 'refused';
      /** Undefined when the body shows neither. */
      format: Format | undefined;
      refused: Refused;
      body: Uint8Array | null;
      agentKey: string;
    }
  | { kind: 'redacted'; body: Uint8Array | null }
);

/** Distinct entries after which the table starts anew: bounds memory against made-up names. */
const TABLE_LIMIT = 120_000;
const QUARANTINE_TEXT = 8 * 1024 * 1024;

/** Given to the thread at its start: it may compare keys, but seal and open nothing. */
const fingerprint: Fingerprinter | undefined = workerData?.fingerprintKey
  ? fingerprinter(workerData.fingerprintKey)
  : undefined;

let table = new EntryTable();
let generation = 0;
let told = 0;

export function answer(asked: Asked): Told {
  const body = Buffer.from(asked.body.buffer, asked.body.byteOffset, asked.body.byteLength);
  if (asked.redactOnly) return { id: asked.id, kind: 'redacted', body: redacted(body) };
  if (table.entries.length > TABLE_LIMIT) {
    table = new EntryTable();
    generation += 1;
    told = 0;
  }
  try {
    const { latest, limits, unitId } = asked;
    const marks = fingerprint && unitId !== '' ? keyMarks(fingerprint, unitId) : undefined;
    const message = readMessage(body, { ...asked.envelope, marks }, { table, latest, limits });
    const { format } = message;
    if (message.kind === 'other')
      return { id: asked.id, kind: 'other', format, action: message.action };
    if (message.kind !== 'inventory')
      return { id: asked.id, kind: message.kind, format, agentKey: message.agentKey };
    const { head, software } = message;
    const system = head.hasSoftware ? operatingSystemEntry(head) : undefined;
    if (system) {
      software.ids.push(table.intern(system));
      software.days.push(NO_DAY);
    }
    const report: ParsedReport = {
      head,
      digest: digestOf(head),
      ids: Int32Array.from(software.ids),
      days: Int32Array.from(software.days),
      rows: software.rows,
    };
    const fresh = table.entries.slice(told);
    told = table.entries.length;
    return { id: asked.id, kind: 'inventory', format, report, generation, fresh };
  } catch (error) {
    if (!(error instanceof RefusedReport)) throw error;
    const agentKey = asked.envelope.agentId ? `agent:${asked.envelope.agentId.toLowerCase()}` : '';
    const sniffed = sniffFormat(decodeText(salvage(body, 2000)));
    return {
      id: asked.id,
      kind: 'refused',
      format: sniffed === 'other' ? undefined : sniffed,
      refused: error.refused,
      body: redacted(body),
      agentKey,
    };
  }
}

/** gzip of the readable text without secrets; null when there is none: nothing unread is ever kept. */
function redacted(body: Buffer): Uint8Array | null {
  const bytes = salvage(body, QUARANTINE_TEXT);
  const text = decodeText(bytes).slice(0, QUARANTINE_TEXT);
  const start = text.slice(0, 4000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters betray binary data
  const strange = start.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
  if (text.trim() === '' || strange * 20 > start.length) return null;
  return gzipSync(removeSecrets(text));
}

parentPort?.on('message', (asked: Asked) => {
  const reply = answer(asked);
  parentPort!.postMessage(reply);
});
