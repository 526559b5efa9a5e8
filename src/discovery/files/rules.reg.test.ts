import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../platform/sheets/index.ts';
import { readRegistry } from './rules.reg.ts';

const V5 = 'Windows Registry Editor Version 5.00\r\n\r\n';
const UNINSTALL = 'Microsoft\\Windows\\CurrentVersion\\Uninstall';

describe('readRegistry', () => {
  it('reads programs of the machine, its 32-bit branch and its users as parts', () => {
    const facts = readRegistry(
      `${V5}[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName]
"ComputerName"="CW-PC-01"

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion]
"ProductName"="Windows 10 Pro"
"CurrentBuild"="22631"
"DisplayVersion"="23H2"
"ProductId"="00330-80000-00000-AA123"

[HKEY_LOCAL_MACHINE\\SOFTWARE\\${UNINSTALL}]
@=""

[HKEY_LOCAL_MACHINE\\SOFTWARE\\${UNINSTALL}\\WPS Office]
"DisplayName"="WPS Office (专业版) \\"政务\\""
"Publisher"="Kingsoft Corp."
"DisplayVersion"="12.1.0.1"
"InstallDate"="20240501"
"UninstallString"="C:\\\\Program Files\\\\x.exe"
"NoModify"=dword:00000001

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\${UNINSTALL}\\{A}]
"DisplayName"=hex(2):51,00,51,00,00,00
"Comments"="两
行"
"SystemComponent"=dword:00000001

[HKEY_LOCAL_MACHINE\\SOFTWARE\\${UNINSTALL}\\KB1]
"DisplayName"="Update KB1"
"ParentKeyName"="WPS Office"

[HKEY_LOCAL_MACHINE\\SOFTWARE\\${UNINSTALL}\\KB2]
"DisplayName"="Update KB2"
"ReleaseType"="Security Update"

[HKEY_USERS\\S-1-5-21-1\\Software\\${UNINSTALL}\\Chrome]
"DisplayName"="Google Chrome"

[HKEY_CURRENT_USER\\Software\\${UNINSTALL}\\Teams]
"DisplayName"="Teams"

[-HKEY_LOCAL_MACHINE\\SOFTWARE\\${UNINSTALL}\\Gone]
"DisplayName"="Gone"

[HKEY_LOCAL_MACHINE\\SOFTWARE\\${UNINSTALL}\\Empty]

[HKEY_LOCAL_MACHINE\\SOFTWARE\\${UNINSTALL}\\WPS Office\\Sub]
"DisplayName"="Sub"
`,
    )!;
    expect(facts).toMatchObject({
      computerName: 'CW-PC-01',
      osName: 'Microsoft Windows 11 Pro',
      osVersion: '23H2',
      licences: [{ productId: '00330-80000-00000-AA123', system: true }],
    });
    expect(
      facts.parts.map(({ scope, rows }) => [
        scope,
        rows.map((row) => [row.name, row.systemCategory]),
      ]),
    ).toEqual([
      [
        'machine',
        [
          ['WPS Office (专业版) "政务"', 'application'],
          ['Update KB1', 'update'],
          ['Update KB2', ''],
        ],
      ],
      ['machine32', [['QQ', 'system_component']]],
      ['user:S-1-5-21-1', [['Google Chrome', 'application']]],
      ['user:current', [['Teams', 'application']]],
    ]);
    expect(facts.parts[0]!.rows[0]).toMatchObject({
      publisher: 'Kingsoft Corp.',
      version: '12.1.0.1',
      installDate: '20240501',
      from: 'registry',
      guid: 'WPS Office',
    });
  });

  it('reads REGEDIT4 files with the ANSI code page, and continued hex lines', () => {
    const facts = readRegistry(
      `REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\${UNINSTALL}\\a]\r\n"DisplayName"=hex(2):bd,f0,\\\r\n  c9,bd,00\r\n"Publisher"="k"\r\n`,
    )!;
    expect(facts.parts[0]!.rows[0]).toMatchObject({ name: '金山', publisher: 'k' });
  });

  it('survives files cut anywhere', () => {
    const text = `${V5}[HKEY_LOCAL_MACHINE\\SOFTWARE\\${UNINSTALL}\\a]\r\n"DisplayName"="a\\"b"\r\n"X"=hex(7):61,00,\\\r\n  62,00\r\n`;
    for (let end = V5.length; end <= text.length; end++) readRegistry(text.slice(0, end));
    expect(readRegistry(text)!.parts[0]!.rows[0]!.name).toBe('a"b');
  });

  it('says when a text is no registry export', () => {
    expect(readRegistry('[HKEY_LOCAL_MACHINE\\SOFTWARE]')).toBeUndefined();
    expect(readRegistry('Windows Registry Editor Version 5.00')).toBeUndefined();
  });
});

const corpora = join(import.meta.dirname, '../../../../shared/corpora');

describe.skipIf(!existsSync(corpora))('real exports (skipped without ../shared/corpora)', () => {
  const read = (name: string) => readRegistry(decodeText(readFileSync(join(corpora, name)))!)!;
  const names = (name: string) =>
    read(name).parts.map(({ scope, rows }) => [scope, rows.length, rows[0]!.name]);

  it('give the programs they hold', () => {
    expect(names('glpiagent_win32__registry__10_russian-Uninstall.reg')).toEqual([
      ['machine', 2, 'КриптоПро CSP'],
    ]);
    expect(names('hive_NTUSER-WIN7.DAT.reg')).toEqual([['user:current', 1, 'Google Chrome']]);
    expect(read('glpiagent_win32__registry__office_2010_2.reg').parts).toEqual([]);
    const rows = read('reg_P189_Uninstall.reg').parts.flatMap((part) => part.rows);
    expect(rows).toHaveLength(262);
    expect(rows.every((row) => row.name !== '')).toBe(true);
  });
});

describe('licences in a registry export', () => {
  const text = [
    'Windows Registry Editor Version 5.00',
    '',
    String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion]`,
    '"ProductName"="Windows 10 Pro"',
    '"ProductId"="00330-80000-00000-AA123"',
    String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform]`,
    '"KeyManagementServiceName"="kms.example.cn"',
    String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Office\14.0\Registration\{90140000-0011-0000-0000-0000000FF1CE}]`,
    '"ProductName"="Microsoft Office Professional Plus 2010"',
    '"ProductID"="82503-OEM-1170032-70636"',
    `"DigitalProductID"=hex:${Array.from({ length: 66 }, (_, at) => (at < 52 ? '00' : '5a')).join(',')},03`,
    '',
  ].join('\r\n');

  it('gives product ids, KMS host and the last five of a key only', () => {
    const { licences } = readRegistry(text)!;
    expect(licences).toHaveLength(2);
    expect(licences[0]).toMatchObject({
      productId: '00330-80000-00000-AA123',
      system: true,
      kmsHost: 'kms.example.cn',
    });
    expect(licences[1]).toMatchObject({
      name: 'Microsoft Office Professional Plus 2010',
      oem: true,
    });
    expect(licences[1]!.keyTail).toMatch(/^[BCDFGHJKMNPQRTVWXY2346789]{5}$/);
    expect(licences[1]!.keyPrint).toBeUndefined();
  });
});
