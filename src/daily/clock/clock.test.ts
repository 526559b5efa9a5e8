/** 法定事项 over HTTP and over two simulated years in the database: closed once, told once, by who may. */
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp, testContext } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { addDays } from '../../base/dates.ts';
import { raiseDuties } from './commands.ts';
import { occurrences } from './rules.ts';
import type { ClockLine } from './shapes.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const year = Number(today.slice(0, 4));
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');

beforeAll(async () => {
  world = await office(await testApp());
  await ok(
    (await world.as('钱主管')).put(url('clock/parameters'), {
      leadDays: 30,
      since: `${year - 1}-01-01`,
      due: {},
    }),
  );
});

const clock = async (who: Name = '钱主管', of = year) =>
  ok((await world.as(who)).get(url(`clock?year=${of}`)));
const line = (shown: { lines: ClockLine[] }, duty: string, period: string) =>
  shown.lines.find((one) => one.duty === duty && one.period === period)!;
const close = async (who: Name, duty: string, period: string, body: object = {}) =>
  (await world.as(who)).post(url(`clock/${duty}/${period}/close`), {
    state: 'done',
    closedOn: `${year - 1}-12-01`,
    words: '云办〔2025〕18号',
    ...body,
  });

test('last year is overdue until somebody says what closes it; twenty presses close it once', async () => {
  expect((await clock()).earlier.map((one: ClockLine) => one.duty)).toContain('summary');
  const period = String(year - 1);
  const answers = await Promise.all([...Array(20)].map(() => close('钱主管', 'summary', period)));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array(19).fill(409)]);
  const shown = await clock('钱主管', year - 1);
  expect(line(shown, 'summary', period)).toMatchObject({
    state: 'done',
    closedOn: `${year - 1}-12-01`,
    evidence: '云办〔2025〕18号',
    byHand: true,
    may: ['reopen'],
  });
  expect((await clock()).earlier.map((one: ClockLine) => one.duty)).not.toContain('summary');
  const manager = await world.as('钱主管');
  expect((await manager.post(url(`clock/summary/${period}/reopen`), {})).status).toBe(422);
  await ok(manager.post(url(`clock/summary/${period}/reopen`), { reason: '文号有误' }));
  expect(line(await clock('钱主管', year - 1), 'summary', period).state).toBe('overdue');
  expect(
    await refused(manager.post(url(`clock/summary/${period}/reopen`), { reason: '再次' })),
  ).toBe('409 daily.notClosed');
});

describe('refusals', () => {
  test.each([
    ['a period that is none', 'summary', `${year}H1`, {}, '404 daily.noDuty'],
    ['a day to come', 'plan', `${year}`, { closedOn: addDays(today, 1) }, '422 daily.closedOn'],
    ['a day long past', 'plan', `${year}`, { closedOn: '2001-01-01' }, '422 daily.closedOn'],
    ['no words', 'plan', `${year}`, { words: ' ' }, '422 platform.invalidInput'],
  ])('%s', async (_title, duty, period, body, expected) => {
    expect(await refused(close('钱主管', duty, period, body))).toBe(expected);
  });

  test('staff see nothing of it, heads see it and change nothing', async () => {
    expect(await refused((await world.as('张三')).get(url('clock')))).toBe(
      '403 platform.forbidden',
    );
    const shown = await clock('王主任');
    expect(shown.mayEdit).toBe(false);
    expect(shown.lines.flatMap((one: ClockLine) => one.may)).toEqual([]);
    expect(await refused(close('王主任', 'plan', `${year}`))).toBe('403 platform.forbidden');
  });

  test('somebody else’s scan proves nothing', async () => {
    const own = (who: Name) =>
      world
        .as(who)
        .then((client) =>
          ok(client.upload(url('signature-scans'), { name: '通知.pdf', content: PDF })),
        );
    const period = String(year - 1);
    const { fileId } = await own('冯主管');
    expect(await refused(close('钱主管', 'training', period, { fileId }))).toBe(
      '422 platform.noScan',
    );
    await ok(close('钱主管', 'training', period, { fileId: (await own('钱主管')).fileId }));
    const scan = await (await world.as('王主任')).get(url(`clock/training/${period}/file`));
    expect([scan.status, scan.payload.toString()]).toEqual([200, PDF.toString()]);
  });

  test('days of a half-yearly duty stay in their halves', async () => {
    const manager = await world.as('钱主管');
    const body = { leadDays: 30, since: `${year - 1}-01-01`, due: { closing: ['07-10', '12-31'] } };
    expect(await refused(manager.put(url('clock/parameters'), body))).toBe('422 daily.clockDays');
    const none = { ...body, due: { plan: ['02-30'] } };
    expect((await manager.put(url('clock/parameters'), none)).status).toBe(422);
  });
});

test('two years of mornings, on two servers: each duty is told once before and once after its day', async () => {
  await world.as('陈副局长');
  const [from, to] = [year + 2, year + 3];
  const morning = (day: string) =>
    world.app.database.write((tx) =>
      raiseDuties(
        testContext(tx, world.app.unitId, {
          today: day,
          now: new Date(`${day}T07:05:00+08:00`),
          actor: { kind: 'system', id: 'system', name: '法定事项提醒', roles: [] },
        }),
      ),
    );
  for (let day = `${from}-01-01`; day <= `${to + 1}-01-31`; day = addDays(day, 3)) {
    await Promise.all([morning(day), morning(day)]);
  }
  const { rows } = await world.app.database.pool.query(
    `select params ->> 'duty' as duty, params ->> 'period' as period,
       sentence like '%应在%' as before, count(*)::int as told, count(distinct person_id)::int as people
     from platform_notice where kind = 'daily' and params ->> 'period' between $1 and $2
     group by 1, 2, 3`,
    [String(from), `${to}H2`],
  );
  const wanted = occurrences({ since: `${from}-01-01`, due: {} }, from, to);
  expect(rows).toHaveLength(2 * wanted.length);
  // Nobody is told the same twice; the deputy head hears of what is overdue as well.
  for (const row of rows) expect(row.told).toBe(row.people);
  const people = (before: boolean) => [
    ...new Set(rows.filter((row) => row.before === before).map((row) => row.people)),
  ];
  const [early] = people(true);
  expect([people(true), people(false)]).toEqual([[early], [early + 1]]);
});

test('what waits is a to-do of the information department', async () => {
  const { items } = await ok((await world.as('钱主管')).get(url('todos')));
  const line = items.find((one: { key: string }) => one.key === 'clock.waiting');
  expect(line.count).toBeGreaterThan(5);
  const others = await ok((await world.as('王主任')).get(url('todos')));
  expect(others.items.map((one: { key: string }) => one.key)).not.toContain('clock.waiting');
});

test('standing duties show what the records show', async () => {
  const { standing } = await clock();
  expect(
    standing.map((one: { key: string; fulfilled: boolean }) => `${one.key} ${one.fulfilled}`),
  ).toEqual(['committee false', 'pledges false', 'rectification true', 'expired true']);
});
