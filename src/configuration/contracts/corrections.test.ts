/** What a contract may still become after signing, what a renewal's term is, and who sees it on the software record. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type Client, testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { addDays, addMonths } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { systemContext } from '../../platform/db/context.ts';
import { disposeSoftware } from '../software/commands.change.ts';
import type { ContractRecord } from './shapes.ts';

let world: Office;
let asset: Client;
let finance: Client;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const earlier = addDays(today, -20);

beforeAll(async () => {
  world = await office(await testApp());
  asset = await world.anew('吴会计', ['staff', 'assetOfficer']);
  finance = await world.anew('周科长', ['staff', 'financeOfficer']);
});

const post = async (who: Name, path: string, body: object = {}) =>
  (await world.as(who)).post(url(path), body);
const read = async (path: string) => ok((await world.as('钱主管')).get(url(path)));
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
const contract = (contractNo: string, lines: object[]) => ({
  contractNo,
  title: '软件采购',
  supplier: '某软件公司',
  purchaseMethod: 'inquiry',
  outsidePlanReason: '应急',
  lines,
});

async function signed(contractNo: string, lines: object[]): Promise<ContractRecord> {
  const { id } = await ok(post('钱主管', 'contracts', contract(contractNo, lines)));
  return ok(post('钱主管', `contracts/${id}/sign`, { signedOn: earlier }));
}
const arrive = (one: ContractRecord, lines: object[], receivedOn = today) =>
  post('钱主管', `contracts/${one.id}/receive`, { requestKey: newId(), receivedOn, lines });
const correct = (one: ContractRecord, change: object) =>
  post('钱主管', `contracts/${one.id}/correct`, { ...one, ...change, reason: '供应商书面变更' });
const all = (one: ContractRecord) =>
  one.lines.map((known) => ({ contractLineId: known.id, quantity: known.quantity }));

test('a correction moves the state with what is still to come', async () => {
  const one = await signed('GZ-1', [line('新办公')]);
  const part: ContractRecord = await ok(
    arrive(one, [{ contractLineId: one.lines[0]!.id, quantity: 4 }]),
  );
  const fewer: ContractRecord = await ok(
    correct(part, { lines: [{ ...part.lines[0], quantity: 4 }] }),
  );
  expect(fewer.state).toBe('received');
  const more: ContractRecord = await ok(
    correct(fewer, { lines: [{ ...fewer.lines[0], quantity: 6 }] }),
  );
  expect(more.state).toBe('partlyReceived');
  expect(more.may).toContain('receive');
  const done = await ok(arrive(more, [{ contractLineId: more.lines[0]!.id, quantity: 2 }]));
  expect(done.state).toBe('received');
});

test('a correction and a delivery at once: the second sees what the first has done', async () => {
  const one = await signed('GZ-11', [line('竞争')]);
  const raced = await Promise.all([
    correct(one, { lines: [{ ...one.lines[0], quantity: 4 }] }),
    arrive(one, all(one)),
  ]);
  expect(raced.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const after: ContractRecord = await read(`contracts/${one.id}`);
  expect(after.lines[0]!.received).toBeLessThanOrEqual(after.lines[0]!.quantity!);
});

test('a closed plan or a disposed predecessor does not forbid a correction of something else', async () => {
  const planLine = newId();
  await world.app.database.write(async (tx) => {
    const plan = newId();
    await sql`insert into configuration_purchase_plan (unit_id, id, plan_no, plan_year, kind, state,
        words, writers, created_at, updated_at)
      values (${world.app.unitId}, ${plan}, 'CG-T', 2025, 'annual', 'inBudget', '', '{}', now(), now())`.execute(
      tx,
    );
    await sql`insert into configuration_purchase_line (unit_id, plan_id, id, line_no, software_name,
        software_version, category, origin, license_type, planned_quantity, unit_price_fen, amount_fen,
        usage_years, fund_source, budget_item, justification, remark, demand_quantity, shortage, working)
      values (${world.app.unitId}, ${plan}, ${planLine}, 1, '新办公', '9', 'office', 'domestic',
        'device', 10, 50000, 500000, null, '经费', '', '', '', 10, 10, '[]'::jsonb)`.execute(tx);
  });
  const one = await signed('GZ-2', [
    line('新办公', { planLineId: planLine }),
    line('乙绘图', { renewsId: world.software('S3'), quantity: 3 }),
  ]);
  await world.app.database.write(async (tx) => {
    await sql`update configuration_purchase_plan set state = 'closed'
      where unit_id = ${world.app.unitId} and plan_no = 'CG-T'`.execute(tx);
    await disposeSoftware(systemContext(tx, world.app.unitId, '测试'), world.software('S3'), {
      disposedOn: today,
      reason: '到期',
      disposalId: newId(),
    });
  });
  await ok(correct(one, { supplier: '某软件集团' }));
  const fresh = await refused(
    post('钱主管', 'contracts', contract('GZ-2a', [line('新办公', { planLineId: planLine })])),
  );
  expect(fresh).toBe('422 configuration.planLineGone');
});

test('delivered maintenance keeps its number and its end', async () => {
  const one = await signed('GZ-3', [
    {
      kind: 'maintenance',
      softwareName: '甲办公维护',
      unitPriceFen: 100_000,
      renewsId: world.software('S2'),
      maintenanceEnd: addDays(today, 300),
    },
    line('其他软件'),
  ]);
  await world.app.database.write((tx) =>
    sql`update configuration_software set purchase_date = '2020-01-01', purchase_amount_fen = 1,
      origin = 'domestic' where unit_id = ${world.app.unitId} and software_no in ('S1', 'S2')`.execute(
      tx,
    ),
  );
  const part: ContractRecord = await ok(arrive(one, [{ contractLineId: one.lines[0]!.id }]));
  for (const change of [
    { renewsId: world.software('S1') },
    { maintenanceEnd: addDays(today, 900) },
  ]) {
    const lines = [{ ...part.lines[0], ...change }, part.lines[1]];
    expect(await refused(correct(part, { lines }))).toBe('409 configuration.lineDelivered');
  }
});

test('an amount no number can hold is refused in words, not by a server error', async () => {
  const dear = { unitPriceFen: 1_000_000_000_000, quantity: 100_000_000 };
  const answer = await post('钱主管', 'contracts', contract('GZ-4', [line('新办公', dear)]));
  expect([answer.status, answer.body.path]).toEqual([422, 'body.lines.0.unitPriceFen']);
});

test('a renewal that comes early begins where the old term ends', async () => {
  const end = addDays(today, 40);
  await world.app.database.write((tx) =>
    sql`update configuration_software set term_kind = 'fixedTerm', term_start = '2020-01-01',
      term_end = ${end} where unit_id = ${world.app.unitId} and software_no = 'S2'`.execute(tx),
  );
  const one = await signed('GZ-5', [
    line('甲办公', {
      softwareVersion: '13',
      perpetual: false,
      usageYears: 1,
      renewsId: world.software('S2'),
    }),
  ]);
  const done: ContractRecord = await ok(arrive(one, all(one)));
  const successor = done.receipts[0]!.lines[0]!;
  const record = await read(`software/${successor.softwareId}`);
  const start = addDays(end, 1);
  expect(record.licenseTerm).toEqual({ kind: 'years', start, years: 1 });
  const span = `from=${today}&to=${addMonths(today, 24)}`;
  const { items } = await read(`expiries?${span}`);
  const ends = items.map((item: { softwareNo: string; endsOn: string }) => [
    item.softwareNo,
    item.endsOn,
  ]);
  expect(ends).toContainEqual([successor.softwareNo, addDays(addMonths(start, 12), -1)]);
  // Both records lead to each other and to the contract.
  const origin = await read(`software/${successor.softwareId}/purchase`);
  expect(origin.contracts.map((c: { contractNo: string }) => c.contractNo)).toEqual(['GZ-5']);
  expect(origin.predecessors.map((n: { softwareNo: string }) => n.softwareNo)).toEqual(['S2']);
  const old = await read(`software/${world.software('S2')}/purchase`);
  expect(old.successors.map((n: { softwareNo: string }) => n.softwareNo)).toEqual([
    successor.softwareNo,
  ]);
  expect(old.contracts.map((c: { contractNo: string }) => c.contractNo)).toContain('GZ-3');
});

test('papers are not added to a cancelled contract; kinds include the acceptance', async () => {
  const { id } = await ok(post('钱主管', 'contracts', contract('GZ-6', [line('新办公')])));
  const paper = (kind: string) =>
    asset.upload(
      url(`contracts/${id}/documents`),
      { name: '验收.txt', content: '验收合格' },
      { kind },
    );
  await ok(post('钱主管', `contracts/${id}/cancel`, { reason: '不采购了' }));
  expect(await refused(paper('other'))).toBe('409 configuration.contractCancelled');
  const { id: open } = await ok(post('钱主管', 'contracts', contract('GZ-6a', [line('新办公')])));
  const accepted = { name: '验收.txt', content: '验收合格' };
  await ok(asset.upload(url(`contracts/${open}/documents`), accepted, { kind: 'acceptance' }));
});

test('papers of one delivery prove its numbers only; those of the contract prove all', async () => {
  const one = await signed('GZ-8', [line('分批')]);
  const at = { contractLineId: one.lines[0]!.id };
  await ok(arrive(one, [{ ...at, quantity: 3 }]));
  const both: ContractRecord = await ok(arrive(one, [{ ...at, quantity: 5 }]));
  const [first, second] = both.receipts;
  const upload = (path: string, name: string) =>
    asset.upload(url(path), { name, content: name }, { kind: 'certificate' });
  await ok(upload(`contracts/${one.id}/receipts/${second!.id}/documents`, '第二批.txt'));
  await ok(upload(`contracts/${one.id}/documents`, '合同.txt'));
  const titles = async (path: string) =>
    (await read(path)).items.map((paper: { title: string }) => paper.title).sort();
  expect(await titles(`software/${first!.lines[0]!.softwareId}/documents`)).toEqual(['合同.txt']);
  expect(await titles(`software/${second!.lines[0]!.softwareId}/documents`)).toEqual([
    '合同.txt',
    '第二批.txt',
  ]);
  expect(await titles(`contracts/${one.id}/documents`)).toEqual(['合同.txt']);
  expect(await titles(`contracts/${one.id}/receipts/${first!.id}/documents`)).toEqual([]);
  // What comes later gets the contract's papers, not those of a delivery before it.
  const done: ContractRecord = await ok(arrive(one, [{ ...at, quantity: 2 }]));
  expect(await titles(`software/${done.receipts[2]!.lines[0]!.softwareId}/documents`)).toEqual([
    '合同.txt',
  ]);
  const nowhere = `contracts/${one.id}/receipts/${newId()}/documents`;
  expect(await refused(upload(nowhere, '无.txt'))).toBe('404 configuration.noReceipt');
});

test('a contract number written wrongly is corrected on its numbers, unless they were changed by hand', async () => {
  const one = await signed('GZ-9x', [line('改号甲'), line('改号乙')]);
  const part: ContractRecord = await ok(arrive(one, all(one)));
  const [first, second] = part.receipts[0]!.lines.map((number) => number.softwareId);
  await ok((await world.as('钱主管')).patch(url(`software/${second}`), { contractNo: '另一合同' }));
  await ok(correct(part, { contractNo: 'GZ-9', supplier: '某软件集团' }));
  expect(await read(`software/${first}`)).toMatchObject({
    contractNo: 'GZ-9',
    supplier: '某软件集团',
  });
  expect(await read(`software/${second}`)).toMatchObject({
    contractNo: '另一合同',
    supplier: '某软件集团',
  });
});

test('the first day of a term can be given', async () => {
  const one = await signed('GZ-10', [line('年订', { perpetual: false, usageYears: 2 })]);
  const termStart = addDays(today, 15);
  const done: ContractRecord = await ok(
    arrive(one, [{ contractLineId: one.lines[0]!.id, quantity: 10, termStart }]),
  );
  const { licenseTerm } = await read(`software/${done.receipts[0]!.lines[0]!.softwareId}`);
  expect(licenseTerm).toEqual({ kind: 'years', start: termStart, years: 2 });
});

test('finance is told of what ends as a to-do too; receiving waits for asset and information', async () => {
  await signed('GZ-7', [line('待到货')]);
  const keys = async (client: Client) =>
    (await ok(client.get(url('todos')))).items.map((item: { key: string }) => item.key);
  await world.app.database.write((tx) =>
    sql`update configuration_software set term_kind = 'fixedTerm', term_start = '2020-01-01',
      term_end = ${addDays(today, 10)} where unit_id = ${world.app.unitId} and software_no = 'S1'`.execute(
      tx,
    ),
  );
  expect(await keys(finance)).toContain('contract.expiry');
  expect(await keys(finance)).not.toContain('contract.receive');
  expect(await keys(asset)).toContain('contract.receive');
  expect(await keys(await world.as('张三'))).not.toContain('contract.receive');
});

test('the list goes to Excel', async () => {
  const answer = await (await world.as('钱主管')).get(url('contracts/export'));
  expect(answer.status).toBe(200);
});
