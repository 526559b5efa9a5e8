/** Software numbers on a real database: one number or two, gap-free under parallel writers, sealed serial numbers. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testContext, testDatabase } from '../../../test/harness.ts';
import { newId } from '../../base/ids.ts';
import { Refusal } from '../../base/refusal.ts';
import { createSealer, installSealer } from '../../platform/auth/sealing.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { openDatabase } from '../../platform/db/database.ts';
import {
  createSoftware,
  createSoftwareMany,
  disposeSoftware,
  listActiveSoftware,
  maskedSerials,
  registerInUseCheck,
  restoreSoftware,
  revealSerials,
  softwareByIds,
  updateSoftware,
} from '../index.ts';
import { changeSettings } from '../numbering/commands.ts';
import { previewSoftware } from './commands.read.ts';
import type { SoftwareInput } from './shapes.ts';

installSealer(createSealer(randomBytes(32)));
const db = await testDatabase();
const entries = new Map<string, { openInstalls: number; everInstalled: boolean }>();
beforeAll(() =>
  registerInUseCheck(
    async () => entries,
    async () => undefined,
  ),
);

let unitId = newId();
const freshUnit = () => {
  unitId = newId();
};
const run = <T>(work: (cx: CommandContext) => Promise<T>, unit = unitId) =>
  db.write((tx) => work(testContext(tx, unit)));

const bought: SoftwareInput = {
  softwareType: 'commercial',
  softwareName: '甲办公',
  softwareVersion: 'v12',
  acquisitionMethod: 'purchase',
  purchaseDate: '2024-03-01',
  purchaseAmountFen: 300_000,
  licenseType: 'device',
  licenseQuantity: 3,
  usableVersions: [{ from: 'v11', to: 'v12' }],
  licenseTerm: { kind: 'perpetual' },
};
const given: SoftwareInput = {
  ...bought,
  acquisitionMethod: 'transfer',
  purchaseDate: null,
  purchaseAmountFen: null,
  licenseQuantity: 1,
};
const oem: SoftwareInput = {
  softwareType: 'oem',
  softwareName: 'X系统 专业版',
  softwareVersion: 'v11',
  acquisitionMethod: 'preinstalled',
};
const free: SoftwareInput = {
  softwareType: 'free',
  softwareName: '乙阅读',
  acquisitionMethod: 'freeDownload',
};
const create = (input: SoftwareInput) => run((cx) => createSoftware(cx, input));

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('find or create', () => {
  beforeAll(freshUnit);

  it('numbers the worked example: A, B by 调剂, C by version; OEM and free software once', async () => {
    const numbers: string[] = [];
    for (const input of [bought, given, { ...bought, softwareVersion: 'v13' }, oem, free]) {
      const created = await create(input);
      expect(created.existed).toBe(false);
      numbers.push(created.softwareNo);
    }
    expect(numbers).toEqual(['S0001', 'S0002', 'S0003', 'O0001', 'F0001']);
    expect(await create({ ...oem, softwareName: 'x系统　专业版' })).toMatchObject({
      softwareNo: 'O0001',
      existed: true,
    });
    expect(await create({ ...free, publisher: '某公司' })).toMatchObject({
      softwareNo: 'F0001',
      existed: true,
    });
  });

  it('refuses a purchase equal in everything and says what equals', async () => {
    const refusal = await create({ ...bought, contractNo: 'HT-2' }).catch((e) => e as Refusal);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).message).toContain('S0001');
    expect((refusal as Refusal).message).toContain('采购时间、采购金额、许可类型');
    expect((refusal as Refusal).status).toBe(409);
  });

  it('a refused record uses up no number', async () => {
    expect(await codeOf(create({ ...oem, purchaseDate: '2024-01-01' }))).toBe(
      'configuration.mustBeEmpty',
    );
    expect(await codeOf(create(bought))).toBe('configuration.duplicate');
    expect((await create({ ...bought, purchaseDate: '2024-03-02' })).softwareNo).toBe('S0004');
    expect((await create({ ...oem, softwareVersion: 'v12' })).softwareNo).toBe('O0002');
  });

  it('lists what the unit held on a day, commercial first', async () => {
    const active = await run((cx) => listActiveSoftware(cx.tx, unitId, cx.today));
    expect(active.map((one) => one.softwareNo)).toEqual(
      'S0001 S0002 S0003 S0004 O0001 O0002 F0001'.split(' '),
    );
    const past = await run((cx) => listActiveSoftware(cx.tx, unitId, '2024-03-01'));
    expect(past.map((one) => one.softwareNo)).toEqual(['S0001', 'S0003']);
  });

  it('keeps 不限 apart from every number', async () => {
    const { id } = await create({ ...bought, licenseType: 'site', licenseQuantity: 'unlimited' });
    const record = (await run((cx) => softwareByIds(cx.tx, unitId, [id]))).get(id);
    expect(record?.licenseQuantity).toBe('unlimited');
    const sums = await db.read((tx) =>
      sql<{ total: number; sites: number }>`
        select sum(license_quantity)::integer as total,
          count(*) filter (where license_unlimited)::integer as sites
        from configuration_software where unit_id = ${unitId}`.execute(tx),
    );
    expect(sums.rows).toEqual([{ total: 3 + 1 + 3 + 3, sites: 1 }]);
  });
});

describe('parallel writers', () => {
  it('32 connections creating different purchases: numbers 1 to 32, each once', async () => {
    freshUnit();
    const wide = openDatabase({ app: db.app, owner: db.owner, max: 32 });
    try {
      const made = await Promise.all(
        Array.from({ length: 32 }, (_, index) =>
          wide.write((tx) =>
            createSoftware(testContext(tx, unitId), { ...bought, purchaseAmountFen: index }),
          ),
        ),
      );
      const numbers = made.map((one) => one.softwareNo).sort();
      expect(numbers).toEqual(
        Array.from({ length: 32 }, (_, index) => `S${String(index + 1).padStart(4, '0')}`),
      );
    } finally {
      await wide.close();
    }
  });

  it('32 connections creating the same: exactly one, in every type', async () => {
    freshUnit();
    const wide = openDatabase({ app: db.app, owner: db.owner, max: 32 });
    try {
      for (const input of [bought, oem, free]) {
        const results = await Promise.allSettled(
          Array.from({ length: 32 }, () =>
            wide.write((tx) => createSoftware(testContext(tx, unitId), input)),
          ),
        );
        const made = results.filter((one) => one.status === 'fulfilled').map((one) => one.value);
        expect(made.filter((one) => !one.existed)).toHaveLength(1);
        expect(new Set(made.map((one) => one.id)).size).toBe(1);
        const refused = results.filter((one) => one.status === 'rejected');
        expect(refused).toHaveLength(input.softwareType === 'commercial' ? 31 : 0);
        for (const one of refused) expect(one.reason.code).toBe('configuration.duplicate');
      }
      const next = await create({ ...bought, purchaseAmountFen: 1 });
      expect(next.softwareNo).toBe('S0002');
    } finally {
      await wide.close();
    }
  });

  it('half of the writers roll back: still no gap', async () => {
    freshUnit();
    const wide = openDatabase({ app: db.app, owner: db.owner, max: 16 });
    try {
      const results = await Promise.allSettled(
        Array.from({ length: 32 }, (_, index) =>
          wide.write(async (tx) => {
            const made = await createSoftware(testContext(tx, unitId), {
              ...bought,
              purchaseAmountFen: index,
            });
            if (index % 2 === 0) throw new Error('lost');
            return made.softwareNo;
          }),
        ),
      );
      const numbers = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(numbers.sort()).toEqual(
        Array.from({ length: 16 }, (_, index) => `S${String(index + 1).padStart(4, '0')}`),
      );
    } finally {
      await wide.close();
    }
  });

  it('many at once, all or nothing', async () => {
    freshUnit();
    const many = (inputs: SoftwareInput[]) => run((cx) => createSoftwareMany(cx, inputs));
    expect(await codeOf(many([free, oem, { ...oem, softwareVersion: null }]))).toBe(
      'configuration.missing',
    );
    const made = await many([free, oem, free, { ...oem, softwareVersion: 'v12' }, bought]);
    expect(made.map((one) => [one.softwareNo, one.existed])).toEqual([
      ['F0001', false],
      ['O0001', false],
      ['F0001', true],
      ['O0002', false],
      ['S0001', false],
    ]);
    expect(await codeOf(many([given, given]))).toBe('configuration.duplicate');
  });
});

describe('corrections and disposal', () => {
  beforeAll(freshUnit);

  it('asks for a reason once installs exist, and only for what decides the number', async () => {
    const { id, softwareNo } = await create(bought);
    const change = (input: Parameters<typeof updateSoftware>[2]) =>
      run((cx) => updateSoftware(cx, id, input));
    expect(await codeOf(change({ licenseQuantity: 4 }))).toBe('accepted');
    entries.set(id, { openInstalls: 2, everInstalled: true });
    expect(await codeOf(change({ licenseQuantity: 5 }))).toBe('configuration.reasonNeeded');
    expect(await codeOf(change({ remark: '放在资料室', publisher: '甲公司' }))).toBe('accepted');
    expect(await codeOf(change({ serialNumbers: ['NEW-1'] }))).toBe('configuration.reasonNeeded');
    expect(await codeOf(change({ licenseQuantity: 5, reason: '合同写的是 5 套' }))).toBe(
      'accepted',
    );
    const record = (await run((cx) => softwareByIds(cx.tx, unitId, [id]))).get(id)!;
    expect(record).toMatchObject({
      softwareNo,
      licenseQuantity: 5,
      remark: '放在资料室',
      revision: 4,
    });
    const audit = await db.read((tx) =>
      sql<{ before: { licenseQuantity?: number }; after: { reason?: string } }>`
        select before, after from platform_audit where object_id = ${id}
        order by at desc, id desc limit 1`.execute(tx),
    );
    expect(audit.rows[0]).toEqual({
      before: { licenseQuantity: 4 },
      after: { licenseQuantity: 5, reason: '合同写的是 5 套' },
    });
  });

  it('refuses a correction that would make two numbers one, and a stale form', async () => {
    const other = await create({ ...bought, purchaseAmountFen: 1 });
    const change = (input: Parameters<typeof updateSoftware>[2]) =>
      run((cx) => updateSoftware(cx, other.id, input));
    expect(await codeOf(change({ purchaseAmountFen: 300_000, licenseQuantity: 5 }))).toBe(
      'configuration.duplicate',
    );
    expect(await codeOf(change({ revision: 7, remark: 'x' }))).toBe(
      'configuration.changedMeanwhile',
    );
    expect(await codeOf(change({ softwareVersion: '' }))).toBe('configuration.missing');
    expect(await codeOf(change({ acquisitionMethod: 'donation' }))).toBe(
      'configuration.notForGift',
    );
  });

  it('closes a number without open installs, never reuses it, and can undo', async () => {
    const { id, softwareNo } = await create(oem);
    entries.set(id, { openInstalls: 1, everInstalled: true });
    const dispose = (disposedOn: string) =>
      run((cx) => disposeSoftware(cx, id, { disposedOn, reason: '无法继续使用' }));
    const today = await run(async (cx) => cx.today);
    expect(await codeOf(dispose(today))).toBe('configuration.stillInstalled');
    entries.set(id, { openInstalls: 0, everInstalled: true });
    expect(await codeOf(dispose('2999-01-01'))).toBe('configuration.disposalDate');
    expect(await codeOf(dispose(today))).toBe('accepted');
    expect(await codeOf(dispose(today))).toBe('configuration.disposed');
    expect(await codeOf(create(oem))).toBe('configuration.disposedBefore');
    expect((await create({ ...oem, softwareVersion: 'v13' })).softwareNo).not.toBe(softwareNo);
    expect(await codeOf(run((cx) => restoreSoftware(cx, id, { reason: '处置登记有误' })))).toBe(
      'accepted',
    );
    expect(await create(oem)).toEqual({ id, softwareNo, existed: true });
  });
});

describe('serial numbers', () => {
  beforeAll(freshUnit);

  it('are sealed, masked, revealed with an audit line, and decide the number', async () => {
    const serial = 'QWER-1234-ASDF-5678';
    const { id } = await create({ ...bought, serialNumbers: [serial, 'SHORT'] });
    expect((await run((cx) => maskedSerials(cx.tx, unitId, [id]))).get(id)).toEqual([
      '****5678',
      '****',
    ]);
    const stored = await db.read((tx) =>
      sql<{ all: string }>`select string_agg(r::text, ' ') as all
        from configuration_serial r where unit_id = ${unitId}`.execute(tx),
    );
    expect(stored.rows[0]?.all).not.toContain('1234');
    const opened = await run((cx) => revealSerials(cx, [id]));
    expect(opened.get(id)).toEqual([serial, 'SHORT']);
    const log = await db.read((tx) =>
      sql<{ action: string; text: string }>`
        select action, concat(before::text, after::text) as text from platform_audit
        where object_id = ${id} order by at, id`.execute(tx),
    );
    expect(log.rows.map((line) => line.action)).toEqual([
      'configuration.createSoftware',
      'configuration.revealSerials',
    ]);
    for (const line of log.rows) expect(line.text).not.toContain('QWER');
    expect(await codeOf(create({ ...bought, serialNumbers: ['short', 'qwer1234asdf5678'] }))).toBe(
      'configuration.duplicate',
    );
    expect(await codeOf(create({ ...bought, serialNumbers: [serial] }))).toBe('accepted');
    expect(await codeOf(create(bought))).toBe('accepted');
  });
});

describe('numbering settings', () => {
  beforeAll(freshUnit);
  const change = (
    softwareType: 'commercial' | 'oem',
    scheme: { prefix: string; digits: number; start: number },
  ) => run((cx) => changeSettings(cx, { numbering: [{ softwareType, scheme }] }));

  it('changes prefix and digits at any time, the start only before the first number', async () => {
    await change('commercial', { prefix: 'ZB-', digits: 3, start: 100 });
    expect((await create(bought)).softwareNo).toBe('ZB-100');
    expect(await codeOf(change('commercial', { prefix: 'ZB-', digits: 3, start: 1 }))).toBe(
      'configuration.startFixed',
    );
    await change('commercial', { prefix: 'S', digits: 5, start: 100 });
    expect((await create(given)).softwareNo).toBe('S00101');
  });

  it('never lets two types share a prefix, not even one that was left', async () => {
    const taken = change('oem', { prefix: 'ZB-', digits: 4, start: 1 });
    expect(await codeOf(taken)).toBe('configuration.prefixTaken');
    expect(await codeOf(change('oem', { prefix: 'f', digits: 4, start: 1 }))).toBe(
      'configuration.prefixTaken',
    );
    expect(await codeOf(change('oem', { prefix: 'O1', digits: 4, start: 1 }))).toBe(
      'configuration.prefixEndsInDigit',
    );
  });
});

describe('preview', () => {
  it('says which number and why, and writes nothing', async () => {
    freshUnit();
    const { id } = await create(bought);
    const preview = (input: SoftwareInput) => run((cx) => previewSoftware(cx, input, 'zh'));
    expect(await preview({ ...bought, purchaseDate: '2025-01-01' })).toEqual({
      outcome: 'new',
      softwareNo: 'S0002',
      nearest: { id, softwareNo: 'S0001', differing: ['purchaseDate'] },
      problem: null,
    });
    expect((await preview({ ...bought, purchaseDate: '2025-01-01' })).softwareNo).toBe('S0002');
    expect(await preview(bought)).toMatchObject({
      outcome: 'refused',
      nearest: { differing: [] },
      problem: { code: 'configuration.duplicate' },
    });
    await create(free);
    expect(await preview(free)).toMatchObject({ outcome: 'existing', softwareNo: 'F0001' });
    expect(await preview({ ...free, softwareName: '丙压缩' })).toMatchObject({
      outcome: 'new',
      softwareNo: 'F0002',
      nearest: null,
    });
  });
});
