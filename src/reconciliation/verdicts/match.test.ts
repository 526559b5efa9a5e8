/**
 * The three-way match and the rates over computers of every kind of difference: sums that add up, lists that hold what the
 * figures say, and one definition of 正版率 for today and for any day.
 */
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { ok, refused, url } from '../../../test/office.ts';
import { OFFICE, VerdictUnit, ZIP } from '../../../test/verdicts.ts';
import { systemContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { RECONCILIATION_LOCK } from '../findings/commands.ts';
import { compareDevices, genuineRatesOn, sumOfRates } from '../index.ts';
import type { DIFFERENCES, DifferenceLine, MatchProduct, ThreeWay } from './shapes.match.ts';
import { LINK_ORDER } from './shapes.ts';
import { keptTotals } from './store.counts.ts';
import { type DifferenceQuery, listDifferences } from './store.match.ts';
import { countedTotals, matchNumbers, matchProducts } from './store.totals.ts';

let unit: VerdictUnit;
let bought: string;
let second: string;
const pcs: Record<string, string> = {};

/** PC-1, PC-2 seen and recorded under 2 licences; PC-3 a third; PC-4 seen only; PC-5 recorded only; PC-6 both numbers. */
beforeAll(async () => {
  unit = await VerdictUnit.start(await testApp());
  for (const name of ['PC-1', 'PC-2', 'PC-3', 'PC-4', 'PC-6']) {
    pcs[name] = await unit.computer(name, [OFFICE, ZIP]);
  }
  pcs['PC-5'] = await unit.computer('PC-5', [ZIP]);
  const product = await unit.productOf(pcs['PC-1']!, 'Office');
  bought = await unit.delivered(product, 2);
  second = await unit.delivered(product, 5);
  for (const name of ['PC-1', 'PC-2', 'PC-3']) await unit.record(bought, pcs[name]!, '2019');
  await unit.record(second, pcs['PC-5']!, '2019');
  await unit.record(second, pcs['PC-6']!, '2019');
  await unit.record(bought, pcs['PC-6']!, '2019');
}, 60_000);

const match = (query = ''): Promise<ThreeWay> => unit.get(`three-way${query}`);
const officeLine = async (): Promise<MatchProduct> =>
  (await match()).products.find((one) => one.productName.includes('Office'))!;
const listed = async (difference: keyof typeof DIFFERENCES, more = '') =>
  (await unit.get(`three-way/differences?limit=500&difference=${difference}${more}`)).items;

test('one line per product: what is seen, recorded and entitled, and how they differ', async () => {
  const office = await officeLine();
  expect(office).toMatchObject({
    seen: 5,
    seenOnly: 1,
    recordedOnly: 1,
    unverified: 0,
    doubled: 1,
    register: 6,
    over: 2,
    entitled: 7,
    unlimited: false,
    agrees: false,
  });
  expect(office.numbers.map((one) => [one.register, one.seen, one.entitled, one.over])).toEqual([
    [4, 4, 2, 2],
    [2, 1, 5, 0],
  ]);
  expect(office.numbers.map((one) => one.softwareId)).toEqual([bought, second]);
});

test('the sums add up exactly: per line, over all lines, and with the register itself', async () => {
  const { products, totals } = await match();
  for (const one of products) {
    expect(one.seen - one.seenOnly + one.recordedOnly + one.doubled).toBe(one.register);
    expect(one.numbers.reduce((sum, number) => sum + number.register, 0)).toBe(one.register);
    expect(one.numbers.reduce((sum, number) => sum + number.over, 0)).toBe(one.over);
    const limited = one.numbers.filter((number) => typeof number.entitled === 'number');
    expect(limited.reduce((sum, number) => sum + Number(number.entitled), 0)).toBe(one.entitled);
  }
  const keys = ['seen', 'seenOnly', 'recordedOnly', 'doubled', 'register', 'over', 'notEntitled'];
  for (const key of keys as (keyof ThreeWay['totals'] & keyof MatchProduct)[]) {
    expect(products.reduce((sum, one) => sum + Number(one[key]), 0)).toBe(totals[key]);
  }
  const { pool } = unit.world.app.database;
  const register = await pool.query('select sum(installed)::int as n from ledgers_count');
  expect(totals.register).toBe(register.rows[0].n);
});

test('every figure opens the computers it counts, and the whole list has each of them', async () => {
  const office = await officeLine();
  const product = `&product=${encodeURIComponent(office.productKey)}`;
  const names = async (difference: keyof typeof DIFFERENCES) =>
    (await listed(difference, product)).map((one: { computerNo: string }) => one.computerNo);
  expect(await names('seenOnly')).toEqual(['PC-4']);
  expect(await names('recordedOnly')).toEqual(['PC-5']);
  expect(await names('doubled')).toEqual(['PC-6']);
  expect(await names('over')).toEqual(['PC-3', 'PC-6']);
  expect((await names('notEntitled')).length).toBe(office.notEntitled);
  const { totals } = await match();
  for (const key of ['seenOnly', 'recordedOnly', 'notEntitled'] as const) {
    expect((await listed(key)).length).toBe(totals[key]);
  }
  const [line] = await listed('doubled', product);
  expect(line.softwareNos).toEqual(office.numbers.map((one) => one.softwareNo));
});

test('differences found by product and by walking over the computers are the same, page after page', async () => {
  const { database, unitId } = unit.world.app;
  const kinds = [undefined, 'seenOnly', 'recordedOnly', 'doubled', 'over', 'notEntitled'] as const;
  const walk = async (query: Omit<DifferenceQuery, 'limit'>, few: number) => {
    const found: DifferenceLine[] = [];
    let cursor: string | undefined;
    do {
      const page = await database.read((tx) =>
        listDifferences(tx, unitId, { ...query, limit: 2, cursor }, few),
      );
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return found;
  };
  for (const difference of kinds) {
    for (const sort of ['computerNo', '-productName']) {
      for (const more of [{}, { q: 'pc-4' }, { q: 'office' }, { software: bought }]) {
        const query = { difference, sort, ...more };
        expect(await walk(query, 0)).toEqual(await walk(query, 1000));
      }
    }
    expect((await walk({ difference }, 0)).length).toBeGreaterThan(0);
  }
});

test('table and differences as Excel; filters narrow lines and totals alike', async () => {
  for (const path of ['three-way/export', 'three-way/differences/export']) {
    const file = await unit.manager.get(url(path));
    expect([file.status, file.payload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
  }
  const differing = await match('?differing=true&category=office');
  expect(differing.products.every((one) => !one.agrees && one.category === 'office')).toBe(true);
  expect(differing.totals.products).toBe(differing.products.length);
  expect(await refused(unit.manager.get(url('three-way?category=x')))).toContain('422');
});

test('the boundary of a used-up number moves: who becomes one of the first N is judged again', async () => {
  const beyond = async () =>
    (await listed('over')).map((one: { computerNo: string }) => one.computerNo);
  expect(await beyond()).toEqual(['PC-3', 'PC-6']);
  const line = { kind: 'uninstall', softwareId: bought, deviceId: pcs['PC-1'] };
  await unit.post('entries', {
    idempotencyKey: 'uninstall-pc-1',
    reason: '卸载',
    lines: [{ ...line, occurredOn: unit.today }],
  });
  // A round that does not look at boundaries may have taken what is queued: the next that does must look all the same.
  const { app } = unit.world;
  await expect
    .poll(
      async () => {
        const { rows } = await app.database.pool.query('select from reconciliation_todo');
        return rows.length;
      },
      { timeout: 20_000 },
    )
    .toBe(0);
  await unit.follow();
  expect(await beyond()).toEqual(['PC-6']);
});

test('正版率 has one definition: today out of the verdicts equals the day computed from the journal', async () => {
  const { database, unitId } = unit.world.app;
  const home = await unit.get('home');
  const bare = home.rates.map(
    ({ green: _, yellow: __, red: ___, ...rate }: Record<string, unknown>) => rate,
  );
  const dated = await database.read(async (tx) =>
    sumOfRates(await genuineRatesOn(systemContext(tx, unitId, '测试'), unit.today)),
  );
  expect(bare).toEqual(dated);
  // PC-2, PC-3 and PC-5 are covered; PC-6 has one number beyond its quantity.
  expect(home.rates[1]).toMatchObject({
    category: 'office',
    required: 6,
    installed: 4,
    genuine: 3,
  });
  const judged = home.rates[1];
  expect(judged.green + judged.yellow + judged.red).toBe(6);
});

test('应配 follows the policy of the unit, today and on other days', async () => {
  const policy = await unit.get('required-policy');
  expect(policy.office).toEqual(['desktop', 'laptop', 'server']);
  const desks = { ...policy, office: ['server'] };
  expect((await (await unit.world.as('李四')).put(url('required-policy'), desks)).status).toBe(403);
  expect(await ok(unit.manager.put(url('required-policy'), desks))).toEqual(desks);
  const home = await unit.get('home');
  expect(home.rates.map((rate: { required: number }) => rate.required)).toEqual([6, 0, 6]);
  const { database, unitId } = unit.world.app;
  const dated = await database.read(async (tx) =>
    sumOfRates(await genuineRatesOn(systemContext(tx, unitId, '测试'), unit.today)),
  );
  expect(dated.map((rate) => rate.required)).toEqual([6, 0, 6]);
  const wrong = { ...policy, office: ['tablet'] };
  expect((await unit.manager.put(url('required-policy'), wrong)).status).toBe(422);
});

async function expectTotalsCounted(): Promise<void> {
  const { database, unitId } = unit.world.app;
  const order = <T extends object>(rows: T[]) =>
    rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
  const { counted, products, numbers, names } = await database.read(async (tx) => ({
    counted: await countedTotals(tx, unitId),
    products: await matchProducts(tx, unitId),
    numbers: await matchNumbers(tx, unitId),
    names: await keptTotals(tx, unitId),
  }));
  expect(order(numbers)).toEqual(order(counted.numbers));
  const decided = counted.products.filter((row) => row.seen + row.recordedOnly > 0);
  expect(order(products)).toEqual(order(decided.map(({ undecided: _, ...row }) => row)));
  expect(order(names)).toEqual(order(counted.names));
}

test('the running totals are what counting the verdicts gives, after all that has changed', async () => {
  const inUse = pcs['PC-6']!;
  const retired = { status: 'scrapped', on: unit.today, reason: '报废' };
  await unit.post(`devices/${inUse}/retire`, retired);
  await unit.follow();
  await expectTotalsCounted();
});

test('computers judged at the same moment over several connections lose no count', async () => {
  const { database, unitId } = unit.world.app;
  const ids = Object.values(pcs);
  const counts = await unit.get('verdict-counts');
  const judge = (deviceId: string) =>
    database.write(async (tx) => {
      await lockNamed(tx, unitId, RECONCILIATION_LOCK);
      await compareDevices(systemContext(tx, unitId, '测试'), [deviceId]);
    });
  for (const holder of [{ handBack: true }, { personId: unit.world.person('张三') }]) {
    for (const name of ['PC-1', 'PC-2', 'PC-3', 'PC-4', 'PC-5']) {
      await unit.post(`devices/${pcs[name]}/holder`, holder);
    }
    await Promise.all([...ids, ...ids].map(judge));
    await expectTotalsCounted();
    const lacking = (await unit.get('verdict-counts')).missing;
    expect(lacking.some((one: { link: string }) => one.link === 'device')).toBe(
      'handBack' in holder,
    );
  }
  expect(await unit.get('verdict-counts')).toEqual(counts);
});

test('counts, search and order by name say what the list of all verdicts says', async () => {
  const all = await unit.verdicts();
  const { categories } = await unit.get('verdict-counts');
  for (const { category, ...colours } of categories) {
    for (const [colour, installs] of Object.entries(colours)) {
      const found = all.filter((one) => one.category === category && one.colour === colour);
      expect([category, colour, found.length]).toEqual([category, colour, installs]);
    }
  }
  const ids = (rows: { id: string }[]) => rows.map((one) => one.id);
  for (const link of LINK_ORDER) {
    const lacking = all.filter((one) => one.missing.includes(link));
    expect(ids(await unit.verdicts(`&missing=${link}`))).toEqual(ids(lacking));
  }
  const wanted: [string, (one: Record<string, string>) => boolean][] = [
    ['office', (one) => one.productName!.includes('Office')],
    ['pc-4', (one) => one.computerNo === 'PC-4'],
    ['张三', (one) => one.personName === '张三'],
    ['没有这个', () => false],
  ];
  for (const [q, holds] of wanted) {
    expect(ids(await unit.verdicts(`&q=${encodeURIComponent(q)}`))).toEqual(ids(all.filter(holds)));
  }
  const walked: string[] = [];
  let cursor = '';
  do {
    const page = await unit.get(`verdicts?sort=-productName&limit=3${cursor}`);
    walked.push(...ids(page.items));
    cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
  } while (cursor);
  const byName = [...all].sort(
    (a, b) => b.productName.localeCompare(a.productName, 'zh') || (a.id < b.id ? 1 : -1),
  );
  expect(walked).toEqual(ids(byName));
});
