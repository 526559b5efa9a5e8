/** Offers, advice as a job, its check, its way into 附件4, and idle licences, over HTTP. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../test/harness.ts';
import { testApp } from '../../../test/harness.ts';
import { type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { streamSheet } from '../../platform/sheets/index.ts';

let world: Office;
let manager: Client;
const year = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));

beforeAll(async () => {
  world = await office(await testApp());
  manager = await world.as('钱主管');
});

const post = (path: string, body: object = {}) => manager.post(url(path), body);
const priced = (productName: string, packSize: number, yuan: number, more: object = {}) => ({
  productName,
  version: '12',
  category: 'office',
  origin: 'domestic',
  usableVersions: [{ from: null, to: null }],
  metric: 'device',
  packSize,
  packPriceFen: yuan * 100,
  source: '报价单 1 号',
  ...more,
});

/** Programs on C1 … without a licence, as the picture of the allocation has them. */
async function installs(productName: string, version: string, computers: string[]) {
  const { database, unitId } = world.app;
  await database.write(async (tx) => {
    for (const no of computers) {
      await sql`
        insert into reconciliation_install (unit_id, device_id, install_key, product_id,
          product_name, publisher, edition, version, kind, category, observed, recorded, weight)
        values (${unitId}, ${world.device(no)}, ${`${productName} ${version}`},
          ${`name:${productName}`}, ${productName}, '', '', ${version}, 'commercial', 'office', true,
          '{}', 10)
      `.execute(tx);
    }
  });
}

async function advised(input: object) {
  const { id } = await ok(post('purchase-advices', { planYear: year, ...input }));
  for (let tries = 0; tries < 200; tries++) {
    const record = await ok(manager.get(url(`purchase-advices/${id}`)));
    if (record.state !== 'running') {
      expect(record.state).toBe('done');
      return record;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the advice was not worked out');
}

test('offers are written down, changed once at a time, withdrawn; nonsense is refused', async () => {
  const bad = { ...priced('己排版', 1, 100), usableVersions: [], source: '' };
  expect(await refused(post('purchase-offers', bad))).toMatch(/^422/);
  expect(await refused(post('purchase-offers', { ...priced('己排版', 1, 0) }))).toMatch(/^422/);
  const few = { ...priced('己排版', 1, 100), minPacks: 5, maxPacks: 2 };
  expect(await refused(post('purchase-offers', few))).toBe('422 reconciliation.offer');
  const none = { planYear: year };
  expect(await refused(post('purchase-advices', none))).toBe('409 reconciliation.noOffers');
  const made = await ok(post('purchase-offers', priced('己排版', 1, 90)));
  expect(made).toMatchObject({ productId: 'name:己排版', usableVersionsText: '不限', revision: 1 });
  const change = { ...priced('己排版', 1, 100), revision: 1 };
  const path = url(`purchase-offers/${made.id}`);
  expect(await ok(manager.put(path, change))).toMatchObject({ packPriceFen: 10_000, revision: 2 });
  expect(await refused(manager.put(path, change))).toBe('409 reconciliation.offerChanged');
  await ok(post(`purchase-offers/${made.id}/withdraw`, { withdrawn: true }));
  expect((await ok(manager.get(url('purchase-offers')))).items).toEqual([]);
  await ok(post(`purchase-offers/${made.id}/withdraw`, { withdrawn: false }));
  expect((await ok(manager.get(url('purchase-offers')))).items).toHaveLength(1);
  expect(await refused((await world.as('赵工')).get(url('purchase-offers')))).toMatch(/^403/);
});

test('a price list is looked at first and then imported; the same row again is an update', async () => {
  const titles = [
    '软件名称',
    '软件版本',
    '产地',
    '可使用版本',
    '许可计量',
    '每包许可数',
    '价格',
    '价格来源',
  ];
  const rows = [
    ['己排版', '12', '国产', '不限', '按设备', 5, 400, '报价单'],
    ['庚制图', '7', '非国产', '5–7', '按设备', 1, 1000, '报价单'],
    ['辛无价', '1', '国产', '不限', '按设备', 1, '', '报价单'],
    ['壬错版', '1', '国产', '以上', '按设备', 1, 10, '报价单'],
  ];
  const stream = await streamSheet({
    columns: titles.map((title) => ({ title })),
    rows,
    sheetName: '报价',
  });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  const file = { name: '报价.xlsx', content: Buffer.concat(parts) };
  const send = (commit: boolean) =>
    ok(manager.upload(url(`purchase-offers/import?commit=${commit}`), file));
  expect((await send(false)).counts).toMatchObject({ create: 2, reject: 2, total: 4 });
  expect((await ok(manager.get(url('purchase-offers')))).items).toHaveLength(1);
  expect((await send(true)).committed).toBe(true);
  expect((await ok(manager.get(url('purchase-offers')))).items).toHaveLength(3);
  expect((await send(true)).counts).toMatchObject({ unchanged: 2, update: 0, create: 0 });
  expect((await ok(manager.get(url('purchase-offers')))).items).toHaveLength(3);
});

test('offers imported and then repriced are undone one batch after the other', async () => {
  const list = (yuan: number) =>
    `软件名称,产地,可使用版本,许可计量,每包价格（元）,价格来源\n子标注,国产,不限,设备,${yuan},网上\n`;
  const send = (yuan: number) =>
    ok(
      manager.upload(url('purchase-offers/import?commit=true'), {
        name: '价.csv',
        content: list(yuan),
      }),
    );
  const price = async () =>
    (await ok(manager.get(url('purchase-offers?q=子标注')))).items.map(
      (one: { packPriceFen: number }) => one.packPriceFen,
    );
  const undo = async (batch: string) =>
    (await ok(manager.post(url(`imports/${batch}/undo`), { reason: '作废' }))).undone;
  const [first, second] = [await send(100), await send(120)];
  expect(second.counts.update).toBe(1);
  expect(await undo(first.batchId)).toBe(false);
  expect(await undo(second.batchId)).toBe(true);
  expect(await price()).toEqual([10_000]);
  expect(await undo(first.batchId)).toBe(true);
  expect(await price()).toEqual([]);
});

test('from installs without a licence to proven lines with reasons, and into the purchase plan', async () => {
  await installs('甲办公', '12', ['C1', 'C2', 'C3', 'C4']);
  await installs('己排版', '3', ['C1', 'C2', 'C3', 'C4', 'C5']);
  await installs('癸无供货', '1', ['C1']);
  await ok(post('purchase-offers', priced('甲办公', 1, 500)));
  const wanted = await ok(manager.get(url(`purchase-demand?year=${year}`)));
  const sums = new Map<string, number>();
  for (const one of wanted.items) {
    sums.set(one.productName, (sums.get(one.productName) ?? 0) + one.places);
  }
  expect(Object.fromEntries(sums)).toEqual({ 甲办公: 4, 己排版: 5, 癸无供货: 1 });

  const record = await advised({ horizonYears: 3 });
  // Three of 甲办公 12 are on hand under S1; the pack of five is cheaper than five single ones.
  const lines = record.result.lines.map((line: Record<string, unknown>) => [
    line.productName,
    line.packs,
    line.licences,
    line.places,
  ]);
  expect(lines).toEqual([
    ['甲办公', 1, 1, 1],
    ['己排版', 1, 5, 5],
  ]);
  expect(record.result.stock).toMatchObject([{ softwareNo: 'S1', places: 3 }]);
  expect(record.result.unmet).toEqual([
    { productName: '癸无供货', version: '1', places: 1, why: 'notOffered' },
  ]);
  expect(record.result.lines[1].reason).toEqual({
    leftOut: 5,
    dearerFen: 10_000,
    exact: true,
    impossible: false,
  });
  expect(record.result.lines[0].reason).toMatchObject({ leftOut: 1, impossible: true });
  expect(record.figures).toMatchObject({
    costFen: 90_000,
    boundFen: 90_000,
    singlyFen: 250_000,
    proof: 'proven',
    places: 10,
    met: 9,
  });

  const checked = await ok(post(`purchase-advices/${record.id}/check`));
  expect(checked.complaints).toEqual([]);
  expect(checked.parts).toHaveLength(2);
  const file = await manager.get(url(`purchase-advices/${record.id}/certificate`));
  expect(file.body.answer.parts).toHaveLength(2);

  const { planId } = await ok(post(`purchase-advices/${record.id}/write`, { kind: 'supplement' }));
  const plan = await ok(manager.get(url(`purchase-plans/${planId}`)));
  const planned = plan.lines.map((line: Record<string, unknown>) => [
    line.softwareName,
    line.plannedQuantity,
    line.amountFen,
    line.licenseType,
  ]);
  expect(planned).toEqual([
    ['甲办公', 1, 50_000, 'device'],
    ['己排版', 5, 40_000, 'device'],
  ]);
  expect(plan.lines[1].justification).toContain('少买一包则 5 处没有许可');
  expect(plan.lines[1].remark).toContain('1 包，每包 5 套');
  // Once more into the same plan: the lines are updated, not doubled.
  await ok(post(`purchase-advices/${record.id}/write`, { planId }));
  expect((await ok(manager.get(url(`purchase-plans/${planId}`)))).lines).toHaveLength(2);
});

test('what was chosen out, a cap and a rule for domestic software are kept', async () => {
  const wanted = await ok(manager.get(url(`purchase-demand?year=${year}`)));
  const excluded = wanted.items
    .filter((one: { productName: string }) => one.productName !== '己排版')
    .map((one: { key: string }) => one.key);
  const capped = await advised({ excluded, capFen: 25_000 });
  expect(capped.figures).toMatchObject({ met: 2, capBinds: true, firstYearFen: 20_000 });
  expect(capped.result.unmet).toEqual([
    { productName: '己排版', version: '3', places: 3, why: 'cap' },
  ]);
  const twice = [
    { category: 'office', mode: 'whereOffered' },
    { category: 'office', mode: 'share', percent: 50 },
  ];
  expect(await refused(post('purchase-advices', { planYear: year, preferences: twice }))).toBe(
    '422 reconciliation.preferenceTwice',
  );
  const empty = await advised({ excluded: wanted.items.map((one: { key: string }) => one.key) });
  expect(empty.result.lines).toEqual([]);
  expect(await refused(post(`purchase-advices/${empty.id}/write`))).toBe(
    '409 reconciliation.nothingToBuy',
  );
  expect(await refused(post(`purchase-advices/${newId()}/check`))).toBe(
    '404 reconciliation.noAdvice',
  );
});

test('granted demand of form 3 is counted by the product its name stands for', async () => {
  const head = await world.as('王主任');
  const { id } = await ok(
    head.post(url('demands'), {
      departmentId: world.department('办公室'),
      planYear: year,
      lines: [
        {
          softwareType: 'commercial',
          softwareName: '庚制图',
          requestedQuantity: 7,
          category: 'engineering',
          purpose: '制图',
        },
      ],
    }),
  );
  await ok(head.post(url(`demands/${id}/submit`), {}));
  await ok(post(`demands/${id}/it-review`, { approve: true }));
  const record = await advised({ sources: ['demand'] });
  expect(record.result.lines).toMatchObject([{ productName: '庚制图', licences: 7, places: 7 }]);
  expect(record.result.lines[0].departments).toEqual([{ name: '办公室', places: 7 }]);
});

test('licences on computers not seen for long, what they save, and their removal', async () => {
  const { database, unitId } = world.app;
  const s1 = world.software('S1');
  await database.write(async (tx) => {
    const seen = { C1: 200, C2: 5 };
    for (const [no, days] of Object.entries(seen)) {
      const source = newId();
      await sql`
        insert into discovery_source (unit_id, id, agent_key, kind, state, device_id, device_name,
          agent_version, host_name, host_key, serial_no, serial_key, uuid, macs, manufacturer, model,
          chassis, os_name, os_version, os_kind, last_user, user_names, tag, licences, head_digest,
          created_at)
        values (${unitId}, ${source}, ${no}, 'glpi', 'assigned', ${world.device(no)}, '', '', '', '',
          '', '', '', '{}', '', '', '', '', '', 'windows', '', '{}', '', '[]', '', now())
      `.execute(tx);
      await sql`insert into discovery_last_seen (unit_id, source_id, seen_at)
        values (${unitId}, ${source}, now() - ${days}::int * interval '1 day')`.execute(tx);
    }
    await sql`update reconciliation_install set covered_by = ${s1}, recorded = array[${s1}::uuid]
      where unit_id = ${unitId} and product_name = '甲办公' and device_id = any(${[
        world.device('C1'),
        world.device('C2'),
      ]}::uuid[])`.execute(tx);
    await sql`update reconciliation_install set obstacles =
        jsonb_build_array(jsonb_build_object('softwareId', ${s1}::text, 'obstacle', 'quantity'))
      where unit_id = ${unitId} and product_name = '甲办公' and covered_by is null`.execute(tx);
    await sql`insert into reconciliation_allocation_seat (unit_id, software_id, carrier_id, component_id)
      select ${unitId}, ${s1}, d, 'x' from unnest(array['a', 'b', 'c']) as u (d)`.execute(tx);
  });
  const { items } = await ok(manager.get(url('idle-licences')));
  expect(items).toMatchObject([{ computerNo: 'C1', softwareNo: 'S1', daysUnseen: 200 }]);
  const numbers = await ok(manager.get(url('idle-numbers')));
  expect(numbers.neverSeen).toBe(3);
  expect(numbers.items).toMatchObject([
    { softwareNo: 'S1', unseen: 1, spare: 0, wanted: 2, avoided: 1, avoidedFen: 50_000 },
  ]);
  expect(numbers.items[0].priceBasis).toBe('offer');
  await ok(manager.put(url('idle-licences/setting'), { days: 300 }));
  expect((await ok(manager.get(url('idle-licences')))).items).toEqual([]);
  expect(await refused(manager.put(url('idle-licences/setting'), { days: 1 }))).toMatch(/^422/);
  await ok(manager.put(url('idle-licences/setting'), { days: 90 }));
  const asked = { softwareId: s1, deviceIds: [items[0].deviceId] };
  const { campaignId } = await ok(post('idle-licences/reclaim', asked));
  const campaign = await ok(manager.get(url(`campaigns/${campaignId}`)));
  expect(campaign).toMatchObject({ kind: 'uninstall', softwareNo: 'S1', state: 'planned' });
  expect(campaign.scope.computerNos).toEqual(['C1']);
  const nobody = { softwareId: s1, deviceIds: [newId()] };
  expect(await refused(post('idle-licences/reclaim', nobody))).toBe(
    '422 reconciliation.nothingIdle',
  );
  const sheet = await manager.get(url('idle-licences/export'));
  expect(sheet.status).toBe(200);
});
