/** Contracts over HTTP: seven fields, delivery in parts makes numbers, renewals, what ends is told once a stage. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type Client, testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { addDays } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { systemContext } from '../../platform/db/context.ts';
import { warnOfExpiries } from './commands.expiry.ts';
import { stageOf } from './rules.ts';
import type { ContractRecord, Receipt } from './shapes.ts';

let world: Office;
let asset: Client;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const earlier = addDays(today, -20);

beforeAll(async () => {
  world = await office(await testApp());
  asset = await world.anew('吴会计', ['staff', 'assetOfficer']);
});

const post = async (who: Name, path: string, body: object = {}) =>
  (await world.as(who)).post(url(path), body);
const line = (softwareName: string, more: object = {}) => ({
  softwareName,
  softwareVersion: '9',
  category: 'office',
  origin: 'domestic',
  licenseType: 'device',
  quantity: 10,
  perpetual: true,
  unitPriceFen: 50_000,
  compatibility: '支持现有操作系统',
  afterSales: '三年免费升级',
  ...more,
});
const contract = (contractNo: string, lines: object[], more: object = {}) => ({
  contractNo,
  title: '办公软件采购',
  supplier: '某软件公司',
  purchaseMethod: 'inquiry',
  outsidePlanReason: '应急',
  lines,
  ...more,
});

test('seven fields are asked for by name; outside the plan needs a reason', async () => {
  const missing: [object, string][] = [
    [{ softwareVersion: '' }, 'softwareVersion'],
    [{ licenseType: null }, 'licenseType'],
    [{ quantity: null }, 'quantity'],
    [{ perpetual: false }, 'usageYears'],
    [{ compatibility: '' }, 'compatibility'],
    [{ afterSales: '' }, 'afterSales'],
    [{ usableVersions: '以上' }, 'usableVersions'],
  ];
  const { id } = await ok(post('钱主管', 'contracts', contract('HT-1', [line('新办公')])));
  const put = async (body: object) =>
    ok((await world.as('钱主管')).put(url(`contracts/${id}`), body));
  const sign = () => post('钱主管', `contracts/${id}/sign`, { signedOn: earlier });
  for (const [change, field] of missing) {
    await put(contract('HT-1', [line('新办公'), line('新办公', change)]));
    expect((await sign()).body.path).toBe(`body.lines.1.${field}`);
  }
  await put(contract('HT-1', [line('新办公')], { outsidePlanReason: '' }));
  expect((await sign()).body.path).toBe('body.outsidePlanReason');
  await put(contract('HT-1', [line('新办公')]));
  expect(
    (await post('钱主管', `contracts/${id}/sign`, { signedOn: addDays(today, 1) })).body.path,
  ).toBe('body.signedOn');
  await ok(sign());
  expect(await refused(post('钱主管', 'contracts', contract('HT-1', [])))).toBe(
    '409 configuration.contractTwice',
  );
  expect(
    await refused((await world.as('钱主管')).put(url(`contracts/${id}`), contract('HT-1', []))),
  ).toBe('409 configuration.contractSigned');
});

test('delivery in parts: one number each, never more than ordered, pressed twice once', async () => {
  const { items } = await ok((await world.as('钱主管')).get(url('contracts?q=HT-1')));
  const id = items[0].id;
  const get = async (): Promise<ContractRecord> =>
    ok((await world.as('钱主管')).get(url(`contracts/${id}`)));
  const [ordered] = (await get()).lines;
  const delivery = (quantity: number | null, requestKey = newId(), receivedOn = earlier) => ({
    requestKey,
    receivedOn,
    lines: [
      { contractLineId: ordered!.id, quantity, serialNumbers: [`KEY-${quantity}-${receivedOn}`] },
    ],
  });
  expect(await refused(post('王主任', `contracts/${id}/receive`, delivery(4)))).toBe(
    '403 platform.forbidden',
  );
  expect((await post('钱主管', `contracts/${id}/receive`, delivery(null))).body.path).toBe(
    'body.lines.0.quantity',
  );
  expect(
    (await post('钱主管', `contracts/${id}/receive`, delivery(1, newId(), addDays(earlier, -1))))
      .body.path,
  ).toBe('body.receivedOn');
  const once = delivery(4);
  const pressed = await Promise.all([
    asset.post(url(`contracts/${id}/receive`), once),
    asset.post(url(`contracts/${id}/receive`), once),
  ]);
  expect(pressed.map((answer) => answer.status)).toEqual([200, 200]);
  expect((await get()).state).toBe('partlyReceived');
  // Six are left: of two deliveries of four only one fits.
  const raced = await Promise.all([
    post('钱主管', `contracts/${id}/receive`, delivery(4, newId(), today)),
    post('冯主管', `contracts/${id}/receive`, delivery(4, newId(), addDays(today, -1))),
  ]);
  expect(raced.map((answer) => answer.status).sort()).toEqual([200, 409]);
  await ok(post('钱主管', `contracts/${id}/receive`, delivery(2, newId(), today)));
  const record = await get();
  expect([record.state, record.lines[0]!.received, record.lines[0]!.complete]).toEqual([
    'received',
    10,
    true,
  ]);
  const numbers = record.receipts.flatMap((receipt: Receipt) => receipt.lines);
  expect(new Set(numbers.map((one) => one.softwareNo)).size).toBe(3);
  const software = await ok(
    (await world.as('钱主管')).get(url(`software/${numbers[0]!.softwareId}`)),
  );
  expect(software).toMatchObject({
    contractNo: 'HT-1',
    supplier: '某软件公司',
    licenseQuantity: 4,
    purchaseAmountFen: 200_000,
    purchaseDate: earlier,
    serialCount: 1,
  });
  // Its journal sheet exists: installs can be recorded.
  const sheet = await ok(
    (await world.as('钱主管')).get(url(`forms/9?format=json&software=${numbers[0]!.softwareId}`)),
  );
  expect(sheet.sheets).toHaveLength(1);
});

test('corrections keep what was delivered; cancelling needs nothing delivered', async () => {
  const { items } = await ok((await world.as('钱主管')).get(url('contracts?q=HT-1')));
  const id = items[0].id;
  const record: ContractRecord = await ok((await world.as('钱主管')).get(url(`contracts/${id}`)));
  const body = { ...record, reason: '供应商更名', supplier: '某软件集团' };
  const cheaper = { ...body, lines: record.lines.map((one) => ({ ...one, unitPriceFen: 1 })) };
  expect(await refused(post('钱主管', `contracts/${id}/correct`, cheaper))).toBe(
    '409 configuration.lineDelivered',
  );
  await ok(post('钱主管', `contracts/${id}/correct`, body));
  expect(await refused(post('钱主管', `contracts/${id}/cancel`, { reason: '不要了' }))).toBe(
    '409 workflow.moved',
  );
  await ok(post('钱主管', `contracts/${id}/close`, { reason: '全部到货' }));
});

test('a renewal takes the old number off the calendar; maintenance moves its end', async () => {
  await world.app.database.write(async (tx) => {
    await sql`update configuration_software set term_kind = 'fixedTerm', term_start = '2020-01-01',
      purchase_date = '2020-01-01', purchase_amount_fen = 100, origin = 'domestic',
      term_end = ${addDays(today, 40)}, maintenance_end = ${addDays(today, 20)}
      where unit_id = ${world.app.unitId} and software_no = 'S2'`.execute(tx);
  });
  const span = `from=${today}&to=${addDays(today, 100)}`;
  const seen = async () =>
    (await ok((await world.as('钱主管')).get(url(`expiries?${span}`)))).items.map(
      (one: { softwareNo: string; what: string; renewedBy: string | null }) => [
        one.softwareNo,
        one.what,
        one.renewedBy,
      ],
    );
  expect(await seen()).toEqual([
    ['S2', 'maintenance', null],
    ['S2', 'term', null],
  ]);
  const lines = [
    line('甲办公', {
      softwareVersion: '13',
      perpetual: false,
      usageYears: 1,
      renewsId: world.software('S2'),
    }),
    {
      kind: 'maintenance',
      softwareName: '甲办公维护',
      unitPriceFen: 100_000,
      renewsId: world.software('S2'),
      maintenanceEnd: addDays(today, 400),
    },
  ];
  const { id } = await ok(post('钱主管', 'contracts', contract('HT-2', lines)));
  const signed = await ok(post('钱主管', `contracts/${id}/sign`, { signedOn: today }));
  const [renewal, maintenance] = signed.lines;
  const done = await ok(
    post('钱主管', `contracts/${id}/receive`, {
      requestKey: newId(),
      receivedOn: today,
      lines: [{ contractLineId: renewal.id, quantity: 10 }, { contractLineId: maintenance.id }],
    }),
  );
  expect(done.state).toBe('received');
  expect(await seen()).toEqual([['S2', 'term', done.receipts[0].lines[0].softwareNo]]);
});

test('what ends is told 90, 60, 30 days before and once it has ended, once each', async () => {
  expect([91, 90, 61, 60, 31, 30, 0, -1].map((n) => stageOf(addDays(today, n), today))).toEqual([
    undefined,
    90,
    90,
    60,
    60,
    30,
    30,
    0,
  ]);
  const notices = async () =>
    (await ok((await world.as('冯主管')).get(url('notices')))).items.filter(
      (one: { text: string }) => one.text.includes('到期'),
    ).length;
  await world.app.database.write((tx) =>
    sql`update configuration_software set term_kind = 'fixedTerm', term_start = '2020-01-01',
      term_end = ${addDays(today, 61)} where unit_id = ${world.app.unitId} and software_no = 'S1'`.execute(
      tx,
    ),
  );
  const before = await notices();
  const look = (day: string) =>
    world.app.database.write((tx) =>
      warnOfExpiries({ ...systemContext(tx, world.app.unitId, '到期提醒'), today: day }),
    );
  await Promise.all([look(today), look(today)]);
  expect(await notices()).toBe(before + 1);
  await look(addDays(today, 1));
  await look(addDays(today, 2));
  expect(await notices()).toBe(before + 2);
});
