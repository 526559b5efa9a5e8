/** The slice over HTTP: who may do what, refusals with their words, pages, sheets, documents, 附件6. */
import { describe, expect, it } from 'vitest';
import { testApp } from '../../test/harness.ts';
import { layoutProblems } from '../base/layout.ts';
import { readSheets, streamSheet } from '../platform/sheets/index.ts';
import { FORM6 } from './freelist/rules.paper.ts';

const app = await testApp();
const manager = await app.as('itManager');
const staff = await app.as('staff');
const inspector = await app.as('inspector');
const finance = await app.as('financeOfficer');
const base = `/api/units/${app.unitCode}`;

const bought = {
  softwareType: 'commercial',
  softwareName: '甲办公',
  softwareVersion: 'v12',
  publisher: '甲公司',
  category: 'office',
  acquisitionMethod: 'purchase',
  purchaseDate: '2024-03-01',
  purchaseAmountFen: 300_000,
  licenseType: 'device',
  licenseQuantity: 3,
  usableVersions: [{ from: 'v11', to: 'v12' }],
  licenseTerm: { kind: 'perpetual' },
  serialNumbers: ['QWER-1234-ASDF-5678'],
};

async function sheet(titles: string[], rows: unknown[][]): Promise<Buffer> {
  const stream = streamSheet({
    columns: titles.map((title) => ({ title })),
    rows,
    sheetName: '软件',
  });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

describe('software numbers', () => {
  let id = '';

  it('registers a purchase and shows it with its serial number masked', async () => {
    const created = await manager.post(`${base}/software`, bought);
    expect(created.status).toBe(200);
    expect(created.body).toMatchObject({ softwareNo: 'S0001', existed: false });
    id = created.body.id;
    const record = await inspector.get(`${base}/software/${id}`);
    expect(record.body).toMatchObject({
      softwareNo: 'S0001',
      usableVersionsText: 'v11–v12',
      licenseTermText: '永久',
      serialNumbers: ['****5678'],
      openInstalls: 0,
      purchaseAmountFen: 300_000,
    });
    expect(JSON.stringify(record.body)).not.toContain('QWER');
  });

  it.each([
    [
      'OEM software with a price',
      { softwareType: 'oem', acquisitionMethod: 'preinstalled' },
      422,
      '《软件台账管理规定》一.6',
    ],
    ['an equal purchase', {}, 409, 'S0001'],
    ['a gift with a date', { acquisitionMethod: 'donation' }, 422, '《软件台账管理规定》一.4'],
    ['not a date', { purchaseDate: '2024-02-30' }, 422, '日期应为 YYYY-MM-DD'],
    ['zero licences', { licenseQuantity: 0 }, 422, '许可数量应为不小于 1 的整数'],
    ['half a fen', { purchaseAmountFen: 1.5 }, 422, '采购金额最多两位小数'],
    ['no name', { softwareName: ' ' }, 422, '软件名称必须填写'],
  ])('refuses %s', async (_title, change, status, words) => {
    const answer = await manager.post(`${base}/software`, { ...bought, ...change });
    expect(answer.status).toBe(status);
    expect(answer.body.message).toContain(words);
    expect(answer.body.path).toMatch(/^body\./);
  });

  it('says it in English too', async () => {
    const answer = await manager.post(`${base}/software`, bought, { 'accept-language': 'en' });
    expect(answer.body.message).toMatch(/S0001/);
    expect(answer.body.message).not.toMatch(/完全相同/);
  });

  it('opens rights only to those who have them', async () => {
    expect((await staff.get(`${base}/software`)).status).toBe(403);
    expect((await inspector.post(`${base}/software`, bought)).status).toBe(403);
    expect((await app.anonymous.get(`${base}/software`)).status).toBe(401);
    expect((await finance.post(`${base}/software/${id}/serials/reveal`)).status).toBe(403);
    const opened = await manager.post(`${base}/software/${id}/serials/reveal`);
    expect(opened.body.serialNumbers).toEqual(['QWER-1234-ASDF-5678']);
    const history = await manager.get(`${base}/software/${id}/history`);
    expect(history.body.items.map((line: { action: string }) => line.action)).toEqual([
      'configuration.revealSerials',
      'configuration.createSoftware',
    ]);
  });

  it('changes what is free, refuses to change the type', async () => {
    const changed = await manager.patch(`${base}/software/${id}`, { remark: '三楼', revision: 1 });
    expect(changed.body).toMatchObject({
      remark: '三楼',
      revision: 2,
      serialNumbers: ['****5678'],
    });
    const stale = await manager.patch(`${base}/software/${id}`, { remark: '四楼', revision: 1 });
    expect([stale.status, stale.body.code]).toEqual([409, 'configuration.changedMeanwhile']);
    const type = await manager.patch(`${base}/software/${id}`, { softwareType: 'free' });
    expect(type.body.message).toContain('软件类型和软件编号不能修改');
    const history = await manager.get(`${base}/software/${id}/history`);
    expect(history.body.items[0].changes).toEqual([
      { field: 'remark', before: null, after: '三楼' },
    ]);
  });

  it('knows nothing of another unit', async () => {
    const other = await manager.get(`${base}/software/0190aaaa-0000-7000-8000-000000000000`);
    expect([other.status, other.body.code]).toEqual([404, 'configuration.noSuchSoftware']);
    expect((await manager.get('/api/units/OTHER/software')).status).toBeGreaterThanOrEqual(403);
  });

  it('pages, filters, searches and sorts', async () => {
    for (let index = 0; index < 7; index++) {
      await manager.post(`${base}/software`, {
        ...bought,
        softwareName: `丁设计${index}`,
        category: 'engineering',
        serialNumbers: [],
        purchaseAmountFen: index,
        licenseTerm: { kind: 'fixedTerm', start: '2024-01-01', end: `202${index}-12-31` },
        ...(index < 5 ? { licenseTerm: { kind: 'perpetual' } } : {}),
      });
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await manager.get(
        `${base}/software?category=engineering&limit=3&sort=-purchaseAmountFen${cursor}`,
      );
      expect(page.body.total).toBe(7);
      seen.push(...page.body.items.map((item: { softwareName: string }) => item.softwareName));
      cursor = page.body.nextCursor ? `&cursor=${encodeURIComponent(page.body.nextCursor)}` : '';
    } while (cursor);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `丁设计${index}`));
    const found = await manager.get(`${base}/software?q=${encodeURIComponent('设计3')}`);
    expect(found.body.items).toHaveLength(1);
    const wild = await manager.get(`${base}/software?q=%25`);
    expect(wild.body.items).toHaveLength(0);
    const ending = await manager.get(`${base}/software?endsBy=2025-12-31`);
    expect(ending.body.items.map((item: { softwareName: string }) => item.softwareName)).toEqual([
      '丁设计5',
    ]);
    expect((await manager.get(`${base}/software?sort=serial`)).status).toBe(422);
  });

  it('exports what the list shows, serial numbers masked', async () => {
    const file = await manager.get(`${base}/software/export?type=commercial`);
    expect(file.headers['content-disposition']).toContain('attachment');
    const { sheets } = await readSheets(file.payload, { fileName: 'x.xlsx' });
    const [header, first] = sheets[0]!.rows;
    expect(header?.slice(0, 3)).toEqual(['软件编号', '软件名称', '软件版本']);
    expect(first).toContain('S0001');
    expect(first).toContain('****5678');
    expect(sheets[0]!.rows).toHaveLength(9);
  });

  it('disposes with a reason and takes it back', async () => {
    const created = await manager.post(`${base}/software`, { ...bought, serialNumbers: ['D-1'] });
    const path = `${base}/software/${created.body.id}`;
    const without = await manager.post(`${path}/dispose`, { disposedOn: '2026-01-01' });
    expect(without.body.message).toContain('请填写原因');
    const done = await manager.post(`${path}/dispose`, {
      disposedOn: '2026-01-01',
      reason: '因技术进步等原因无法继续使用',
    });
    expect(done.body).toMatchObject({ status: 'disposed', disposedOn: '2026-01-01' });
    const change = await manager.patch(path, { remark: 'x' });
    expect(change.body.code).toBe('configuration.disposed');
    const back = await manager.post(`${path}/restore`, { reason: '登记有误' });
    expect(back.body).toMatchObject({ status: 'active', disposedOn: null });
  });

  it('previews without writing', async () => {
    const preview = await manager.post(`${base}/software/preview`, {
      ...bought,
      purchaseDate: '2025-03-01',
    });
    expect(preview.body).toMatchObject({
      outcome: 'new',
      nearest: { softwareNo: 'S0001', differing: ['purchaseDate'] },
    });
    const again = await manager.post(`${base}/software/preview`, bought);
    expect(again.body).toMatchObject({
      outcome: 'refused',
      problem: { path: 'body.softwareName' },
    });
  });
});

describe('documents (PZ-2.5)', () => {
  it('are kept, listed, given back byte for byte and removed', async () => {
    const list = await manager.get(`${base}/software?q=S0001`);
    const documents = `${base}/software/${list.body.items[0].id}/documents`;
    const content = Buffer.from('%PDF-1.4\n授权证书\n%%EOF');
    const none = await manager.upload(documents, { name: '证书.pdf', content });
    expect([none.status, none.body.path]).toEqual([422, 'kind']);
    const kept = await manager.upload(
      documents,
      { name: '证书.pdf', content },
      { kind: 'certificate', title: '授权证书 2024' },
    );
    expect(kept.body).toMatchObject({ title: '授权证书 2024', fileName: '证书.pdf' });
    const program = await manager.upload(
      documents,
      { name: '证书.pdf', content: Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(90)]) },
      { kind: 'certificate' },
    );
    expect(program.status).toBe(415);
    const file = await inspector.get(`${documents}/${kept.body.id}`);
    expect(file.payload.equals(content)).toBe(true);
    expect(file.headers['content-disposition']).toContain('attachment');
    expect((await staff.get(documents)).status).toBe(403);
    expect((await inspector.delete(`${documents}/${kept.body.id}`)).status).toBe(403);
    expect((await manager.delete(`${documents}/${kept.body.id}`)).status).toBe(204);
    expect((await manager.get(documents)).body.items).toEqual([]);
    expect((await manager.get(`${documents}/${kept.body.id}`)).status).toBe(404);
  });
});

describe('附件6 可使用免费软件清单', () => {
  const line = {
    softwareName: '乙阅读',
    softwareVersion: '7.0',
    source: 'https://example.org',
    publisher: '乙公司',
    reason: '阅读公文',
    freeScope: 'any',
    validFrom: '2025-01-01',
  };
  let stopped = '';

  it('one number for all versions (TZ-1.7, 1.8)', async () => {
    const first = await manager.post(`${base}/free-list`, line);
    expect(first.body).toMatchObject({
      softwareNo: 'F0001',
      softwareVersion: '7.0',
      state: 'usable',
    });
    const second = await manager.post(`${base}/free-list`, { ...line, softwareVersion: '8.0' });
    expect(second.body).toMatchObject({ softwareNo: 'F0001', softwareVersion: '8.0' });
    stopped = second.body.id;
    const again = await manager.post(`${base}/free-list`, { ...line, softwareVersion: 'V7.0' });
    expect([again.status, again.body.code]).toEqual([409, 'configuration.alreadyListed']);
  });

  it.each([
    ['free for persons only', { freeScope: 'personalOnly', softwareVersion: '1' }, 'licenceNote'],
    ['a trial without an end', { freeScope: 'trial', softwareVersion: '1' }, 'validTo'],
    ['any version', { softwareVersion: '不限' }, 'softwareVersion'],
    ['departments not said', { wholeUnit: false, softwareVersion: '1' }, 'departmentIds'],
    ['no reason', { reason: '', softwareVersion: '1' }, 'reason'],
  ])('refuses %s', async (_title, change, path) => {
    const answer = await manager.post(`${base}/free-list`, { ...line, ...change });
    expect([answer.status, answer.body.path]).toEqual([422, `body.${path}`]);
  });

  it('refuses a commercial number', async () => {
    const list = await manager.get(`${base}/software?q=S0001`);
    const { softwareName: _, ...plain } = line;
    const answer = await manager.post(`${base}/free-list`, {
      ...plain,
      softwareId: list.body.items[0].id,
    });
    expect(answer.body.code).toBe('configuration.notFree');
  });

  it('stops a version; staff see only what they may use, the past stays', async () => {
    const done = await manager.post(`${base}/free-list/${stopped}/stop`, { validTo: '2026-01-01' });
    expect(done.body).toMatchObject({ state: 'stopped', validTo: '2026-01-01' });
    const versions = (answer: { body: { items: { softwareVersion: string }[] } }) =>
      answer.body.items.map((item) => item.softwareVersion).sort();
    expect(versions(await manager.get(`${base}/free-list`))).toEqual(['7.0', '8.0']);
    expect(versions(await staff.get(`${base}/free-list`))).toEqual(['7.0']);
    expect(versions(await staff.get(`${base}/free-list?asOf=2025-12-31`))).toEqual(['7.0', '8.0']);
    expect((await staff.post(`${base}/free-list`, line)).status).toBe(403);
    const relisted = await manager.post(`${base}/free-list`, {
      ...line,
      softwareVersion: '8.0',
      validFrom: '2026-02-01',
    });
    expect(relisted.status).toBe(200);
    const early = await manager.post(`${base}/free-list/${relisted.body.id}/stop`, {
      validTo: '2025-01-01',
    });
    expect(early.body.code).toBe('configuration.stopTooEarly');
  });

  it('exports the form as printed: title, signature line, nine columns', async () => {
    expect(layoutProblems(FORM6)).toEqual([]);
    const file = await staff.get(`${base}/free-list/export`);
    const { sheets } = await readSheets(file.payload, { fileName: 'x.xlsx' });
    const [title, signature, head, ...lines] = sheets[0]!.rows;
    expect(title?.[0]).toBe('可使用免费软件清单');
    expect(signature?.[0]).toBe('单位名称（盖章）：测试单位');
    expect(head?.map((cell) => String(cell).replace('\n', ''))).toEqual(
      '序号 软件编号 软件名称 软件版本 软件来源 软件厂商 厂商客服联系方式 使用部门 使用原因'.split(
        ' ',
      ),
    );
    expect(lines.map((line) => [line[1], line[3], line[7]])).toEqual([
      ['F0001', '7.0', '全单位'],
      ['F0001', '8.0', '全单位'],
    ]);
  });
});

describe('import in the columns of 附件7', () => {
  const titles =
    '序号 软件编号 软件名称 软件版本 软件类型 采购时间 采购金额(单位:元) 许可类型 许可数量 可使用版本 许可期限 序列号 安装数量'.split(
      ' ',
    );
  const rows = [
    [
      1,
      'A-1',
      '戊财务',
      '2020',
      '商业软件',
      '2020-05-01',
      '12,000',
      '单机许可',
      10,
      '2018–2020',
      '永久',
      'KEY-1、KEY-2',
      3,
    ],
    [
      2,
      'A-2',
      '戊财务',
      '2020',
      '商业软件',
      '2021-05-01',
      '12,000',
      '单机许可',
      10,
      '2018–2020',
      '永久',
      '--',
      3,
    ],
    [3, 'A-3', '戊财务', '2020', '商业软件', '--', '--', '单机许可', 1, '2020', '3年', '--', 1],
    [4, 'A-4', '己系统', '11', 'OEM软件', '--', '--', '--', '--', '--', '--', '--', 9],
    [5, 'A-5', '己系统', '11', 'OEM软件', '2020-01-01', '--', '--', '--', '--', '--', '--', 9],
    [6, 'A-6', '庚压缩', '--', '免费软件', '--', '--', '--', '--', '--', '--', '--', 5],
    [
      7,
      'A-7',
      '戊财务',
      '2020',
      '商业软件',
      '2021-05-01',
      12000,
      '单机',
      '10',
      '2018-2020',
      '永久',
      '--',
      3,
    ],
    [
      8,
      'A-8',
      '辛安全',
      '9',
      '商业软件',
      '2023-01-01',
      500,
      '场地授权',
      '不限',
      '不限',
      '2023-01-01至2025-12-31',
      '--',
      3,
    ],
    [
      9,
      'A-9',
      '壬绘图',
      '9',
      '商业软件',
      '2023-01-01',
      500,
      '单机许可',
      '不限',
      '9',
      '永久',
      '****1234',
      3,
    ],
  ];
  const upload = async (commit: boolean) =>
    manager.upload(
      `${base}/software/import?commit=${commit}`,
      { name: '附件7.xlsx', content: await sheet(titles, rows) },
      { options: '{}' },
    );
  const verdicts = (answer: Awaited<ReturnType<typeof upload>>) =>
    Object.fromEntries(
      answer.body.rows.map((row: { rowNo: number; verdict: string }) => [
        row.rowNo - 1,
        row.verdict,
      ]),
    );

  it('tells a verdict per row before anything is written', async () => {
    const before = await manager.get(`${base}/software`);
    const report = await upload(false);
    expect(report.status).toBe(200);
    expect(verdicts(report)).toEqual({
      1: 'create',
      2: 'create',
      3: 'reject',
      4: 'create',
      5: 'reject',
      6: 'create',
      7: 'reject',
      8: 'create',
      9: 'reject',
    });
    const messages = new Map<number, string>(
      report.body.rows.map((row: { rowNo: number; messages: string[] }) => [
        row.rowNo - 1,
        row.messages.join(),
      ]),
    );
    expect(messages.get(3)).toContain('看不懂许可期限“3年”');
    expect(messages.get(5)).toContain('《软件台账管理规定》一.6');
    expect(messages.get(7)).toContain('完全相同');
    expect(messages.get(9)).toContain('隐去');
    const after = await manager.get(`${base}/software`);
    expect(after.body.total).toBe(before.body.total);
  });

  it('writes what it said, keeps equal names of different purchases apart, and repeats harmlessly', async () => {
    const report = await upload(true);
    expect(report.body.counts).toMatchObject({ create: 5, reject: 4 });
    const found = await manager.get(`${base}/software?q=${encodeURIComponent('戊财务')}`);
    expect(found.body.items).toHaveLength(2);
    expect(found.body.items[0]).toMatchObject({
      formerNo: 'A-1',
      serialCount: 2,
      licenseQuantity: 10,
      purchaseAmountFen: 1_200_000,
    });
    const site = await manager.get(`${base}/software?q=${encodeURIComponent('辛安全')}`);
    expect(site.body.items[0]).toMatchObject({
      licenseQuantity: 'unlimited',
      usableVersionsText: '不限',
      licenseTermText: '2023-01-01至2025-12-31',
    });
    const again = await upload(true);
    expect(again.body.counts).toMatchObject({ create: 0, unchanged: 6, reject: 3 });
  });

  it('gives an empty sheet that it would read', async () => {
    const file = await manager.get(`${base}/software/import-template`);
    const { sheets } = await readSheets(file.payload, { fileName: 'x.xlsx' });
    expect(sheets[0]!.rows[0]).toContain('采购金额（单位：元）');
  });
});

describe('numbering settings over HTTP', () => {
  it('show the next number and are changed by those who may', async () => {
    const before = await manager.get(`${base}/software-numbering`);
    const oem = before.body.numbering.find(
      (one: { softwareType: string }) => one.softwareType === 'oem',
    );
    expect(oem).toMatchObject({ issued: 1, nextNumber: 'O0002' });
    const scheme = { prefix: 'YZ-', digits: 3, start: 1 };
    const body = { numbering: [{ softwareType: 'oem', scheme }] };
    expect((await inspector.put(`${base}/software-numbering`, body)).status).toBe(403);
    const after = await manager.put(`${base}/software-numbering`, body);
    expect(after.body.numbering[1]).toMatchObject({ nextNumber: 'YZ-002' });
    const bad = await manager.put(`${base}/software-numbering`, {
      numbering: [{ softwareType: 'free', scheme: { ...scheme, prefix: '中文' } }],
    });
    expect(bad.body.message).toContain('编号前缀');
  });
});
