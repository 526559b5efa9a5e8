/** The sample unit: lifelike through and through, loaded once, removed without a trace. */
import { expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { FINDING_KINDS } from '../../reconciliation/findings/shapes.ts';
import { admit } from './load.ts';
import { sampleUnit } from './marker.ts';

const app = await testApp();
const unit = '/api/units/DEMO';

test('loads two years of a unit in which something of every kind is to be found', async () => {
  const admin = await app.as('sysAdmin');
  const both = await Promise.all([admin.post('/api/sample'), admin.post('/api/sample')]);
  expect(
    both.map((answer) => answer.body.loaded),
    JSON.stringify(both[0]!.body),
  ).toEqual([true, true]);

  const { items: offers } = (await admin.get(`${unit}/purchase-offers`)).body;
  expect(offers.length).toBeGreaterThan(5);
  const numbers = (await admin.get(`${unit}/software?search=WPS&limit=50`)).body.items;
  const wps = numbers.find((one: { softwareName: string }) => one.softwareName.includes('专业'));
  const papers = (await admin.get(`${unit}/software/${wps.id}/documents`)).body.items;
  expect(papers.map((paper: { kind: string }) => paper.kind)).toEqual(['certificate']);
  const home = (await admin.get(`${unit}/home`)).body;
  expect(home).toMatchObject({
    people: 210,
    servers: 6,
    desktops: 202,
    laptops: 17,
    computers: 225,
  });
  const kinds = home.findings.map((row: { kind: string }) => row.kind).sort();
  expect(kinds).toEqual(Object.keys(FINDING_KINDS).sort());
  for (const rate of home.rates) {
    expect(rate.genuine).toBeGreaterThan(20);
    expect(rate.genuine).toBeLessThanOrEqual(rate.installed);
  }
  expect(home.runningOut.length).toBeGreaterThan(0);

  const entries = (await admin.get(`${unit}/entries?limit=500`)).body;
  const causes = new Set(entries.items.map((entry: { cause: string }) => entry.cause));
  for (const cause of ['postingRule', 'correction', 'upgrade', 'deviceRetired', 'campaign']) {
    expect(causes).toContain(cause);
  }
  const campaigns = (await admin.get(`${unit}/campaigns`)).body.items;
  const states = campaigns.map((one: { state: string }) => one.state).sort();
  expect(states).toEqual(['closed', 'closed', 'closed', 'executing']);
  const { current } = (await admin.get(`${unit}/committee`)).body;
  expect(current).toMatchObject({ state: 'inForce', members: { length: 4 } });
  const opening = (await admin.get(`${unit}/entries?limit=1&cause=opening`)).body;
  expect(opening.items[0].dateBasis).toBe('loading');
  const waiting = (await admin.get(`${unit}/discovery/sources?waiting=true`)).body;
  expect(waiting.items).toHaveLength(2);
  const quarantined = (await admin.get(`${unit}/discovery/quarantine`)).body;
  expect(quarantined.items).toHaveLength(1);
  const verified = await admin.get(`${unit}/ledger/verify`);
  expect(verified.status).toBe(200);
  expect(verified.body.ok).toBe(true);
});

test('a year ago it looked otherwise', async () => {
  const admin = await app.as('sysAdmin');
  await app.database.write(async (tx) => admit(tx, (await sampleUnit(tx))!, admin.accountId));
  const form = async (asOf: string) =>
    (await admin.get(`${unit}/forms/7?asOf=${asOf}&format=json`)).body;
  const day = (daysAgo: number) =>
    new Date(Date.now() - daysAgo * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
  const [then, now] = [await form(day(365)), await form(day(0))];
  expect(now.header).toMatchObject({ serverCount: 6, desktopCount: 202, laptopCount: 17 });
  expect(then.header).toMatchObject({ serverCount: 6, desktopCount: 194, laptopCount: 10 });
  const office = (data: typeof now, version: string) =>
    data.lines.find(
      (line: { softwareName: string; softwareVersion: string }) =>
        line.softwareName === 'Microsoft Office 标准版' && line.softwareVersion === version,
    );
  expect(office(then, '2021')).toBeUndefined();
  expect(office(then, '2019').installedQuantity - office(now, '2019').installedQuantity).toBe(6);
  expect(office(now, '2021').installedQuantity).toBe(6);
  // What two hundred and fifty orders, each signed by both sides, have put into the journal.
  const installed = (name: string, version: string) =>
    now.lines.find(
      (line: { softwareName: string; softwareVersion: string }) =>
        line.softwareName === name && line.softwareVersion === version,
    )?.installedQuantity;
  expect(installed('福昕OFD版式办公套件', '8.0')).toBe(200);
  expect(installed('奇安信天擎终端安全管理系统', '11.0')).toBe(50);
});

test('is removed without a trace, and may be loaded again', async () => {
  const admin = await app.as('sysAdmin');
  const removed = await admin.delete('/api/sample');
  expect(removed.body.loaded, JSON.stringify(removed.body)).toBe(false);
  expect((await admin.delete('/api/sample')).status).toBe(404);
  const { rows } = await app.database.pool.query(
    `select count(*)::int as n from ledgers_entry e
     where not exists (select 1 from organisation_unit u where u.id = e.unit_id)`,
  );
  expect(rows[0].n).toBe(0);
  expect((await admin.get(`${unit}/home`)).status).toBe(404);
  expect((await admin.post('/api/sample')).body.loaded).toBe(true);
});
