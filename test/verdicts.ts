/**
 * A unit whose computers report, for tests of verdicts: programs as agents name them, a contract with its delivery, the
 * ledger's entries, and an allocation written past its own commands, so that tests say what it gave.
 */
import { gzipSync } from 'node:zlib';
import { addDays, dateInChina } from '../src/base/dates.ts';
import { newId } from '../src/base/ids.ts';
import { loadCatalogue } from '../src/recognition/index.ts';
import type { Client, TestApp } from './harness.ts';
import { type Office, office, ok, url } from './office.ts';

export type ProgramSeen = { name: string; publisher?: string; version?: string };
export const OFFICE: ProgramSeen = {
  name: 'Microsoft Office Professional Plus 2019 - zh-cn',
  publisher: 'Microsoft Corporation',
  version: '16.0.10396.20017',
};
export const ZIP: ProgramSeen = {
  name: '7-Zip 24.08 (x64)',
  publisher: 'Igor Pavlov',
  version: '24.08',
};
export const ACTIVATOR: ProgramSeen = { name: 'KMSpico', version: '10.2' };
export const RUNTIME: ProgramSeen = {
  name: 'Microsoft Visual C++ 2019 X64 Minimum Runtime - 14.29.30133',
  publisher: 'Microsoft Corporation',
  version: '14.29.30133',
};

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
type Any = any;

export class VerdictUnit {
  readonly world: Office;
  readonly manager: Client;
  readonly #inventory: string;
  readonly today = dateInChina(new Date());

  private constructor(world: Office, manager: Client, inventory: string) {
    this.world = world;
    this.manager = manager;
    this.#inventory = inventory;
  }

  static async start(app: TestApp): Promise<VerdictUnit> {
    const world = await office(app, []);
    await loadCatalogue(app.database);
    const manager = await world.as('钱主管');
    // What the allocation gives is the test's to say: no run begins by itself.
    await app.database.pool.query(
      `insert into reconciliation_allocation_state (unit_id, queued_at)
       values ($1, now() + interval '1 day')`,
      [app.unitId],
    );
    const token = await ok(manager.post(url('discovery/tokens'), { name: '测试' }));
    return new VerdictUnit(world, manager, token.path ?? `/inventory/${token.token}`);
  }

  get = (path: string): Promise<Any> => ok(this.manager.get(url(path)));
  post = (path: string, body: object = {}): Promise<Any> => ok(this.manager.post(url(path), body));

  /** One report of a Windows computer, then everything that follows it. */
  async report(name: string, programs: ProgramSeen[]): Promise<void> {
    const rows = programs.map(
      (one) =>
        `<SOFTWARES><NAME>${one.name}</NAME><PUBLISHER>${one.publisher ?? ''}</PUBLISHER>` +
        `<VERSION>${one.version ?? ''}</VERSION><FROM>0</FROM></SOFTWARES>`,
    );
    const xml =
      `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><BIOS><SSN>SN-${name}</SSN></BIOS>` +
      `<HARDWARE><NAME>${name}</NAME><OSNAME>Microsoft Windows 11 专业版</OSNAME><OSVERSION>10.0</OSVERSION></HARDWARE>${rows.join('')}` +
      `</CONTENT><DEVICEID>${name}-2026-01-01-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
    const answer = await this.world.app.http.inject({
      method: 'POST',
      url: this.#inventory,
      headers: { 'content-type': 'application/x-compress-gzip', 'user-agent': 'GLPI-Agent_v1.12' },
      payload: gzipSync(xml),
    });
    if (answer.statusCode !== 200) throw new Error(`report: ${answer.statusCode} ${answer.body}`);
    await this.follow();
  }

  async follow(): Promise<void> {
    await this.world.app.services.follower.drain();
    await this.world.app.services.reconciler.drain();
  }

  /** A computer of 张三 with these programs on it; returns its id. */
  async computer(name: string, programs: ProgramSeen[]): Promise<string> {
    await this.report(name, programs);
    const { items } = await this.get('discovery/sources?waiting=true&limit=100');
    const source = items.find((one: Any) => one.hostName === name);
    const made = await this.post('discovery/sources/create-devices', {
      sourceIds: [source.id],
      computerNo: name,
    });
    const deviceId: string = made.deviceIds[0];
    await this.post(`devices/${deviceId}/holder`, { personId: this.world.person('张三') });
    await this.follow();
    return deviceId;
  }

  async verdicts(query = ''): Promise<Any[]> {
    return (await this.get(`verdicts?limit=500${query}`)).items;
  }

  /** The one verdict about a program on a computer, with its chain. */
  async verdict(deviceId: string, name: string): Promise<Any> {
    const found = (await this.verdicts(`&device=${deviceId}`)).filter((one) =>
      one.productName.includes(name),
    );
    if (found.length !== 1) throw new Error(`${found.length} verdicts about ${name}`);
    return this.get(`verdicts/${found[0].id}`);
  }

  /** `yellow contract` — colour, links that do not hold, reasons. */
  async said(deviceId: string, name: string): Promise<string> {
    const one = await this.verdict(deviceId, name);
    return [one.colour, ...one.missing, ...one.reasons].join(' ');
  }

  async productOf(deviceId: string, name: string): Promise<string> {
    return (await this.verdict(deviceId, name)).productKey;
  }

  /** Bought under a contract and delivered; returns the number's id. */
  async delivered(productId: string, quantity: number, change: object = {}): Promise<string> {
    const line = {
      softwareName: 'Microsoft Office 专业增强版',
      softwareVersion: '2019',
      category: 'office',
      origin: 'foreign',
      productId,
      licenseType: 'device',
      quantity,
      perpetual: true,
      usableVersions: '2016–2019',
      unitPriceFen: 100000,
      compatibility: '各终端',
      afterSales: '三年',
      ...change,
    };
    const made = await this.post('contracts', {
      contractNo: `HT-${newId().slice(-6)}`,
      title: '办公软件',
      supplier: '某软件公司',
      purchaseMethod: 'direct',
      words: '',
      outsidePlanReason: '应急采购',
      lines: [line],
    });
    const day = addDays(this.today, -30);
    const signed = await this.post(`contracts/${made.id}/sign`, { signedOn: day });
    const done = await this.post(`contracts/${made.id}/receive`, {
      requestKey: newId(),
      receivedOn: day,
      lines: [{ contractLineId: signed.lines[0].id, quantity }],
    });
    await this.follow();
    return done.receipts[0].lines[0].softwareId;
  }

  async record(softwareId: string, deviceId: string, version?: string): Promise<void> {
    const line = { kind: 'install', softwareId, deviceId, occurredOn: this.today };
    await this.post('entries', {
      idempotencyKey: newId(),
      reason: '测试登记',
      lines: [{ ...line, ...(version ? { version } : {}) }],
    });
    await this.follow();
  }

  /** What the last allocation gave a program on a computer; null = nothing. Past its commands. */
  async allocated(deviceId: string, name: string, softwareId: string | null): Promise<void> {
    const one = await this.verdict(deviceId, name);
    const { pool } = this.world.app.database;
    const { unitId } = this.world.app;
    await pool.query(
      `insert into reconciliation_allocation_component (unit_id, id, proof, levels, devices, installs,
         software_ids, worth, certificate, solved_at)
       values ($1, 'test', 'proven', '{}', 1, 1, '{}', '[]', '{}', now()) on conflict do nothing`,
      [unitId],
    );
    await pool.query(
      `update reconciliation_install set component_id = 'test', covered_by = $4
       where unit_id = $1 and device_id = $2 and product_id = $3 and observed`,
      [unitId, deviceId, one.productKey, softwareId],
    );
    await this.judged(deviceId);
  }

  async unallocated(deviceId: string): Promise<void> {
    await this.world.app.database.pool.query(
      `update reconciliation_install set component_id = null, covered_by = null
       where unit_id = $1 and device_id = $2`,
      [this.world.app.unitId, deviceId],
    );
    await this.judged(deviceId);
  }

  /** As after an allocation run. */
  async judged(deviceId: string): Promise<void> {
    const { judgeDevices } = await import('../src/reconciliation/index.ts');
    const { systemContext } = await import('../src/platform/db/context.ts');
    const { database, unitId } = this.world.app;
    await database.write((tx) => judgeDevices(systemContext(tx, unitId, '测试'), [deviceId]));
  }
}
