import { describe, expect, it } from 'vitest';
import type { SoftwareRow } from '../intake/rules.report.ts';
import { EntryTable } from '../intake/rules.table.ts';
import {
  computerFromPath,
  fileAgentKey,
  mergeParts,
  NO_FACTS,
  orderedTime,
  type Part,
  reportTime,
} from './rules.machine.ts';

describe('computerFromPath', () => {
  it.each([
    ['CW-PC-01.reg', 'CW-PC-01'],
    ['CW-PC-01_Uninstall.reg', 'CW-PC-01'],
    ['Uninstall-CW-PC-01.reg', 'CW-PC-01'],
    ['财务01软件清单.csv', '财务01'],
    ['软件清单-财务01.xlsx', '财务01'],
    ['信息中心-01.csv', '信息中心-01'],
    ['PC-32.csv', 'PC-32'],
    ['PC-64.csv', 'PC-64'],
    ['离线/PC-07/Uninstall.reg', 'PC-07'],
    ['PC-08.zip/软件清单.csv', 'PC-08'],
    ['软件清单.csv', ''],
    ['Uninstall.reg', ''],
    ['HKLM_Uninstall.reg', ''],
    ['', ''],
  ])('%s is of "%s"', (path, computer) => expect(computerFromPath(path)).toBe(computer));
});

describe('times', () => {
  it('of one second get one order from their content', () => {
    const at = new Date('2026-06-30T08:00:00.700Z');
    const one = orderedTime(at, Buffer.from([0, 5]));
    const other = orderedTime(at, Buffer.from([0, 9]));
    expect(one.toISOString()).toBe('2026-06-30T08:00:00.005Z');
    expect(other.getTime()).toBeGreaterThan(one.getTime());
  });

  it('are read as China writes them, and never lie in the future', () => {
    const now = new Date('2026-06-30T00:00:00Z');
    expect(reportTime('2011-03-02 10:44:46', now)?.toISOString()).toBe('2011-03-02T02:44:46.000Z');
    expect(reportTime('2026/06/01', now)?.toISOString()).toBe('2026-05-31T16:00:00.000Z');
    expect(reportTime('2099-01-01 00:00:00', now)).toEqual(now);
    expect(reportTime('0000-00-00 00:00:00', now)).toBeUndefined();
    expect(reportTime('', now)).toBeUndefined();
  });
});

describe('mergeParts', () => {
  const row = (name: string, installDate = ''): SoftwareRow => ({
    name,
    publisher: '',
    version: '1',
    from: '',
    systemCategory: 'application',
    releaseType: '',
    installDate,
    guid: '',
  });
  const facts = { ...NO_FACTS, computer: 'PC-1', osKind: 'windows' as const };
  const machine: Part = {
    scope: 'machine',
    at: 2000,
    facts: { ...facts, osName: 'Microsoft Windows 11 Pro', productId: '00330-OEM-1' },
    rows: [row('WPS', '20240501'), row('QQ', '13/06/2024')],
  };
  const user: Part = { scope: 'user:S-1', at: 1000, facts, rows: [row('Chrome', '02/06/2024')] };

  it('gives one report of all parts, as of the newest, in whatever order they came', () => {
    const one = mergeParts([machine, user], new EntryTable(), 15_000);
    const other = mergeParts([user, machine], new EntryTable(), 15_000);
    expect(other).toEqual(one);
    expect(one.at).toEqual(new Date(2000));
    expect(one.report).toMatchObject({
      protocol: 'file',
      agentKey: 'file:pc-1',
      hostName: 'PC-1',
      osName: 'Microsoft Windows 11 Pro',
      perUserSeen: true,
      licences: [
        { name: 'Microsoft Windows 11 Pro', productId: '00330-OEM-1', keyTail: '', oem: true },
      ],
    });
    expect(one.report.entries.map((entry) => [entry.name, entry.os, entry.from])).toEqual([
      ['WPS', 'windows', 'registry'],
      ['QQ', 'windows', 'registry'],
      ['Chrome', 'windows', 'registry'],
    ]);
    // 13/06 shows that the day comes first, which decides 02/06.
    const day = (date: string) => (Date.parse(date) - Date.UTC(1990, 0, 1)) / 86_400_000;
    expect(one.report.installedOn).toEqual(['2024-05-01', '2024-06-13', '2024-06-02'].map(day));
  });

  it('says that programs of users were not looked for', () => {
    expect(mergeParts([machine], new EntryTable(), 15_000).report.perUserSeen).toBe(false);
    const linux = { ...machine, facts: { ...facts, osKind: 'linux' as const } };
    expect(mergeParts([linux], new EntryTable(), 15_000).report.perUserSeen).toBeNull();
  });

  it('knows one machine by its name, however it is typed', () => {
    expect(fileAgentKey(' ＰＣ-１ ')).toBe(fileAgentKey('pc-1'));
    expect(fileAgentKey('PC-1')).not.toBe(fileAgentKey('PC-10'));
  });
});
