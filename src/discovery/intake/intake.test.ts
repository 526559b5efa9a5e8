/** The ten things a server gets wrong first (agents.md section 0), each by its name, on a real server and database. */
import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, type TestApp, testApp } from '../../../test/harness.ts';

let app: TestApp;
let manager: Client;
let token: string;

beforeAll(async () => {
  app = await testApp();
  manager = await app.as('itManager');
  const made = await manager.post('/api/units/DW/discovery/tokens', { name: '全单位' });
  expect(made.status).toBe(200);
  token = made.body.token;
}, 60_000);

const OCS = 'OCS-NG_unified_unix_agent_v2.10.0';
const GLPI = 'GLPI-Agent_v1.12';
const FUSION = 'FusionInventory-Agent_v2.6-3';
const AGENT_ID = 'ddc66c04-e70b-11f1-9200-26ec30ee4239';

type Sent = { agent?: string; id?: string; type?: string; url?: string; headers?: object };
async function post(body: Buffer | string, sent: Sent = {}) {
  const answer = await app.http.inject({
    method: 'POST',
    url: sent.url ?? `/inventory/${token}`,
    payload: body,
    headers: {
      'user-agent': sent.agent ?? FUSION,
      'content-type': sent.type ?? 'application/x-compress-zlib',
      ...(sent.id ? { 'glpi-agent-id': sent.id } : {}),
      ...sent.headers,
    },
  });
  return {
    status: answer.statusCode,
    type: String(answer.headers['content-type']),
    headers: answer.headers,
    raw: answer.rawPayload,
    text: answer.payload,
  };
}

const prolog = (device: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><REQUEST><DEVICEID>${device}</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>`;
const rows = (names: string[]) =>
  names.map((name) => `<SOFTWARES><NAME>${name}</NAME><VERSION>1.0</VERSION></SOFTWARES>`).join('');
const inventory = (device: string, names: string[], extra = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><BIOS><SSN></SSN></BIOS>
   <HARDWARE><NAME>${device}</NAME><OSNAME>Microsoft Windows 10</OSNAME></HARDWARE>${rows(names)}${extra}</CONTENT>
   <DEVICEID>${device}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
const json = (device: string, names: string[] | undefined, more: object = {}) =>
  JSON.stringify({
    action: 'inventory',
    deviceid: device,
    itemtype: 'Computer',
    content: {
      versionclient: 'GLPI-Agent_v1.12',
      bios: { ssn: '' },
      hardware: { name: device },
      ...(names
        ? {
            operatingsystem: { full_name: 'Debian GNU/Linux 12', version: '12.11' },
            softwares: names.map((name) => ({ name, version: '1.0', from: 'deb' })),
          }
        : {}),
    },
    ...more,
  });

async function softwareOf(device: string): Promise<string[]> {
  const source = await sourceOf(device);
  const seen = await manager.get(`/api/units/DW/discovery/sources/${source.id}/software`);
  expect(seen.status).toBe(200);
  return seen.body.items
    .filter((one: { from: string }) => one.from !== 'operatingsystem')
    .map((one: { name: string }) => one.name);
}

async function sourceOf(device: string) {
  const list = await manager.get(`/api/units/DW/discovery/sources?q=${device}`);
  expect(list.status).toBe(200);
  const found = list.body.items.filter((one: { deviceName: string }) => one.deviceName === device);
  expect(found).toHaveLength(1);
  return found[0];
}

async function quarantined(query = '') {
  const list = await manager.get(`/api/units/DW/discovery/quarantine?limit=100${query}`);
  expect(list.status).toBe(200);
  return list.body.items;
}

describe('the ten things of agents.md section 0', () => {
  test('0.1 one URL takes everything: dispatch by decoded body, not path', async () => {
    const first = await post(deflateSync(prolog('one-url')));
    expect(first.text).toContain('<RESPONSE>SEND</RESPONSE>');
    expect((await post(deflateSync(inventory('one-url', ['甲', '乙'])))).text).toContain('<REPLY>');
    const contact = JSON.stringify({
      action: 'contact',
      deviceid: 'one-url-json',
      version: '1.12',
    });
    const told = await post(deflateSync(contact), { agent: GLPI, id: AGENT_ID });
    expect(JSON.parse(told.text).tasks.inventory.server).toBe('glpi');
    expect(await softwareOf('one-url')).toEqual(['甲', '乙']);
    const strange = await post('{"action":"deploy","deviceid":"x"}', { agent: GLPI, id: AGENT_ID });
    expect(strange.status).toBe(501);
  });

  test.each([
    ['zlib called x-compress', deflateSync, 'application/x-compress'],
    ['zlib called x-compressed', deflateSync, 'application/x-compressed'],
    ['zlib called zlib', deflateSync, 'Application/x-compress-zlib'],
    ['gzip called zlib', gzipSync, 'application/x-compress-zlib'],
    ['gzip', gzipSync, 'application/x-compress-gzip'],
    ['plain called JSON', (text: string) => Buffer.from(text), 'application/json'],
    ['plain without a type', (text: string) => Buffer.from(text), ''],
  ])('0.2 sniff the body, do not trust Content-Type: %s', async (name, pack, type) => {
    const device = `sniff-${name.replaceAll(' ', '-')}`;
    const answer = await post(pack(inventory(device, ['软件'])), { type });
    expect(answer.status).toBe(200);
    expect(await softwareOf(device)).toEqual(['软件']);
  });

  test('0.2 cap the inflated size', async () => {
    const bomb = deflateSync(Buffer.alloc(200 * 1024 * 1024, 32));
    const answer = await post(bomb);
    expect(answer.status).toBe(413);
    const [entry] = await quarantined('&q=64 MB');
    expect(entry).toMatchObject({ reasonCode: 'tooLarge', hasBody: false });
  });

  test('0.3 OCS agents need a zlib-compressed reply, always', async () => {
    const bodies = [prolog('ocs-1'), inventory('ocs-1', ['a']), '<REQUEST><broken', ''];
    for (const body of bodies) {
      const packed = body === '' ? Buffer.alloc(0) : deflateSync(body);
      const answer = await post(packed, { agent: OCS, type: 'application/x-compress' });
      expect(answer.type).toContain('application/x-compressed');
      expect(inflateSync(answer.raw).toString()).toContain('<REPLY>');
    }
    const wrong = await post(deflateSync(prolog('ocs-1')), { agent: OCS, url: '/inventory/none' });
    expect(wrong.status).toBe(404);
    expect(inflateSync(wrong.raw).toString()).toContain('<ERROR>');
  });

  test('0.4 a fresh GLPI agent speaks XML first and is answered JSON', async () => {
    const answer = await post(deflateSync(prolog('fresh')), { agent: GLPI, id: AGENT_ID });
    expect(answer.type).toContain('application/json');
    // Without its id it only looks for a plugin: XML.
    const looking = await post(deflateSync(prolog('fresh')), { agent: GLPI });
    expect(looking.text).toContain('<RESPONSE>SEND</RESPONSE>');
  });

  test('0.5 a GLPI answer holds status and expiration', async () => {
    const id = 'aaaaaaaa-0000-0000-0000-000000000005';
    const contact = JSON.stringify({ action: 'contact', deviceid: 'five', version: '1.12' });
    const headers = { 'glpi-request-id': '81983FB2' };
    for (const body of [prolog('five'), contact, json('five', ['a']), '{"content":']) {
      const answer = await post(deflateSync(body), { agent: GLPI, id, headers });
      const told = JSON.parse(answer.text);
      expect(['ok', 'error']).toContain(told.status);
      expect(told.expiration).toBeGreaterThan(0);
      expect(answer.headers['glpi-request-id']).toBe('81983FB2');
    }
  });

  test('0.6 missing sections of a partial inventory mean unchanged, not removed', async () => {
    const id = 'aaaaaaaa-0000-0000-0000-000000000006';
    const send = (body: string) => post(deflateSync(body), { agent: GLPI, id });
    await send(json('part', ['a', 'b']));
    const before = await sourceOf('part');
    await send(json('part', undefined, { partial: true }));
    expect(await softwareOf('part')).toEqual(['a', 'b']);
    const after = await sourceOf('part');
    expect(after.osName).toBe('Debian GNU/Linux 12');
    expect(Date.parse(after.seenAt)).toBeGreaterThan(Date.parse(before.seenAt));
    await send(json('part', ['b', 'c'], { partial: true }));
    expect(await softwareOf('part')).toEqual(['b', 'c']);
    const changes = await manager.get(`/api/units/DW/discovery/sources/${after.id}/changes`);
    expect(changes.body.items).toHaveLength(1);
    expect(changes.body.items[0].added.map((one: { name: string }) => one.name)).toEqual(['c']);
    expect(changes.body.items[0].removed.map((one: { name: string }) => one.name)).toEqual(['a']);
  });

  test('0.7 without a software baseline: waiting for a full inventory, and cured', async () => {
    const id = 'aaaaaaaa-0000-0000-0000-000000000007';
    const send = (body: string) => post(deflateSync(body), { agent: GLPI, id });
    const contact = JSON.stringify({ action: 'contact', deviceid: 'seven', version: '1.12' });
    expect((await send(contact)).status).toBe(200);
    await send(json('seven', undefined, { partial: true }));
    expect((await sourceOf('seven')).coverage).toBe('waiting');
    const refused = await send(contact);
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text).status).toBe('error');
    expect((await send(prolog('seven'))).text).toContain('<RESPONSE>SEND</RESPONSE>');
    await send(inventory('seven', ['甲']));
    expect((await sourceOf('seven')).coverage).not.toBe('waiting');
    expect((await send(contact)).status).toBe(200);
    expect(JSON.parse((await send(prolog('seven'))).text).status).toBe('ok');
  });

  test('0.7 a lost report of a known agent asks for a full one too', async () => {
    const id = 'aaaaaaaa-0000-0000-0000-000000000077';
    const send = (body: Buffer) => post(body, { agent: GLPI, id });
    await send(deflateSync(json('lost', ['a'])));
    const whole = deflateSync(json('lost', ['a', 'b', 'c'], { partial: true }));
    const answer = await send(whole.subarray(0, whole.length - 12));
    expect(JSON.parse(answer.text)).toEqual({ status: 'ok', expiration: 24 });
    expect((await sourceOf('lost')).coverage).toBe('waiting');
    const contact = JSON.stringify({ action: 'contact', deviceid: 'lost', version: '1.12' });
    expect((await send(deflateSync(contact))).status).toBe(400);
    await send(deflateSync(inventory('lost', ['a', 'b', 'c'])));
    expect((await send(deflateSync(contact))).status).toBe(200);
  });

  test('0.8 agents exit 0 even when refused: what counts is what is stored', async () => {
    const answer = await post(deflateSync(inventory('stored', ['甲', '乙', '丙', '甲'])));
    expect(answer.status).toBe(200);
    const source = await sourceOf('stored');
    expect(source.softwareRows).toBe(4);
    expect(await softwareOf('stored')).toHaveLength(3);
  });

  test('0.9 secrets are nowhere: not in the tables, not in quarantine', async () => {
    const key = 'ABCDE-FGHIJ-KLMNO-PQRST-UVWXY';
    const secrets = `<ENVS><KEY>DB</KEY><VAL>hunter2</VAL></ENVS><LICENSEINFOS><FULLNAME>Office</FULLNAME>
      <KEY>${key}</KEY></LICENSEINFOS><PROCESSES><CMD>mysql -phunter2</CMD></PROCESSES>
      <VERSIONPROVIDER><PERL_ARGS>--password=hunter2</PERL_ARGS></VERSIONPROVIDER>`;
    const whole = inventory('secret', ['a'], secrets);
    await post(deflateSync(whole));
    const packed = deflateSync(whole);
    await post(packed.subarray(0, packed.length - 8));
    await post(gzipSync(whole.replace('</REQUEST>', '')));
    await post(
      `${json('secret-json', ['a']).slice(0, -2)},"envs":[{"val":"hunter2"}],"x":{"key":"${key}"`,
    );
    const dump = await everything();
    expect(dump).toContain('UVWXY');
    expect(dump).not.toContain('hunter2');
    expect(dump).not.toContain('ABCDE');
    const source = await sourceOf('secret');
    const detail = await manager.get(`/api/units/DW/discovery/sources/${source.id}`);
    expect(detail.body.licences).toEqual([
      { name: 'Office', productId: '', keyTail: 'UVWXY', oem: false },
    ]);
  });

  test('0.10 per-user installs that were not looked for are said to be missing', async () => {
    await post(deflateSync(inventory('users-no', ['a'])));
    expect((await sourceOf('users-no')).coverage).toBe('perUserMissing');
    const seen = '<SOFTWARES><NAME>WPS</NAME><USERNAME>zhang</USERNAME></SOFTWARES>';
    await post(deflateSync(inventory('users-yes', ['a'], seen)));
    expect((await sourceOf('users-yes')).coverage).toBe('full');
    const counts = await manager.get('/api/units/DW/discovery/coverage');
    expect(counts.body.byCoverage.map((one: { coverage: string }) => one.coverage)).toContain(
      'perUserMissing',
    );
  });
});

/** Every text of every discovery table, quarantined bodies unpacked. */
async function everything(): Promise<string> {
  const { rows } = await app.database.pool.query(
    `select (select string_agg(s::text, '\n') from discovery_source s) as sources,
       (select string_agg(e::text, '\n') from recognition_raw_entry e) as entries`,
  );
  const bodies = await app.database.pool.query(
    'select body from discovery_quarantine where body is not null',
  );
  const texts = bodies.rows.map((row) => gunzipSync(row.body).toString());
  return [rows[0].sources, rows[0].entries, ...texts].join('\n');
}

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
    const owner = await ownerQuery();
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

async function ownerQuery() {
  const pg = await import('pg');
  return async (text: string) => {
    const client = new pg.default.Client(app.database.owner);
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
