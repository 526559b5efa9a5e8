/** Merging two records of one computer moves what is open, and undoing the merge takes it back. */
import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/harness.ts';
import { drafts, type LedgerUnit, ledgerUnit, lines } from '../../../test/ledger.ts';
import type { Database } from '../../platform/db/database.ts';
import { mergeDevices, onDevicesMerged, undoMerge } from '../devices/index.ts';
import { openInstallPage } from '../registers/store.ts';
import { followMerge } from './commands.merge.ts';
import { reverse } from './commands.reverse.ts';
import { append } from './commands.ts';
import { ledgerVerify } from './commands.verify.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  onDevicesMerged(followMerge);
});

const add = (unit: LedgerUnit, text: string) =>
  unit.write((cx) => append(cx, drafts(unit, lines(text))));

async function open(unit: LedgerUnit, asOf = '2026-06-30'): Promise<string[]> {
  const names = new Map([...unit.software].map(([name, id]) => [id, name]));
  return unit.read(async (cx) => {
    const when = { asOf, past: asOf < cx.today, knownAt: undefined };
    const page = { software: undefined, device: undefined, search: undefined, after: undefined };
    const rows = await openInstallPage(cx.tx, cx.unitId, when, {
      ...page,
      reach: { kind: 'all' },
      limit: 100,
    });
    const told = rows.map((row) =>
      [names.get(row.softwareId), row.computerNo, row.version, row.installedOn].join(' '),
    );
    return told.sort();
  });
}

test('what is open on the dropped record goes on, from its day, on the kept one', async () => {
  const unit = await ledgerUnit(database);
  await add(
    unit,
    `+ A C1 v12 2024-03-05
     + O C1 v11 2023-01-01
     + A C2 v12 2024-05-01
     + F C2 v1 2024-02-01
     + B C2 v13 2022-01-01
     + B C1 v13 2023-01-01
     - B C1 2024-06-01`,
  );
  const before = await open(unit);
  const { mergeId } = await unit.write((cx) =>
    mergeDevices(cx, { keepId: unit.device('C1'), dropId: unit.device('C2') }),
  );
  expect(await open(unit)).toEqual([
    'A C1 v12 2024-03-05',
    // The kept record had it until that day: it goes on from there.
    'B C1 v13 2024-06-01',
    'F C1 v1 2024-02-01',
    'O C1 v11 2023-01-01',
  ]);
  expect(await open(unit, '2024-02-15')).toContain('F C1 v1 2024-02-01');
  const report = await unit.read((cx) => ledgerVerify(cx.tx, cx.unitId));
  expect(report.problems).toEqual([]);
  await unit.write((cx) => undoMerge(cx, mergeId));
  expect(await open(unit)).toEqual(before);
  expect((await unit.read((cx) => ledgerVerify(cx.tx, cx.unitId))).problems).toEqual([]);
});

test('nothing is recorded on a record that was merged away, nor reopened there', async () => {
  const unit = await ledgerUnit(database);
  await add(unit, '+ O C2 v11 2023-01-01');
  const ids = { keepId: unit.device('C1'), dropId: unit.device('C2') };
  await unit.write((cx) => mergeDevices(cx, ids));
  await expect(add(unit, '+ A C2 v12 2024-01-01')).rejects.toThrow('deviceMerged');
  await expect(unit.write((cx) => reverse(cx, 2, '错'))).rejects.toThrow('openOnRetired');
});
