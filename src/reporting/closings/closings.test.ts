/** Half-yearly closing over HTTP: made by a job, reviewed, signed, and byte for byte the same after later corrections. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { drawn, type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { addDays } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { changesBetween, halfOf, periodOf } from './rules.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const period = periodOf(today);
/** The half before this one. */
const earlier = periodOf(addDays(halfOf(period).from, -1));

beforeAll(async () => {
  world = await office(await testApp());
  await enter('C1', 'S1', '12', addDays(halfOf(earlier).from, 3));
});

async function enter(computerNo: string, no: 'S1' | 'S2', version: string, occurredOn: string) {
  const line = {
    kind: 'install',
    softwareId: world.software(no),
    deviceId: world.device(computerNo),
    version,
    occurredOn,
  };
  const body = { idempotencyKey: newId(), reason: '已有安装', lines: [line] };
  return ok((await world.as('钱主管')).post(url('entries'), body));
}

const act = async (who: Name, id: string, action: string, body: object = {}) =>
  (await world.as(who)).post(url(`closings/${id}/${action}`), body);
const get = async (id: string, who: Name = '钱主管') =>
  ok((await world.as(who)).get(url(`closings/${id}`)));

async function made(of: string): Promise<string> {
  const { id } = await ok((await world.as('钱主管')).post(url('closings'), { period: of }));
  await expect.poll(async () => (await get(id)).state, { timeout: 30_000 }).toBe('generated');
  return id;
}
async function signed(of: string): Promise<string> {
  const id = await made(of);
  await ok(act('钱主管', id, 'review', { opinion: '已核对' }));
  await ok(act('钱主管', id, 'sign', { signature: drawn('钱主管') }));
  return id;
}
const file = async (id: string, form: string) =>
  (await (await world.as('孙局长')).get(url(`closings/${id}/files/${form}`))).payload;

test.each([
  ['2026-06-30', '2026H1', '2026-01-01', '2026-06-30'],
  ['2026-07-01', '2026H2', '2026-07-01', '2026-12-31'],
])('%s lies in %s', (day, expected, from, to) => {
  expect(periodOf(day)).toBe(expected);
  expect(halfOf(expected)).toEqual({ from, to });
});

test('changes: more, fewer, new, gone; what is the same is left out', () => {
  const line = (softwareNo: string, installedQuantity: number) => ({
    softwareNo,
    softwareName: softwareNo,
    installedQuantity,
  });
  const before = [line('A', 1), line('B', 5), line('C', 2), line('D', 0)];
  const after = [line('A', 3), line('B', 4), line('C', 2), line('E', 0)];
  expect(
    changesBetween(before, after).map((one) => [one.softwareNo, one.before, one.after]),
  ).toEqual([
    ['A', 1, 3],
    ['B', 5, 4],
    ['E', null, 0],
    ['D', 0, null],
  ]);
});

test('from generating to the archive, and the same bytes after later corrections', async () => {
  const id = await made(earlier);
  const generated = await get(id);
  expect(generated).toMatchObject({ period: earlier, asOf: halfOf(earlier).to, since: null });
  expect(generated.figures.installs).toBe(1);
  expect(generated.files.map((one: { form: string }) => one.form)).toEqual([
    'form7',
    'form8',
    'form9',
  ]);
  // One half has one closing, whoever presses.
  const again = await Promise.all(
    [...Array(5)].map(async () =>
      refused((await world.as('钱主管')).post(url('closings'), { period: earlier })),
    ),
  );
  expect(new Set(again)).toEqual(new Set(['409 reporting.closingExists']));
  expect(await refused(act('钱主管', id, 'sign', { signature: drawn('钱主管') }))).toBe(
    '409 workflow.moved',
  );
  expect((await act('钱主管', id, 'review', {})).status).toBe(422);
  await ok(act('钱主管', id, 'review', { opinion: '差异 0' }));
  const presses = await Promise.all(
    [...Array(5)].map(() => act('钱主管', id, 'sign', { signature: drawn('钱主管') })),
  );
  expect(presses.map((one) => one.status).sort()).toEqual([200, 409, 409, 409, 409]);

  const kept = await get(id);
  expect(kept).toMatchObject({ state: 'signed', reviewNote: '差异 0', may: [] });
  const before = await Promise.all(['form7', 'form8', 'form9'].map((form) => file(id, form)));
  for (const [at, { sha256 }] of kept.files.entries()) {
    expect(createHash('sha256').update(before[at]!).digest('hex')).toBe(sha256);
  }
  // A later entry for a day of that half, and one that is taken back.
  await enter('C2', 'S1', '12', addDays(halfOf(earlier).from, 5));
  const manager = await world.as('钱主管');
  const [entry] = (await ok(manager.get(url(`entries?device=${world.device('C1')}`)))).items;
  await ok(
    manager.post(url(`entries/${entry.entryNo}/reverse`), {
      idempotencyKey: newId(),
      reason: '登记有误',
    }),
  );
  const after = await Promise.all(['form7', 'form8', 'form9'].map((form) => file(id, form)));
  for (const [at, bytes] of after.entries()) expect(bytes.equals(before[at]!)).toBe(true);
  expect(await refused(act('钱主管', id, 'discard', { reason: '重做' }))).toBe(
    '409 workflow.moved',
  );
});

test('the next one says what has changed, and what does not agree', async () => {
  const { database, unitId } = world.app;
  // On a computer nothing is recorded on: no comparison under way looks at it and takes the finding back.
  await database.write((tx) =>
    sql`insert into reconciliation_finding (unit_id, id, fingerprint, kind, state, present, device_id,
      software_name, software_version, publisher, category, evidence, first_seen_at, last_seen_at)
      values (${unitId}, ${newId()}, 'f', 'notRecorded', 'open', true, ${world.device('C4')}, '某软件', '1',
        '', 'other', '{}'::jsonb, now(), now())`.execute(tx),
  );
  await enter('C3', 'S2', '13', today);
  const id = await made(period);
  const record = await get(id);
  expect(record).toMatchObject({
    since: earlier,
    differences: [{ kind: 'notRecorded', count: 1 }],
  });
  expect(record.changes).toEqual([
    { softwareNo: 'S2', softwareName: '甲办公', before: 0, after: 1 },
  ]);
  await ok(act('钱主管', id, 'discard', { reason: '还没有到期末' }));
  expect((await get(id)).state).toBe('discarded');
  await signed(period);
});

test('who may see and who may not; the clock knows', async () => {
  const { items } = await ok((await world.as('孙局长')).get(url('closings')));
  expect(items.map((one: { state: string }) => one.state).sort()).toEqual([
    'discarded',
    'signed',
    'signed',
  ]);
  expect(await refused((await world.as('张三')).get(url('closings')))).toBe(
    '403 platform.forbidden',
  );
  expect(await refused((await world.as('孙局长')).post(url('closings'), { period }))).toBe(
    '403 platform.forbidden',
  );
  const shown = await ok((await world.as('钱主管')).get(url(`clock?year=${today.slice(0, 4)}`)));
  expect(
    shown.lines.find(
      (one: { duty: string; period: string }) => one.duty === 'closing' && one.period === period,
    ),
  ).toMatchObject({ state: 'done', byHand: false, evidence: '附件7、8、9 已结存并签字', may: [] });
});

test('a day outside the half is refused', async () => {
  const answer = (await world.as('钱主管')).post(url('closings'), {
    period: '2020H1',
    asOf: '2020-07-01',
  });
  expect(await refused(answer)).toBe('422 reporting.closingDay');
});
