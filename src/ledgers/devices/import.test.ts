/** Computers from a sheet: the unit's own words for types and states, holders by name or number, twice the same. */
import { expect, test } from 'vitest';
import { type Answer, testApp } from '../../../test/harness.ts';

const app = await testApp();
const manager = await app.as('assetOfficer');
const staff = await app.as('hrOfficer');
const url = (path: string) => `/api/units/DW/${path}`;

for (const [staffNo, name] of [
  ['1', '张伟'],
  ['2', '李娜'],
  ['3', '李娜'],
]) {
  await staff.post(url('people'), { staffNo, name });
}
await staff.post(url('departments'), { name: '办公厅' });

const SHEET = [
  '计算机编号,资产名称,品牌,规格型号,序列号,MAC地址,保管人,使用部门,使用状态,购置时间',
  'A1,一体机,联想,开天 M90z,PF0X12AB,00-1A-2B-3C-4D-5E,张伟,,正常使用,2024年5月1日',
  'A2,笔记本电脑,华为,,SN-22,,2,办公厅,闲置,45413',
  'A3,机架式服务器,浪潮,,,,,办公厅,在用,',
  'A4,打印机,惠普,,,,,,在用,',
  'A5,台式机,,,,坏地址,,,在用,',
  'A6,台式机,,,,,李娜,,在用,',
  'A7,台式机,,,,,没有人,,在用,',
  'A8,台式机,,,,,,,已报废,',
  'A9,台式机,,,,,,没有处,在用,',
  'A1,台式机,,,,,,,在用,',
];

async function send(lines: string[] | Buffer, commit: boolean): Promise<Answer['body']> {
  const file = Array.isArray(lines)
    ? { name: 'devices.csv', content: lines.join('\n') }
    : { name: 'devices.xlsx', content: lines };
  const answer = await manager.upload(url(`devices/import?commit=${commit}`), file);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

const said = (report: Answer['body'], rowNo: number): string =>
  report.rows.find((row: { rowNo: number }) => row.rowNo === rowNo).messages.join();

test('a dry run gives every row its verdict and writes nothing', async () => {
  const dry = await send(SHEET, false);
  expect(dry.counts).toMatchObject({ total: 10, create: 3, reject: 7 });
  expect(said(dry, 5)).toContain('不是计算机类型');
  expect(said(dry, 6)).toContain('MAC');
  expect(said(dry, 7)).toContain('2 人都叫');
  expect(said(dry, 8)).toContain('没有在职人员');
  expect(said(dry, 9)).toContain('不必导入');
  expect(said(dry, 10)).toContain('没有部门');
  expect(said(dry, 11)).toContain('重复');
  expect((await manager.get(url('devices'))).body.items).toEqual([]);
});

test('the real one writes what it said, and the same file again changes nothing', async () => {
  await send(SHEET, true);
  const { items } = (await manager.get(url('devices'))).body;
  expect(items).toMatchObject([
    {
      computerNo: 'A1',
      deviceType: 'desktop',
      typeName: '一体机',
      holderName: '张伟',
      acquiredOn: '2024-05-01',
      serialMasked: '****12AB',
    },
    { computerNo: 'A2', deviceType: 'laptop', status: 'idle', departmentName: '办公厅' },
    { computerNo: 'A3', deviceType: 'server', holderName: null, departmentName: '办公厅' },
  ]);
  expect(items[1].acquiredOn).toBe('2024-05-01');
  expect((await send(SHEET, true)).counts).toMatchObject({ create: 0, update: 0, unchanged: 3 });
});

test('the export comes back unchanged, masked serials included', async () => {
  const file = await manager.get(url('devices/export'));
  const report = await send(file.payload, true);
  expect(report.counts).toMatchObject({ total: 3, unchanged: 3 });
  const a1 = (await manager.get(url('devices?q=A1'))).body.items[0];
  expect((await manager.post(url(`devices/${a1.id}/reveal`))).body.serialNo).toBe('PF0X12AB');
});

test('a changed row changes the computer and its holder; a state is changed elsewhere', async () => {
  const report = await send(
    ['计算机编号,品牌,使用人,状态', 'A3,曙光,3,在用', 'A2,,,在用', 'A1,联想,张伟,'],
    true,
  );
  expect(report.counts).toMatchObject({ update: 1, reject: 1, unchanged: 1 });
  const a3 = (await manager.get(url('devices?q=A3'))).body.items[0];
  expect(a3).toMatchObject({ brand: '曙光', holderName: '李娜' });
});
