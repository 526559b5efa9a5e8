/** Two records of one machine: merged, told to those who follow, and taken back, over HTTP on a real database. */
import { describe, expect, test } from 'vitest';
import { testApp, testContext } from '../../../test/harness.ts';
import { addDays } from '../../base/dates.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import {
  type DeviceMerge,
  deviceCountsOn,
  findDevicesByIdentity,
  onDevicesMerged,
  setStatus,
} from './index.ts';

const app = await testApp();
const manager = await app.as('itManager');
const url = (path: string) => `/api/units/DW/${path}`;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const ago = (days: number) => addDays(today, -days);
const read = app.database.read;

let numbers = 0;
async function person(name: string, more: Record<string, unknown> = {}): Promise<string> {
  const made = await manager.post(url('people'), { staffNo: `S${numbers++}`, name, ...more });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.id;
}

async function device(facts: Record<string, unknown> = {}): Promise<string> {
  const made = await manager.post(url('devices'), { deviceType: 'desktop', ...facts });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.id;
}

async function record(id: string) {
  const answer = await manager.get(url(`devices/${id}`));
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

const inUnit = <T>(work: (cx: CommandContext) => Promise<T>) =>
  app.database.write((tx) => work(testContext(tx, app.unitId)));

describe('one machine, two records', () => {
  test('merging fills what is missing, tells subscribers, and is taken back exactly', async () => {
    const told: DeviceMerge[] = [];
    onDevicesMerged(async (_cx, merge) => void told.push(merge));
    const holder = await person('本机使用人');
    const keep = await device({ brand: '联想', macs: ['00:1a:2b:3c:4d:01'] });
    const drop = await device({
      brand: 'LENOVO',
      serialNo: 'PF0X12AB',
      macs: ['001A2B3C4D02'],
      holderId: holder,
      acquiredOn: ago(200),
    });
    const before = { keep: await record(keep), drop: await record(drop) };
    const counted = await read((tx) => deviceCountsOn(tx, app.unitId, today));
    const past = await read((tx) => deviceCountsOn(tx, app.unitId, ago(150)));
    const merged = await manager.post(url(`devices/${keep}/merge`), { dropId: drop });
    expect(merged.status, JSON.stringify(merged.body)).toBe(200);

    const kept = await record(keep);
    expect(kept).toMatchObject({
      brand: '联想',
      serialMasked: '****12AB',
      holderName: '本机使用人',
    });
    expect(kept.macs).toHaveLength(2);
    expect((await record(drop)).mergedInto.id).toBe(keep);
    const found = await read((tx) =>
      findDevicesByIdentity(tx, app.unitId, {
        serials: ['pf0x 12ab'],
        macs: ['00-1a-2b-3c-4d-02'],
      }),
    );
    expect(found).toMatchObject([{ id: keep, matchedBy: ['mac', 'serial'] }]);
    const now = await read((tx) => deviceCountsOn(tx, app.unitId, today));
    expect(now.desktop).toBe(counted.desktop - 1);
    expect(await read((tx) => deviceCountsOn(tx, app.unitId, ago(150)))).toEqual(past);
    const change = await manager.patch(url(`devices/${drop}`), { brand: 'x' });
    expect(change.body.code).toBe('ledgers.deviceMerged');

    const undone = await manager.post(url(`devices/merges/${merged.body.mergeId}/undo`));
    expect(undone.body).toEqual({ keepId: keep, dropId: drop });
    expect({ keep: await record(keep), drop: await record(drop) }).toEqual(before);
    expect(told.map((merge) => merge.direction)).toEqual(['merge', 'undo']);
    const again = await manager.post(url(`devices/merges/${merged.body.mergeId}/undo`));
    expect(again.body.code).toBe('ledgers.mergeUndone');
  });

  test('what was edited after the merge stays when the merge is taken back', async () => {
    const keep = await device();
    const drop = await device({ model: 'M90', location: '一层' });
    const { body } = await manager.post(url(`devices/${keep}/merge`), { dropId: drop });
    await manager.patch(url(`devices/${keep}`), { location: '三层' });
    await manager.post(url(`devices/merges/${body.mergeId}/undo`));
    expect(await record(keep)).toMatchObject({ model: '', location: '三层' });
    expect(await record(drop)).toMatchObject({ model: 'M90', location: '一层' });
  });

  test('a row of merges is taken back from its end', async () => {
    const [a, b, c] = [await device(), await device(), await device()];
    const first = await manager.post(url(`devices/${b}/merge`), { dropId: a });
    const second = await manager.post(url(`devices/${c}/merge`), { dropId: b });
    expect((await record(a)).mergedInto.id).toBe(c);
    const undo = (id: string) => manager.post(url(`devices/merges/${id}/undo`));
    expect((await undo(first.body.mergeId)).body.code).toBe('ledgers.keepMergedSince');
    expect((await undo(second.body.mergeId)).status).toBe(200);
    expect((await record(a)).mergedInto.id).toBe(b);
    expect((await undo(first.body.mergeId)).status).toBe(200);
    expect((await record(a)).mergedInto).toBeNull();
  });

  test('refuses oneself, a record merged already, and a scrapped one as the keeper', async () => {
    const [a, b, c] = [await device(), await device(), await device()];
    const merge = async (keep: string, drop: string) =>
      (await manager.post(url(`devices/${keep}/merge`), { dropId: drop })).body.code;
    expect(await merge(a, a)).toBe('ledgers.mergeSame');
    expect(await merge(a, b)).toBeUndefined();
    expect(await merge(c, b)).toBe('ledgers.alreadyMerged');
    await inUnit((cx) => setStatus(cx, { deviceId: c, status: 'scrapped' }));
    expect(await merge(c, a)).toBe('ledgers.keepRetired');
  });

  test('merging and retiring the same computers at once never lock each other up', async () => {
    const pairs = await Promise.all(
      Array.from({ length: 6 }, async () => [await device(), await device()] as const),
    );
    const retirement = { status: 'scrapped', on: today, reason: '并发' };
    const answers = await Promise.all(
      pairs.flatMap(([keep, drop]) => [
        manager.post(url(`devices/${keep}/merge`), { dropId: drop }),
        manager.post(url(`devices/${drop}/retire`), retirement),
        manager.post(url(`devices/${keep}/retire`), retirement),
        manager.post(url(`devices/${keep}/holder`), { handBack: true }),
      ]),
    );
    const statuses = new Set(answers.map((answer) => answer.status));
    expect([...statuses].filter((status) => ![200, 409, 422].includes(status))).toEqual([]);
    expect(statuses).toContain(200);
  });

  test('two opposite merges at once: one wins', async () => {
    const [a, b] = [await device(), await device()];
    const answers = await Promise.all([
      manager.post(url(`devices/${a}/merge`), { dropId: b }),
      manager.post(url(`devices/${b}/merge`), { dropId: a }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });
});
