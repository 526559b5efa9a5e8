/** 附件5 over HTTP: figures from the year's records with what they count, typed rows, frozen when sent in, confirmed by another, corrected with a reason. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { layoutProblems } from '../../base/layout.ts';
import { readSheets } from '../../platform/sheets/index.ts';
import { FORM5 } from '../forms/rules.form5.ts';
import { completed, quantityText, rateText } from './rules.figures.ts';
import { templateProblem } from './rules.ts';
import type { StatisticsRecord } from './shapes.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const year = Number(today.slice(0, 4));

beforeAll(async () => {
  world = await office(await testApp());
  const { database, unitId } = world.app;
  await database.write(async (tx) => {
    // S1 was bought this year at home, S2 last year abroad, S4 (a site licence) this year; S3 has no origin.
    const buy = (no: 'S1' | 'S2' | 'S4', on: string, fen: number, origin: string | null) =>
      sql`update configuration_software set purchase_date = ${on}, purchase_amount_fen = ${fen},
        origin = ${origin} where unit_id = ${unitId} and id = ${world.software(no)}`.execute(tx);
    await buy('S1', `${year}-01-02`, 120_000, 'domestic');
    await buy('S2', `${year - 1}-05-06`, 990_000, 'foreign');
    await buy('S4', `${year}-01-03`, 50_000, 'domestic');
    await sql`update ledgers_device set device_type = 'server' where unit_id = ${unitId}
      and id = ${world.device('C5')}`.execute(tx);
  });
  const lines = ['C1', 'C2', 'C3', 'C4'].map((computerNo) => ({
    kind: 'install',
    softwareId: world.software('S1'),
    deviceId: world.device(computerNo),
    version: computerNo === 'C3' ? '11' : '12',
    occurredOn: `${year}-01-01`,
  }));
  const body = { idempotencyKey: newId(), reason: '已有安装', lines: lines.slice(0, 3) };
  await ok((await world.as('钱主管')).post(url('entries'), body));
});

const manager = () => world.as('钱主管');
const act = async (who: Name, id: string, action: string, body: object = {}) =>
  (await world.as(who)).post(url(`statistics/${id}/${action}`), body);
const get = async (id: string, who: Name = '钱主管'): Promise<StatisticsRecord> =>
  ok((await world.as(who)).get(url(`statistics/${id}`)));
const shown = (record: StatisticsRecord, key: string) =>
  record.rows.find((row) => row.key === key)!.text;

test('a site licence is a word in sums; a rate is never rounded up to 100 %', () => {
  expect(
    [[], [5, 3], [null], [5, null]].map((all) =>
      quantityText(all.map((quantity) => ({ quantity }))),
    ),
  ).toEqual(['0', '8', '不限', '5＋不限']);
  expect(
    [
      [0, 0],
      [3, 3],
      [3000, 2999],
    ].map(([installed, genuine]) => rateText({ installed: installed!, genuine: genuine! })),
  ).toEqual(['--', '100%', '99.96%']);
});

test('正版化 is completed when every rate is full and nothing found is open', () => {
  const rate = { category: 'office' as const, required: 9, installed: 9, genuine: 9 };
  expect(completed({ rates: [rate], openFindings: 0 })).toBe(true);
  expect(completed({ rates: [rate], openFindings: 1 })).toBe(false);
  expect(completed({ rates: [{ ...rate, genuine: 8 }], openFindings: 0 })).toBe(false);
  expect(completed({ rates: [{ ...rate, installed: 0, genuine: 0 }], openFindings: 0 })).toBe(
    false,
  );
});

test('the paper is sound', () => {
  expect(layoutProblems(FORM5)).toEqual([]);
});

test('from the records to the confirmed table', async () => {
  const client = await manager();
  const both = await Promise.all([
    client.post(url('statistics'), { year }),
    client.post(url('statistics'), { year }),
  ]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  expect(await refused(client.post(url('statistics'), { year: year + 1 }))).toBe(
    '422 reporting.futureYear',
  );
  const { id } = both.find((answer) => answer.status === 200)!.body;
  const drafted = await get(id);
  expect(
    Object.fromEntries(
      [
        'totalStaff',
        'computerUsers',
        'serverCount',
        'desktopCount',
        'computerTotal',
        'responsibleDept',
        'purchased.office.domestic.quantity',
        'purchased.office.domestic.amount',
        'purchased.office.foreign.quantity',
        'newPurchaseSpend',
        'owned.office.domestic',
        'owned.office.foreign',
        'installed.office',
        'genuine.office',
        'genuineRate.office',
        'pledgesDue',
        'pledgesSigned',
        'legalizationCompleted',
      ].map((key) => [key, shown(drafted, key)]),
    ),
  ).toEqual({
    totalStaff: '13',
    computerUsers: '3',
    serverCount: '1',
    desktopCount: '4',
    computerTotal: '5',
    responsibleDept: '信息中心',
    'purchased.office.domestic.quantity': '3＋不限',
    'purchased.office.domestic.amount': '1,700.00',
    'purchased.office.foreign.quantity': '0',
    newPurchaseSpend: '1,700.00',
    'owned.office.domestic': '3＋不限',
    'owned.office.foreign': '60',
    'installed.office': '3',
    'genuine.office': '3',
    'genuineRate.office': '100%',
    pledgesDue: '13',
    pledgesSigned: '0',
    // No operating system and no antivirus software on record: nothing is proven.
    legalizationCompleted: '否',
  });
  const bought = drafted.rows.find((row) => row.key === 'purchased.office.domestic.amount')!;
  expect(bought.items.map((one) => one.link)).toEqual([
    `/software/${world.software('S1')}`,
    `/software/${world.software('S4')}`,
  ]);
  // Last year stands beside it: S2 was bought then.
  const before = drafted.rows.find((row) => row.key === 'purchased.office.foreign.amount')!;
  expect([before.text, before.lastYear, drafted.lastYear]).toEqual([
    '0.00',
    '9,900.00',
    'computed',
  ]);
  expect(drafted.warnings.join()).toContain('还没有登记领导小组');
  expect(drafted.warnings.join()).toContain('1 个软件编号没有填产地，未计入国产或非国产：S3');

  expect(
    (await client.put(url(`statistics/${id}`), { values: { totalStaff: 5 } })).body,
  ).toMatchObject({ code: 'reporting.typed', path: 'body.values.totalStaff' });
  await ok(client.put(url(`statistics/${id}`), { values: { establishedPosts: 20 } }));
  await ok(act('钱主管', id, 'submit', {}));
  expect(await refused(client.put(url(`statistics/${id}`), { values: {} }))).toBe(
    '409 reporting.statisticsFixed',
  );
  // A later purchase changes nothing that was sent in.
  await world.app.database.write((tx) =>
    sql`update configuration_software set purchase_amount_fen = 77 where id = ${world.software('S1')}`.execute(
      tx,
    ),
  );
  expect(shown(await get(id), 'newPurchaseSpend')).toBe('1,700.00');

  const both2 = await world.anew('钱主管', ['staff', 'itManager', 'committeeHead']);
  expect(await refused(both2.post(url(`statistics/${id}/decide`), { approve: true }))).toBe(
    '403 reporting.ownStatistics',
  );
  expect((await act('孙局长', id, 'decide', { approve: false })).status).toBe(422);
  await ok(act('孙局长', id, 'decide', { approve: false, opinion: '请核对金额' }));
  // Returned: computed anew.
  expect(shown(await get(id), 'newPurchaseSpend')).toBe('500.77');
  await ok(act('钱主管', id, 'submit', {}));
  const presses = await Promise.all(
    [...Array(4)].map(() => act('孙局长', id, 'decide', { approve: true })),
  );
  expect(presses.map((one) => one.status).sort()).toEqual([200, 409, 409, 409]);
  const confirmed = await get(id, '何人事');
  expect(confirmed).toMatchObject({ state: 'confirmed', preparedBy: '钱主管', may: [] });
  expect(shown(confirmed, 'establishedPosts')).toBe('20');
  expect(await refused((await world.as('张三')).get(url(`statistics/${id}`)))).toBe(
    '403 platform.forbidden',
  );

  expect(await refused(act('钱主管', id, 'correct', { reason: '没有变化' }))).toBe(
    '422 reporting.nothingCorrected',
  );
  await world.app.database.write((tx) =>
    sql`update configuration_software set purchase_amount_fen = 100 where id = ${world.software('S1')}`.execute(
      tx,
    ),
  );
  await ok(act('钱主管', id, 'correct', { values: { establishedPosts: 21 }, reason: '编制有误' }));
  const once = await get(id);
  expect([shown(once, 'establishedPosts'), shown(once, 'newPurchaseSpend')]).toEqual([
    '21',
    '500.77',
  ]);
  await ok(act('钱主管', id, 'correct', { recompute: true, reason: '补录发票' }));
  expect(shown(await get(id), 'newPurchaseSpend')).toBe('501.00');
  const { rows } = await world.app.database.pool.query(
    `select detail from platform_step where object_id = $1 and action = 'correct' order by id`,
    [id],
  );
  expect(rows[0].detail.changes).toEqual([{ key: 'establishedPosts', before: '20', after: '21' }]);
});

test('Excel in the official layout', async () => {
  const [{ id }] = (await ok((await manager()).get(url('statistics')))).items;
  const { payload } = await (await world.as('孙局长')).get(url(`statistics/${id}/export`));
  const { sheets } = await readSheets(payload, { fileName: '附件5.xlsx' });
  const cells = sheets[0]!.rows.flat().map(String);
  expect(cells[0]).toBe('软件正版化工作信息统计表');
  expect(cells.join()).toContain('单位名称（盖章）：');
  expect(cells).toContain('操作系统软件 国产 许可数量');
  expect(cells.join()).toContain('单位负责人（签字）：');
});

test('a unit hides, renames and adds rows; computed keys stay', async () => {
  const client = await manager();
  const template = await ok(client.get(url('statistics-template')));
  const rows = template.rows.map((row: { key: string }) =>
    row.key === 'laptopCount'
      ? { ...row, shown: false }
      : row.key === 'desktopCount'
        ? { ...row, label: '办公电脑' }
        : row,
  );
  const own = [{ key: 'own.a', block: 'trainings', label: '线上学习人数' }];
  await ok(client.put(url('statistics-template'), { rows, own }));
  expect(
    await refused(
      client.put(url('statistics-template'), {
        rows: [{ key: 'nothing', shown: true, label: '' }],
        own: [],
      }),
    ),
  ).toBe('422 reporting.template');
  expect(templateProblem({ rows: [], own: [] })).toBe('至少要显示一个项目');
  const { id } = await ok(client.post(url('statistics'), { year: year - 1 }));
  await ok(client.put(url(`statistics/${id}`), { values: { 'own.a': '约 30 人' } }));
  const record = await get(id);
  expect(record.asOf).toBe(`${year - 1}-12-31`);
  const words = record.rows.map((row) => row.words.join(' '));
  expect(words).not.toContain('便携机（台）');
  expect(words).toContain('办公电脑');
  const at = record.rows.findIndex((row) => row.key === 'own.a');
  expect([record.rows[at]!.text, record.rows[at - 1]!.key]).toEqual([
    '约 30 人',
    'externalTrainings',
  ]);
});

test('rules: issued, revised, repealed; the form names those in force', async () => {
  const client = await manager();
  const rule = { name: '软件使用管理办法', documentNo: '〔2020〕1号', issuedOn: '2020-03-04' };
  const made = await ok(client.post(url('policies'), rule));
  expect(await refused(client.post(url('policies'), rule))).toBe('409 reporting.policyExists');
  expect(
    (await client.put(url(`policies/${made.id}`), { ...rule, revisedOn: '2019-01-01' })).body.path,
  ).toBe('body.revisedOn');
  await ok(client.put(url(`policies/${made.id}`), { ...rule, revisedOn: `${year - 1}-06-01` }));
  await ok(
    client.post(url('policies'), {
      name: '旧办法',
      issuedOn: '2001-01-01',
      repealedOn: '2020-03-04',
    }),
  );
  const [, last] = (await ok(client.get(url('statistics')))).items;
  expect(shown(await get(last.id), 'policies')).toBe(
    `《软件使用管理办法》（2020-03-04发布，${year - 1}-06-01修订）`,
  );
  expect(await refused((await world.as('孙局长')).post(url('policies'), rule))).toBe(
    '403 platform.forbidden',
  );
});
