/** 附件6 over HTTP: what may be listed, who sees what, and the printed form. */
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { layoutProblems } from '../../base/layout.ts';
import { readSheets } from '../../platform/sheets/index.ts';
import { FORM6 } from './rules.paper.ts';

const app = await testApp();
const manager = await app.as('itManager');
const staff = await app.as('staff');
const base = `/api/units/${app.unitCode}`;
let commercialId = '';

beforeAll(async () => {
  const created = await manager.post(`${base}/software`, {
    softwareType: 'commercial',
    softwareName: '甲办公',
    softwareVersion: 'v12',
    acquisitionMethod: 'purchase',
    purchaseDate: '2024-03-01',
    purchaseAmountFen: 300_000,
    licenseType: 'device',
    licenseQuantity: 3,
    usableVersions: [{ exact: 'v12' }],
    licenseTerm: { kind: 'perpetual' },
  });
  commercialId = created.body.id;
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
    const { softwareName: _, ...plain } = line;
    const answer = await manager.post(`${base}/free-list`, {
      ...plain,
      softwareId: commercialId,
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
