/** Explanations, the register corrected after the allocation, and one part checked again, over HTTP. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../test/harness.ts';
import { type Licences, licences, OFFICE } from '../../../test/licences.ts';

let app: TestApp;
let office: Licences;
const unit = '/api/units/DW';
const numbers: Record<'dear' | 'cheap', { id: string; softwareNo: string }> = {} as never;
const devices: string[] = [];

beforeAll(async () => {
  app = await testApp();
  office = await licences(app);
  for (const name of ['PC-1', 'PC-2']) devices.push(await office.computer(name, [OFFICE]));
  const [seen] = await office.installs('&q=Office');
  const { productId } = seen!;
  numbers.dear = await office.buy({ productId, licenseQuantity: 1, purchaseAmountFen: 900_000 });
  numbers.cheap = await office.buy({
    productId,
    licenseQuantity: 2,
    purchaseDate: '2025-01-01',
    purchaseAmountFen: 100_000,
  });
  await record('install', numbers.dear.id, devices[0]!);
  await office.allocate();
}, 180_000);

async function record(kind: 'install', softwareId: string, deviceId: string): Promise<void> {
  const answer = await office.manager.post(`${unit}/entries`, {
    idempotencyKey: `test-${softwareId}-${deviceId}`,
    reason: '测试',
    lines: [{ kind, softwareId, deviceId, version: '2019', occurredOn: '2025-02-01' }],
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  await office.follow();
}
const explain = (id: string) =>
  office.manager.get(`${unit}/allocation/explanation?install=${encodeURIComponent(id)}`);
const correct = (installIds: string[], more: object = {}) =>
  office.manager.post(`${unit}/allocation/register`, {
    installIds,
    reason: '按许可分配更正',
    ...more,
  });

test('an install says which number covers it, and that the other could but was not chosen', async () => {
  const [first] = await office.installs('&q=PC-1');
  expect(first!.coveredBy?.softwareNo).toBe(numbers.cheap.softwareNo);
  const { body, status } = await explain(first!.id);
  expect(status).toBe(200);
  expect(body).toMatchObject({ carrier: 'PC-1', weight: 10 });
  expect(body.numbers).toMatchObject([
    { softwareNo: numbers.cheap.softwareNo, covers: true, quantity: 2, seats: 2 },
    { softwareNo: numbers.dear.softwareNo, covers: false, obstacle: null, seats: 0 },
  ]);
  expect(body.numbers[1].fixable).toEqual({ carrierKind: 'device', carrierId: devices[0] });
  expect((await explain(`${devices[0]}|nothing of the kind`)).status).toBe(404);
  expect((await explain('x'.repeat(50))).status).toBe(404);
  expect((await explain('short')).status).toBe(422);
});

test('the register follows the allocation as pairs of entries, and says why where it cannot', async () => {
  const differs = await office.installs('&register=differs');
  const missing = await office.installs('&register=missing&cover=covered&q=PC-2');
  expect(differs.map(({ computerNo }) => computerNo)).toEqual(['PC-1']);
  const chosen = [...differs, ...missing].map(({ id }) => id);
  expect((await correct(chosen, { reason: ' ' })).status).toBe(422);
  const late = await correct(chosen, { occurredOn: '2999-01-01' });
  expect(late.body).toMatchObject({ done: 0, entries: 0 });
  expect(late.body.refused).toHaveLength(2);
  const uncovered = `${devices[1]}|gone`;
  const { body, status } = await correct([...chosen, uncovered]);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body).toEqual({
    done: 2,
    entries: 3,
    refused: [{ installId: uncovered, message: '这处安装已经变化，请刷新后再选' }],
  });
  await office.follow();
  const after = await office.installs('&q=Office');
  expect(after.map(({ recorded }) => recorded.map(({ softwareNo }) => softwareNo))).toEqual([
    [numbers.cheap.softwareNo],
    [numbers.cheap.softwareNo],
  ]);
  expect(await office.installs('&register=differs')).toEqual([]);
  const again = await correct(chosen);
  expect(again.body).toMatchObject({ done: 0, entries: 0 });
  expect(again.body.refused[0].message).toBe('台账已与分配一致');
  const entries = await office.manager.get(`${unit}/entries?device=${devices[0]}&limit=10`);
  expect(entries.body.items.slice(0, 2)).toMatchObject([
    { cause: 'upgrade', reason: '按许可分配更正', causeRef: 'allocation' },
    { cause: 'upgrade', reason: '按许可分配更正', causeRef: 'allocation' },
  ]);
});

test('nobody without the right to record may correct the register', async () => {
  const auditor = await app.as('inspector');
  const [one] = await office.installs('&q=PC-1');
  const answer = await auditor.post(`${unit}/allocation/register`, {
    installIds: [one!.id],
    reason: '试',
  });
  expect(answer.status).toBe(403);
});

test('one part is read and checked again by itself; a written-over proof word is found', async () => {
  await office.allocate();
  const [one] = await office.installs('&q=Office');
  const id = one!.componentId!;
  const part = await office.manager.get(`${unit}/allocation/components/${id}`);
  expect(part.body).toMatchObject({ id, installs: 2, proof: 'proven' });
  expect((await office.manager.get(`${unit}/allocation/components/none`)).status).toBe(404);
  expect((await office.manager.get(`${unit}/allocation/components/none/certificate`)).status).toBe(
    404,
  );
  const check = async () => {
    const { body } = await office.manager.post(`${unit}/allocation/checks`, { component: id });
    return office.finished(body.jobId);
  };
  expect(await check()).toMatchObject({
    componentId: id,
    proof: 'proven',
    complaints: [],
    claims: [],
  });
  const word = (proof: string) =>
    app.database.write((tx) =>
      sql`update reconciliation_allocation_component set proof = ${proof} where id = ${id}`.execute(
        tx,
      ),
    );
  await word('tree');
  expect(await check()).toMatchObject({ proof: 'proven', claims: [id] });
  await word('proven');
  // A seat more than there is, written past the product's own ways.
  await app.database.write((tx) =>
    sql`update configuration_software set license_quantity = 1 where id = ${numbers.cheap.id}`.execute(
      tx,
    ),
  );
  const bad = await check();
  expect(bad.complaints.length).toBeGreaterThan(0);
  await app.database.write((tx) =>
    sql`update configuration_software set license_quantity = 2 where id = ${numbers.cheap.id}`.execute(
      tx,
    ),
  );
});

test('two runs at once end with one picture: seats and covers agree', async () => {
  const both = await Promise.all([office.allocate('all'), office.allocate('all')]);
  expect(both.map(({ covered }) => covered)).toEqual([2, 2]);
  const { rows } = await app.database.read((tx) =>
    sql<{ n: string }>`
      select count(*) as n from reconciliation_install i
      where i.covered_by is not null and not exists (
        select from reconciliation_allocation_seat s where s.unit_id = i.unit_id
          and s.software_id = i.covered_by and s.carrier_id = i.carrier_id)`.execute(tx),
  );
  expect(Number(rows[0]!.n)).toBe(0);
  const runs = await app.database.read((tx) =>
    sql<{ state: string }>`select distinct state from reconciliation_allocation_run`.execute(tx),
  );
  expect(runs.rows).toEqual([{ state: 'done' }]);
});
