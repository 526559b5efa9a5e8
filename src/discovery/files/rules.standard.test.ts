/** Lists in standard formats as others write them, and as somebody with bad intentions writes them. */
import { describe, expect, test } from 'vitest';
import { CborTag, type CborValue, encodeCbor } from '../../base/cbor.ts';
import { RefusedReport } from '../intake/rules.report.ts';
import { readStandard, standardFormatOf } from './rules.standard.ts';

const read = (content: string | Buffer, path = 'x') => {
  const bytes = Buffer.from(content);
  const format = standardFormatOf(bytes, path);
  return format && readStandard(bytes, format);
};
const rowsOf = (list: ReturnType<typeof read>) =>
  list!.rows.map(({ name, version, publisher }) => [name, version, publisher].join('|'));

const JSON_BOM = JSON.stringify({
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  metadata: {
    timestamp: '2026-05-01T08:00:00+08:00',
    tools: { components: [{ type: 'application', name: 'scanner' }] },
    component: { type: 'device', name: 'PC-7', components: [{ type: 'firmware', name: 'BIOS' }] },
  },
  components: [
    { type: 'operating-system', name: '麒麟 V10', version: 'SP1' },
    { type: 'application', name: 'WPS Office', version: '11.1', publisher: '金山办公' },
    {
      type: 'application',
      name: '套件',
      supplier: { name: '某厂' },
      components: [
        { type: 'application', name: '套件·部分', version: '2' },
        { type: 'library', name: 'zlib', version: '1.3' },
      ],
    },
    { type: 'file', name: 'a.dll' },
    {
      type: 'application',
      name: '仅在册',
      properties: [{ name: 'zhengce:basis', value: 'recorded' }],
    },
  ],
});

const XML_BOM = `<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="1">
  <metadata><timestamp>2026-05-01T00:00:00Z</timestamp>
    <tools><tool><name>scanner</name></tool></tools>
    <component type="device"><name>PC-8</name><components><component type="firmware"><name>BIOS</name></component></components></component>
  </metadata>
  <components>
    <component type="application"><supplier><name>福昕</name></supplier><name>PDF &amp; 阅读器</name><version>12</version>
      <pedigree><ancestors><component type="application"><name>祖先</name></component></ancestors></pedigree>
      <properties><property name="zhengce:from">registry</property></properties>
      <components><component type="application"><name>插件</name><version>1</version></component></components>
    </component>
    <component type="library"><name>zlib</name></component>
  </components>
</bom>`;

test('CycloneDX JSON: programs and their parts, the computer, the system; nothing that is no program', () => {
  const list = read(JSON_BOM);
  expect(list).toMatchObject({
    computer: 'PC-7',
    osName: '麒麟 V10',
    osVersion: 'SP1',
    skipped: 3,
  });
  expect(rowsOf(list)).toEqual(['WPS Office|11.1|金山办公', '套件||某厂', '套件·部分|2|']);
});

test('CycloneDX XML says the same in its way; ancestors and tools are other things', () => {
  const list = read(XML_BOM);
  expect(list).toMatchObject({ computer: 'PC-8', takenOn: '2026-05-01T00:00:00Z', skipped: 1 });
  expect(rowsOf(list)).toEqual(['插件|1|', 'PDF & 阅读器|12|福昕']);
  expect(list!.rows[1]!.from).toBe('registry');
});

const SWID = (attributes: string, inner = '') =>
  `<SoftwareIdentity xmlns="http://standards.iso.org/iso/19770/-2/2015/schema.xsd" ${attributes}>
   <Entity name="某厂" regid="example.com" role="tagCreator softwareCreator"/>${inner}</SoftwareIdentity>`;

test.each([
  ['a tag', SWID('name="甲 办公" version="3.1" tagId="a"'), ['甲 办公|3.1|某厂'], 0],
  ['no version', SWID('name="甲" version="0.0" tagId="a"'), ['甲||某厂'], 0],
  [
    'a prefix',
    SWID('name="甲" tagId="a"').replaceAll('<', '<s:').replaceAll('<s:/', '</s:'),
    ['甲||某厂'],
    0,
  ],
  ['media', SWID('name="甲" tagId="a" corpus="true"'), [], 1],
  ['a supplement', SWID('name="甲" tagId="a" supplemental="true"'), [], 1],
])('SWID: %s', (_, xml, rows, skipped) => {
  const list = read(xml);
  expect(rowsOf(list)).toEqual(rows);
  expect(list!.skipped).toBe(skipped);
});

test('SWID evidence says whose and when; a patch is an update', () => {
  const inner = '<Evidence date="2026-05-01T00:00:00Z" deviceId="PC-9"/>';
  const list = read(SWID('name="补丁" tagId="a" patch="true"', inner));
  expect(list).toMatchObject({ computer: 'PC-9', takenOn: '2026-05-01T00:00:00Z' });
  expect(list!.rows[0]!.systemCategory).toBe('update');
});

const map = (...pairs: [CborValue, CborValue][]) => new Map(pairs);
const coswid = (...more: [CborValue, CborValue][]) =>
  map(
    [0, 'com.acme.rms'],
    [1, 'ACME Roadrunner'],
    [2, map([31, 'The ACME'], [33, [1, 2]])],
    ...more,
  );

test('CoSWID with and without its tag; roles as number or list, evidence with its epoch', () => {
  const evidence = map([35, new CborTag(1, 1777593600)], [36, 'PC-10']);
  const tag = coswid([3, evidence], [12, 0], [13, '4.1.5']);
  const tagged = encodeCbor(new CborTag(1398229316, tag));
  const expected = { computer: 'PC-10', takenOn: '2026-05-01T00:00:00.000Z' };
  expect(read(tagged)).toMatchObject(expected);
  expect(rowsOf(read(tagged))).toEqual(['ACME Roadrunner|4.1.5|The ACME']);
  const bare = encodeCbor(tag);
  expect(read(bare, 'a.coswid')).toMatchObject(expected);
  expect(standardFormatOf(bare, 'a.bin')).toBeUndefined();
  expect(read(encodeCbor(new CborTag(1398229316, coswid([8, true]))))).toMatchObject({
    skipped: 1,
  });
});

test.each([
  ['an agent’s report', '<REQUEST><CONTENT><bom/></CONTENT></REQUEST>'],
  ['another JSON', '{"deviceid":"a","content":{}}'],
  ['a list', '软件名称,版本\nWPS,11'],
  ['nothing', ''],
])('%s is no standard format', (_, text) => {
  expect(standardFormatOf(Buffer.from(text), 'x.xml')).toBeUndefined();
});

describe('harm', () => {
  const deep = (n: number) => '<component type="application">'.repeat(n);
  test.each([
    ['an entity', `<!DOCTYPE bom [<!ENTITY a "aaaa">]><bom>&a;</bom>`, 'dtd'],
    ['an entity further on', `<bom><!ENTITY a "b"></bom>`, 'dtd'],
    ['a thousand elements in each other', `<bom>${deep(1000)}`, 'xml'],
    ['an element left open', '<bom><components>', 'xml'],
    ['half a JSON', '{"bomFormat": "CycloneDX", "components": [', 'json'],
    ['another word for it', '{"bomFormat": "SPDX"}', 'unknownFormat'],
    ['lists in lists', `{"bomFormat":"CycloneDX","components":${'['.repeat(100_000)}`, 'json'],
    [
      'millions of objects',
      `{"bomFormat":"CycloneDX","x":[${'{},'.repeat(2_100_000)}{}]}`,
      'tooManyEntries',
    ],
    ['a CBOR cut off', Buffer.from('da53574944a10064', 'hex'), 'corrupt'],
    ['a CBOR that is no map', Buffer.from('da5357494401', 'hex'), 'unknownFormat'],
    [
      'a CBOR that promises too much',
      Buffer.from('da53574944bbffffffffffffffff', 'hex'),
      'corrupt',
    ],
  ])('%s is refused', (_, content, code) => {
    try {
      read(content);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(RefusedReport);
      expect((error as RefusedReport).refused.code).toBe(code);
    }
  });

  test('odd values cost themselves only', () => {
    const bom = {
      bomFormat: 'CycloneDX',
      metadata: { component: { type: 'device', name: 7 }, timestamp: {} },
      components: [
        null,
        5,
        [],
        { type: 'application' },
        { type: 'application', name: ['a'] },
        {
          type: 'application',
          name: `好\u0000名${'长'.repeat(900)}`,
          version: { a: 1 },
          properties: 'x',
        },
      ],
    };
    const list = read(JSON.stringify(bom))!;
    expect(list.computer).toBe('7');
    expect(list.rows).toHaveLength(1);
    expect(list.rows[0]!.name).toHaveLength(400);
    expect(list.rows[0]!.name.startsWith('好 名长')).toBe(true);
  });
});
