/**
 * 建账 from a register kept in Excel, in a browser: imported, compared with what agents see, the list taken home, posting
 * refused until it was compared and confirmed, posted, and on record.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { readSheets } from '../../src/platform/sheets/index.ts';
import type { Client } from '../harness.ts';
import { ok, url } from '../office.ts';
import { gb18030 } from '../sheets.ts';
import { eventually, type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let manager: Client;

const OFFICE = ['Microsoft Office Professional Plus 2019 - zh-cn', '16.0.10396.20017'] as const;
const WPS = ['WPS Office (12.1.0.16929)', '12.1.0.16929'] as const;
const ACROBAT = ['Adobe Acrobat DC', '22.001.20085'] as const;
const SEVENZIP = ['7-Zip 24.08 (x64)', '24.08'] as const;

/** One report of a computer as an agent writes it. */
async function report(token: string, name: string, programs: (readonly [string, string])[]) {
  const rows = programs.map(
    ([program, version]) =>
      `<SOFTWARES><NAME>${program}</NAME><VERSION>${version}</VERSION><FROM>0</FROM></SOFTWARES>`,
  );
  const xml = `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><BIOS><SSN>SN-${name}</SSN></BIOS>
    <HARDWARE><NAME>${name}</NAME><OSNAME>Debian GNU/Linux 12</OSNAME></HARDWARE>${rows.join('')}</CONTENT>
    <DEVICEID>${name}-2026-01-01-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
  const answer = await journeys.app.http.inject({
    method: 'POST',
    url: `/inventory/${token}`,
    headers: { 'content-type': 'application/x-compress-gzip', 'user-agent': 'GLPI-Agent_v1.12' },
    payload: gzipSync(xml),
  });
  expect(answer.statusCode).toBe(200);
}

async function follow(): Promise<void> {
  await journeys.app.services.follower.drain();
  await journeys.app.services.reconciler.drain();
}

const FORM7 = `软件编号,软件名称,软件版本,软件类型,采购时间,采购金额（单位：元）,许可类型,许可数量,可使用版本,许可期限,安装数量
A1,Microsoft Office Professional Plus,2019,商业软件,2019-03-01,30000,单机许可,10,2019,永久,3
A2,Adobe Acrobat DC,2022,商业软件,2022-03-01,9000,单机许可,5,2020、2022,永久,1
`;
const FORM9 = `软件编号,软件名称,安装,卸载,计算机编号,安装/卸载版本,安装/卸载日期
S0002,Adobe Acrobat DC,√,,PC-02,2022,2022-05-01
`;
/** As a unit keeps it: title lines, merged words, a total. */
const FORM8 = gb18030(`软件使用情况明细表,,,,,,,,,,,
单位名称（盖章）：测试单位,,,填表人：张三,,,,,,,,
序号,部门,姓名,计算机编号,软件编号,软件名称,软件版本,许可期限,商业软件,OEM软件,免费软件,安装日期
1,办公室,张三,PC-01,A1,Microsoft Office Professional Plus,2019,永久,√,,,2019年4月1日
2,办公室,张三,PC-01,A2,Adobe Acrobat DC,2020,永久,√,,,2022.4.1
3,办公室,李四,PC-02,A1,Microsoft Office Professional Plus,2019,永久,√,,,2019-04-01
4,财务科,吴会计,PC-03,A1,Microsoft Office Professional Plus,2019,永久,√,,,2019-04-01
合计,,,4,,,,,,,,
`);

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  manager = await journeys.app.as('itManager');
  const { token } = await ok(manager.post(url('discovery/tokens'), { name: '全单位' }));
  await report(token, 'PC-01', [OFFICE, ACROBAT]);
  await report(token, 'PC-02', [WPS, SEVENZIP]);
  await follow();
  const { items } = await ok(manager.get(url('discovery/sources?waiting=true&limit=100')));
  for (const { id, hostName } of items) {
    const asked = { sourceIds: [id], computerNo: hostName };
    await ok(manager.post(url('discovery/sources/create-devices'), asked));
  }
  await ok(manager.post(url('devices'), { computerNo: 'PC-03', deviceType: 'desktop' }));
  const options = { options: JSON.stringify({ commit: true }) };
  const take = async (path: string, name: string, content: string, rows: number) => {
    const done = await ok(manager.upload(url(path), { name, content }, options));
    expect(done.counts).toMatchObject({ total: rows, create: rows });
  };
  await take('software/import', '附件7.csv', FORM7, 2);
  await take('entries/import', '附件9.csv', FORM9, 1);
  await follow();
}, 120_000);

const shot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/tie-${name}.png`, fullPage: true });
};

async function importRegister(page: Page): Promise<void> {
  await page.goto('/u/DW/opening/import');
  const file = { name: '明细表.csv', mimeType: 'text/csv', buffer: FORM8 };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('将新增 4、更新 0').waitFor();
  await page.getByRole('button', { name: '导入 4 行' }).click();
  await page.getByText('已导入建账行：新增 4').waitFor();
  await shot(page, 'imported');
}

/** The post dialog of everything that waits, as far as its preview. */
async function beginPosting(page: Page): Promise<Locator> {
  await page.goto('/u/DW/opening');
  await page.locator('thead .ant-checkbox-input').check();
  await page.getByRole('button', { name: '入账', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/将登记 \d+ 条安装记录/).waitFor();
  return dialog;
}

const tieOut = () => ok(manager.get(url('opening/tie-out')));
const differences = async () =>
  (await tieOut()).items.map((one: Record<string, unknown>) =>
    [one.computerNo, one.kind, one.softwareName, one.registerText, one.seenText, one.line ?? '']
      .filter((word) => word !== '' && word !== null)
      .join(' '),
  );

async function compare(page: Page): Promise<void> {
  const madeAt = async () => (await tieOut()).summary?.madeAt;
  const before = await madeAt();
  await page.getByRole('button', { name: /开始比对|重新比对/ }).click();
  await eventually(madeAt).not.toBe(before);
  await page.getByText('正在比对…').waitFor({ state: 'hidden' });
  await page.getByText('比对了 3 台计算机').waitFor();
}

journey(
  'a register kept so far: imported, compared, refused, confirmed, posted',
  async () => {
    const page = await journeys.as(manager);
    await importRegister(page);
    const early = await beginPosting(page);
    await early.getByRole('button', { name: '入账', exact: true }).click();
    await early.getByText('请先在“建账核对”中与采集结果比对').waitFor();
    await shot(page, 'refused');
    await early.getByRole('link', { name: '打开建账核对' }).click();

    await page.getByText('还没有比对过').waitFor();
    await shot(page, 'empty');
    await compare(page);
    await page.getByText('Adobe Acrobat').first().waitFor();
    expect(await differences()).toEqual([
      'PC-01 version Adobe Acrobat DC 2020 22.001 waiting',
      'PC-01 onlySeen Debian 12',
      'PC-02 onlyRegister Microsoft Office Professional Plus 2019 waiting',
      'PC-02 onlyRegister Adobe Acrobat DC 2022 posted',
      'PC-02 onlySeen Debian 12',
      'PC-02 onlySeen 7-Zip 24.08',
      'PC-02 onlySeen WPS Office 个人版 12.1.0.16929',
      'PC-03 computerNotSeen 1',
      'count Adobe Acrobat DC 1 2',
    ]);
    await shot(page, 'list');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 Excel' }).click();
    const bytes = readFileSync(await (await saved).path());
    const { sheets } = await readSheets(bytes, { fileName: 'x.xlsx' });
    expect(sheets[0]!.rows).toHaveLength(1 + 9);
    expect(sheets[0]!.rows[1]!.slice(0, 6)).toEqual([
      '版本不同',
      'PC-01',
      'S0002',
      'Adobe Acrobat DC',
      '2020',
      '22.001',
    ]);
  },
  60_000,
);

journey(
  'what is not installed is left out, compared again, and the rest is posted past its differences',
  async () => {
    const page = await journeys.as(manager);
    await page.goto('/u/DW/opening/tie-out?kind=onlyRegister');
    await page.getByText('已按登记表入账').waitFor();
    await page.locator('thead .ant-checkbox-input').check();
    await page.getByRole('button', { name: '取消勾选，不入账' }).click();
    await page.getByText('1 行不再入账').waitFor();
    await page.getByText('比对之后又有导入、撤销或勾选的变化').waitFor();
    await page.getByText('已取消勾选，不入账', { exact: true }).waitFor();
    await shot(page, 'left-out');
    await page.goto('/u/DW/opening/tie-out');
    await compare(page);
    expect(await differences()).not.toContain(
      'PC-02 onlyRegister Microsoft Office Professional Plus 2019 waiting',
    );
    const dialog = await beginPosting(page);
    const post = dialog.getByRole('button', { name: '入账', exact: true });
    await post.click();
    // One line less, and with it form 7 counts one more than the lines.
    await dialog.getByText(/还有 9 处差异/).waitFor();
    expect(await post.isDisabled()).toBe(true);
    await dialog.getByLabel('已核对差异清单').check();
    await shot(page, 'confirm');
    await post.click();
    await page.getByText('已入账 3 条安装记录').waitFor();
    // What was imported is held against what is seen after it was posted, too.
    await page.goto('/u/DW/opening/tie-out');
    await compare(page);
    expect(await differences()).toContain('PC-01 version Adobe Acrobat DC 2020 22.001 posted');
    expect((await tieOut()).items.every((one: { lineId: unknown }) => one.lineId === null)).toBe(
      true,
    );
    await shot(page, 'posted');

    const auditor = await journeys.as(await journeys.app.as('inspector'));
    await auditor.goto('/u/DW/audit');
    await auditor.getByText('确认登记表差异后入账').first().waitFor();
    await shot(auditor, 'audit');
    const phone = await journeys.as(manager, { phone: true, dark: true });
    await phone.goto('/u/DW/opening/tie-out');
    await phone.getByText('版本不同').first().waitFor();
    expect(await overhang(phone)).toBe(0);
    await shot(phone, 'phone');
    expect(journeys.complaints).toEqual([]);
  },
  60_000,
);

journey(
  'an import is taken back though the comparison names its numbers, which it makes out of date',
  async () => {
    const more = FORM7.split('\n')[0]!.concat(
      '\nA9,某制图软件,5,商业软件,2020-03-01,9000,单机许可,5,5,永久,4\n',
    );
    const { batchId } = await ok(
      manager.upload(
        url('software/import'),
        { name: '附件7补.csv', content: more },
        { options: JSON.stringify({ commit: true }) },
      ),
    );
    const page = await journeys.as(manager);
    await page.goto('/u/DW/opening/tie-out');
    await compare(page);
    expect(await differences()).toContain('count 某制图软件 4 0');
    expect(
      await ok(manager.post(url(`imports/${batchId}/undo`), { reason: '导错了' })),
    ).toMatchObject({ undone: true });
    expect((await tieOut()).summary.stale).toBe(true);
    await page.reload();
    await compare(page);
    expect((await differences()).join()).not.toContain('某制图软件');
  },
  60_000,
);
