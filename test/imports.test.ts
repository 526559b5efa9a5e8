/**
 * Imports over HTTP, the same for every kind: what the program exports it reads back as known and exports again byte by
 * byte; a foreign sheet with its corrected mapping, copy, batch and undoing; files that mean harm.
 */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSheets } from '../src/platform/sheets/index.ts';
import { type Client, type TestApp, testApp } from './harness.ts';
import { gb18030, hostileFiles, jobResult } from './sheets.ts';

let app: TestApp;
let manager: Client;
const url = (path: string) => `/api/units/DW/${path}`;

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
async function ok(answer: Promise<{ status: number; body: any }>): Promise<any> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

const upload = (path: string, name: string, content: Buffer | string, options: object = {}) =>
  manager.upload(url(path), { name, content }, { options: JSON.stringify(options) });

beforeAll(async () => {
  app = await testApp();
  manager = await app.as('itManager');
  const commit = { commit: true };
  await ok(upload('people/import', 'p.csv', PEOPLE, commit));
  await ok(upload('devices/import', 'd.csv', DEVICES, commit));
  await ok(upload('software/import', 's.csv', SOFTWARE, commit));
  await ok(upload('free-list/import', 'f.csv', FREE, commit));
  await ok(upload('entries/import', 'e.csv', ENTRIES, commit));
  await ok(upload('contracts/import', 'c.csv', CONTRACTS, commit));
}, 120_000);

const PEOPLE = `工号,姓名,部门,岗位,电话,入职日期
001,张三,办公厅/秘书处,秘书,010-1,2020-01-02
002,李四,信息中心,,,2021-03-04
`;
const DEVICES = `计算机编号,设备类型,品牌,型号,序列号,使用人工号,购置日期
C1,台式机,甲牌,一号,SN-12345678,001,2020-05-01
C2,便携机,乙牌,,,002,2021-05-01
`;
const SOFTWARE = `软件编号,软件名称,软件版本,软件类型,采购时间,采购金额（单位：元）,许可类型,许可数量,可使用版本,许可期限,序列号,安装数量
A1,甲办公,v12,商业软件,2024-03-01,3000,单机许可,2,v11–v12,永久,AAAA-BBBB-CCCC,2
A2,甲办公,v12,商业软件,2024-04-01,3000,单机许可,2,v11–v12,永久,,0
O1,X系统,v11,OEM软件,--,--,--,--,--,--,--,1
`;
const FREE = `软件名称,软件版本,软件来源,软件厂商,使用部门,使用原因,启用日期
乙阅读,7.0,官方网站,乙公司,全单位,阅读公文,2020-01-01
乙阅读,8.0,官方网站,乙公司,信息中心、办公厅/秘书处,阅读公文,2020-01-01
`;
const ENTRIES = `软件编号,软件名称,安装,卸载,计算机编号,安装/卸载版本,安装/卸载日期
S0001,甲办公,√,,C1,v12,2024-05-01
S0001,甲办公,,√,C1,v12,2024-06-01
S0001,甲办公,√,,C2,v11,2024.7.1
O0001,X系统,√,,C1,v11,2020年5月2日
F0001,乙阅读,√,,C1,7.0,2024-05-01
S0001,甲办公,,√,C2,v12,2020-01-01
S0001,甲办公,√,√,C2,v12,2024-08-01
`;
const CONTRACTS = `合同编号,合同名称,供应商,采购方式,签订日期,软件名称,软件版本,授权方式,许可数量,使用年限,可使用版本,单价(元),兼容性要求,售后服务要求
HT-1,办公软件采购,某公司,询价,2024-02-01,甲办公,v12,单机许可,2,永久,v11–v12,1500.5,兼容,一年
HT-1,办公软件采购,某公司,询价,2024-02-01,丙杀毒,v3,单机许可,10,3,,80,兼容,一年
HT-2,零星采购,某公司,直接采购,2024-02-02,丁工具,v1,单机许可,1,永久,,10,,
`;

describe('export → import → export', () => {
  test.each([
    ['people/import', 'people/export', 2],
    ['devices/import', 'devices/export', 2],
    ['software/import', 'software/export', 4],
    ['software/import', 'forms/7?format=xlsx', 4],
    ['opening/import', 'forms/8?format=xlsx', 3],
    ['entries/import', 'forms/9?format=xlsx', 5],
    ['free-list/import', 'free-list/export', 2],
    ['contracts/import', 'contracts/export', 3],
  ])(
    '%s reads %s as known, and it is exported again byte by byte',
    async (path, exported, rows) => {
      const first = await manager.get(url(exported));
      const report = await ok(upload(path, '导出.xlsx', first.payload, { commit: true }));
      const told = report.rows.map((row: { messages: string[] }) => row.messages.join());
      expect({ ...report.counts, told }).toMatchObject({ total: rows, unchanged: rows });
      const second = await manager.get(url(exported));
      expect(second.payload.equals(first.payload)).toBe(true);
    },
  );

  test('form 9 refuses with the words of the journal, and the ledger is sound', async () => {
    const again = await ok(upload('entries/import', 'e.csv', ENTRIES));
    const told = again.rows.map((row: { rowNo: number; verdict: string; messages: string[] }) =>
      [row.rowNo, row.verdict, row.messages.join().slice(0, 12)].join(' '),
    );
    expect(told).toEqual([
      '7 reject 计算机 C2 在 202',
      '8 reject 请在“安装”“卸载”中恰',
      '2 unchanged 已在台账中（第 1 号记',
      '3 unchanged 已在台账中（第 2 号记',
      '4 unchanged 已在台账中（第 3 号记',
      '5 unchanged 已在台账中（第 4 号记',
      '6 unchanged 已在台账中（第 5 号记',
    ]);
    expect(await ok(manager.get(url('ledger/verify')))).toMatchObject({ ok: true, entries: 5 });
  });

  test('a contract with all it must say is signed, another stays a draft', async () => {
    const { items } = await ok(manager.get(url('contracts')));
    const states = Object.fromEntries(
      items.map((one: { contractNo: string; state: string }) => [one.contractNo, one.state]),
    );
    expect(states).toEqual({ 'HT-1': 'signed', 'HT-2': 'draft' });
  });
});

/** A sheet of another system: other titles, notes above, a total below. */
const FOREIGN = gb18030(`固定资产清单,,,
单位：某局,,,
资产卡片,机器种类,负责同志工号,进场日
K1,台式机,001,2023.1.5
K2,台式机,009,2023.1.5
K3,便携机,002,45000
合计,3,,
`);
const MAPPING = { computerNo: 0, type: 1, holderNo: 2, acquiredOn: 3 };

describe('a foreign sheet in GB18030', () => {
  let importId: string;

  test('dry run, corrected mapping, annotated copy, commit', async () => {
    const guess = await ok(upload('devices/import', '资产.csv', FOREIGN));
    expect(guess.mapping.computerNo).toBeNull();
    expect(guess.counts.reject).toBe(guess.counts.total);
    const options = { headerRow: 3, mapping: MAPPING };
    const dry = await ok(upload('devices/import', '资产.csv', FOREIGN, options));
    expect(dry.counts).toMatchObject({ total: 3, create: 2, reject: 1, skipped: 1 });
    const copy = await manager.upload(
      url('devices/import?copy=true'),
      { name: '资产.csv', content: FOREIGN },
      { options: JSON.stringify({ ...options, commit: true }) },
    );
    const { sheets } = await readSheets(copy.payload, { fileName: 'copy.xlsx' });
    expect(sheets[0]!.rows[2]).toEqual([
      '资产卡片',
      '机器种类',
      '负责同志工号',
      '进场日',
      '结论',
      '说明',
    ]);
    expect(sheets[0]!.rows[4]).toEqual([
      'K2',
      '台式机',
      '009',
      '2023.1.5',
      '不能导入',
      '没有在职人员“009”，请先导入人员，或改填工号',
    ]);
    expect((await ok(manager.get(url('devices?q=K1')))).items).toEqual([]);
    const done = await ok(
      upload('devices/import', '资产.csv', FOREIGN, { ...options, commit: true }),
    );
    expect(done).toMatchObject({ committed: true, counts: dry.counts });
    importId = done.batchId;
  });

  test('the mapping is offered for the next file of that origin, and can be dropped', async () => {
    const next = gb18030('2024年清单,,,\n资产卡片,机器种类,负责同志工号,进场日\nK4,台式机,,\n');
    const offered = await ok(upload('devices/import', '明年.csv', next));
    expect(offered).toMatchObject({ headerRow: 2, mapping: MAPPING, counts: { create: 1 } });
    expect(offered.remembered.by).toMatch(/itManager/);
    const dropped = await ok(upload('devices/import', '明年.csv', next, { forget: true }));
    expect(dropped.remembered).toBeUndefined();
    expect(dropped.mapping.computerNo).toBeNull();
    expect((await ok(upload('devices/import', '明年.csv', next))).remembered).toBeUndefined();
  });

  test('the batch is on record with its copy, and only who may import sees it', async () => {
    const { items } = await ok(manager.get(url('imports?kind=ledgers.devices')));
    expect(items[0]).toMatchObject({
      id: importId,
      title: '计算机',
      fileName: '资产.csv',
      state: 'committed',
      total: 3,
      created: 2,
      rejected: 1,
      skipped: 1,
      hasCopy: true,
      mayUndo: true,
    });
    expect(items[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    const copy = await manager.get(url(`imports/${importId}/copy`));
    expect(copy.payload.subarray(0, 2).toString()).toBe('PK');
    expect((await ok(manager.get(url(`imports/${importId}/report`)))).counts.create).toBe(2);
    const finance = await app.as('financeOfficer');
    expect((await ok(finance.get(url('imports')))).items).toEqual([]);
    for (const part of ['copy', 'report']) {
      expect((await finance.get(url(`imports/${importId}/${part}`))).status).toBe(404);
    }
    const asked = { reason: '导错了' };
    expect((await finance.post(url(`imports/${importId}/undo`), asked)).status).toBe(409);
  });

  test('what was changed or used since keeps the whole batch, row by row; then it is undone', async () => {
    const { items } = await ok(manager.get(url('devices?q=K')));
    const idOf = (no: string) =>
      items.find((one: { computerNo: string }) => one.computerNo === no).id;
    await ok(manager.patch(url(`devices/${idOf('K3')}`), { location: '201' }));
    const { items: software } = await ok(manager.get(url('software?q=S0001')));
    const entry = { kind: 'install', softwareId: software[0].id, deviceId: idOf('K1') };
    const line = { ...entry, version: 'v12', occurredOn: '2024-01-01' };
    const body = { idempotencyKey: 'import-test', reason: '测试', lines: [line] };
    const { entryNos } = await ok(manager.post(url('entries'), body));
    const undo = () => manager.post(url(`imports/${importId}/undo`), { reason: '导错了' });
    const refused = await ok(undo());
    expect(refused.undone).toBe(false);
    expect(
      refused.problems.map((one: { rowNo: number; label: string; message: string }) =>
        [one.rowNo, one.label, one.message].join(' '),
      ),
    ).toEqual(['6 K3 导入后又有改动', '4 K1 已有台账记录使用它']);
    expect((await ok(manager.get(url('devices?q=K')))).items).toHaveLength(2);
    expect(entryNos).toHaveLength(1);
  });
});

test('an import nobody built on is undone as a whole: made things go, changed ones are as before', async () => {
  const before = (await manager.get(url('people/export'))).payload;
  const sheet = '工号,姓名,部门,岗位,电话\n001,张三,新部门/新处,新岗位,010-2\n003,王五,新部门,,\n';
  const done = await ok(upload('people/import', '人员.csv', sheet, { commit: true }));
  expect(done.counts).toMatchObject({ create: 1, update: 1 });
  const undone = await ok(
    manager.post(url(`imports/${done.batchId}/undo`), { reason: '人事名单作废' }),
  );
  expect(undone).toEqual({ undone: true, problems: [], problemCount: 0 });
  expect((await manager.get(url('people/export'))).payload.equals(before)).toBe(true);
  const { items } = await ok(manager.get(url('departments')));
  expect(items.map((one: { name: string }) => one.name)).not.toContain('新部门');
  const again = await manager.post(url(`imports/${done.batchId}/undo`), { reason: '再撤' });
  expect([again.status, again.body.code]).toEqual([409, 'platform.undoneBefore']);
});

test('journal lines are undone by reversing entries, numbers and lists by taking away what stands alone', async () => {
  const lines = `软件编号,安装,卸载,计算机编号,安装/卸载版本,安装/卸载日期\nS0002,√,,C2,v12,2025-01-01\nS0002,,√,C2,,2025-02-01\n`;
  const done = await ok(upload('entries/import', '附件9.csv', lines, { commit: true }));
  expect(done.counts.create).toBe(2);
  const count = async () => (await ok(manager.get(url('ledger/verify')))).entries;
  const entries = await count();
  const undo = (batch: string) =>
    manager.post(url(`imports/${batch}/undo`), { reason: '重新整理' });
  expect((await ok(undo(done.batchId))).undone).toBe(true);
  expect(await count()).toBe(entries + 2);
  const more = `软件名称,软件版本,软件类型\n新系统,v1,OEM软件\n`;
  const numbers = await ok(upload('software/import', '附件7.csv', more, { commit: true }));
  expect((await ok(undo(numbers.batchId))).undone).toBe(true);
  const free = FREE.replaceAll('乙阅读', '新阅读');
  const listed = await ok(upload('free-list/import', '附件6.csv', free, { commit: true }));
  expect((await ok(undo(listed.batchId))).undone).toBe(true);
  const names = (await ok(manager.get(url('software')))).items.map(
    (one: { softwareName: string }) => one.softwareName,
  );
  expect(names).not.toContain('新系统');
  expect(names).not.toContain('新阅读');
  const contract = await ok(
    upload('contracts/import', '合同.csv', CONTRACTS.replaceAll('HT-', 'HU-'), { commit: true }),
  );
  expect(contract.counts.create).toBe(3);
  expect((await ok(undo(contract.batchId))).undone).toBe(true);
  expect((await ok(manager.get(url('contracts')))).items).toHaveLength(2);
  expect(await ok(manager.get(url('ledger/verify')))).toMatchObject({ ok: true });
});

test('a large file runs in the background; its report is for those who may import', async () => {
  const rows = Array.from(
    { length: 9000 },
    (_, n) => `G${n},员工${n},部门${n % 40},010-${'0'.repeat(24)}${n}`,
  );
  const sheet = `工号,姓名,部门,电话\n${rows.join('\n')}\n`;
  const { jobId } = await ok(upload('people/import', '大表.csv', sheet, { commit: true }));
  const { importId } = (await jobResult(manager, jobId)) as { importId: string };
  const report = await ok(manager.get(url(`imports/${importId}/report`)));
  expect(report).toMatchObject({ committed: true, batchId: importId, counts: { create: 9000 } });
  const left = await app.database.read((tx) =>
    sql`select 1 from platform_import_upload where unit_id = ${app.unitId}`.execute(tx),
  );
  expect(left.rows).toEqual([]);
  const undone = await ok(manager.post(url(`imports/${importId}/undo`), { reason: '测试' }));
  expect(undone.undone).toBe(true);
}, 120_000);

describe('files that mean harm', () => {
  test('each is refused with its own sentence, and nothing is written', async () => {
    const before = (await manager.get(url('people/export'))).payload;
    const sentences = new Set<string>();
    const files = await hostileFiles();
    for (const [name, content, code] of files) {
      const answer = await upload('people/import', name, content, { commit: true });
      expect([name, answer.status >= 400 && answer.status < 500, answer.body.code]).toEqual([
        name,
        true,
        code,
      ]);
      sentences.add(answer.body.message.replace(name, ''));
    }
    // The two macro files share a sentence.
    expect(sentences.size).toBe(files.length - 1);
    expect((await manager.get(url('people/export'))).payload.equals(before)).toBe(true);
  });

  test('formulas in names stay text in what is stored, in the copy and in the export', async () => {
    const sheet = `工号,姓名\nE1,"=cmd|' /C calc'!A0"\nE2,+1+1\n`;
    const done = await ok(upload('people/import', '公式.csv', sheet, { commit: true }));
    const copy = await manager.get(url(`imports/${done.batchId}/copy`));
    const exported = await manager.get(url('people/export?q=E1'));
    for (const bytes of [copy.payload, exported.payload]) {
      const { unzipSync, strFromU8 } = await import('fflate');
      const files = unzipSync(bytes);
      const xml = strFromU8(files['xl/worksheets/sheet1.xml']!);
      expect(xml).not.toContain('<f>');
      const { sheets } = await readSheets(bytes, { fileName: 'x.xlsx' });
      expect(sheets[0]!.rows[1]!.slice(0, 2)).toEqual(['E1', "=cmd|' /C calc'!A0"]);
    }
  });
});
