/** A small office for tests of the allocation: computers that report programs, licences bought for them, runs and checks. */
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Client, TestApp } from './harness.ts';

const UNIT = '/api/units/DW';
export const OFFICE = [
  'Microsoft Office Professional Plus 2019 - zh-cn',
  'Microsoft Corporation',
  '16.0',
] as const;
export const CAD = ['AutoCAD 2021 - 简体中文 (Simplified Chinese)', 'Autodesk', '24.0'] as const;
type Program = readonly [name: string, publisher: string, version: string];

export type Allocated = {
  id: string;
  deviceId: string;
  computerNo: string;
  productId: string;
  productName: string;
  version: string;
  componentId: string | null;
  coveredBy: { softwareId: string; softwareNo: string } | null;
  recorded: { softwareNo: string }[];
};

export type Licences = {
  manager: Client;
  /** A computer that reports these programs, with its record; its id. */
  computer(name: string, programs: readonly Program[]): Promise<string>;
  buy(change: Record<string, unknown>): Promise<{ id: string; softwareNo: string }>;
  /** Runs and waits; what it reached. */
  allocate(scope?: 'all' | 'touched'): Promise<Record<string, unknown>>;
  /** The result of a job once it is over. */
  // biome-ignore lint/suspicious/noExplicitAny: results of many shapes
  finished(jobId: string): Promise<any>;
  installs(query?: string): Promise<Allocated[]>;
  follow(): Promise<void>;
};

export async function licences(app: TestApp): Promise<Licences> {
  const manager = await app.as('itManager');
  const token = await manager.post(`${UNIT}/discovery/tokens`, { name: '测试' });
  const url: string = token.body.path ?? `/inventory/${token.body.token}`;
  const follow = async () => {
    await app.services.follower.drain();
    await app.services.reconciler.drain();
  };
  const report = async (name: string, programs: readonly Program[]) => {
    const answer = await app.http.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-compress-gzip', 'user-agent': 'GLPI-Agent_v1.12' },
      payload: gzipSync(bodyOf(name, programs)),
    });
    expect(answer.statusCode).toBe(200);
    await follow();
  };
  const finished = async (jobId: string) => {
    for (;;) {
      const { body } = await manager.get(`${UNIT}/jobs/${jobId}`);
      if (body.state === 'done') return body.result;
      if (!['queued', 'running'].includes(body.state)) throw new Error(JSON.stringify(body));
      await sleep(50);
    }
  };
  return {
    manager,
    follow,
    finished,
    async computer(name, programs) {
      await report(name, programs);
      const waiting = await manager.get(`${UNIT}/discovery/sources?waiting=true&limit=100`);
      const source = waiting.body.items.find((one: { hostName: string }) => one.hostName === name);
      const made = await manager.post(`${UNIT}/discovery/sources/create-devices`, {
        sourceIds: [source.id],
        computerNo: name,
      });
      await follow();
      return made.body.deviceIds[0];
    },
    async buy(change) {
      const answer = await manager.post(`${UNIT}/software`, { ...PURCHASE, ...change });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      await follow();
      return answer.body;
    },
    async allocate(scope = 'touched') {
      const { body, status } = await manager.post(`${UNIT}/allocation/runs`, { scope });
      expect(status).toBe(200);
      const result = await finished(body.jobId);
      await follow();
      return result;
    },
    installs: async (query = '') =>
      (await manager.get(`${UNIT}/allocation/installs?limit=200${query}`)).body.items,
  };
}

const PURCHASE = {
  softwareType: 'commercial',
  softwareName: 'Microsoft Office',
  softwareVersion: '2019',
  publisher: 'Microsoft Corporation',
  category: 'office',
  acquisitionMethod: 'purchase',
  purchaseDate: '2024-03-01',
  purchaseAmountFen: 200_000,
  licenseType: 'device',
  licenseMetric: 'perDevice',
  licenseQuantity: 2,
  usableVersions: [{ exact: '2019' }],
  licenseTerm: { kind: 'perpetual' },
};

function bodyOf(name: string, programs: readonly Program[]): string {
  const rows = programs.map(
    ([program, publisher, version]) =>
      `<SOFTWARES><NAME>${program}</NAME><PUBLISHER>${publisher}</PUBLISHER><VERSION>${version}</VERSION></SOFTWARES>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><BIOS><SSN>SN-${name}</SSN></BIOS>` +
    `<CPUS><CORE>4</CORE></CPUS><HARDWARE><NAME>${name}</NAME><OSNAME>Microsoft Windows 11 专业版</OSNAME>` +
    `</HARDWARE>${rows.join('')}</CONTENT><DEVICEID>${name}-2026-01-01-08-00-00</DEVICEID>` +
    `<QUERY>INVENTORY</QUERY></REQUEST>`
  );
}
