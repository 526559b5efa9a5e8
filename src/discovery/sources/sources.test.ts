/** From reports to devices: matched, waiting, re-installed, cloned; decisions and their undoing; counts that follow. */
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, type TestApp, testApp, testContext } from '../../../test/harness.ts';
import { createDevice, mergeDevices, undoMerge } from '../../ledgers/devices/index.ts';
import { onSourceChanged, presenceOfDevices } from '../index.ts';
import type { RawEntry, Report } from '../intake/rules.report.ts';

let app: TestApp;
let manager: Client;
let token: string;
const told: string[][] = [];

beforeAll(async () => {
  app = await testApp();
  manager = await app.as('itManager');
  token = (await manager.post('/api/units/DW/discovery/tokens', { name: 't' })).body.token;
  onSourceChanged(async (_cx, unitId, deviceIds) => {
    if (unitId === app.unitId) told.push(deviceIds);
  });
}, 60_000);

type Machine = {
  device: string;
  host: string;
  serial?: string;
  uuid?: string;
  mac?: string;
  agent?: string;
  id?: string;
  old?: string;
  software?: string[];
};

async function report(machine: Machine): Promise<void> {
  const software = (machine.software ?? ['WPS Office'])
    .map((name) => `<SOFTWARES><NAME>${name}</NAME><VERSION>1</VERSION></SOFTWARES>`)
    .join('');
  const body = `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><BIOS><SSN>${machine.serial ?? ''}</SSN></BIOS>
    <HARDWARE><NAME>${machine.host}</NAME><OSNAME>Microsoft Windows 10</OSNAME><UUID>${machine.uuid ?? ''}</UUID></HARDWARE>
    <NETWORKS><MACADDR>${machine.mac ?? ''}</MACADDR></NETWORKS>
    ${machine.old ? `<OLD_DEVICEID>${machine.old}</OLD_DEVICEID>` : ''}${software}</CONTENT>
    <DEVICEID>${machine.device}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
  const answer = await app.http.inject({
    method: 'POST',
    url: `/inventory/${token}`,
    payload: deflateSync(body),
    headers: {
      'user-agent': machine.agent ?? 'FusionInventory-Agent_v2.6',
      ...(machine.id ? { 'glpi-agent-id': machine.id } : {}),
    },
  });
  expect(answer.statusCode).toBe(200);
}

async function sources(query: string) {
  const list = await manager.get(`/api/units/DW/discovery/sources?limit=100&${query}`);
  expect(list.status).toBe(200);
  return list.body.items;
}

async function device(facts: { serialNo?: string; macs?: string[]; hostName?: string }) {
  const made = await app.database.write((tx) =>
    createDevice(testContext(tx, app.unitId), { deviceType: 'desktop', ...facts }),
  );
  return made.id;
}

const NO_HEAD = {
  protocol: 'file',
  deviceId: '',
  oldDeviceId: '',
  agentVersion: '',
  uuid: '',
  macs: [] as string[],
  osName: 'Microsoft Windows 10',
  osVersion: '',
  osKind: 'windows',
  manufacturer: '',
  model: '',
  chassis: '',
  lastUser: '',
  userNames: [] as string[],
  tag: '',
  cores: 0,
  licences: [] as Report['licences'],
  partial: false,
  hasSoftware: true,
  perUserSeen: null,
  reportedAt: '',
} as const satisfies Partial<Report>;

function entry(name: string): RawEntry {
  return { name, publisher: '', version: '1', os: 'windows', from: 'registry', systemCategory: '' };
}

const follow = () => app.services.follower.drain();

async function countOf(name: string): Promise<number> {
  const { rows } = await app.database.pool.query(
    'select sum(device_count)::int as n from recognition_raw_entry where unit_id = $1 and name = $2',
    [app.unitId, name],
  );
  return rows[0].n ?? 0;
}

describe('placing', () => {
  test('three agents on one machine end as one device after one click', async () => {
    const machine = { host: 'vm', mac: 'f0:ad:4e:00:19:f7', software: ['三代理', '共同'] };
    await report({
      ...machine,
      device: 'vm-2026-01-01-06-45-28',
      agent: 'GLPI-Agent_v1.12',
      id: 'ddc66c04-e70b-11f1-9200-26ec30ee4239',
    });
    await report({ ...machine, device: 'vm-2026-01-01-06-45-49' });
    await report({
      ...machine,
      device: 'vm-2026-01-01-06-46-09',
      agent: 'OCS-NG_unified_unix_agent_v2.10.0',
      software: ['三代理', 'OCS 独见'],
    });
    await follow();
    const waiting = await sources('waiting=true&q=vm');
    expect(waiting).toHaveLength(3);
    expect(waiting[0].together).toHaveLength(2);
    expect(await countOf('三代理')).toBe(3);
    const made = await manager.post('/api/units/DW/discovery/sources/create-devices', {
      sourceIds: [waiting[0].id],
    });
    expect(made.status).toBe(200);
    expect(made.body.deviceIds).toHaveLength(1);
    expect(made.body.sourceIds).toHaveLength(3);
    await follow();
    expect(await sources('waiting=true&q=vm')).toHaveLength(0);
    expect(await countOf('三代理')).toBe(1);
    expect(told.flat()).toContain(made.body.deviceIds[0]);
    const seen = await manager.get(
      `/api/units/DW/discovery/devices/${made.body.deviceIds[0]}/software`,
    );
    const names = seen.body.items.map((one: { name: string }) => one.name);
    expect(names).toEqual(expect.arrayContaining(['三代理', '共同', 'OCS 独见']));
    const three = seen.body.items.find((one: { name: string }) => one.name === '三代理');
    expect(three.sourceIds).toHaveLength(3);
  });

  test('a report that certainly is a known device is placed without a click', async () => {
    const id = await device({ serialNo: 'CZC-0479 792', hostName: 'pc-1' });
    await report({ device: 'pc-1-a', host: 'pc-1', serial: 'czc0479792' });
    await follow();
    const [source] = await sources('q=pc-1-a');
    expect(source).toMatchObject({ state: 'assigned', deviceId: id, matchedBy: 'serial' });
    expect(source.serialMasked).toBe('****9792');
  });

  test('junk identities match nothing; the unit may block more, or make exceptions', async () => {
    await device({ serialNo: 'To be filled by O.E.M.', hostName: 'pc-2' });
    const dock = '00:50:b6:11:22:33';
    const id = await device({ macs: [dock], hostName: 'pc-3' });
    await report({ device: 'pc-2-a', host: 'other', serial: 'To be filled by O.E.M.' });
    await follow();
    expect((await sources('q=pc-2-a'))[0].state).toBe('candidate');
    const rule = { kind: 'mac', value: '00-50-B6-11-22-33', blocked: true, note: '扩展坞' };
    expect((await manager.put('/api/units/DW/discovery/junk', rule)).status).toBe(200);
    await report({ device: 'pc-9-a', host: 'pc-9', mac: dock });
    await follow();
    expect((await sources('q=pc-9-a'))[0].state).toBe('candidate');
    await manager.post('/api/units/DW/discovery/junk/delete', { kind: 'mac', value: dock });
    await follow();
    expect((await sources('q=pc-9-a'))[0]).toMatchObject({ state: 'assigned', deviceId: id });
    const bad = await manager.put('/api/units/DW/discovery/junk', { ...rule, value: 'xyz' });
    expect(bad.status).toBe(422);
    expect(bad.body.path).toBe('body.value');
  });

  test('likely devices are shown with reasons, and wait for a person', async () => {
    const id = await device({ hostName: 'caiwu-07', serialNo: 'OLD12345' });
    await report({ device: 'caiwu-07-a', host: 'caiwu-07.dw.local', serial: 'NEW12345' });
    await follow();
    const [source] = await sources('q=caiwu-07-a');
    expect(source.likely).toEqual([
      { deviceId: id, computerNo: expect.any(String), reasons: ['serialDiffers', 'host'] },
    ]);
    const assigned = await manager.post('/api/units/DW/discovery/sources/assign', {
      sourceIds: [source.id],
      deviceId: id,
    });
    expect(assigned.status).toBe(200);
    expect((await sources('q=caiwu-07-a'))[0]).toMatchObject({ deviceId: id, matchedBy: 'person' });
  });

  test('detach, undo, ignore: a person has the last word', async () => {
    const id = await device({ serialNo: 'UNDO-1234', hostName: 'undo' });
    await report({ device: 'undo-a', host: 'undo', serial: 'UNDO1234', software: ['可撤销'] });
    await follow();
    const [source] = await sources('q=undo-a');
    const act = (verb: string) =>
      manager.post(`/api/units/DW/discovery/sources/${source.id}/${verb}`);
    expect((await act('undo')).status).toBe(409);
    expect((await act('detach')).status).toBe(200);
    await report({
      device: 'undo-a',
      host: 'undo',
      serial: 'UNDO1234',
      software: ['可撤销', '新'],
    });
    await follow();
    expect((await sources('q=undo-a'))[0].state).toBe('candidate');
    expect(await countOf('可撤销')).toBe(1);
    expect((await act('detach')).status).toBe(409);
    expect((await act('undo')).status).toBe(200);
    expect((await sources('q=undo-a'))[0]).toMatchObject({ state: 'assigned', deviceId: id });
    expect((await act('undo')).status).toBe(409);
    await act('detach');
    await manager.post('/api/units/DW/discovery/sources/ignore', { sourceIds: [source.id] });
    expect(await sources('waiting=true&q=undo-a')).toHaveLength(0);
    const audit = await app.database.pool.query(
      `select count(*)::int as n from platform_audit where object_id = $1`,
      [source.id],
    );
    expect(audit.rows[0].n).toBe(4);
  });

  test('one number for two machines is refused, so is a placed source', async () => {
    await report({ device: 'two-a', host: 'two-a', serial: 'TWOA1234' });
    await report({ device: 'two-b', host: 'two-b', serial: 'TWOB1234' });
    await follow();
    const ids = [...(await sources('q=two-a')), ...(await sources('q=two-b'))].map((one) => one.id);
    const create = (body: object) =>
      manager.post('/api/units/DW/discovery/sources/create-devices', body);
    const refused = await create({ sourceIds: ids, computerNo: 'PC-X' });
    expect([refused.status, refused.body.path]).toEqual([422, 'body.computerNo']);
    expect((await create({ sourceIds: ids })).body.deviceIds).toHaveLength(2);
    expect((await create({ sourceIds: ids })).status).toBe(409);
    const nobody = '01890000-0000-7000-8000-000000000000';
    expect((await create({ sourceIds: [nobody] })).status).toBe(404);
  });
});

describe('the same machine, another identity', () => {
  test('OLD_DEVICEID keeps the source', async () => {
    await report({ device: 'renamed-old', host: 'renamed', software: ['a', 'b'] });
    await report({ device: 'renamed-new', host: 'renamed', old: 'renamed-old', software: ['b'] });
    const found = await sources('q=renamed');
    expect(found).toHaveLength(1);
    expect(found[0].deviceName).toBe('renamed-new');
    const changes = await manager.get(`/api/units/DW/discovery/sources/${found[0].id}/changes`);
    expect(changes.body.items).toHaveLength(1);
    await report({ device: 'renamed-new', host: 'renamed', software: ['b'] });
    expect(await sources('q=renamed')).toHaveLength(1);
  });

  test('a re-installed agent replaces the silent one; what only that one saw no longer counts', async () => {
    const machine = { host: 'sheevaplug', mac: 'f0:ad:4e:00:19:f8' };
    await report({
      ...machine,
      device: 'sheevaplug-2010-02-04-08-42-17',
      software: ['留存', '已卸载'],
    });
    await follow();
    const [first] = await sources('waiting=true&q=sheevaplug');
    const made = await manager.post('/api/units/DW/discovery/sources/create-devices', {
      sourceIds: [first.id],
    });
    await follow();
    await report({ ...machine, device: 'sheevaplug-2010-02-04-08-57-17', software: ['留存'] });
    await follow();
    const both = await sources('q=sheevaplug');
    expect(both.map((one: { deviceId: string }) => one.deviceId)).toEqual([
      made.body.deviceIds[0],
      made.body.deviceIds[0],
    ]);
    expect(both.find((one: { id: string }) => one.id === first.id).superseded).toBe(true);
    expect(await countOf('已卸载')).toBe(0);
    expect(await countOf('留存')).toBe(1);
    // It speaks again after all: then both count.
    await report({
      ...machine,
      device: 'sheevaplug-2010-02-04-08-42-17',
      software: ['留存', '已卸载'],
    });
    await follow();
    expect(await countOf('已卸载')).toBe(1);
  });

  test('a file yields to an agent that has reported since, whichever came in first', async () => {
    const base = { host: 'offline', serial: 'OFFL1234' };
    const fromFile = (name: string, at: string) =>
      app.services.intake.acceptReport(
        app.unitId,
        {
          ...NO_HEAD,
          agentKey: `file:${name}`,
          hostName: base.host,
          serial: base.serial,
          entries: [entry('只在文件里'), entry('两处都有')],
          installedOn: [null, 12_000],
        },
        { at: new Date(at), complete: true },
      );
    await device({ serialNo: base.serial, hostName: base.host });
    await fromFile('early', '2026-01-01T00:00:00Z');
    await follow();
    expect(await countOf('只在文件里')).toBe(1);
    await report({ ...base, device: 'offline-a', software: ['两处都有'] });
    await follow();
    expect(await countOf('只在文件里')).toBe(0);
    expect(await countOf('两处都有')).toBe(1);
    await fromFile('late', '2026-01-02T00:00:00Z');
    await follow();
    expect(await countOf('只在文件里')).toBe(0);
    const older = await fromFile('early', '2025-12-01T00:00:00Z');
    expect(older.kind).toBe('older');
  });

  test('a cloned disk brings its agent identity along: two machines, two sources', async () => {
    const id = 'ddc66c04-e70b-11f1-9200-000000000001';
    const clone = { device: 'golden', host: 'golden', agent: 'GLPI-Agent_v1.12', id };
    await report({ ...clone, serial: 'VMAAAA1', mac: '00:0c:29:00:00:01', software: ['a'] });
    await report({ ...clone, serial: 'VMBBBB2', mac: '00:0c:29:00:00:02', software: ['b'] });
    await report({ ...clone, serial: 'VMAAAA1', mac: '00:0c:29:00:00:01', software: ['a'] });
    await report({ ...clone, serial: 'VMBBBB2', mac: '00:0c:29:00:00:02', software: ['b'] });
    const found = await sources('q=golden');
    expect(found).toHaveLength(2);
    expect(found.map((one: { isClone: boolean }) => one.isClone).sort()).toEqual([false, true]);
    for (const one of found) {
      const changes = await manager.get(`/api/units/DW/discovery/sources/${one.id}/changes`);
      expect(changes.body.items).toHaveLength(0);
    }
  });

  test('sources follow a merge of device records, and its undoing', async () => {
    const keepId = await device({ hostName: 'keep', serialNo: 'KEEP1234' });
    const dropId = await device({ hostName: 'drop', serialNo: 'DROP1234' });
    await report({ device: 'keep-a', host: 'keep', serial: 'KEEP1234', software: ['合并甲'] });
    await report({ device: 'drop-a', host: 'drop', serial: 'DROP1234', software: ['合并乙'] });
    await follow();
    const { mergeId } = await app.database.write((tx) =>
      mergeDevices(testContext(tx, app.unitId), { keepId, dropId }),
    );
    expect((await sources('q=drop-a'))[0].deviceId).toBe(keepId);
    const seen = await app.database.read((tx) => presenceOfDevices(tx, app.unitId, [keepId]));
    // Two programs; the operating system is one entry that both sources saw.
    expect(seen).toHaveLength(3);
    await app.database.write((tx) => undoMerge(testContext(tx, app.unitId), mergeId));
    expect((await sources('q=drop-a'))[0].deviceId).toBe(dropId);
    expect((await sources('q=keep-a'))[0].deviceId).toBe(keepId);
  });
});

test('any past set can be shown, with first and last seen', async () => {
  const machine = { device: 'past', host: 'past' };
  const moments: string[] = [];
  for (const software of [
    ['a', 'b'],
    ['b', 'c'],
    ['a', 'c'],
  ]) {
    await report({ ...machine, software });
    moments.push(new Date().toISOString());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const [source] = await sources('q=past');
  const at = async (query: string) => {
    const url = `/api/units/DW/discovery/sources/${source.id}/software?${query}`;
    const answer = await manager.get(url);
    expect(answer.status).toBe(200);
    return answer.body.items.filter((one: { from: string }) => one.from === 'registry');
  };
  const names = (items: { name: string }[]) => items.map((one) => one.name);
  expect(names(await at(`at=${moments[0]}`))).toEqual(['a', 'b']);
  expect(names(await at(`at=${moments[1]}`))).toEqual(['b', 'c']);
  expect(names(await at(`at=${moments[2]}`))).toEqual(['a', 'c']);
  expect(names(await at('at=2020-01-01T00:00:00Z'))).toEqual([]);
  const all = await at('gone=true');
  expect(all.map((one: { name: string; present: boolean }) => [one.name, one.present])).toEqual([
    ['a', true],
    ['b', false],
    ['c', true],
  ]);
  const again = all[0];
  expect(Date.parse(again.firstSeen)).toBeGreaterThan(Date.parse(moments[1]!) - 1);
  expect(Date.parse(all[1].lastSeen)).toBeLessThanOrEqual(Date.parse(moments[1]!));
  expect(
    (await manager.get(`/api/units/DW/discovery/sources/${source.id}/software?at=x`)).status,
  ).toBe(422);
});
