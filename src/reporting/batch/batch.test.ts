/** Batches: names that are safe and unique, the zip a job makes, whose it is, and a long register as a file. */
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { RECORDS } from '../../../test/papers.records.ts';
import { newId } from '../../base/ids.ts';
import { readSheets } from '../../platform/sheets/index.ts';
import { draftOf, PAPERS } from '../papers/rules.kinds.ts';
import type { PaperKind } from '../papers/shapes.ts';
import { indexPage } from './rules.index.ts';
import { dayIn, Paths, periodLabel, safeName, yearIn } from './rules.names.ts';

describe('names', () => {
  test.each([
    ['附件7_甲/乙:单位_2026', '附件7_甲／乙：单位_2026'],
    ['..', '未命名'],
    ['a?<b>|"c*\\', 'a？＜b＞｜＂c＊＼'],
    ['结尾. . ', '结尾'],
    ['con', '_con'],
    ['LPT1.docx', '_LPT1.docx'],
    ['合\u202e同\u0000', '合同'],
    ['长'.repeat(200), '长'.repeat(80)],
  ])('%s', (words, safe) => {
    expect(safeName(words)).toBe(safe);
  });

  test('none twice, whatever the case', () => {
    const paths = new Paths();
    expect([
      paths.take('甲', 'A', 'pdf'),
      paths.take('甲', 'a', 'pdf'),
      paths.take('甲', 'a', 'docx'),
      paths.take('乙', 'A', 'pdf'),
    ]).toEqual(['甲/A.pdf', '甲/a_2.pdf', '甲/a.docx', '乙/A.pdf']);
  });

  test('periods', () => {
    const half = { from: '2026-01-01', to: '2026-06-30' };
    expect(periodLabel({ from: '2026-01-01', to: '2026-12-31' })).toBe('2026年');
    expect(periodLabel(half)).toBe('2026-01-01至2026-06-30');
    expect([yearIn(2026, half), yearIn(2025, half)]).toEqual([true, false]);
    expect([dayIn('2026-06-30', half), dayIn('2026-07-01', half), dayIn(null, half)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('the index links below its folder and lets no words become markup', () => {
    const facts = { unitName: '甲<b>', period: '2026年', madeOn: '2026-11-28', madeBy: '钱' };
    const entry = {
      path: '根/07 表/附件7 #1.xlsx',
      folder: '07 表',
      title: '附件7',
      on: '2026-06-30',
    };
    const page = indexPage({ ...facts, withheld: ['09 表'], notes: ['过长'] }, [
      { ...entry, format: 'xlsx', size: 3, sha256: 'ab' },
    ]);
    expect(page).toContain(`href="07%20%E8%A1%A8/%E9%99%84%E4%BB%B67%20%231.xlsx"`);
    expect(page).toContain('甲&lt;b&gt;');
    expect(page).toContain('09 表：没有查看全部的权限，未列入');
  });
});

describe('over HTTP', () => {
  let world: Office;
  const year = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4);
  const period = { kind: 'period', from: `${year}-01-01`, to: `${year}-12-31` } as const;

  beforeAll(async () => {
    world = await office(await testApp(), ['张三', '李四']);
    await ok(
      (await world.as('张三')).post(url('applications'), {
        idempotencyKey: newId(),
        submit: true,
        application: {
          deviceId: world.device('C1'),
          kind: 'install',
          toSoftwareId: world.software('S2'),
          softwareVersion: '13',
          reason: '起草文件',
        },
      }),
    );
  }, 120_000);

  async function made(who: Name, body: object) {
    const client = await world.as(who);
    const { id } = await ok(client.post(url('form-batches'), body));
    await expect
      .poll(async () => (await client.get(url('form-batches'))).body.items[0].state, {
        timeout: 60_000,
        interval: 200,
      })
      .toBe('done');
    const { items } = (await client.get(url('form-batches'))).body;
    return { client, batch: items.find((one: { id: string }) => one.id === id) };
  }

  test('the manager gets every form of the year, named and indexed', async () => {
    const { client, batch } = await made('钱主管', { ...period, formats: ['xlsx', 'docx', 'pdf'] });
    expect(batch).toMatchObject({ fileName: `测试单位_${year}年.zip`, notes: [] });
    expect(batch.withheld).toEqual([]);
    const file = await client.get(url(`form-batches/${batch.id}/file`));
    const files = unzipSync(file.payload);
    const names = Object.keys(files);
    const root = `测试单位_${year}年`;
    for (const [folder, count] of [
      ['06 可使用免费软件清单', 3],
      ['07 软件使用情况汇总表', 3],
      ['08 软件使用情况明细表', 3],
      ['09 软件安装维护情况明细表', 3],
      ['10 软件安装维护申请表', 3],
    ] as const) {
      expect(names.filter((name) => name.startsWith(`${root}/${folder}/`))).toHaveLength(count);
    }
    expect(names.every((name) => /^[^\\:*?"<>|]+$/.test(name))).toBe(true);
    const form10 = names.find((name) =>
      /10 软件安装维护申请表\/附件10_.*_张三_.*\.docx$/.test(name),
    )!;
    const document = strFromU8(unzipSync(files[form10]!)['word/document.xml']!);
    expect(document).toContain('起草文件');
    const page = strFromU8(files[`${root}/目录.html`]!);
    expect(page).toContain(encodeURIComponent(form10.split('/').at(-1)!));
    const index = await readSheets(Buffer.from(files[`${root}/目录.xlsx`]!), {
      fileName: '目录.xlsx',
    });
    expect(index.sheets[0]!.rows).toHaveLength(names.length - 2 + 1);
  });

  test('a kind somebody may not see all of is left out and named; the file is his alone', async () => {
    const { batch } = await made('陈副局长', { ...period, formats: ['xlsx'] });
    expect(batch.withheld).toContain('10 软件安装维护申请表');
    expect(batch.folders.map((one: { folder: string }) => one.folder)).toContain(
      '07 软件使用情况汇总表',
    );
    const other = await world.as('钱主管');
    expect(await refused(other.get(url(`form-batches/${batch.id}/file`)))).toBe(
      '404 reporting.noBatch',
    );
  });

  test('a register is made as a file of its own', async () => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const { client, batch } = await made('钱主管', { kind: 'form8', asOf: today });
    expect(batch.fileName).toBe(`附件8_测试单位_${today}.xlsx`);
    const file = await client.get(url(`form-batches/${batch.id}/file`));
    const { sheets } = await readSheets(file.payload, { fileName: 'a.xlsx' });
    expect(JSON.stringify(sheets[0]!.rows)).toContain('C1');
  });

  test('bad orders are refused, and those without the right', async () => {
    const manager = await world.as('钱主管');
    const order = (body: object) => manager.post(url('form-batches'), body);
    for (const body of [
      { ...period, formats: [] },
      { ...period, formats: ['odt'] },
      { ...period, formats: ['xlsx', 'xlsx'] },
      { kind: 'period', from: '2026-02-01', to: '2026-01-01', formats: ['xlsx'] },
      { kind: 'form8', asOf: '2999-01-01' },
    ]) {
      expect((await order(body)).status).toBe(422);
    }
    expect(
      (await order({ kind: 'period', from: '2999-01-01', to: '2999-12-31', formats: ['pdf'] }))
        .body,
    ).toMatchObject({ code: 'reporting.batchInFuture' });
    const staff = await world.as('张三');
    expect((await staff.post(url('form-batches'), { ...period, formats: ['pdf'] })).status).toBe(
      403,
    );
  });

  test('whatever a paper reads, its record and its drawn signatures, can be read by a job', () => {
    const readers = world.app.services.readers!;
    const asked = { id: 'x', query: {} };
    let pictures = 0;
    for (const kind of Object.keys(PAPERS) as PaperKind[]) {
      expect(readers.has(PAPERS[kind].source(asked).endpoint.path), kind).toBe(true);
      const draft = draftOf(kind, RECORDS[kind], asked, { unitName: '甲', today: '2026-06-30' });
      for (const picture of Object.values(draft?.pictures ?? {})) {
        expect(readers.has(picture.endpoint.path), picture.endpoint.path).toBe(true);
        pictures += 1;
      }
    }
    expect(pictures).toBeGreaterThan(2);
  });
});
