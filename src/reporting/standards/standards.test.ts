/** Standards out and in again, over HTTP: names and versions stay, what is on record only is never read back as seen. */
import { writeFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Office, office, ok, refused, url } from '../../../test/office.ts';
import { CborTag, decodeCbor } from '../../base/cbor.ts';
import { newId } from '../../base/ids.ts';
import type { FileVerdict } from '../../discovery/files/shapes.ts';
import { assignSources } from '../../discovery/index.ts';
import { systemContext } from '../../platform/db/context.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const HARD = "奇怪 <“&>' 名/称 \u{20BB7}";
const SEEN = [
  ['WPS Office 专业版', '11.8.2.12085', '金山办公'],
  ['WPS Office 专业版', '12', '金山办公'],
  [HARD, '1.0 "beta" <2>', 'A & B 公司'],
  ['没有版本的程序', '', ''],
] as const;

const technician = () => world.as('赵工');
async function upload(name: string, content: Buffer | string, options = {}) {
  const fields = { options: JSON.stringify({ files: options }) };
  const answer = await (await technician()).upload(
    url('discovery/files'),
    { name, content },
    fields,
  );
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body.files as FileVerdict[];
}

/** What the source of this computer has now. */
async function present(computer: string): Promise<string[]> {
  return world.app.database.read(async (tx) => {
    const { rows } = await sql<{ name: string; version: string; publisher: string }>`
      select e.name, e.version, e.publisher from discovery_source s
      join discovery_present p on p.unit_id = s.unit_id and p.source_id = s.id
      cross join unnest(p.entries) as i (id)
      join recognition_raw_entry e on e.unit_id = s.unit_id and e.id = i.id
      where s.unit_id = ${world.app.unitId} and s.agent_key = ${`file:${computer.toLowerCase()}`}`.execute(
      tx,
    );
    return rows.map((row) => [row.name, row.version, row.publisher].join('|')).sort();
  });
}
const seen = SEEN.map((row) => row.join('|')).sort();
const withSystem = [...seen, 'Microsoft Windows 11||'].sort();

const csv = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');

beforeAll(async () => {
  world = await office(await testApp());
  const head = ['计算机名称', '操作系统', '软件名称', '版本', '发布者'];
  const rows = SEEN.map((row) => ['C1', 'Microsoft Windows 11', ...row]);
  const [verdict] = await upload('清单.csv', csv([head, ...rows]));
  const sourceId = verdict!.machines[0]!.sourceId;
  await world.app.database.write((tx) =>
    assignSources(systemContext(tx, world.app.unitId, 'test'), {
      sourceIds: [sourceId],
      deviceId: world.device('C1'),
    }),
  );
  await ok(
    (await world.as('钱主管')).post(url('entries'), {
      ...{ idempotencyKey: newId(), reason: '登记' },
      lines: [
        {
          kind: 'install',
          softwareId: world.software('S1'),
          deviceId: world.device('C1'),
          version: '12',
          occurredOn: today,
        },
      ],
    }),
  );
}, 60_000);

const file = async (format: string, device = 'C1') =>
  (await technician()).get(url(`standards/devices/${world.device(device)}?format=${format}`));

/** The required fields of CycloneDX 1.6, and the words it allows where we use them. */
function check(bom: Record<string, unknown>): void {
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
  expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const keys = ['bomFormat', 'specVersion', 'serialNumber', 'version', 'metadata', 'components'];
  expect(Object.keys(bom).filter((key) => !keys.includes(key))).toEqual([]);
  const components = bom.components as Record<string, unknown>[];
  const refs = components.map((one) => one['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  for (const one of components) {
    expect(['application', 'operating-system']).toContain(one.type);
    expect(one.name).toMatch(/./);
    const { identity } = one.evidence as {
      identity: {
        field: string;
        confidence: number;
        methods: { technique: string; confidence: number; value: string }[];
      }[];
    };
    for (const { field, confidence, methods } of identity) {
      expect(field).toBe('name');
      expect(confidence).toBeLessThanOrEqual(1);
      for (const method of methods) {
        expect(['manifest-analysis', 'attestation']).toContain(method.technique);
      }
    }
    for (const property of one.properties as { name: string; value: string }[]) {
      expect(typeof property.name).toBe('string');
      expect(typeof property.value).toBe('string');
    }
    if (one.swid) expect(one.swid).toMatchObject({ tagId: /^zhengce-/ as never, name: one.name });
  }
}

describe('CycloneDX', () => {
  test('has what was seen and what is on record, each as what it is', async () => {
    const answer = await file('cyclonedx');
    expect(answer.headers['content-type']).toContain('application/vnd.cyclonedx+json');
    const bom = JSON.parse(answer.payload.toString());
    if (process.env.BOM_OUT) writeFileSync(process.env.BOM_OUT, answer.payload);
    check(bom);
    expect(bom.metadata.component).toMatchObject({ type: 'device', name: 'C1' });
    const told = bom.components.map(
      (one: { name: string; version?: string; properties: { name: string; value: string }[] }) => [
        one.name,
        one.version ?? '',
        one.properties.find(({ name }) => name === 'zhengce:basis')!.value,
      ],
    );
    expect(told).toContainEqual(['甲办公', '12', 'recorded']);
    expect(told).toContainEqual([HARD, '1.0 "beta" <2>', 'observed']);
    expect(told).toHaveLength(SEEN.length + 2);
  });

  test('read in again it has the same names and versions, without what is only on record', async () => {
    const { payload } = await file('cyclonedx');
    const [verdict] = await upload('C1.cdx.json', payload, {
      'C1.cdx.json': { computer: 'BOM-1' },
    });
    expect(verdict).toMatchObject({ kind: 'standard', verdict: 'accepted', machineCount: 1 });
    expect(verdict!.message).toContain('1 项');
    expect(await present('BOM-1')).toEqual(withSystem);
  });
});

describe.each(['swid', 'coswid'] as const)('%s', (format) => {
  test('a tag per program seen, in a zip that is read in again', async () => {
    const answer = await file(format);
    const tags = unzipSync(answer.payload);
    const names = Object.keys(tags);
    expect(names).toHaveLength(SEEN.length + 1);
    expect(names.every((name) => name.startsWith('C1/'))).toBe(true);
    if (process.env.BOM_OUT) writeFileSync(`${process.env.BOM_OUT}.${format}.zip`, answer.payload);
    const options = { 'C1.zip': { computer: `TAG-${format}` } };
    const [verdict] = await upload('C1.zip', answer.payload, options);
    expect(verdict).toMatchObject({ kind: 'standard', verdict: 'accepted', machineCount: 1 });
    expect(await present(`TAG-${format}`)).toEqual(withSystem);
  });
});

test('a SWID tag says who made it, on which computer and when it was seen', async () => {
  const tags = Object.values(unzipSync((await file('swid')).payload)).map((one) =>
    Buffer.from(one).toString(),
  );
  const hard = tags.find((tag) => tag.includes('beta'))!;
  expect(hard).toContain('name="奇怪 &lt;“&amp;&gt;\' 名/称 \u{20BB7}"');
  expect(hard).toMatch(/<Evidence date="\d{4}-\d\d-\d\dT[^"]+" deviceId="C1"\/>/);
  expect(hard).toContain('<Entity name="A &amp; B 公司" role="softwareCreator"/>');
  expect(hard).toContain('role="tagCreator"');
});

test('a CoSWID tag has the items RFC 9393 wants, in order', async () => {
  const [first] = Object.values(unzipSync((await file('coswid')).payload));
  const tag = decodeCbor(first!) as CborTag;
  expect(tag.tag).toBe(1398229316);
  const map = tag.value as ReadonlyMap<unknown, unknown>;
  const keys = [...map.keys()] as number[];
  for (const key of [0, 1, 2, 3, 12, 13]) expect(keys).toContain(key);
  expect(keys).toEqual(keys.toSorted((left, right) => left - right));
  const evidence = map.get(3) as ReadonlyMap<unknown, unknown>;
  expect(evidence.get(36)).toBe('C1');
  expect(evidence.get(35)).toBeInstanceOf(CborTag);
});

test('loose tags come together: a second set replaces the first', async () => {
  const tags = Object.entries(unzipSync((await file('swid')).payload)).map(([name, bytes]) => ({
    name: name.split('/').at(-1)!,
    content: Buffer.from(bytes).toString().replace('deviceId="C1"', 'deviceId="LOOSE"'),
  }));
  for (const { name, content } of tags.slice(0, 2)) await upload(name, content);
  expect(await present('LOOSE')).toHaveLength(1);
});

describe('entitlements', () => {
  test('XML and JSON say the same; no serial number leaves', async () => {
    const get = async (format: string) =>
      (
        await (await world.as('钱主管')).get(url(`standards/entitlements?format=${format}`))
      ).payload.toString();
    const json = JSON.parse(await get('json'));
    const first = json.entitlements.find(
      (one: { entitlementId: string }) => one.entitlementId === 'S1',
    );
    expect(first).toMatchObject({
      product: { name: '甲办公', version: '12' },
      metric: { licenseType: 'device', unit: 'perDevice', quantity: 3, unlimited: false },
      period: { kind: 'perpetual', start: null, end: null },
      versionRights: [{ from: '11', to: '12' }],
      use: { installed: 1, remaining: 2 },
    });
    const site = json.entitlements.find(
      (one: { entitlementId: string }) => one.entitlementId === 'S4',
    );
    expect(site).toMatchObject({
      metric: { quantity: null, unlimited: true },
      use: { remaining: null },
    });
    const xml = await get('xml');
    expect(xml.match(/<Entitlement /g)).toHaveLength(json.entitlements.length);
    expect(xml).toContain('conformity is not claimed');
    expect(xml).toContain('<VersionRight from="11" to="12"/>');
    expect(xml).toContain('<Use installed="1" remaining="2"/>');
    expect(`${xml}${JSON.stringify(json)}`).not.toMatch(/serial/i);
  });
});

test.each([
  [
    'a computer that does not exist',
    '赵工',
    (): string => `standards/devices/${newId()}?format=swid`,
    '404 ledgers.unknownDevice',
  ],
  [
    'a computer nothing was seen on',
    '赵工',
    (): string => `standards/devices/${world.device('C2')}?format=coswid`,
    '409 reporting.nothingSeen',
  ],
  [
    'an unknown format',
    '赵工',
    (): string => `standards/devices/${world.device('C1')}?format=spdx`,
    '422 platform.invalidInput',
  ],
  [
    'a day to come',
    '钱主管',
    (): string => 'standards/entitlements?asOf=2999-01-01',
    '422 ledgers.futureAsOf',
  ],
  [
    'somebody without the right',
    '张三',
    (): string => `standards/devices/${world.device('C1')}?format=cyclonedx`,
    '403 platform.forbidden',
  ],
] as const)('%s is refused', async (_, who, path, expected) => {
  expect(await refused((await world.as(who)).get(url(path())))).toBe(expected);
});

test('files that are no lists of a computer say so', async () => {
  const parts = { bomFormat: 'CycloneDX', components: [{ type: 'library', name: 'zlib' }] };
  const [library] = await upload('lib.json', JSON.stringify(parts));
  expect(library).toMatchObject({ kind: 'standard', verdict: 'refused' });
  const program = { bomFormat: 'CycloneDX', components: [{ type: 'application', name: 'a' }] };
  const [nobody] = await upload('软件清单.json', JSON.stringify(program));
  expect(nobody).toMatchObject({ kind: 'standard', verdict: 'needsMapping' });
  const [attack] = await upload(
    'PC.swidtag',
    '<!DOCTYPE a [<!ENTITY b "c">]><SoftwareIdentity name="&b;"/>',
  );
  expect(attack).toMatchObject({ kind: 'standard', verdict: 'refused' });
});
