import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planImport } from '../../platform/sheets/index.ts';
import { LIST_FIELDS, machinesOf } from './rules.list.ts';

const plan = (buffer: Buffer, fileName = 'a.csv') =>
  planImport({ buffer, fileName, options: {}, fields: LIST_FIELDS });
const planText = (text: string) => plan(Buffer.from(text));

describe('lists of one computer', () => {
  it('take the columns PowerShell writes', async () => {
    const { rows } = await planText(
      '#TYPE Selected.Microsoft.Win32.RegistryKey\r\n"DisplayName","DisplayVersion","Publisher","InstallDate"\r\n"7-Zip 24.08","24.08","Igor Pavlov","20240820"\r\n"=cmd|calc","--",,\r\n',
    );
    const { machines, nameless } = machinesOf(rows, 'PC-1');
    expect(nameless).toEqual([]);
    expect(machines).toHaveLength(1);
    expect(machines[0]!.facts).toMatchObject({ computer: 'PC-1', osKind: 'windows' });
    expect(
      machines[0]!.rows.map((row) => [row.name, row.version, row.publisher, row.installDate]),
    ).toEqual([
      ['7-Zip 24.08', '24.08', 'Igor Pavlov', '2024-08-20'],
      ['=cmd|calc', '', '', ''],
    ]);
  });

  it('lose no row over a date nobody can read', async () => {
    const { rows } = await planText('软件名称,安装时间\nA,不详\nB,11/09/2015\nC,45413\n');
    const { machines } = machinesOf(rows, 'PC-1');
    expect(machines[0]!.rows.map((row) => row.installDate)).toEqual([
      '不详',
      '11/09/2015',
      '2024-05-01',
    ]);
  });
});

describe('lists of many computers', () => {
  it('give each its rows and facts, and never guess whose a row is', async () => {
    const { rows } = await planText(
      '主机名,操作系统,MAC地址,使用人,软件名称,版本,导出时间\nPC-1,统信UOS 20,00-11-22-33-44-55;bad,张三,WPS,11,2026-05-01 08:00:00\npc-1,,,,QQ,3,2026-05-02 08:00:00\n,,,,丢失,1,\nPC-2,,,,微信,4,\n',
    );
    const { machines, nameless } = machinesOf(rows, undefined);
    expect(nameless).toEqual([4]);
    expect(
      machines.map(({ facts, rows: own, takenOn }) => [
        facts.computer,
        facts.osKind,
        facts.macs,
        facts.lastUser,
        own.map((row) => row.name),
        takenOn,
      ]),
    ).toEqual([
      ['PC-1', 'linux', ['00:11:22:33:44:55'], '张三', ['WPS', 'QQ'], '2026-05-02 08:00:00'],
      ['PC-2', 'windows', [], '', ['微信'], ''],
    ]);
  });
});

const corpora = join(import.meta.dirname, '../../../../shared/corpora');

describe.skipIf(!existsSync(corpora))('real lists (skipped without ../shared/corpora)', () => {
  it.each([
    ['winget_arp_names_a.csv', 514],
    ['winget_arp_names_a.gb18030.csv', 514],
    ['winget_arp_data_a.csv', 56],
    // The 74th names nothing.
    ['hive_Amcache.hve.csv', 73],
  ])('%s gives %i entries', async (name, entries) => {
    const { rows, mapping } = await plan(readFileSync(join(corpora, name)), name);
    expect(mapping.name).not.toBeNull();
    const { machines } = machinesOf(rows, 'PC-1');
    expect(machines[0]!.rows).toHaveLength(entries);
    expect(machines[0]!.rows.filter((row) => row.publisher !== '').length).toBeGreaterThan(
      entries / 2,
    );
  });
});
