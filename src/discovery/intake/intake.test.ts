/** The ten things a server gets wrong first (agents.md section 0), each by its name, on a real server and database. */
import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type AgentApp,
  agentApp,
  GLPI,
  inventory,
  jsonInventory,
  OCS,
  prolog,
} from '../../../test/agents.ts';
import type { Client, TestApp } from '../../../test/harness.ts';

let app: TestApp;
let manager: Client;
let agents: AgentApp;

beforeAll(async () => {
  agents = await agentApp();
  ({ app, manager } = agents);
}, 60_000);

const AGENT_ID = 'ddc66c04-e70b-11f1-9200-26ec30ee4239';
const post: AgentApp['post'] = (body, sent) => agents.post(body, sent);
const softwareOf = (device: string) => agents.softwareOf(device);
const sourceOf = (device: string) => agents.sourceOf(device);
const quarantined = (query?: string) => agents.quarantined(query);

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
    for (const body of [prolog('five'), contact, jsonInventory('five', ['a']), '{"content":']) {
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
    await send(jsonInventory('part', ['a', 'b']));
    const before = await sourceOf('part');
    await send(jsonInventory('part', undefined, { partial: true }));
    expect(await softwareOf('part')).toEqual(['a', 'b']);
    const after = await sourceOf('part');
    expect(after.osName).toBe('Debian GNU/Linux 12');
    expect(Date.parse(after.seenAt)).toBeGreaterThan(Date.parse(before.seenAt));
    await send(jsonInventory('part', ['b', 'c'], { partial: true }));
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
    await send(jsonInventory('seven', undefined, { partial: true }));
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
    await send(deflateSync(jsonInventory('lost', ['a'])));
    const whole = deflateSync(jsonInventory('lost', ['a', 'b', 'c'], { partial: true }));
    const answer = await send(whole.subarray(0, whole.length - 12));
    expect(JSON.parse(answer.text)).toEqual({ status: 'ok', expiration: 24 });
    expect((await sourceOf('lost')).coverage).toBe('waiting');
    const contact = JSON.stringify({ action: 'contact', deviceid: 'lost', version: '1.12' });
    expect((await send(deflateSync(contact))).status).toBe(400);
    await send(deflateSync(inventory('lost', ['a', 'b', 'c'])));
    expect((await send(deflateSync(contact))).status).toBe(200);
    // The same once more, and the full report that follows has nothing new: the debt is paid all the same.
    const other = deflateSync(jsonInventory('lost', ['d'], { partial: true }));
    await send(other.subarray(0, other.length - 12));
    expect((await send(deflateSync(contact))).status).toBe(400);
    await send(deflateSync(inventory('lost', ['a', 'b', 'c'])));
    expect((await send(deflateSync(contact))).status).toBe(200);
    expect((await sourceOf('lost')).coverage).not.toBe('waiting');
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
      `${jsonInventory('secret-json', ['a']).slice(0, -2)},"envs":[{"val":"hunter2"}],"x":{"key":"${key}"`,
    );
    const dump = await everything();
    expect(dump).toContain('UVWXY');
    expect(dump).not.toContain('hunter2');
    expect(dump).not.toContain('ABCDE');
    const source = await sourceOf('secret');
    const detail = await manager.get(`/api/units/DW/discovery/sources/${source.id}`);
    expect(detail.body.licences).toEqual([
      {
        name: 'Office',
        productId: '',
        keyTail: 'UVWXY',
        oem: false,
        channel: '',
        activatedOn: null,
        trial: false,
      },
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
