/** Imports at their edges: broken off after the commit, cut in the middle of a character, two at once, too wide for Excel. */
import { beforeAll, expect, test } from 'vitest';
import { newId } from '../src/base/ids.ts';
import { importJob } from '../src/platform/imports/jobs.ts';
import * as store from '../src/platform/imports/store.ts';
import type { JobContext } from '../src/platform/jobs/jobs.ts';
import { type Client, type TestApp, testApp } from './harness.ts';
import { jobHands } from './jobHands.ts';
import { ok, url } from './office.ts';
import { jobResult } from './sheets.ts';

let app: TestApp;
let manager: Client;

const upload = (path: string, name: string, content: Buffer | string, options: object = {}) =>
  manager.upload(
    url(path),
    { name, content },
    { options: JSON.stringify({ commit: true, ...options }) },
  );
const devices = (no: string, count: number) =>
  `计算机编号,设备类型\n${Array.from({ length: count }, (_, at) => `${no}${at},台式机`).join('\n')}\n`;

beforeAll(async () => {
  app = await testApp();
  manager = await app.as('itManager');
}, 120_000);

/** An import as it waits for the background, and the hands that work on it. */
async function waiting(content: string): Promise<{ hands: JobContext; importId: string }> {
  const hands = jobHands(app);
  const importId = newId();
  const options = { commit: true, forget: false };
  const asked = {
    kind: 'ledgers.devices',
    fileName: '表.csv',
    options,
    params: {},
    language: 'zh',
  };
  await hands.write((cx) => store.insertUpload(cx, importId, asked, Buffer.from(content)));
  return { hands, importId };
}

test('called off after the commit an import is done, not “nothing written”', async () => {
  const { hands, importId } = await waiting(devices('A', 3));
  const callOff = async (part: number) => {
    if (part === 3) throw new Error('called off');
  };
  expect(await importJob.run(hands, { importId }, callOff)).toEqual({ importId });
  expect((await ok(manager.get(url('devices?q=A')))).items).toHaveLength(3);
  const { items } = await ok(manager.get(url('imports')));
  expect(items[0]).toMatchObject({ id: importId, created: 3, hasCopy: true });
});

test('called off before the commit it leaves nothing', async () => {
  const { hands, importId } = await waiting(devices('B', 3));
  const callOff = async (part: number) => {
    if (part === 2) throw new Error('called off');
  };
  await expect(importJob.run(hands, { importId }, callOff)).rejects.toThrow('called off');
  expect((await ok(manager.get(url('devices?q=B')))).items).toEqual([]);
});

test('a server that ends between the commit and the end of the job does not make a failure of it', async () => {
  const content = devices('C', 3);
  const { hands, importId } = await waiting(content);
  await importJob.run(hands, { importId }, async () => {});
  // As the crash left it: committed, with the bytes still waiting.
  const asked = {
    kind: 'ledgers.devices',
    fileName: '表.csv',
    options: { commit: true, forget: false },
    params: {},
    language: 'zh',
  };
  await hands.write((cx) => store.insertUpload(cx, importId, asked, Buffer.from(content)));
  expect(await importJob.run(hands, { importId }, async () => {})).toEqual({ importId });
  const left = await hands.read((cx) => store.uploadOf(cx.tx, cx.unitId, importId));
  expect(left).toBeUndefined();
});

test('rare characters at the end of what is cut short do not break the commit', async () => {
  const remark = `${'注'.repeat(499)}𠮷`;
  const title = `${'列'.repeat(99)}😀`;
  const sheet = `计算机编号,设备类型,备注,${title}\nD1,台式机,${remark},x\n`;
  const name = `${'名'.repeat(149)}😀${'名'.repeat(60)}.csv`;
  const done = await ok(upload('devices/import', name, sheet));
  expect(done.counts.create).toBe(1);
  const report = await ok(manager.get(url(`imports/${done.batchId}/report`)));
  expect(report.rows[0].values.remark).toBe('注'.repeat(499));
  const [device] = (await ok(manager.get(url('devices?q=D1')))).items;
  expect((await ok(manager.get(url(`devices/${device.id}`)))).remark).toBe(remark);
  const copy = await manager.upload(url('devices/import?copy=true'), { name, content: sheet });
  expect(copy.status).toBe(200);
});

test('a sheet as wide as Excel is imported and has its copy; a wider one is refused by its width', async () => {
  const wide = `计算机编号,设备类型${','.repeat(16_382)}\nE1,台式机${','.repeat(16_382)}\n`;
  const done = await ok(upload('devices/import', '宽.csv', wide));
  expect(done.counts.create).toBe(1);
  expect((await manager.get(url(`imports/${done.batchId}/copy`))).status).toBe(200);
  const wider = await upload(
    'devices/import',
    '更宽.csv',
    wide.replaceAll('型,', `型${','.repeat(9_000)}`),
  );
  expect([wider.status, wider.body.code]).toEqual([413, 'sheets.tooManyColumns']);
});

test('two lists at once: each new line is of one batch alone', async () => {
  await ok(upload('devices/import', 'd.csv', devices('F', 1500)));
  const list = (day: string) =>
    `计算机编号,软件名称,软件版本,安装日期\n${Array.from({ length: 1500 }, (_, at) => `F${at},丁工具,1,${day}`).join('\n')}\n`;
  const done = await Promise.all([
    ok(upload('opening/import', '一.csv', list('2024-05-01'))),
    ok(upload('opening/import', '二.csv', list('2024-06-01'))),
  ]);
  expect(done.map(({ counts }) => counts.create).sort()).toEqual([0, 1500]);
  expect(done.map(({ counts }) => counts.update).sort()).toEqual([0, 1500]);
}, 120_000);

test('a contract whose facts stand on its first line only comes in whole, or not at all', async () => {
  const head = '合同编号,合同名称,供应商,签订日期,软件名称,许可数量,使用年限,单价(元)\n';
  const lines = 'HT-9,采购,某司,,甲,2,永久,10\n,,,,乙,3,永久,80\n,,,,丙,1,永久,5\n';
  const whole = await ok(upload('contracts/import', '合同.csv', head + lines, { commit: false }));
  expect(whole.counts).toMatchObject({ total: 3, create: 3 });
  const broken = await ok(
    upload('contracts/import', '合同.csv', head + lines.replace('乙,3', '乙,三')),
  );
  expect(broken.counts).toMatchObject({ create: 0, reject: 3 });
  const orphan = await ok(upload('contracts/import', '合同.csv', `${head},,,,乙,3,永久,80\n`));
  expect(orphan.rows[0].messages).toEqual(['“合同编号”不能为空']);
  await ok(upload('contracts/import', '合同.csv', head + lines));
  const [contract] = (await ok(manager.get(url('contracts?q=HT-9')))).items;
  const { lines: kept } = await ok(manager.get(url(`contracts/${contract.id}`)));
  expect(kept.map((line: { softwareName: string }) => line.softwareName)).toEqual([
    '甲',
    '乙',
    '丙',
  ]);
  const again = await ok(upload('contracts/import', '合同.csv', head + lines));
  expect(again.counts).toMatchObject({ unchanged: 3 });
});

test('posting, undoing and importing the same lines at once: each gets its answer, none is a deadlock', async () => {
  for (const round of ['H', 'I', 'J']) {
    await ok(upload('devices/import', 'd.csv', devices(round, 150)));
    const list = (day: string) =>
      `计算机编号,软件名称,软件版本,OEM软件,安装日期\n${Array.from({ length: 150 }, (_, at) => `${round}${at},X系统${round},1,√,${day}`).join('\n')}\n`;
    const { batchId } = await ok(upload('opening/import', '一.csv', list('2024-05-01')));
    const { jobId } = await ok(manager.post(url('opening/tie-out')));
    await jobResult(manager, jobId);
    const { items } = await ok(manager.get(url(`opening/groups?q=X系统${round}`)));
    const groups = items.map((one: { groupKey: string }) => one.groupKey);
    const answers = await Promise.all([
      manager.post(url('opening/post'), { groups, confirmDifferences: true }),
      manager.post(url(`imports/${batchId}/undo`), { reason: '作废' }),
      upload('opening/import', '二.csv', list('2024-06-01')),
    ]);
    for (const { status, body } of answers) expect(status, JSON.stringify(body)).toBeLessThan(500);
  }
  expect(await ok(manager.get(url('ledger/verify')))).toMatchObject({ ok: true });
}, 120_000);
