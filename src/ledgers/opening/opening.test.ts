/** 建账 over HTTP: proposals and old lists, their review, a preview that takes nothing, posting, and posting again. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, type TestApp, testApp } from '../../../test/harness.ts';
import { jobResult } from '../../../test/sheets.ts';
import { newId } from '../../base/ids.ts';
import { systemContext } from '../../platform/db/context.ts';
import { proposeOpening } from './commands.ts';
import { groupKeyOf, matchNumber, type NamedSoftware } from './rules.ts';
import type { OpeningProposalInput } from './shapes.ts';

let app: TestApp;
let manager: Client;
const devices = new Map<string, string>();
const url = (path: string) => `/api/units/DW/${path}`;

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
async function ok(answer: Promise<{ status: number; body: any }>): Promise<any> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

beforeAll(async () => {
  app = await testApp();
  manager = await app.as('itManager');
  for (const computerNo of ['C1', 'C2', 'C3']) {
    const facts = { computerNo, deviceType: 'desktop', acquiredOn: '2022-01-01' };
    devices.set(computerNo, (await ok(manager.post(url('devices'), facts))).id);
  }
});

const office = {
  softwareType: 'commercial',
  softwareName: '甲办公',
  softwareVersion: 'v12',
  acquisitionMethod: 'purchase',
  purchaseDate: '2024-03-01',
  purchaseAmountFen: 300_000,
  licenseType: 'device',
  licenseMetric: 'perDevice',
  licenseQuantity: 2,
  usableVersions: [{ from: 'v11', to: 'v12' }],
  licenseTerm: { kind: 'perpetual' },
};

function seen(computerNo: string, more: Partial<OpeningProposalInput>): OpeningProposalInput {
  return {
    deviceId: devices.get(computerNo)!,
    softwareType: 'oem',
    softwareName: 'X系统 专业版',
    softwareVersion: 'v11',
    version: 'v11',
    installedOn: '2022-01-01',
    dateBasis: 'loading',
    source: 'sighting',
    sourceRef: 'a1',
    ...more,
  };
}

const propose = (...proposals: OpeningProposalInput[]) =>
  app.database.write((tx) => proposeOpening(systemContext(tx, app.unitId, 'test'), proposals));

/** `编号|-- 名称 勾选/总数`, largest first. */
async function groups(): Promise<string[]> {
  const { items } = await ok(manager.get(url('opening/groups')));
  return items.map((one: Record<string, unknown>) =>
    [one.softwareNo ?? '--', one.softwareName, `${one.chosen}/${one.total}`].join(' '),
  );
}

async function keyOf(name: string): Promise<string> {
  const { items } = await ok(manager.get(url(`opening/groups?q=${encodeURIComponent(name)}`)));
  return items[0]?.groupKey ?? expect.fail(`no group ${name}`);
}

test('proposals are grouped by product, and proposing again changes nothing that was decided', async () => {
  const free = { softwareType: 'free' as const, softwareName: '乙阅读', softwareVersion: '' };
  const proposals = [
    seen('C1', {}),
    seen('C2', {}),
    seen('C3', { softwareName: 'Ｘ系统  专业版' }),
    seen('C1', { ...free, version: 'v1' }),
    seen('C2', { ...free, version: 'v2' }),
    seen('C1', {
      softwareType: 'commercial',
      softwareName: '甲办公',
      softwareVersion: 'v12',
      version: 'v12',
    }),
    seen('C2', { softwareType: 'unknown', softwareName: '某工具', softwareVersion: '' }),
  ];
  expect(await propose(...proposals)).toBe(7);
  expect(await groups()).toEqual([
    '-- X系统 专业版 3/3',
    '-- 乙阅读 2/2',
    '-- 甲办公 1/1',
    '-- 某工具 1/1',
  ]);
  const { items } = await ok(
    manager.get(url(`opening/items?group=${encodeURIComponent(await keyOf('X系统'))}`)),
  );
  expect(items.map((one: { computerNo: string }) => one.computerNo)).toEqual(['C1', 'C2', 'C3']);
  await ok(manager.post(url('opening/choose'), { chosen: false, ids: [items[2].id] }));
  await ok(manager.post(url('opening/choose'), { chosen: false, ids: [items[2].id] }));
  const { rows } = await app.database.pool.query(
    `select after from platform_audit where action = 'ledger.leaveOpening'`,
  );
  expect(rows).toEqual([{ after: { groups: [], ids: [items[2].id], changed: 1 } }]);
  expect(await propose(...proposals)).toBe(7);
  expect((await groups())[0]).toBe('-- X系统 专业版 2/3');
});

test('a preview says what would happen and takes no number', async () => {
  const all = (await ok(manager.get(url('opening/groups')))).items;
  const asked = { groups: all.map((one: { groupKey: string }) => one.groupKey) };
  const preview = await ok(manager.post(url('opening/post'), { ...asked, dryRun: true }));
  expect(preview.newNumbers).toEqual(['F0001', 'O0001']);
  expect(preview.posted).toBe(2);
  const told = preview.problems.map(
    (one: { softwareName: string; message: string; lines: number }) =>
      [one.softwareName, one.lines, one.message.slice(0, 12)].join(' '),
  );
  expect(told.sort()).toEqual(
    [
      '乙阅读 2 免费软件 F0001 不',
      '某工具 1 请先确认软件类型，或为它',
      '甲办公 1 商业软件须先登记采购（许',
    ].sort(),
  );
  expect((await ok(manager.get(url('software')))).items).toEqual([]);
  expect((await ok(manager.get(url('ledger/verify')))).entries).toBe(0);
});

test('after the obstacles are cleared everything is posted; the rest stays waiting', async () => {
  const number = await ok(manager.post(url('software'), office));
  const commercial = await keyOf('甲办公');
  await ok(manager.post(url('opening/assign'), { groups: [commercial], softwareId: number.id }));
  await ok(
    manager.post(url('free-list'), {
      softwareName: '乙阅读',
      softwareVersion: 'v1',
      source: '官方网站',
      publisher: '乙公司',
      reason: '阅读公文',
      freeScope: 'any',
    }),
  );
  const all = (await ok(manager.get(url('opening/groups')))).items;
  const posted = await ok(
    manager.post(url('opening/post'), {
      groups: all.map((one: { groupKey: string }) => one.groupKey),
    }),
  );
  // v2 of the free product is not on the list, one system is not ticked, one tool has no type.
  expect(posted).toMatchObject({ posted: 4, alreadyRecorded: 0, newNumbers: ['O0001'] });
  expect(posted.problems.map((one: { lines: number }) => one.lines)).toEqual([1, 1]);
  const lines = (await ok(manager.get(url('registers/7?asOf=2022-12-31')))).items.map(
    (one: Record<string, unknown>) => `${one.softwareNo} ${one.installedQuantity}`,
  );
  expect(lines).toEqual(['S0001 1', 'O0001 2', 'F0001 1']);
  const entries = (await ok(manager.get(url('entries?cause=opening')))).items;
  expect(entries[0]).toMatchObject({
    dateBasis: 'loading',
    causeRef: 'sighting:a1',
    reason: '建账',
  });
  expect((await ok(manager.get(url('ledger/verify')))).ok).toBe(true);
  expect(await groups()).toEqual(['F0001 乙阅读 1/1', 'O0001 Ｘ系统  专业版 0/1', '-- 某工具 1/1']);
});

test('what was posted is not proposed again, and a number that is open already needs no entry', async () => {
  expect(await propose(seen('C1', {}))).toBe(0);
  const softwareId = (await ok(manager.get(url('software?q=O0001')))).items[0].id;
  await propose(seen('C1', { softwareName: 'X系统专业版OEM', softwareVersion: 'v11' }));
  const key = await keyOf('X系统专业版OEM');
  await ok(manager.post(url('opening/assign'), { groups: [key], softwareId }));
  expect(await ok(manager.post(url('opening/post'), { groups: [key] }))).toMatchObject({
    posted: 0,
    alreadyRecorded: 1,
  });
});

test('only who may post can see or post', async () => {
  for (const role of ['staff', 'itTechnician', 'inspector'] as const) {
    const other = await app.as(role);
    expect((await other.get(url('opening/groups'))).status).toBe(403);
    expect((await other.post(url('opening/post'), { groups: ['x'] })).status).toBe(403);
  }
});

describe('an old list in the layout of 附件8', () => {
  const list = [
    '软件使用情况明细表',
    '单位名称（盖章）：测试单位,填表人：张',
    '序号,部门,姓名,计算机编号,计算机品牌,软件编号,软件名称,软件版本,许可期限,商业软件,OEM软件,免费软件,安装日期',
    '1,办公室,张,C2,清华,S0001,甲办公,v12,永久,√,,,2024年3月15日',
    '2,办公室,张,C2,清华,Z99,丙杀毒,v3,--,,,√,2024.5.1',
    '3,办公室,张,C3,清华,S0001,别的软件,v12,永久,√,,,2024-03-15',
    '4,办公室,张,C9,清华,S0001,甲办公,v12,永久,√,,,2024-03-15',
    '5,办公室,张,C3,清华,S0001,甲办公,v12,永久,√,,,2099-03-15',
    '6,办公室,张,C3,清华,,,,,,,,',
    '7,办公室,张,C3,清华,S0001,甲办公,v12,永久,√,,,',
    '8,办公室,张,C3,清华,S0001,甲办公,v12,永久,√,,,2024-03-15',
    '合计,,,,,,,,,,,,',
  ].join('\r\n');

  test('each row has a verdict; committing proposes the good ones', async () => {
    const send = (commit: boolean) =>
      manager.upload(
        url('opening/import'),
        { name: '明细表.csv', content: list },
        { options: JSON.stringify({ commit }) },
      );
    const dry = await ok(send(false));
    const told = dry.rows
      .map((row: { rowNo: number; verdict: string; messages: string[] }) =>
        [row.rowNo, row.verdict, ...row.messages].join(' '),
      )
      .sort();
    expect(told).toEqual([
      '10 create 没有安装日期，以建账日期代替',
      '11 unchanged 同一计算机的同一软件在表中出现多次，只取第一行',
      '4 create',
      '5 create 未找到软件编号，请在建账页面选择编号',
      '6 reject 软件编号 S0001 在本单位是“甲办公”，与表中的软件名称不符',
      '7 reject 没有编号为 C9 的计算机，请先登记或导入计算机',
      '8 reject 安装日期 2099-03-15 晚于今天',
      '9 unchanged 这台计算机没有登记软件',
    ]);
    expect(dry).toMatchObject({ committed: false, counts: { create: 3, reject: 3, unchanged: 2 } });
    expect(await ok(send(true))).toMatchObject({ committed: true });
    expect(await groups()).toContain('S0001 甲办公 2/2');
    const wanted = { groups: [await keyOf('甲办公')] };
    const refusal = async () => (await manager.post(url('opening/post'), wanted)).body.code;
    expect(await refusal()).toBe('reconciliation.tieOutNeeded');
    await jobResult(manager, (await ok(manager.post(url('opening/tie-out')))).jobId);
    const tied = await ok(manager.get(url('opening/tie-out')));
    // No agent has reported anything: each computer is one difference.
    expect(tied.summary).toMatchObject({ counts: { computerNotSeen: 2 }, stale: false });
    expect(tied.items[0]).toMatchObject({ kind: 'computerNotSeen', computerNo: 'C2' });
    expect((await manager.get(url('opening/tie-out/export'))).status).toBe(200);
    expect(await refusal()).toBe('reconciliation.tieOutDifferences');
    const posted = await ok(
      manager.post(url('opening/post'), { ...wanted, confirmDifferences: true }),
    );
    expect(posted).toMatchObject({ posted: 2, problems: [] });
    const log = await ok((await app.as('inspector')).get(url('audit?objectType=openingProposal')));
    expect(JSON.stringify(log.items)).toContain('ledger.confirmDifferences');
    // Three installs on two licences: recorded, not refused.
    const line = (await ok(manager.get(url('registers/7?q=S0001')))).items[0];
    expect(line).toMatchObject({ licenseQuantity: 2, installedQuantity: 3 });
    const again = await ok(send(true));
    expect(again.counts).toMatchObject({ create: 0, update: 0, unchanged: 5, reject: 3 });
  });
});

describe('rules', () => {
  const named = (more: Partial<NamedSoftware>): NamedSoftware => ({
    id: newId(),
    softwareNo: 'S1',
    formerNo: null,
    softwareType: 'commercial',
    softwareName: '甲办公',
    softwareVersion: 'v12',
    ...more,
  });
  const line = {
    softwareNo: undefined,
    softwareName: '甲办公',
    version: 'v12',
    softwareType: 'unknown' as const,
  };

  test('two purchases of one product stay undecided; a former number decides', () => {
    const first = named({});
    const second = named({ softwareNo: 'S2', formerNo: 'OLD-2' });
    expect(matchNumber([first], line)).toEqual({ kind: 'found', software: first });
    expect(matchNumber([first, second], line)).toEqual({ kind: 'none' });
    expect(matchNumber([first, second], { ...line, softwareNo: 'OLD-2' })).toEqual({
      kind: 'found',
      software: second,
    });
    expect(matchNumber([first], { ...line, softwareName: '乙', softwareNo: 'S1' }).kind).toBe(
      'otherName',
    );
    expect(matchNumber([first], { ...line, version: 'v13' })).toEqual({ kind: 'none' });
  });

  test('free software is one product whatever its version, OEM is not', () => {
    const key = (softwareType: 'oem' | 'free', softwareVersion: string) =>
      groupKeyOf({
        softwareId: null,
        softwareType,
        softwareName: 'A',
        softwareVersion,
        productId: null,
      });
    expect(key('free', '1')).toBe(key('free', '2'));
    expect(key('oem', '1')).not.toBe(key('oem', '2'));
  });
});

test('a proposal for a computer of another unit is refused by the database', async () => {
  await expect(propose(seen('C1', { deviceId: newId() }))).rejects.toThrow();
  const { rows } = await app.database.read((tx) =>
    sql<{ n: number }>`select count(*) as n from ledgers_opening_proposal`.execute(tx),
  );
  expect(rows[0]!.n).toBeGreaterThan(0);
});
