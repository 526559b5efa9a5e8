/** The pure rules of intake: bytes to text, reports, dates. */
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOfDay, dayOfBytes, NOT_FAST, parseInstallDate } from './rules.dates.ts';
import { decodeText, inflateBody, salvage, sniffCompression } from './rules.decode.ts';
import { type Message, readMessage } from './rules.message.ts';
import { LIMITS, RefusedReport } from './rules.report.ts';
import { scanXml } from './rules.scan.ts';
import { EntryTable } from './rules.table.ts';
import { parseXml } from './rules.xml.ts';

const LATEST = 13_475; // 2026-11-23

function read(body: Buffer | string, userAgent = 'FusionInventory-Agent_v2.6', limits = LIMITS) {
  const parsing = { table: new EntryTable(), latest: LATEST, limits };
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return { message: readMessage(bytes, { userAgent, agentId: '' }, parsing), ...parsing };
}

function refusal(body: Buffer | string, limits = LIMITS): string {
  try {
    read(body, 'x', limits);
  } catch (error) {
    if (error instanceof RefusedReport) return error.refused.code;
    throw error;
  }
  return 'accepted';
}

function xml(software: string, extra = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<REQUEST><CONTENT><HARDWARE><NAME>pc-1</NAME><OSNAME>Microsoft Windows 10</OSNAME></HARDWARE>${software}
${extra}</CONTENT><DEVICEID>pc-1-2026</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
}

function inventory(message: Message) {
  if (message.kind !== 'inventory') throw new Error(`expected an inventory, got ${message.kind}`);
  return message;
}

describe('bytes to text', () => {
  const text = '<a>正版软件 WPS é</a>';
  test('compression is told by the bytes', () => {
    expect(sniffCompression(deflateSync(text))).toBe('zlib');
    expect(sniffCompression(gzipSync(text))).toBe('gzip');
    expect(sniffCompression(Buffer.from(text))).toBe('none');
    expect(sniffCompression(Buffer.from('x'))).toBe('none');
    for (const level of [1, 6, 9])
      expect(inflateBody(deflateSync(text, { level }), LIMITS).bytes.toString()).toBe(text);
  });

  test('a bomb stops at the limit, a truncated body is corrupt and gives up what it has', () => {
    const limits = { ...LIMITS, inflatedBytes: 1_000_000 };
    const bomb = deflateSync(Buffer.alloc(20_000_000));
    expect(refusal(bomb, limits)).toBe('tooLarge');
    const whole = deflateSync(xml('<SOFTWARES><NAME>WPS</NAME></SOFTWARES>'.repeat(50)));
    const cut = whole.subarray(0, whole.length - 20);
    expect(refusal(cut)).toBe('corrupt');
    expect(salvage(cut, 1_000_000).toString()).toContain('<DEVICEID>'.slice(0, 5));
    expect(salvage(Buffer.from([0x78, 0x9c, 1, 2, 3]), 100)).toHaveLength(0);
  });

  test.each([
    [
      'gb18030',
      Buffer.concat([
        Buffer.from('<a>'),
        Buffer.from([0xd5, 0xfd, 0xb0, 0xe6]),
        Buffer.from('</a>'),
      ]),
      '正版',
    ],
    [
      'declared gbk',
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="GBK"?><a>'),
        Buffer.from([0xd5, 0xfd]),
        Buffer.from('</a>'),
      ]),
      '正',
    ],
    [
      'declared latin-1',
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>'),
        Buffer.from([0xe9]),
        Buffer.from('</a>'),
      ]),
      'é',
    ],
    [
      'utf-16 little endian',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<a>正</a>', 'utf16le')]),
      '正',
    ],
    ['utf-8 with a mark', Buffer.from('\ufeff<a>正</a>'), '正'],
    [
      'utf-8 with one broken byte',
      Buffer.concat([Buffer.from('<a>正版软件正版'), Buffer.from([0xe6]), Buffer.from('</a>')]),
      '正版软件正版',
    ],
  ])('%s', (_, bytes, expected) => {
    expect(decodeText(bytes)).toContain(expected);
    expect(decodeText(bytes).startsWith('<')).toBe(true);
  });
});

describe('XML reports', () => {
  test('entities, blanks and twins', () => {
    const { message, table } = read(
      xml(
        '<SOFTWARES><NAME> Adobe &amp; Co &#x5de5;具 </NAME><VERSION>1</VERSION></SOFTWARES>' +
          '<SOFTWARES><NAME>Adobe &amp; Co 工具</NAME><VERSION>1</VERSION></SOFTWARES>' +
          '<SOFTWARES><NAME></NAME><VERSION>9</VERSION></SOFTWARES>' +
          '<SOFTWARES><NAME></NAME><GUID>{A}</GUID></SOFTWARES>' +
          '<SOFTWARES><NAME></NAME><GUID>{B}</GUID></SOFTWARES>',
      ),
    );
    const { software } = inventory(message);
    expect(software.rows).toBe(5);
    expect(software.ids.map((id) => table.entries[id]!.name)).toEqual([
      'Adobe & Co 工具',
      'Adobe & Co 工具',
      '{A}',
      '{B}',
    ]);
    expect(software.ids[0]).toBe(software.ids[1]);
    expect(table.entries[0]!.from).toBe('registry');
  });

  test.each([
    ['comment', '<!-- x --><SOFTWARES><NAME>A</NAME></SOFTWARES>'],
    ['CDATA', '<SOFTWARES><NAME><![CDATA[A]]></NAME></SOFTWARES>'],
    ['attribute', '<SOFTWARES><NAME lang="zh">A</NAME></SOFTWARES>'],
    ['empty element', '<SOFTWARES><VERSION/><NAME>A</NAME></SOFTWARES>'],
    ['nesting', '<SOFTWARES><NAME>A</NAME><X><NAME>B</NAME></X></SOFTWARES>'],
    ['a bare ampersand', '<SOFTWARES><NAME>A</NAME><PUBLISHER>B & C</PUBLISHER></SOFTWARES>'],
    ['a control character', '<SOFTWARES><NAME>A</NAME><PUBLISHER>B\u0001C</PUBLISHER></SOFTWARES>'],
    ['an unknown entity', '<SOFTWARES><NAME>A</NAME><PUBLISHER>&nbsp;&#1;</PUBLISHER></SOFTWARES>'],
  ])('%s does not cost the report', (_, software) => {
    const { message, table } = read(xml(software));
    expect(inventory(message).software.ids.map((id) => table.entries[id]!.name)).toEqual(['A']);
  });

  test('the system may follow the software', () => {
    const late = xml(
      '<SOFTWARES><NAME>A</NAME></SOFTWARES>',
      '<OPERATINGSYSTEM><FULL_NAME>Debian GNU/Linux</FULL_NAME></OPERATINGSYSTEM>',
    ).replace('<OSNAME>Microsoft Windows 10</OSNAME>', '');
    const { message, table } = read(late);
    expect(inventory(message).software.ids.map((id) => table.entries[id]!.os)).toEqual(['linux']);
  });

  test.each([
    ['dtd', '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><REQUEST></REQUEST>'],
    ['dtd', '<?xml version="1.0"?><!DOCTYPE r [ ]><REQUEST></REQUEST>'],
    ['xml', '<REQUEST><CONTENT><HARDWARE><NAME>x</NAME>'],
    ['unknownFormat', '<html><body>sign in</body></html>'],
    ['unknownFormat', 'hello'],
    ['unknownFormat', '[1,2]'],
    ['json', '{"action":"inventory","content":'],
    ['noContent', '{"action":"inventory","deviceid":"a"}'],
    ['noDeviceId', '{"content":{"hardware":{"name":"a"}}}'],
    [
      'notAComputer',
      '{"action":"inventory","itemtype":"NetworkEquipment","deviceid":"a","content":{}}',
    ],
    ['notAComputer', '{"action":"netinventory","deviceid":"a","content":{}}'],
    ['empty', ''],
  ])('%s: %s', (code, body) => {
    expect(refusal(body)).toBe(code);
  });

  test('too many rows are refused before they fill the memory', () => {
    const limits = { ...LIMITS, entries: 100 };
    expect(refusal(xml('<SOFTWARES><NAME>A</NAME></SOFTWARES>'.repeat(101)), limits)).toBe(
      'tooManyEntries',
    );
    const rows = Array.from({ length: 101 }, () => ({ name: 'a' }));
    expect(refusal(JSON.stringify({ deviceid: 'a', content: { softwares: rows } }), limits)).toBe(
      'tooManyEntries',
    );
    const million = `{"deviceid":"a","content":{"softwares":[${'{"name":"a"},'.repeat(999_999)}{"name":"a"}]}}`;
    expect(refusal(million)).toBe('tooManyEntries');
  });

  test('scanner and saxes agree on any text (property)', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'B', ' ', '正', '&amp;', '&#65;', '\n', 'é', '-', '&lt;'),
      maxLength: 12,
    });
    const row = fc.record({
      NAME: word,
      VERSION: word,
      PUBLISHER: word,
      INSTALLDATE: fc.constantFrom(
        '2020-01-02',
        '2020/01/02',
        '20200102',
        '03/02/2020',
        '30/02/2020',
        '30/01/2020',
        '',
        '1970-01-01',
      ),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const text = xml(
          rows
            .map(
              (one) =>
                `<SOFTWARES>${Object.entries(one)
                  .map(([tag, value]) => `<${tag}>${value}</${tag}>`)
                  .join('\n')}</SOFTWARES>`,
            )
            .join(''),
        );
        const fast = new EntryTable();
        const slow = new EntryTable();
        const scanned = scanXml(Buffer.from(text), fast, LATEST, LIMITS)!;
        const parsed = parseXml(text, slow, LATEST, LIMITS);
        expect(scanned.software.ids.map((id) => fast.entries[id])).toEqual(
          parsed.software.ids.map((id) => slow.entries[id]),
        );
        expect(scanned.software.days).toEqual(parsed.software.days);
      }),
      { numRuns: 200 },
    );
  });
});

describe('install dates', () => {
  const day = (text: string) => {
    const parsed = parseInstallDate(text, LATEST);
    if (!parsed) return undefined;
    return 'day' in parsed ? dateOfDay(parsed.day) : 'ambiguous';
  };
  test.each([
    ['2019-12-19', '2019-12-19'],
    ['2025/05/24 14:37:46', '2025-05-24'],
    ['20150804', '2015-08-04'],
    ['2015-6-18 11:8:8', '2015-06-18'],
    ['2024年5月1日', '2024-05-01'],
    ['20090714102231.223830+600', '2009-07-14'],
    ['07/16/2016 22:55:48', '2016-07-16'],
    ['30/01/2011', '2011-01-30'],
    ['2026-05-21T14:56:33.000Z', '2026-05-21'],
    ['Sat Sep  4 11:43:28 2010', '2010-09-04'],
    ['10/29/25, 2:21\u202fAM', '2025-10-29'],
    ['11/09/2015', 'ambiguous'],
    ['05/05/2015', '2015-05-05'],
    ['1970-00-01', undefined],
    ['1970-01-01 00:00:00', undefined],
    ['2021-02-30', undefined],
    ['2099-01-01', undefined],
    ['Unknown', undefined],
    ['N/A', undefined],
    [' ', undefined],
  ])('%s → %s', (text, expected) => {
    expect(day(text)).toBe(expected);
  });

  test('the byte reader says what the text reader says, or nothing (property)', () => {
    const part = (max: number) =>
      fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
    fc.assert(
      fc.property(
        fc.integer({ min: 1960, max: 2100 }),
        part(13),
        part(32),
        fc.constantFrom('-', '/', ''),
        fc.constantFrom('', ' 10:00', '7'),
        (year, month, date, separator, rest) => {
          const text = `${year}${separator}${month}${separator}${date}${rest}`;
          const bytes = Buffer.from(text);
          const fast = dayOfBytes(bytes, 0, bytes.length, LATEST);
          if (fast === NOT_FAST) return;
          const slow = parseInstallDate(text, LATEST);
          expect(fast).toBe(slow && 'day' in slow ? slow.day : -1);
        },
      ),
    );
  });

  test('an undecidable date follows the other dates of its report, if they agree', () => {
    const days = (...dates: string[]) =>
      inventory(
        read(
          xml(
            dates
              .map(
                (date, index) =>
                  `<SOFTWARES><NAME>S${index}</NAME><INSTALLDATE>${date}</INSTALLDATE></SOFTWARES>`,
              )
              .join(''),
          ),
        ).message,
      ).software.days.map((value) => (value < 0 ? null : dateOfDay(value)));
    expect(days('11/09/2015', '30/01/2011')).toEqual(['2015-09-11', '2011-01-30']);
    expect(days('11/09/2015', '01/30/2011')).toEqual(['2015-11-09', '2011-01-30']);
    expect(days('11/09/2015', '01/30/2011', '30/01/2011')).toEqual([
      null,
      '2011-01-30',
      '2011-01-30',
    ]);
    expect(days('11/09/2015')).toEqual([null]);
  });
});
