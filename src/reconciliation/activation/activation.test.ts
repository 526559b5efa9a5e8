/** Activation evidence end to end: reports in, facts and flags out, over HTTP and through the real intake. */
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { type Client, type TestApp, testApp } from '../../../test/harness.ts';
import { newId } from '../../base/ids.ts';
import { activationOf } from '../index.ts';
import type { ActivationRow } from './shapes.ts';

let app: TestApp;
let manager: Client;
let inventory: string;
const unit = '/api/units/DW';
const RETAIL = 'QWRTY-PDFGH-JKCVB-NM234-67R8T';

beforeAll(async () => {
  app = await testApp();
  manager = await app.as('itManager');
  const token = await manager.post(`${unit}/discovery/tokens`, { name: '测试' });
  inventory = token.body.path ?? `/inventory/${token.body.token}`;
});

type Told = { os: string; id?: string; key?: string; more?: string };

async function report(name: string, told: Told): Promise<void> {
  const system = `<WINPRODID>${told.id ?? ''}</WINPRODID><WINPRODKEY>${told.key ?? ''}</WINPRODKEY>`;
  const xml =
    `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>` +
    `<BIOS><SSN>SN-${name}</SSN><SMANUFACTURER>联想</SMANUFACTURER><SMODEL>M90</SMODEL></BIOS>` +
    `<HARDWARE><NAME>${name}</NAME><OSNAME>${told.os}</OSNAME>${system}</HARDWARE>` +
    `<SOFTWARES><NAME>7-Zip 24.08 (x64)</NAME><VERSION>24.08</VERSION></SOFTWARES>${told.more ?? ''}` +
    `<VERSIONCLIENT>GLPI-Agent_v1.12</VERSIONCLIENT></CONTENT>` +
    `<DEVICEID>${name}-2026-01-01-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
  const answer = await app.http.inject({
    method: 'POST',
    url: inventory,
    headers: { 'content-type': 'application/x-compress-gzip', 'user-agent': 'GLPI-Agent_v1.12' },
    payload: gzipSync(xml),
  });
  expect(answer.statusCode).toBe(200);
  await follow();
}

async function follow(): Promise<void> {
  await app.services.follower.drain();
  await app.services.reconciler.drain();
}

async function computerOf(name: string): Promise<string> {
  const waiting = await manager.get(`${unit}/discovery/sources?waiting=true&limit=100`);
  const source = waiting.body.items.find((one: { hostName: string }) => one.hostName === name);
  const made = await manager.post(`${unit}/discovery/sources/create-devices`, {
    sourceIds: [source.id],
    computerNo: name,
  });
  expect(made.status).toBe(200);
  await follow();
  return made.body.deviceIds[0];
}

async function rows(query = ''): Promise<ActivationRow[]> {
  const answer = await manager.get(`${unit}/activation?limit=200${query}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items;
}

async function flagsOn(computerNo: string): Promise<string[]> {
  return (await rows())
    .filter((row) => row.computerNo === computerNo)
    .flatMap((row) => row.flags.map((flag) => `${flag.strength} ${flag.kind}`));
}

async function findings(computerNo: string): Promise<string[]> {
  const { body } = await manager.get(`${unit}/findings?limit=200&kind=activation`);
  return body.items
    .filter((one: { computerNo: string }) => one.computerNo === computerNo)
    .map((one: { evidence: { activation: { flag: string } } }) => one.evidence.activation.flag)
    .sort();
}

test('a report gives channel, key tail and flags; no key is stored anywhere', async () => {
  const office =
    '<LICENSEINFOS><NAME>Office 16, Office16ProPlusVL_KMS_Client edition</NAME>' +
    '<FULLNAME>Office 16, VOLUME_KMSCLIENT channel</FULLNAME><KEY>XXXXX-XXXXX-XXXXX-XXXXX-WFG99</KEY>' +
    '<PRODUCTID>00339-10000-00000-AA680</PRODUCTID></LICENSEINFOS>';
  await report('PC-01', {
    os: 'Microsoft Windows 11 家庭中文版',
    id: '00342-30575-84519-AAOEM',
    key: RETAIL,
    more: office,
  });
  const id = await computerOf('PC-01');
  const own = await rows(`&device=${id}`);
  expect(own.map((row) => [row.family, row.channel, row.channelBasis, row.keyTail])).toEqual([
    ['windows', 'oem', 'productId', '67R8T'],
    ['office', 'kmsClient', 'reported', 'WFG99'],
  ]);
  expect(await flagsOn('PC-01')).toEqual([
    'medium homeEdition',
    'weak oemWithoutEvidence',
    'weak volumeWithoutLicence',
  ]);
  expect(await findings('PC-01')).toEqual(['homeEdition']);
  const stored = await app.database.read((tx) => activationOf(tx, app.unitId, [id, newId()]));
  expect([...stored.keys()]).toEqual([id]);
  expect(stored.get(id)![1]).toMatchObject({ family: 'windows', channel: 'oem' });
});

test('the same report again, and a partial one, change nothing', async () => {
  const before = await rows();
  await app.database.write((tx) =>
    import('../index.ts').then((m) => m.queueAllDevices(tx, app.unitId)),
  );
  await follow();
  expect(await rows()).toEqual(before);
});

test('one retail key on three computers is flagged on each, and no longer once one has another', async () => {
  const os = 'Microsoft Windows 10 专业版';
  for (const name of ['PC-02', 'PC-03', 'PC-04']) {
    await report(name, { os, key: 'BCDFG-HJKMP-QRTVW-XY234-678QW' });
    await computerOf(name);
  }
  for (const name of ['PC-02', 'PC-03', 'PC-04'])
    expect(await flagsOn(name)).toEqual(['medium sharedKey']);
  await report('PC-04', { os, key: 'TTTFG-HJKMP-QRTVW-XY234-678ZZ' });
  await report('PC-03', { os, key: 'TTTFG-HJKMP-QRTVW-XY234-678YY' });
  expect(await flagsOn('PC-02')).toEqual([]);
  expect(await findings('PC-02')).toEqual([]);
});

test('a key of the register counts against its licences', async () => {
  const key = 'MMCFG-HJKMP-QRTVW-XY234-678KK';
  const made = await manager.post(`${unit}/software`, {
    softwareType: 'commercial',
    softwareName: 'Windows 10 专业版',
    softwareVersion: '10',
    publisher: '微软',
    category: 'operatingSystem',
    acquisitionMethod: 'purchase',
    purchaseDate: '2024-03-01',
    purchaseAmountFen: 100_000,
    licenseType: 'device',
    licenseMetric: 'perDevice',
    licenseQuantity: 1,
    usableVersions: [{ exact: '10' }],
    licenseTerm: { kind: 'perpetual' },
    serialNumbers: [key.toLowerCase()],
  });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const os = 'Microsoft Windows 10 专业版';
  await report('PC-05', { os, key });
  await computerOf('PC-05');
  expect(await flagsOn('PC-05')).toEqual([]);
  const [row] = (await rows()).filter((one) => one.computerNo === 'PC-05');
  expect(row!.softwareNo).not.toBeNull();
  await report('PC-06', { os, key });
  await computerOf('PC-06');
  for (const name of ['PC-05', 'PC-06'])
    expect(await flagsOn(name)).toEqual(['strong keyBeyondLicence']);
  expect(await findings('PC-05')).toEqual(['keyBeyondLicence']);
});

test('a verdict takes a strong flag as red, and less once it was explained', async () => {
  const { loadCatalogue } = await import('../../recognition/index.ts');
  await loadCatalogue(app.database);
  await manager.post(`${unit}/findings/reconcile`);
  await follow();
  const verdict = async () => {
    const { body } = await manager.get(`${unit}/verdicts?q=PC-05&limit=50`);
    const found = body.items.find((one: { productName: string }) =>
      /Windows/.test(one.productName),
    );
    return [found.colour, found.reasons.filter((reason: string) => /^activation/.test(reason))];
  };
  expect(await verdict()).toEqual(['red', ['activation']]);
  const { body } = await manager.get(`${unit}/findings?kind=activation&limit=50`);
  const one = body.items.find((row: { computerNo: string }) => row.computerNo === 'PC-05');
  await manager.post(`${unit}/findings/decide`, {
    findingIds: [one.id],
    decision: { action: 'accept', reason: '补充许可正在办理' },
  });
  await follow();
  expect(await verdict()).toEqual(['yellow', expect.arrayContaining(['activationDoubt'])]);
});

test('a key that another unit reports too is flagged without telling which', async () => {
  const { sql } = await import('kysely');
  const other = newId();
  await app.database.write((tx) =>
    sql`insert into reconciliation_activation (unit_id, device_id, licence_key, family, name,
        reported_id, channel, channel_basis, key_tail, key_form, key_mark, trial, kms_host, learnt_from,
        seen_outside)
      select ${other}, ${newId()}, 'windows', family, name, '', channel, channel_basis, key_tail,
        key_form, key_mark, false, '', 'agent', true from reconciliation_activation a
      join ledgers_device d on d.unit_id = a.unit_id and d.id = a.device_id
      where d.computer_no = 'PC-02'`.execute(tx),
  );
  await follow();
  expect(await flagsOn('PC-02')).toEqual(['weak sharedOutside']);
  const [row] = (await rows()).filter((one) => one.computerNo === 'PC-02');
  expect(JSON.stringify(row)).not.toContain(other);
  await app.database.write((tx) =>
    sql`delete from reconciliation_activation where unit_id = ${other}`.execute(tx),
  );
  await follow();
  expect(await flagsOn('PC-02')).toEqual([]);
});

test('a finding is explained like any other and stays so', async () => {
  const { body } = await manager.get(`${unit}/findings?kind=activation&limit=50`);
  const one = body.items.find((row: { computerNo: string }) => row.computerNo === 'PC-01');
  const decided = await manager.post(`${unit}/findings/decide`, {
    findingIds: [one.id],
    decision: { action: 'accept', reason: '随机预装，已报领导小组，年内更换' },
  });
  expect(decided.body).toEqual({ done: 1, refused: [] });
  await follow();
  expect(await findings('PC-01')).toEqual([]);
});

test('key tails are shown to those who see collected data; a department sees its own computers', async () => {
  const finance = await app.as('committeeMember');
  const seen = await finance.get(`${unit}/activation?limit=50`);
  expect(seen.status).toBe(200);
  expect(seen.body.items.length).toBeGreaterThan(3);
  expect(seen.body.items.every((row: ActivationRow) => row.keyTail === null)).toBe(true);
  const head = await app.as('deptHead');
  expect((await head.get(`${unit}/activation`)).body.items).toEqual([]);
});

test('the list filters by flag and strength, pages, sorts and exports', async () => {
  const home = await rows('&flag=homeEdition');
  expect(home.map((row) => row.computerNo)).toEqual(['PC-01']);
  expect((await rows('&flag=homeEdition&strength=strong')).length).toBe(0);
  const strong = (await manager.get(`${unit}/activation?limit=1`)).body;
  expect(strong.items[0].flags[0].strength).toBe('strong');
  const next = (await manager.get(`${unit}/activation?limit=1&cursor=${strong.nextCursor}`)).body;
  expect(next.items[0].id).not.toBe(strong.items[0].id);
  const sheet = await manager.get(`${unit}/activation/export`);
  expect(sheet.status).toBe(200);
  expect(sheet.payload.subarray(0, 2).toString()).toBe('PK');
  expect((await manager.get(`${unit}/activation?flag=nothing`)).status).toBe(422);
});

test('OEM evidence is taken over by a person, once, with what was checked', async () => {
  const [row] = (await rows('&flag=oemWithoutEvidence')).filter((one) => one.mayTakeOem);
  const given = [{ deviceId: row!.deviceId, licenceKey: row!.licenceKey }];
  const bare = await manager.post(`${unit}/activation/take-oem`, { rows: given, kind: 'coa' });
  expect(bare.status).toBe(422);
  const body = { rows: given, kind: 'coa', note: '机身标签与报告一致' };
  expect((await manager.post(`${unit}/activation/take-oem`, body)).body).toEqual({
    done: 1,
    refused: [],
  });
  await follow();
  const device = (await manager.get(`${unit}/devices/${row!.deviceId}`)).body;
  expect(device.oemEvidence).toEqual([
    {
      kind: 'coa',
      text: '机身标签与报告一致（采集报告为预装渠道，产品ID 00342-30575-84519-AAOEM）',
    },
  ]);
  const again = (await manager.post(`${unit}/activation/take-oem`, body)).body;
  expect(again).toMatchObject({ done: 0, refused: [{ message: '这台计算机已经有随机凭据' }] });
  expect(await flagsOn('PC-01')).not.toContain('weak oemWithoutEvidence');
  const technician = await app.as('itTechnician');
  expect((await technician.post(`${unit}/activation/take-oem`, body)).status).toBe(403);
});

test('the list of KMS hosts refuses what cannot be one', async () => {
  const hosts = `${unit}/kms-hosts`;
  const add = (host: string) => manager.post(hosts, { host, note: '批量许可协议 V0123456' });
  expect((await add('127.0.0.2')).body.code).toBe('reconciliation.notOwnHost');
  expect((await add('kms.03k.org:1688')).body.code).toBe('reconciliation.notOwnHost');
  expect((await add('不是 主机')).body).toMatchObject({
    code: 'reconciliation.badHost',
    path: 'body.host',
  });
  const added = await add('KMS.example.gov.cn:1688');
  expect(added.body).toMatchObject({ host: 'kms.example.gov.cn' });
  expect((await add('kms.example.gov.cn')).status).toBe(409);
  const technician = await app.as('itTechnician');
  expect((await technician.post(hosts, { host: 'a.cn', note: 'x' })).status).toBe(403);
  expect((await technician.get(hosts)).body.items).toHaveLength(1);
  expect((await manager.delete(`${hosts}/${added.body.id}`)).status).toBe(200);
  expect((await manager.delete(`${hosts}/${added.body.id}`)).status).toBe(404);
  expect((await manager.get(hosts)).body.items).toEqual([]);
});

test('whole keys and fingerprints never leave, and stand in no table as text', async () => {
  const everything = await app.database.read(async (tx) => {
    const { sql } = await import('kysely');
    const { rows: found } = await sql<{ text: string }>`
      select string_agg(row_to_json(a)::text, ' ') || (select string_agg(row_to_json(s)::text, ' ')
        from discovery_source s) as text from reconciliation_activation a`.execute(tx);
    return found[0]!.text;
  });
  for (const block of ['QWRTY', 'PDFGH', 'HJKMP']) expect(everything).not.toContain(block);
  const listed = JSON.stringify(await rows());
  expect(listed).not.toMatch(/keyPrint|keyMark/);
});
