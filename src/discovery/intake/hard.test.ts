/** Tokens, quarantine and many agents at once, on a real server and database. */
import { deflateSync } from 'node:zlib';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AgentApp, agentApp, inventory } from '../../../test/agents.ts';
import type { Client, TestApp } from '../../../test/harness.ts';

let app: TestApp;
let manager: Client;
let token: string;
let agents: AgentApp;

beforeAll(async () => {
  agents = await agentApp();
  ({ app, manager, token } = agents);
}, 60_000);

const post: AgentApp['post'] = (body, sent) => agents.post(body, sent);
const softwareOf = (device: string) => agents.softwareOf(device);
const sourceOf = (device: string) => agents.sourceOf(device);
const quarantined = (query?: string) => agents.quarantined(query);

describe('tokens', () => {
  test('a wrong or revoked token is refused with a sentence; Basic works instead of the path', async () => {
    const made = await manager.post('/api/units/DW/discovery/tokens', { name: '分部' });
    const send = (url: string, authorization?: string) =>
      post(deflateSync(inventory('token', ['a'])), {
        url,
        ...(authorization ? { headers: { authorization } } : {}),
      });
    expect((await send(`/inventory/${made.body.token}`)).status).toBe(200);
    const basic = `Basic ${Buffer.from(`DW:${made.body.token}`).toString('base64')}`;
    expect((await send('/inventory', basic)).status).toBe(200);
    const asked = await send('/inventory');
    expect(asked.status).toBe(401);
    expect(asked.headers['www-authenticate']).toBe('Basic realm="zhengce"');
    expect((await send('/inventory', 'Basic eDp5')).status).toBe(401);
    const revoked = await manager.post(`/api/units/DW/discovery/tokens/${made.body.id}/revoke`);
    expect(revoked.status).toBe(200);
    const refused = await send(`/inventory/${made.body.token}`);
    expect(refused.status).toBe(404);
    expect(refused.text).toContain('令牌无效或已撤销');
    const list = await manager.get('/api/units/DW/discovery/tokens');
    expect(JSON.stringify(list.body)).not.toContain(made.body.token);
  });

  test('only those who may make tokens, read sources or decide', async () => {
    const staff = await app.as('staff');
    const technician = await app.as('itTechnician');
    const inspector = await app.as('inspector');
    expect((await staff.get('/api/units/DW/discovery/sources')).status).toBe(403);
    expect((await inspector.get('/api/units/DW/discovery/sources')).status).toBe(200);
    expect((await technician.post('/api/units/DW/discovery/tokens', { name: 'x' })).status).toBe(
      403,
    );
    const decide = { sourceIds: ['01890000-0000-7000-8000-000000000000'] };
    expect((await inspector.post('/api/units/DW/discovery/sources/ignore', decide)).status).toBe(
      403,
    );
    expect((await app.anonymous.get('/api/units/DW/discovery/tokens')).status).toBe(401);
  });

  test('a GET is harmless', async () => {
    for (const url of [
      `/inventory/${token}`,
      '/inventory',
      `/inventory/${token}?action=getConfig`,
    ]) {
      const answer = await app.http.inject({ method: 'GET', url });
      expect(answer.statusCode).toBe(404);
    }
  });
});

describe('quarantine', () => {
  test.each([
    [
      'network equipment',
      '{"action":"inventory","itemtype":"NetworkEquipment","deviceid":"n","content":{}}',
      'notAComputer',
    ],
    [
      'a printer',
      '{"action":"netinventory","itemtype":"Printer","deviceid":"p","content":{}}',
      'notAComputer',
    ],
    [
      'a phone',
      '{"action":"inventory","itemtype":"Phone","deviceid":"f","content":{"hardware":{"name":"f"}}}',
      'phone',
    ],
    ['XML with entities', '<!DOCTYPE r [<!ENTITY a "aaaa">]><REQUEST>&a;</REQUEST>', 'dtd'],
    ['truncated XML', '<REQUEST><CONTENT><HARDWARE><NAME>x', 'xml'],
    [
      'no device id',
      '<REQUEST><CONTENT></CONTENT><QUERY>INVENTORY</QUERY></REQUEST>',
      'noDeviceId',
    ],
  ])('%s is set aside with a reason and answered', async (_, body, code) => {
    const answer = await post(deflateSync(body));
    expect(answer.status).toBe(200);
    const found = (await quarantined()).find(
      (one: { reasonCode: string }) => one.reasonCode === code,
    );
    expect(found.reason).toMatch(/[\u4e00-\u9fff]/);
    const detail = await manager.get(`/api/units/DW/discovery/quarantine/${found.id}`);
    expect(detail.status).toBe(200);
    expect(detail.body.text.length).toBeGreaterThan(0);
  });

  test('the same body twice is one entry that counts', async () => {
    const body = deflateSync('<REQUEST><CONTENT><TWICE>');
    await post(body);
    await post(body);
    const twice = (await quarantined()).filter((one: { times: number }) => one.times === 2);
    expect(twice.length).toBeGreaterThanOrEqual(1);
  });

  test('a million rows and garbage get a clear answer', async () => {
    const rowsOf = '{"name":"a"},'.repeat(1_000_000).slice(0, -1);
    const many = `{"deviceid":"m","content":{"softwares":[${rowsOf}]}}`;
    expect((await post(deflateSync(many))).status).toBe(413);
    const garbage = await post(Buffer.from([0x78, 0x9c, 1, 2, 3, 250, 251, 0]));
    expect(garbage.status).toBe(200);
    expect((await post('sign in here', { type: 'text/html' })).status).toBe(400);
    expect((await post(Buffer.alloc(17 * 1024 * 1024, 65))).status).toBe(413);
    expect((await post(deflateSync(inventory('still-alive', ['a'])))).status).toBe(200);
  });

  test('a report that could not be stored is kept and replayed after the fix', async () => {
    const broken = `create function break_it() returns trigger language plpgsql as
      $$ begin raise exception 'broken on purpose'; end $$`;
    const owner = ownerQuery();
    await owner(broken);
    await owner(
      'create trigger break_it before insert on discovery_present for each row execute function break_it()',
    );
    const answer = await post(deflateSync(inventory('replayed', ['甲', '乙'])));
    expect(answer.status).toBe(200);
    const [entry] = await quarantined('&q=broken');
    expect(entry).toMatchObject({ reasonCode: 'notStored', state: 'waiting', hasBody: true });
    await owner('drop trigger break_it on discovery_present');
    const again = await manager.post('/api/units/DW/discovery/quarantine/replay', {
      ids: [entry.id],
    });
    expect(again.body.results).toEqual([{ id: entry.id, ok: true, reason: '' }]);
    expect(await softwareOf('replayed')).toEqual(
      ['乙', '甲'].sort((a, b) => a.localeCompare(b, 'zh')),
    );
    const settled = await manager.get(`/api/units/DW/discovery/quarantine/${entry.id}`);
    expect(settled.body.state).toBe('replayed');
  });

  test('what still cannot be read keeps its place; it can be dismissed once', async () => {
    await post(deflateSync('<REQUEST><CONTENT><STAYS>'));
    const [entry] = await quarantined('&state=waiting');
    const again = await manager.post('/api/units/DW/discovery/quarantine/replay', {
      ids: [entry.id],
    });
    expect(again.body.results[0].ok).toBe(false);
    const url = `/api/units/DW/discovery/quarantine/${entry.id}/dismiss`;
    expect((await manager.post(url)).status).toBe(200);
    expect((await manager.post(url)).status).toBe(409);
  });
});

function ownerQuery() {
  return async (text: string) => {
    const client = new pg.Client(app.database.owner);
    await client.connect();
    await client.query(text);
    await client.end();
  };
}

describe('many at once', () => {
  test('two reports of one device at once: both answered, one after the other', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const answers = await Promise.all(
      names.map((_, index) => post(deflateSync(inventory('race', names.slice(0, index + 1))))),
    );
    expect(answers.map((answer) => answer.status)).toEqual(names.map(() => 200));
    const source = await sourceOf('race');
    const changes = await manager.get(`/api/units/DW/discovery/sources/${source.id}/changes`);
    expect(changes.body.items).toHaveLength(7);
    expect(await softwareOf('race')).toHaveLength(8);
  });

  test('200 devices at once: nothing lost, nothing mixed up', async () => {
    const all = Array.from({ length: 200 }, (_, index) => index);
    const answers = await Promise.all(
      all.map((index) => post(deflateSync(inventory(`crowd-${index}`, ['通用', `只在-${index}`])))),
    );
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    const { rows: counted } = await app.database.pool.query(
      `select count(*) as sources, count(*) filter (where cardinality(p.entries) = 3) as right
       from discovery_source s join discovery_present p using (unit_id)
       where p.source_id = s.id and s.device_name like 'crowd-%'`,
    );
    expect(counted[0]).toEqual({ sources: 200, right: 200 });
    const { rows: mixed } = await app.database.pool.query(
      `select count(*) as n from discovery_source s join discovery_present p on p.source_id = s.id
       join recognition_raw_entry e on e.unit_id = s.unit_id and e.id = any(p.entries)
       where s.device_name like 'crowd-%' and e.name like '只在-%' and e.name <> replace(s.device_name, 'crowd', '只在')`,
    );
    expect(mixed[0].n).toBe(0);
  });

  test('an unchanged report writes nothing but its time', async () => {
    const body = deflateSync(inventory('quiet', ['a', 'b']));
    await post(body);
    await app.services.follower.drain();
    const state = () =>
      app.database.pool.query(
        `select s.xmin as source, p.xmin as present, l.xmin as seen, (select count(*) from discovery_todo) as todo
         from discovery_source s join discovery_present p on p.source_id = s.id
         join discovery_last_seen l on l.source_id = s.id where s.device_name = 'quiet'`,
      );
    const before = (await state()).rows[0];
    await post(body);
    const after = (await state()).rows[0];
    expect({ ...after, seen: 0 }).toEqual({ ...before, seen: 0 });
    expect(after.seen).not.toBe(before.seen);
  });
});
