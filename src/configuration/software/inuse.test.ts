/** Numbers and the real journal over HTTP: corrections need a reason, disposal needs zero open installs, also in a race. */
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp, testContext } from '../../../test/harness.ts';
import { append } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { createSoftware } from '../index.ts';

const app = await testApp();
const manager = await app.as('itManager');
const base = `/api/units/${app.unitCode}`;
let deviceId = '';
let made = 0;

beforeAll(async () => {
  const device = await manager.post(`${base}/devices`, {
    computerNo: 'PC-001',
    deviceType: 'desktop',
    brand: '清华同方',
    acquiredOn: '2022-01-10',
  });
  deviceId = device.body.id;
});

async function oemSoftware(): Promise<string> {
  const created = await manager.post(`${base}/software`, {
    softwareType: 'oem',
    softwareName: `X系统 ${made++}`,
    softwareVersion: 'v11',
    acquisitionMethod: 'preinstalled',
    registeredOn: '2024-01-01',
  });
  expect(created.status, JSON.stringify(created.body)).toBe(200);
  return created.body.id;
}

const record = (kind: 'install' | 'uninstall', softwareId: string, occurredOn: string) =>
  manager.post(`${base}/entries`, {
    idempotencyKey: `inuse-${kind}-${softwareId}`,
    reason: '测试登记',
    lines: [{ kind, softwareId, deviceId, version: 'v11', occurredOn }],
  });
const dispose = (softwareId: string) =>
  manager.post(`${base}/software/${softwareId}/dispose`, {
    disposedOn: '2024-06-01',
    reason: '硬件报废且无法迁移',
  });

describe('a number that is installed', () => {
  it('is corrected with a reason and disposed of only when nothing is installed', async () => {
    const id = await oemSoftware();
    const path = `${base}/software/${id}`;
    expect((await manager.patch(path, { softwareVersion: 'v12' })).status).toBe(200);
    const installed = await record('install', id, '2024-03-01');
    expect(installed.status, JSON.stringify(installed.body)).toBe(200);
    const list = await manager.get(`${base}/software`);
    expect(list.body.items[0].openInstalls).toBe(1);
    const silent = await manager.patch(path, { softwareVersion: 'v13' });
    expect([silent.status, silent.body.code, silent.body.path]).toEqual([
      409,
      'configuration.reasonNeeded',
      'body.reason',
    ]);
    const told = await manager.patch(path, { softwareVersion: 'v13', reason: '合同写的是 v13' });
    expect(told.body).toMatchObject({ softwareVersion: 'v13', everInstalled: true });
    const early = await dispose(id);
    expect([early.status, early.body.code]).toEqual([409, 'configuration.stillInstalled']);
    expect(early.body.message).toContain('1 处在册安装');
    expect((await record('uninstall', id, '2024-05-01')).status).toBe(200);
    expect((await dispose(id)).body).toMatchObject({ status: 'disposed', openInstalls: 0 });
    expect((await record('install', id, '2024-07-01')).status).toBeGreaterThanOrEqual(400);
  });

  it('disposal and installation at once never leave an install on a closed number', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const id = await oemSoftware();
      const [installed, disposed] = await Promise.all([
        record('install', id, '2024-07-01'),
        dispose(id),
      ]);
      expect(Math.max(installed.status, disposed.status)).toBeLessThan(500);
      const after = await manager.get(`${base}/software/${id}`);
      outcomes.add(`${installed.status < 300}/${disposed.status < 300}`);
      if (after.body.status === 'disposed') expect(after.body.openInstalls).toBe(0);
      else expect(after.body.openInstalls).toBe(1);
    }
    for (const outcome of outcomes) expect(['true/false', 'false/true']).toContain(outcome);
  });

  it('append then create, create then append: nobody waits for the other for ever', async () => {
    const name = (round: number, order: string) => `Y系统 ${order} ${round}`;
    const create = (cx: CommandContext, softwareName: string) =>
      createSoftware(cx, {
        softwareType: 'oem',
        softwareName,
        softwareVersion: '1',
        acquisitionMethod: 'preinstalled',
        registeredOn: '2024-01-01',
      });
    const install = (cx: CommandContext, softwareId: string) => {
      const line = { kind: 'install', softwareId, deviceId, version: '1' } as const;
      return append(cx, [{ ...line, occurredOn: '2024-03-01', cause: 'manual' }]);
    };
    const run = (work: (cx: CommandContext) => Promise<unknown>) =>
      app.database.write((tx) => work(testContext(tx, app.unitId)));
    for (let round = 0; round < 8; round++) {
      const known = await oemSoftware();
      await Promise.all([
        run(async (cx) => {
          await install(cx, known);
          await create(cx, name(round, 'later'));
        }),
        run(async (cx) => {
          const { id } = await create(cx, name(round, 'first'));
          await install(cx, id);
        }),
      ]);
    }
    const list = await manager.get(`${base}/software?q=${encodeURIComponent('Y系统')}`);
    expect(list.body.total).toBe(16);
  });
});
