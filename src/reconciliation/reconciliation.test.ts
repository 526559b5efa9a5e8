/**
 * From an agent's report to findings, decisions, posting rules and the home page — over HTTP, through the real intake.
 */
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { type Client, type TestApp, testApp } from '../../test/harness.ts';

type Program = { name: string; publisher?: string; version?: string };

let app: TestApp;
let manager: Client;
let inventory: string;
const unit = '/api/units/DW';

beforeAll(async () => {
  app = await testApp();
  manager = await app.as('itManager');
  const token = await manager.post(`${unit}/discovery/tokens`, { name: '测试' });
  expect(token.status).toBe(200);
  inventory = token.body.path ?? `/inventory/${token.body.token}`;
});

/** One report of a Windows computer as OCS agents write it, then everything that follows it. */
async function report(name: string, os: string, programs: Program[]): Promise<void> {
  const rows = programs.map(
    (program) =>
      `<SOFTWARES><NAME>${program.name}</NAME><PUBLISHER>${program.publisher ?? ''}</PUBLISHER>` +
      `<VERSION>${program.version ?? ''}</VERSION><FROM>0</FROM></SOFTWARES>`,
  );
  const xml =
    `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>` +
    `<BIOS><SSN>SN-${name}</SSN><SMANUFACTURER>联想</SMANUFACTURER><SMODEL>M90</SMODEL></BIOS>` +
    `<HARDWARE><NAME>${name}</NAME><OSNAME>${os}</OSNAME><OSVERSION>10.0</OSVERSION></HARDWARE>${rows.join('')}` +
    `</CONTENT><DEVICEID>${name}-2026-01-01-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
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

async function findings(
  query = '',
): Promise<
  { kind: string; softwareName: string; id: string; state: string; computerNo: string }[]
> {
  return (await manager.get(`${unit}/findings?limit=200${query}`)).body.items;
}

async function kinds(query = ''): Promise<string[]> {
  return (await findings(query)).map((one) => `${one.kind} ${one.softwareName}`).sort();
}

async function decide(ids: string[], decision: object) {
  const answer = await manager.post(`${unit}/findings/decide`, { findingIds: ids, decision });
  expect(answer.status).toBe(200);
  await follow();
  return answer.body;
}

const OFFICE = {
  name: 'Microsoft Office Professional Plus 2019 - zh-cn',
  publisher: 'Microsoft Corporation',
  version: '16.0.10396.20017',
};
const SEVENZIP = { name: '7-Zip 24.08 (x64)', publisher: 'Igor Pavlov', version: '24.08' };
const ACTIVATOR = { name: 'KMSpico', publisher: '', version: '10.2' };
const RUNTIME = {
  name: 'Microsoft Visual C++ 2019 X64 Minimum Runtime - 14.29.30133',
  publisher: 'Microsoft Corporation',
  version: '14.29.30133',
};
const WINDOWS = 'Microsoft Windows 11 专业版';

test('a report becomes findings: unrecorded, unlisted, risk; components are silent', async () => {
  await report('PC-01', WINDOWS, [OFFICE, SEVENZIP, ACTIVATOR, RUNTIME]);
  await computerOf('PC-01');
  const seen = await findings();
  expect(seen.map((one) => one.kind).sort()).toEqual([
    'freeNotListed',
    'notRecorded',
    'notRecorded',
    'risk',
  ]);
  expect(seen.every((one) => one.computerNo === 'PC-01' && one.state === 'open')).toBe(true);
  expect(JSON.stringify(seen)).not.toContain('Visual C++');
  // The same report again changes nothing.
  await report('PC-01', WINDOWS, [OFFICE, SEVENZIP, ACTIVATOR, RUNTIME]);
  expect((await findings()).map((one) => one.id).sort()).toEqual(seen.map((one) => one.id).sort());
});

test('free software is listed, then recorded; the entry cites finding and raw entry', async () => {
  const [unlisted] = await findings('&kind=freeNotListed');
  expect(
    await decide([unlisted!.id], {
      action: 'addToList',
      source: '',
      scope: 'any',
      reason: '压缩',
    }).catch(() => 'refused'),
  ).toBe('refused');
  expect(
    await decide([unlisted!.id], {
      action: 'addToList',
      source: 'https://www.7-zip.org',
      scope: 'openSource',
      reason: '压缩文件',
    }),
  ).toEqual({ done: 1, refused: [] });
  expect(await kinds('&kind=freeNotListed')).toEqual([]);
  const toRecord = (await findings('&kind=notRecorded')).filter((one) =>
    one.softwareName.includes('7-Zip'),
  );
  expect(await decide([toRecord[0]!.id], { action: 'record' })).toEqual({ done: 1, refused: [] });
  const entries = (await manager.get(`${unit}/entries`)).body.items;
  expect(entries[0]).toMatchObject({ kind: 'install', computerNo: 'PC-01', cause: 'manual' });
  expect(entries[0].causeRef).toMatch(new RegExp(`finding:${toRecord[0]!.id} raw:\\d+`));
});

test('commercial software is refused without a number, recorded with one, and over-use shows', async () => {
  const office = (await findings('&kind=notRecorded')).find((one) =>
    one.softwareName.includes('Office'),
  )!;
  const refused = await decide([office.id], { action: 'record' });
  expect(refused).toMatchObject({ done: 0, refused: [{ findingId: office.id }] });
  expect(refused.refused[0].message).toContain('没有可以登记的软件编号');

  const product = (await manager.get(`${unit}/findings/${office.id}`)).body;
  const bought = await manager.post(`${unit}/software`, {
    softwareType: 'commercial',
    softwareName: 'Microsoft Office 专业增强版',
    softwareVersion: '2019',
    productId: product.productId,
    category: 'office',
    acquisitionMethod: 'purchase',
    purchaseDate: '2024-03-01',
    purchaseAmountFen: 300000,
    licenseType: 'device',
    licenseMetric: 'perDevice',
    licenseQuantity: 1,
    usableVersions: [{ exact: '2019' }],
    licenseTerm: { kind: 'perpetual' },
  });
  expect(bought.status, JSON.stringify(bought.body)).toBe(200);
  await follow();
  expect(await decide([office.id], { action: 'record', reason: '补登' })).toEqual({
    done: 1,
    refused: [],
  });
  expect(await kinds('&kind=overInstalled')).toEqual([]);

  await report('PC-02', WINDOWS, [OFFICE]);
  await computerOf('PC-02');
  const second = (await findings('&kind=notRecorded')).filter(
    (one) => one.computerNo === 'PC-02' && one.softwareName.includes('Office'),
  );
  await decide([second[0]!.id], { action: 'record' });
  expect(await kinds('&kind=overInstalled')).toEqual(['overInstalled Microsoft Office 专业增强版']);
});

test('software no longer seen: what was recorded is missing, what was ordered is resolved', async () => {
  const [risk] = await findings('&kind=risk');
  await decide([risk!.id], { action: 'orderRemoval', dueOn: '2099-01-01', reason: '立即卸载' });
  await report('PC-01', WINDOWS, [SEVENZIP]);
  const gone = (await manager.get(`${unit}/findings/${risk!.id}`)).body;
  expect(gone).toMatchObject({ state: 'resolved', present: false });
  const missing = (await findings('&kind=notObserved')).filter((one) => one.computerNo === 'PC-01');
  expect(missing).toHaveLength(1);
  await decide([missing[0]!.id], { action: 'record', reason: '已卸载' });
  expect((await findings('&kind=notObserved')).filter((one) => one.computerNo === 'PC-01')).toEqual(
    [],
  );
  expect(await kinds('&kind=overInstalled')).toEqual([]);
});

test('an accepted finding stays accepted while it comes and goes; two deciders are told', async () => {
  await report('PC-02', WINDOWS, [OFFICE, ACTIVATOR]);
  const [risk] = (await findings('&kind=risk')).filter((one) => one.computerNo === 'PC-02');
  await decide([risk!.id], { action: 'accept', reason: '安全测试样本，已隔离' });
  await report('PC-02', WINDOWS, [OFFICE]);
  await report('PC-02', WINDOWS, [OFFICE, ACTIVATOR]);
  expect((await manager.get(`${unit}/findings/${risk!.id}`)).body).toMatchObject({
    state: 'accepted',
    present: true,
  });
  const again = await decide([risk!.id], { action: 'accept', reason: '同上' });
  expect(again.refused[0].message).toContain('已经是这样处理的了');
});

test('a posting rule works only after another person of the leading group approved it', async () => {
  const systems = (await findings('&kind=notRecorded')).filter((one) =>
    one.softwareName.includes('Windows'),
  );
  expect(systems.map((one) => one.computerNo).sort()).toEqual(['PC-01', 'PC-02']);
  const devices = (await manager.get(`${unit}/devices`)).body.items;
  const pc1 = devices.find((one: { computerNo: string }) => one.computerNo === 'PC-01');
  const evidence = await manager.patch(`${unit}/devices/${pc1.id}`, {
    oemEvidence: [{ kind: 'coa', text: 'COA 标签在机箱左侧' }],
  });
  expect(evidence.status, JSON.stringify(evidence.body)).toBe(200);
  await follow();

  const both = await app.as(['itManager', 'committeeHead']);
  const rule = {
    name: '预装系统',
    condition: { recordAs: 'oem', categories: ['operatingSystem'] },
    reason: '新机自带系统',
  };
  expect((await manager.post(`${unit}/posting-rules/preview`, rule.condition)).body.matching).toBe(
    1,
  );
  const proposed = await both.post(`${unit}/posting-rules`, rule);
  expect(proposed.status, JSON.stringify(proposed.body)).toBe(200);
  const decision = { approve: true, opinion: '同意' };
  const url = `${unit}/posting-rules/${proposed.body.id}/decide`;
  expect((await manager.post(url, decision)).status).toBe(403);
  expect((await both.post(url, decision)).body.code).toBe('reconciliation.ownRule');
  const head = await app.as('committeeHead');
  const answers = await Promise.all([head.post(url, decision), head.post(url, decision)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  await follow();
  const entries = (await manager.get(`${unit}/entries?cause=postingRule`)).body.items;
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({ computerNo: 'PC-01', cause: 'postingRule' });
  expect(entries[0].causeRef).toContain(`rule:${proposed.body.id}`);
  const left = (await findings('&kind=notRecorded')).filter((one) =>
    one.softwareName.includes('Windows'),
  );
  expect(left.map((one) => one.computerNo)).toEqual(['PC-02']);
});

test('the home page counts what the lists hold', async () => {
  const home = (await manager.get(`${unit}/home`)).body;
  expect(home).toMatchObject({ computers: 2, seenRecently: 2, wholeUnit: true });
  for (const row of home.findings) {
    expect((await findings(`&kind=${row.kind}&state=open`)).length).toBe(row.open);
  }
  const os = home.rates.find((rate: { category: string }) => rate.category === 'operatingSystem');
  // By the register one computer; judged are both: nobody answers for PC-01, PC-02's system is not recorded.
  const judged = { green: 0, yellow: 2, red: 0 };
  expect(os).toEqual({
    category: 'operatingSystem',
    required: 2,
    installed: 1,
    genuine: 1,
    ...judged,
  });
  const office = home.rates.find((rate: { category: string }) => rate.category === 'office');
  // Genuine by the register (D13); without papers and allocation the chain is not complete.
  expect(office).toEqual({
    category: 'office',
    required: 2,
    installed: 1,
    genuine: 1,
    ...{ green: 0, yellow: 1, red: 0 },
  });
});

test('staff and heads of departments see only what concerns their computers', async () => {
  const staff = await app.as('staff');
  expect((await staff.get(`${unit}/findings`)).body.items).toEqual([]);
  expect((await staff.post(`${unit}/findings/decide`, {})).status).toBe(403);
  expect((await staff.get(`${unit}/home`)).body).toMatchObject({ wholeUnit: false, people: 0 });
});

test('the list comes as a real Excel file', async () => {
  const file = await manager.get(`${unit}/findings/export`);
  expect(file.status).toBe(200);
  expect(file.payload.subarray(0, 2).toString()).toBe('PK');
});
