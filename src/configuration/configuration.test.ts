/** Software numbers and their documents over HTTP: who may do what, refusals with their words, pages, exports. */
import { describe, expect, it } from 'vitest';
import { testApp } from '../../test/harness.ts';
import { readSheets } from '../platform/sheets/index.ts';

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
    expect(answer.body.message).toContain('Version, Purchase date');
    expect(answer.body.message).not.toMatch(/\p{Script=Han}/u);
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
    for (const sort of ['serial', '__proto__', '-constructor']) {
      expect((await manager.get(`${base}/software?sort=${sort}`)).status, sort).toBe(422);
    }
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

  it('closes what was not bought with a reason and takes it back', async () => {
    const purchase = await manager.post(`${base}/software`, { ...bought, serialNumbers: ['D-1'] });
    const refused = await manager.post(`${base}/software/${purchase.body.id}/dispose`, {
      disposedOn: '2026-01-01',
      reason: '因技术进步等原因无法继续使用',
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'configuration.needsDisposal']);
    const created = await manager.post(`${base}/software`, {
      softwareType: 'free',
      softwareName: '丙查看器',
      acquisitionMethod: 'freeDownload',
      registeredOn: '2025-01-01',
    });
    const path = `${base}/software/${created.body.id}`;
    const without = await manager.post(`${path}/dispose`, { disposedOn: '2026-01-01' });
    expect(without.body.message).toContain('请填写原因');
    const done = await manager.post(`${path}/dispose`, {
      disposedOn: '2026-01-01',
      reason: '不再使用',
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

describe('numbering settings over HTTP', () => {
  it('show the next number and are changed by those who may', async () => {
    const before = await manager.get(`${base}/software-numbering`);
    const oem = before.body.numbering.find(
      (one: { softwareType: string }) => one.softwareType === 'oem',
    );
    expect(oem).toMatchObject({ issued: 0, nextNumber: 'O0001' });
    const scheme = { prefix: 'YZ-', digits: 3, start: 1 };
    const body = { numbering: [{ softwareType: 'oem', scheme }] };
    expect((await inspector.put(`${base}/software-numbering`, body)).status).toBe(403);
    const administrator = await app.as('sysAdmin');
    expect((await administrator.get(`${base}/software-numbering`)).status).toBe(200);
    const after = await manager.put(`${base}/software-numbering`, body);
    expect(after.body.numbering[1]).toMatchObject({ nextNumber: 'YZ-001' });
    const bad = await manager.put(`${base}/software-numbering`, {
      numbering: [{ softwareType: 'free', scheme: { ...scheme, prefix: '中文' } }],
    });
    expect(bad.body.message).toContain('编号前缀');
  });
});
