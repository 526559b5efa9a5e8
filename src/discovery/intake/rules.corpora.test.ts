/** Every real inventory and captured exchange goes through the parser: no crash, the software count the index says. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decodeText, inflateBody, isPlainUtf8 } from './rules.decode.ts';
import { type Message, readMessage } from './rules.message.ts';
import { LIMITS, RefusedReport } from './rules.report.ts';
import { scanXml } from './rules.scan.ts';
import { EntryTable } from './rules.table.ts';
import { parseXml } from './rules.xml.ts';

const CORPORA = join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/corpora');
const present = existsSync(join(CORPORA, 'INDEX.tsv'));
const LATEST = 20_000;

type IndexRow = { file: string; protocol: string; os: string; entries: number; note: string };
const rows: IndexRow[] = present
  ? readFileSync(join(CORPORA, 'INDEX.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
      .map((cells) => ({
        file: cells[0]!,
        protocol: cells[4]!,
        os: cells[5]!,
        entries: Number(cells[6]),
        note: cells[9] ?? '',
      }))
  : [];

function read(file: string): Message | RefusedReport {
  const body = readFileSync(join(CORPORA, file));
  const parsing = { table: new EntryTable(), latest: LATEST, limits: LIMITS };
  try {
    return readMessage(body, { userAgent: 'test', agentId: '' }, parsing);
  } catch (error) {
    if (error instanceof RefusedReport) return error;
    throw error;
  }
}

describe.skipIf(!present)('the sample corpora (skipped: ../shared/corpora is absent)', () => {
  const agents = rows.filter(
    (row) =>
      /FusionInventory XML|OCS XML|GLPI JSON|GLPI agent XML|wire body|:INVENTORY|:inventory/.test(
        row.protocol,
      ) &&
      !/not a computer|PROLOG|contact/.test(row.protocol) &&
      !/no DEVICEID/.test(row.note) &&
      !/Android/.test(row.os),
  );
  test.each(agents.map((row) => [row.file, row.entries] as const))(
    '%s has its %d software rows',
    (file, entries) => {
      const message = read(file);
      if (message instanceof RefusedReport) throw message;
      if (message.kind !== 'inventory') throw new Error(`is ${message.kind}`);
      expect(message.software.rows).toBe(entries);
      // One real file has a row that names nothing at all.
      expect(message.software.ids.length).toBeGreaterThanOrEqual(entries - 1);
      expect(message.head.agentKey).not.toBe('');
    },
  );

  test('the byte scanner and saxes read the same from every XML report', () => {
    let scannedFiles = 0;
    for (const row of rows) {
      if (!/\.(xml|ocs|body)$/.test(row.file)) continue;
      const { bytes } = inflateBody(readFileSync(join(CORPORA, row.file)), LIMITS);
      if (bytes[0] !== 60 || !isPlainUtf8(bytes) || bytes.indexOf('<REQUEST>') < 0) continue;
      const fastTable = new EntryTable();
      const fast = scanXml(bytes, fastTable, LATEST, LIMITS);
      if (!fast) continue;
      const slowTable = new EntryTable();
      const slow = parseXml(decodeText(bytes), slowTable, LATEST, LIMITS);
      expect(fast.software.ids.map((id) => fastTable.entries[id])).toEqual(
        slow.software.ids.map((id) => slowTable.entries[id]),
      );
      expect(fast.software.days).toEqual(slow.software.days);
      const names = (message: typeof fast) => [...message.sections.keys()].sort();
      expect(names(fast)).toEqual(names(slow));
      expect(fast.sections.get('HARDWARE')?.[0]?.NAME?.trim()).toEqual(
        slow.sections.get('HARDWARE')?.[0]?.NAME,
      );
      expect({ ...fast, sections: 0, software: 0 }).toEqual({ ...slow, sections: 0, software: 0 });
      scannedFiles += 1;
    }
    expect(scannedFiles).toBeGreaterThanOrEqual(20);
  });

  test.each([
    ['invfmt_9.xml', 'notAComputer'],
    ['invfmt_10.xml', 'notAComputer'],
    ['invfmt_printer_1.json', 'notAComputer'],
    ['invfmt_printer_3.json', 'notAComputer'],
    ['invfmt_phone_1.json', 'phone'],
    ['invfmt_13.xml', 'phone'],
    ['invfmt_14.xml', 'phone'],
    ['invfmt_18.xml', 'phone'],
  ])('%s is refused as %s with a reason', (file, code) => {
    const outcome = read(file);
    expect(outcome).toBeInstanceOf(RefusedReport);
    const { refused } = outcome as RefusedReport;
    expect(refused.code).toBe(code);
    expect(refused.reason).toContain('本系统只管理计算机');
  });

  test('every other file gets a reason, never a crash', () => {
    const outcomes = rows.map((row) => {
      const outcome = read(row.file);
      return outcome instanceof RefusedReport ? outcome.refused.code : outcome.kind;
    });
    expect(outcomes).toHaveLength(rows.length);
    const known = ['prolog', 'contact', 'inventory', 'other'];
    const codes = ['notAComputer', 'phone', 'noDeviceId', 'noContent', 'json', 'unknownFormat'];
    for (const outcome of outcomes) expect([...known, ...codes, 'dtd', 'xml']).toContain(outcome);
  });

  test('partial inventories are seen as such, with and without a software list', () => {
    const partial = (file: string) => {
      const message = read(file);
      if (message instanceof RefusedReport || message.kind !== 'inventory') throw new Error(file);
      return [message.head.partial, message.head.hasSoftware, message.software.rows];
    };
    expect(partial('invfmt_computer_1.json')).toEqual([false, true, 6]);
    expect(partial('invfmt_computer_1_partial_cpu.json')).toEqual([true, false, 0]);
    expect(partial('invfmt_computer_1_partial_softs.json')).toEqual([true, true, 6]);
  });
});
