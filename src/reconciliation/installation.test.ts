/**
 * What reports say to installation, over HTTP and through the real intake: 责令卸载 from finding to order, both signatures
 * and the next report; a campaign's scope by what is observed.
 */
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import type { Client } from '../../test/harness.ts';
import { testApp } from '../../test/harness.ts';
import { drawn, type Office, office, ok, url } from '../../test/office.ts';

let world: Office;
let manager: Client;
let inventory: string;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  world = await office(await testApp(), []);
  manager = await world.as('钱主管');
  const token = await ok(manager.post(url('discovery/tokens'), { name: '测试' }));
  inventory = token.path ?? `/inventory/${token.token}`;
});

const OTHER = { name: '7-Zip 24.08 (x64)', publisher: 'Igor Pavlov', version: '24.08' };
const ACTIVATOR = { name: 'KMSpico', publisher: '', version: '10.2' };

async function report(name: string, programs: (typeof OTHER)[]): Promise<void> {
  const rows = programs.map(
    (one) =>
      `<SOFTWARES><NAME>${one.name}</NAME><PUBLISHER>${one.publisher}</PUBLISHER>` +
      `<VERSION>${one.version}</VERSION><FROM>0</FROM></SOFTWARES>`,
  );
  const xml =
    `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><BIOS><SSN>SN-${name}</SSN></BIOS>` +
    `<HARDWARE><NAME>${name}</NAME><OSNAME>Microsoft Windows 11</OSNAME></HARDWARE>${rows.join('')}` +
    `</CONTENT><DEVICEID>${name}-2026-01-01-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
  const answer = await world.app.http.inject({
    method: 'POST',
    url: inventory,
    headers: { 'content-type': 'application/x-compress-gzip', 'user-agent': 'GLPI-Agent_v1.12' },
    payload: gzipSync(xml),
  });
  expect(answer.statusCode).toBe(200);
  await follow();
}

async function follow(): Promise<void> {
  await world.app.services.follower.drain();
  await world.app.services.reconciler.drain();
}

/** A computer of 张三 on which the tool was found. */
async function infected(name: string): Promise<void> {
  await report(name, [OTHER, ACTIVATOR]);
  const { items } = await ok(manager.get(url('discovery/sources?waiting=true&limit=100')));
  const source = items.find((one: { hostName: string }) => one.hostName === name);
  const body = { sourceIds: [source.id], computerNo: name };
  const made = await ok(manager.post(url('discovery/sources/create-devices'), body));
  await world.app.database.pool.query(
    `insert into ledgers_assignment (unit_id, device_id, from_on, person_id, department_id)
     values ($1, $2, '2020-01-01', $3, $4)`,
    [world.app.unitId, made.deviceIds[0], world.person('张三'), world.department('办公室')],
  );
  await follow();
}

const findings = async (name: string, query = '') =>
  (await ok(manager.get(url(`findings?limit=200${query}`)))).items.filter(
    (one: { computerNo: string }) => one.computerNo === name,
  );
const finding = (id: string) => ok(manager.get(url(`findings/${id}`)));
const verification = async (orderId: string) =>
  (await ok(manager.get(url(`orders/${orderId}`)))).lines[0].verification;

/** Ordered from the finding, done by 赵工 and signed by 张三; returns finding and order. */
async function removed(name: string): Promise<{ findingId: string; orderId: string }> {
  const [risk] = await findings(name, '&kind=risk');
  const decision = { action: 'orderRemoval', dueOn: '2099-01-01', reason: '立即卸载' };
  await ok(manager.post(url('findings/decide'), { findingIds: [risk.id], decision }));
  const ordered = await finding(risk.id);
  expect(ordered).toMatchObject({ state: 'ordered', present: true });
  expect(ordered.decision.orderNo).toMatch(/^QR\d{4}-\d{4}$/);
  const orderId: string = ordered.decision.orderId;
  const technicianPersonId = world.person('赵工');
  await ok(manager.post(url('orders/assign'), { orderIds: [orderId], technicianPersonId }));
  const work = { orderIds: [orderId], performedOn: today, signature: drawn('赵工') };
  await ok((await world.as('赵工')).post(url('orders/perform-many'), work));
  const signed = await ok(
    (await world.as('张三')).post(url(`orders/${orderId}/sign`), { signature: drawn('张三') }),
  );
  expect(signed.state).toBe('recorded');
  await follow();
  // Signatures prove nothing yet: the last report is older than they are.
  expect(await verification(orderId)).toBe(null);
  expect((await finding(risk.id)).state).toBe('ordered');
  return { findingId: risk.id, orderId };
}

test('gone in the next report: the finding is resolved, the line confirmed', async () => {
  await infected('PC-01');
  const { findingId, orderId } = await removed('PC-01');
  await report('PC-01', [OTHER]);
  expect(await finding(findingId)).toMatchObject({ state: 'resolved', present: false });
  expect(await verification(orderId)).toBe('confirmed');
  expect(await findings('PC-01', '&kind=orderContradicted')).toEqual([]);
});

test('still there: the line is contradicted and a finding says so, until it is really gone', async () => {
  await infected('PC-02');
  const { findingId, orderId } = await removed('PC-02');
  await report('PC-02', [OTHER, ACTIVATOR]);
  expect(await verification(orderId)).toBe('contradicted');
  const [told, ...more] = await findings('PC-02', '&kind=orderContradicted');
  expect(more).toEqual([]);
  expect(told).toMatchObject({ state: 'open', softwareName: expect.stringContaining('KMS') });
  expect(told.evidence.order).toMatchObject({ orderId, kind: 'uninstall' });
  // The work that was signed for is not done: what was ordered stays ordered.
  expect(await finding(findingId)).toMatchObject({ state: 'ordered', present: true });
  await report('PC-02', [OTHER, ACTIVATOR]);
  expect(await findings('PC-02', '&kind=orderContradicted')).toHaveLength(1);

  await report('PC-02', [OTHER]);
  expect(await verification(orderId)).toBe('confirmed');
  expect(await finding(findingId)).toMatchObject({ state: 'resolved' });
  expect(await finding(told.id)).toMatchObject({ state: 'resolved' });
});

test('a campaign takes in computers by what is observed on them', async () => {
  const found = await ok(manager.get(url('campaigns/observed-products?q=7-zip')));
  expect(found.items).toEqual([
    { id: expect.any(String), name: expect.stringContaining('7-Zip'), publisher: 'Igor Pavlov' },
  ]);
  const withProductId = found.items[0].id;
  const work = { kind: 'install', softwareId: world.software('S4') };
  const inScope = async (scope: object) =>
    (await ok(manager.post(url('campaigns/preview'), { ...work, scope }))).computers;
  expect(await inScope({ withProductId })).toBe(2);
  await report('PC-01', [ACTIVATOR]);
  expect(await inScope({ withProductId })).toBe(1);
  expect(await inScope({ withProductId, includeComputerNos: ['PC-01'] })).toBe(2);
  expect(await inScope({ withProductId, computerNos: ['PC-01'] })).toBe(0);
  expect(await inScope({ withProductId: 'nothing-of-this-name' })).toBe(0);

  const plan = { title: '统一安装', reason: '替换', version: '8', scope: { withProductId } };
  const { id } = await ok(manager.post(url('campaigns'), { ...work, ...plan }));
  const told = await ok(manager.post(url(`campaigns/${id}/notify`)));
  expect(told).toMatchObject({ computers: 1, scopeNames: { withSoftware: null } });
  expect(told.scopeNames.withProduct).toContain('7-Zip');
  // It comes into the scope again when it is seen again.
  await ok(manager.post(url(`campaigns/${id}/execute`)));
  await report('PC-01', [OTHER]);
  expect((await ok(manager.get(url(`campaigns/${id}`)))).newInScope).toBe(1);
});
