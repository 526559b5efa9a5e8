import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/harness.ts';
import { drafts, type LedgerUnit, type Line, ledgerUnit, lines } from '../../../test/ledger.ts';
import { Refusal } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Database } from '../../platform/db/database.ts';
import { installedCounts, openInstallsOf, type When } from '../registers/store.ts';
import { retireDevice } from './commands.retire.ts';
import { reverse } from './commands.reverse.ts';
import { append } from './commands.ts';
import { ledgerVerify, rebuild } from './commands.verify.ts';
import type { EntryFact } from './rules.ts';
import { entriesAfter } from './store.verify.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});

const add = (unit: LedgerUnit, text: string) =>
  unit.write((cx) => append(cx, drafts(unit, lines(text))));

async function refused(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, got ${String(error)}`);
  return `${error.code.replace('ledgers.', '')}${error.path ? ` at ${error.path}` : ''}`;
}

async function _facts(cx: CommandContext): Promise<EntryFact[]> {
  return entriesAfter(cx.tx, cx.unitId, 0, 100_000);
}

/** `A C1 v12 2024-03-05 #1` for everything open. */
async function open(unit: LedgerUnit): Promise<string[]> {
  const names = new Map([...unit.software, ...unit.devices].map(([name, id]) => [id, name]));
  return unit.read(async (cx) => {
    const when: When = { asOf: '2026-06-30', past: false, knownAt: undefined };
    const rows = await openInstallsOf(cx.tx, cx.unitId, when, [...unit.devices.values()]);
    return rows
      .map((row) =>
        [names.get(row.softwareId), names.get(row.deviceId), row.version, row.installedOn].join(
          ' ',
        ),
      )
      .sort();
  });
}

async function counts(unit: LedgerUnit, asOf?: string): Promise<Record<string, number>> {
  const names = new Map([...unit.software].map(([name, id]) => [id, name]));
  return unit.read(async (cx) => {
    const when: When = { asOf: asOf ?? cx.today, past: asOf !== undefined, knownAt: undefined };
    const found = await installedCounts(cx.tx, cx.unitId, when);
    return Object.fromEntries(
      [...found].filter(([, n]) => n !== 0).map(([id, n]) => [names.get(id)!, n]),
    );
  });
}

describe('append', () => {
  test('writes entries, open installs, counts and chain; an upgrade is two entries of one group', async () => {
    const unit = await ledgerUnit(database);
    const first = await add(unit, '+ A C1 v12 2024-03-05\n+ A C2 2024-03-05\n+ O C1 2020-01-01');
    expect(first).toMatchObject({ entryNos: [1, 2, 3], appended: 3, repeated: 0, overUse: [] });
    await add(unit, '^ A>B C1 v13 2025-02-10');
    expect(await open(unit)).toEqual([
      'A C2 v12 2024-03-05',
      'B C1 v13 2025-02-10',
      'O C1 v11 2020-01-01',
    ]);
    expect(await counts(unit)).toEqual({ A: 1, B: 1, O: 1 });
    expect(await counts(unit, '2024-12-31')).toEqual({ A: 2, O: 1 });
    const report = await unit.read((cx) => ledgerVerify(cx.tx, cx.unitId));
    expect(report).toMatchObject({ ok: true, entries: 5, openInstalls: 3, problems: [] });
    const groups = await unit.read((cx) => entriesAfter(cx.tx, cx.unitId, 3, 10));
    expect(groups[0]!.groupId).toBe(groups[1]!.groupId);
    expect(groups[0]).toMatchObject({ kind: 'uninstall', version: 'v12', userName: '张一' });
  });

  test('free software keeps its number and count through a new version', async () => {
    const unit = await ledgerUnit(database);
    await add(unit, '+ F C1 v1 2024-01-01\n^ F>F C1 v2 2024-05-01');
    expect(await open(unit)).toEqual(['F C1 v2 2024-05-01']);
    expect(await counts(unit)).toEqual({ F: 1 });
  });

  test('over-use is recorded and told, never refused', async () => {
    const unit = await ledgerUnit(database);
    const over = await add(unit, '+ A C1 2024-01-01\n+ A C2 2024-01-01\n+ A C3 2024-01-01');
    expect(over.overUse).toEqual([
      { softwareId: unit.number('A'), softwareNo: 'A', licenseQuantity: 2, installedQuantity: 3 },
    ]);
  });

  test('all or nothing: one bad line leaves no trace', async () => {
    const unit = await ledgerUnit(database);
    const refusal = await refused(add(unit, '+ A C1 2024-01-01\n+ A C1 2024-01-02'));
    expect(refusal).toBe('alreadyOpen at body.lines.1.softwareId');
    expect(await open(unit)).toEqual([]);
    expect(await add(unit, '+ A C1 2024-01-01')).toMatchObject({ entryNos: [1] });
  });

  test.each([
    ['+ A C1 v13 2024-01-01', 'versionNotUsable at body.lines.0.version'],
    ['+ A C1 2026-07-01', 'futureDate at body.lines.0.occurredOn'],
    ['- A C1 2024-01-01', 'notOpen at body.lines.0.softwareId'],
    ['^ A>B C1 v13 2024-01-01', 'notOpen at body.lines.0.softwareId'],
    ['+ F C1 2024-01-01', 'noVersion at body.lines.0.version'],
  ])('%s → %s', async (line, refusal) => {
    const unit = await ledgerUnit(database);
    expect(await refused(add(unit, line))).toBe(refusal);
  });

  test('free software off 附件6 is refused', async () => {
    const unit = await ledgerUnit(database);
    await unit.write((cx) =>
      sql`update configuration_free_list set valid_to = '2020-01-02' where unit_id = ${cx.unitId}`.execute(
        cx.tx,
      ),
    );
    expect(await refused(add(unit, '+ F C1 v1 2024-01-01'))).toBe(
      'notOnFreeList at body.lines.0.softwareId',
    );
  });

  test('the same key with the same content answers with the first entries; other content is refused', async () => {
    const unit = await ledgerUnit(database);
    const line: Line = {
      kind: 'install',
      software: 'A',
      computer: 'C1',
      on: '2024-01-01',
      key: 'k1',
    };
    const upgrade: Line = {
      ...line,
      kind: 'upgrade',
      from: 'A',
      software: 'B',
      version: 'v13',
      key: 'k2',
    };
    const send = (...sent: Line[]) => unit.write((cx) => append(cx, drafts(unit, sent)));
    expect(await send(line)).toMatchObject({ entryNos: [1], appended: 1 });
    expect(await send(line, upgrade)).toMatchObject({
      entryNos: [1, 2, 3],
      appended: 2,
      repeated: 1,
    });
    expect(await send(line, upgrade)).toMatchObject({
      entryNos: [1, 2, 3],
      appended: 0,
      repeated: 3,
    });
    expect(await refused(send({ ...line, computer: 'C2' }))).toBe(
      'keyReused at body.lines.0.idempotencyKey',
    );
    expect(await refused(send({ ...line, key: 'k3' }, { ...line, key: 'k3' }))).toContain(
      'keyReused',
    );
    expect(await counts(unit)).toEqual({ B: 1 });
  });
});

describe('reverse', () => {
  test('takes an upgrade back as a whole and stays readable on the knowledge axis', async () => {
    const unit = await ledgerUnit(database);
    const morning = new Date('2026-06-30T01:00:00Z');
    const evening = new Date('2026-06-30T09:00:00Z');
    await unit.write(
      (cx) => append(cx, drafts(unit, lines('+ A C1 2024-03-05\n^ A>B C1 v13 2025-02-10'))),
      morning,
    );
    await unit.write((cx) => reverse(cx, 3, '登记错误'), evening);
    expect(await open(unit)).toEqual(['A C1 v12 2024-03-05']);
    const known = await unit.read((cx) =>
      installedCounts(cx.tx, cx.unitId, {
        asOf: '2026-06-30',
        past: true,
        knownAt: '2026-06-30T05:00:00Z',
      }),
    );
    expect(known.get(unit.number('B'))).toBe(1);
    expect(await refused(unit.write((cx) => reverse(cx, 2, '再次')))).toBe('alreadyReversed');
    expect(await refused(unit.write((cx) => reverse(cx, 4, '反冲')))).toBe('reversalOfReversal');
    expect(await refused(unit.write((cx) => reverse(cx, 99, '无')))).toBe('noEntry');
  });

  test('an install whose uninstall stands cannot be reversed first', async () => {
    const unit = await ledgerUnit(database);
    await add(unit, '+ A C1 2024-03-05\n- A C1 2024-06-05');
    expect(await refused(unit.write((cx) => reverse(cx, 1, '错')))).toBe(
      'laterEntry at params.entryNo',
    );
    await unit.write((cx) => reverse(cx, 2, '错'));
    await unit.write((cx) => reverse(cx, 1, '错'));
    expect(await counts(unit)).toEqual({});
  });
});

test('retiring a computer uninstalls everything on it; nothing is installed there afterwards', async () => {
  const unit = await ledgerUnit(database);
  await add(unit, '+ A C1 2024-03-05\n+ O C1 2020-03-05\n+ A C2 2024-03-05');
  const retire = (on: string) =>
    unit.write((cx) =>
      retireDevice(cx, { deviceId: unit.device('C1'), status: 'scrapped', on, reason: '到期报废' }),
    );
  expect(await refused(retire('2024-01-01'))).toContain('notOpen');
  expect(await retire('2026-01-05')).toMatchObject({ appended: 2 });
  expect(await counts(unit)).toEqual({ A: 1 });
  expect(await refused(add(unit, '+ B C1 v13 2026-02-01'))).toContain('deviceRetired');
  expect(await refused(add(unit, '+ B C1 v13 2026-01-01'))).toContain('openOnRetired');
  expect(await refused(unit.write((cx) => reverse(cx, 4, '错')))).toContain('openOnRetired');
});

test('the application cannot change or remove an entry', async () => {
  const unit = await ledgerUnit(database);
  await add(unit, '+ A C1 2024-03-05');
  for (const statement of [
    sql`update ledgers_entry set version = 'v11'`,
    sql`delete from ledgers_entry`,
    sql`truncate ledgers_entry`,
  ]) {
    await expect(unit.write((cx) => statement.execute(cx.tx))).rejects.toThrow('permission denied');
  }
});

describe('ledgerVerify', () => {
  /** Tampers as the database's owner could, then asks. */
  async function tampered(statement: string): Promise<string[]> {
    const unit = await ledgerUnit(database);
    await add(unit, '+ A C1 2024-03-05\n+ A C2 2024-03-06\n- A C1 2024-03-07');
    const { default: pg } = await import('pg');
    const owner = new pg.Client(database.owner);
    await owner.connect();
    await owner.query(statement, [unit.unitId]);
    await owner.end();
    const report = await unit.read((cx) => ledgerVerify(cx.tx, cx.unitId));
    expect(report.ok).toBe(false);
    return report.problems;
  }

  test.each([
    [
      "update ledgers_entry set user_name = '李四' where unit_id = $1 and entry_no = 2",
      '内容与其校验值不符',
    ],
    ['update ledgers_entry set hash = prev_hash where unit_id = $1 and entry_no = 1', '校验链断开'],
    ['delete from ledgers_entry where unit_id = $1 and entry_no = 2', '编号中断'],
    ['delete from ledgers_entry where unit_id = $1 and entry_no = 3', '链尾'],
    ['update ledgers_count set installed = 5 where unit_id = $1', '安装数量与流水不符'],
    ['delete from ledgers_open_install where unit_id = $1', '在册安装缺失'],
    ["update ledgers_open_install set version = 'x' where unit_id = $1", '在册安装与流水不符'],
  ])('%s → %s', async (statement, problem) => {
    expect((await tampered(statement)).join()).toContain(problem);
  });

  test('rebuild mends derived tables', async () => {
    const unit = await ledgerUnit(database);
    await add(unit, '+ A C1 2024-03-05\n+ A C2 2024-03-06\n- A C1 2024-03-07');
    await unit.write((cx) =>
      sql`delete from ledgers_open_install where unit_id = ${cx.unitId}`.execute(cx.tx),
    );
    expect(await unit.write((cx) => rebuild(cx))).toMatchObject({ ok: true, openInstalls: 1 });
    expect(await open(unit)).toEqual(['A C2 v12 2024-03-06']);
  });
});
