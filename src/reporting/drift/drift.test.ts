/** 变动说明 over HTTP: the worked example of docs/drift.md, two closings with late records, the rates, pages and Excel. */
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Office, office, ok, refused, url } from '../../../test/office.ts';
import { addDays } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { readSheets } from '../../platform/sheets/index.ts';
import { halfOf, periodOf } from '../closings/rules.ts';
import type { Cause, Drift, DriftItem, DriftRecord } from './shapes.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const ago = (days: number) => addDays(today, -days);
const period = periodOf(today);
const earlier = periodOf(addDays(halfOf(period).from, -1));
const inEarlier = addDays(halfOf(earlier).from, 10);

const manager = () => world.as('钱主管');
const get = async (path: string) => ok((await manager()).get(url(path)));
const post = async (path: string, body: object) => ok((await manager()).post(url(path), body));

async function enter(kind: string, no: Parameters<Office['software']>[0], pc: string, on: string) {
  const line = {
    ...{ kind, softwareId: world.software(no), deviceId: world.device(pc), occurredOn: on },
    ...(kind === 'uninstall' ? {} : { version: no === 'S2' ? '13' : '12' }),
    ...(kind === 'upgrade' ? { fromSoftwareId: world.software('S1') } : {}),
  };
  const body = { idempotencyKey: newId(), reason: '登记', lines: [line] };
  return (await post('entries', body)).entryNos as number[];
}

async function closing(of: string): Promise<string> {
  const { id } = await post('closings', { period: of });
  await expect
    .poll(async () => (await get(`closings/${id}`)).state, { timeout: 30_000 })
    .toBe('generated');
  return id;
}

/** `total before→after`, then a line per cause. */
function told(drift: Drift, total: string): string {
  const one = drift.totals.find((found) => found.total === total)!;
  return [`${one.before}→${one.after}`, ...one.causes.map(words)].join('; ');
}
const words = (one: Cause) =>
  [one.step === 'afterwards' ? 'late' : '', one.cause, one.mode ?? '', one.delta, `(${one.count})`]
    .filter((word) => word !== '')
    .join(' ');

beforeAll(async () => {
  world = await office(await testApp());
});

test('between two closings: what happened, and what was recorded afterwards', async () => {
  await enter('install', 'S1', 'C1', inEarlier);
  const [wrong] = await enter('install', 'S1', 'C2', inEarlier);
  const first = await closing(earlier);
  // Recorded after the closing, about the time before it.
  await enter('install', 'S1', 'C3', inEarlier);
  await post(`entries/${wrong}/reverse`, { reason: '装错了机器' });
  await post('people', { staffNo: '900', name: '后补', joinedOn: inEarlier });
  await post('devices', { computerNo: 'C9', deviceType: 'laptop', acquiredOn: inEarlier });
  // Happened since.
  await enter('upgrade', 'S2', 'C1', today);
  await post(`devices/${world.device('C4')}/retire`, {
    status: 'scrapped',
    on: today,
    reason: '坏',
  });
  await post(`devices/${world.device('C5')}/status`, { status: 'idle', fromOn: today });
  const second = await closing(period);

  const query = `fromClosing=${first}&toClosing=${second}`;
  const drift: Drift = await get(`drift?${query}`);
  expect(drift.totals.filter((one) => one.unexplained !== 0)).toEqual([]);
  expect(told(drift, 'installs')).toBe(
    '2→2; late correction reversed -1 (1); late manual install 1 (1); ' +
      'upgrade upgradeIn 1 (1); upgrade upgradeOut -1 (1)',
  );
  expect(told(drift, 'totalStaff')).toBe('13→14; late personLate 1 (1)');
  expect(told(drift, 'computers')).toBe('5→5; late deviceLate 1 (1); deviceRetired -1 (1)');
  expect(told(drift, 'laptop')).toBe('0→1; late deviceLate 1 (1)');
  expect(told(drift, 'computerUsers')).toBe('3→2; deviceRetired -1 (1)');
  expect(told(drift, 'inUse')).toContain('statusChanged -1 (1)');

  const { items } = (await get(`drift/items?total=remaining&${query}`)) as { items: DriftItem[] };
  expect(items.map((one) => [one.name, one.before, one.after])).toEqual([
    ['S1', 1, 2],
    ['S2', 60, 59],
  ]);
  const records = `drift/records?total=installs&step=afterwards&${query}`;
  const reversed: { items: DriftRecord[] } = await get(`${records}&cause=correction`);
  expect(reversed.items).toMatchObject([{ label: 'C2', delta: -1, reason: '装错了机器' }]);

  // Seen from today both lie before the first day, and nothing of them is left to explain.
  const now: Drift = await get(`drift?from=${halfOf(earlier).to}&to=${today}`);
  expect(told(now, 'totalStaff')).toBe('14→14');
  expect(told(now, 'installs')).toBe('2→2; upgrade upgradeIn 1 (1); upgrade upgradeOut -1 (1)');
});

test('a rate goes up and down for reasons that are named computer by computer', async () => {
  // Four on three licences: C5 waits, until the first one is removed.
  for (const pc of ['C2', 'C5']) await enter('install', 'S1', pc, ago(40));
  const created = await post('software', {
    ...{ softwareType: 'commercial', softwareName: '戊杀毒', softwareVersion: '12' },
    ...{ category: 'antivirus', acquisitionMethod: 'donation', registeredOn: ago(60) },
    ...{ licenseType: 'device', licenseQuantity: 5, usableVersions: [{ from: null, to: null }] },
    licenseTerm: { kind: 'fixedTerm', start: ago(60), end: ago(5) },
  });
  await post('entries', {
    ...{ idempotencyKey: newId(), reason: '登记' },
    lines: ['C2', 'C3'].map((pc) => ({
      ...{ kind: 'install', softwareId: created.id, deviceId: world.device(pc), version: '12' },
      occurredOn: ago(30),
    })),
  });
  await enter('install', 'F1', 'C3', ago(30));
  const { items } = await get('free-list');
  await post(`free-list/${items[0].id}/stop`, { validTo: ago(2) });

  const query = `from=${ago(10)}&to=${today}`;
  const drift: Drift = await get(`drift/rates?${query}`);
  expect(drift.totals.filter((one) => one.unexplained !== 0)).toEqual([]);
  expect(told(drift, 'antivirusGenuine')).toBe('2→0; termExpired -2 (2)');
  expect(told(drift, 'officeGenuine')).toContain('delisted -1 (1)');
  expect(told(drift, 'operatingSystemRequired')).toBe(
    '6→4; deviceRetired -1 (1); statusChanged -1 (1)',
  );
  const path = `drift/records?total=antivirusGenuine&step=inPeriod&cause=termExpired&${query}`;
  const first = await get(`${path}&limit=1`);
  expect(first.items).toMatchObject([{ label: 'C2', day: ago(5) }]);
  const second = await get(`${path}&limit=1&cursor=${first.nextCursor}`);
  expect(second.items).toMatchObject([{ label: 'C3' }]);
  expect(second.nextCursor).toBeUndefined();
});

test('the sheet says the same as the page', async () => {
  const query = `from=${ago(10)}&to=${today}`;
  const answer = await (await manager()).get(url(`drift/export?${query}`));
  const { sheets } = await readSheets(answer.payload, { fileName: '变动说明.xlsx' });
  const rows = sheets[0]!.rows.filter((row) => row[0] === '安装数量' && row[1] === '');
  const drift: Drift = await get(`drift?${query}`);
  const installs = drift.totals.find((one) => one.total === 'installs')!;
  expect(rows.length).toBe(installs.causes.length);
  expect(rows.reduce((sum, row) => sum + Number(row[11]), 0)).toBe(installs.delta);
  const records = await (await manager()).get(url(`drift/export?part=records&${query}`));
  const { sheets: lists } = await readSheets(records.payload, { fileName: '变动记录.xlsx' });
  const own = lists[0]!.rows.filter((row) => row[0] === '安装数量');
  expect(own.reduce((sum, row) => sum + Number(row[5]), 0)).toBe(installs.delta);
});

test.each([
  [`drift?from=${today}&to=${ago(3)}`, '422 reporting.driftOrder'],
  [`drift?to=${addDays(today, 1)}`, '422 ledgers.futureAsOf'],
  [`drift?from=2026-13-01`, '422 platform.invalidInput'],
  [`drift?fromClosing=${newId()}&toClosing=${newId()}`, '404 reporting.noClosing'],
])('%s is refused: %s', async (path, expected) => {
  expect(await refused((await manager()).get(url(path)))).toBe(expected);
});

test('who may not see closings sees no changes', async () => {
  expect(await refused((await world.as('张三')).get(url('drift')))).toMatch(/^403/);
  const inspector: Drift = await ok((await world.as('徐检查')).get(url('drift')));
  expect(inspector.totals.length).toBeGreaterThan(10);
});
