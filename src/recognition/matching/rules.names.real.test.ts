/**
 * Names as real machines report them, most out of inventories, some written after known ones, labelled by hand; none of
 * them is among the labelled names that the matcher is measured by. Each stands for a kind of mistake: a word of the language taken for a product, a companion
 * taken for the program, a maker's name that hides what stands behind it, a part of a system listed as a product.
 */
import { describe, expect, test } from 'vitest';
import { shippedCatalogue } from '../catalogue/commands.ts';
import type { RawEntry } from '../shapes.ts';
import { createMatcher } from './rules.matcher.ts';

const catalogue = shippedCatalogue();
const match = createMatcher({ catalogue, unitRules: [], unitProducts: [] });

const READING: Pick<RawEntry, 'os' | 'from' | 'version' | 'systemCategory'> = {
  os: 'windows',
  from: 'registry',
  version: '',
  systemCategory: '',
};

function read(name: string, publisher: string, more: Partial<RawEntry> = {}): string {
  const found = match({ ...READING, name, publisher, ...more });
  return `${found.productId ?? '-'} ${found.kind}`;
}

/** Name | publisher | product, `-` where none may be claimed | kind. */
const WINDOWS = `
Access - Aide | | - | unknown
Project 64 version 2.2.0.3 | | - | unknown
Explorer Suite IV | | b-cff-explorer | free
Python 3.7 PyAudio-0.2.11 | Hubert Pham | b-pyaudio | free
Python 2.6.4 | Python Software Foundation | python | free
Zulu 3.5.1 | Sangoma Technologies Corp. | - | unknown
OpenJDK 1.8.0_252-2-ojdkbuild | ojdkbuild open-source project | openjdk | free
IDA Pro Free v5.0 | Hex-Rays SA | ida-pro | unknown
IDA Freeware 7.0 | Hex-Rays SA | b-ida-freeware | free
Remote Desktop Manager Free | Devolutions inc. | b-remote-desktop-manager | unknown
Remote Desktop Manager | Devolutions inc. | b-remote-desktop-manager | commercial
Revo Uninstaller Pro 4.3.3 | VS Revo Group, Ltd. | b-revo-uninstaller-pro | commercial
Couchbase Server 6.5.1-6299 Community Edition | Couchbase Inc. | b-couchbase-server | free
SketchUp Viewer | Trimble, Inc. | - | unknown
Skype Click to Call | Microsoft Corporation | - | unknown
ArcGIS Desktop Help | Environmental Systems Research Institute | - | unknown
Anaconda3 2020.02 (Python 3.7.6 64-bit) | | anaconda | free
HUAWEI PC Manager | Huawei Device Co., Ltd. | asus-acer-oem | oem
ThinkPad Sleep Helper | Lenovo | lenovo-oem | oem
ThinkPad Sleep Helper | Nom de votre société | lenovo-oem | oem
Thinking Pads | Somebody | - | unknown
HP Presentation Helper | Hewlett-Packard | hp-oem | oem
NI LabVIEW Run-Time Engine 2012 | National Instruments | ni-runtime | component
Cisco IP Communicator | | cisco-more | commercial
UltraVNC | uvnc bvba | ultravnc | free
pgAdmin 4 version 6.1 | The pgAdmin Development Team | pgadmin | free
AutoCAD LT 2015 - English | Autodesk | autocad-lt | commercial
Autodesk Design Review 2013 | Autodesk | autodesk-design-review | free
Oracle VM VirtualBox Guest Additions 6.1.18 | Oracle Corporation | virtualbox-guest-additions | component
ArcGIS Explorer | ESRI | arcgis-free | free
ArcGIS Desktop 10.5.1 | Environmental Systems Research Institute, Inc. | arcgis | commercial
SOLIDWORKS eDrawings 2020 SP03 | Dassault Systemes SolidWorks Corp | solidworks-edrawings | free
SOLIDWORKS 2020 SP03 | Dassault Systemes SolidWorks Corp | solidworks | commercial
JetBrains dotPeek 2017.1.3 | JetBrains s.r.o. | b-dotpeek | free
WebAdvisor by McAfee | McAfee, LLC | mcafee-webadvisor | oem
McAfee LiveSafe | McAfee, LLC | mcafee-consumer | oem
SonicWALL SSL-VPN NetExtender | SonicWALL, Inc. | sonicwall-vpn | free
Total Defense | Total Defense, Inc. | total-defense | commercial
Trend Micro Antivirus+ | Trend Micro Inc. | trend-client-more | commercial
EasyRecovery Professional | Ontrack Data International, Inc. | easyrecovery | commercial
Hard Disk Sentinel PRO | Janos Mathe | b-hard-disk-sentinel-professional | commercial
Binary Ninja (remove only) | Vector 35, LLC. | binary-ninja | commercial
BeeCut V1.7.7.22 | Apowersoft LIMITED | apowersoft-more | commercial
TIA Portal V16 | Siemens AG | siemens-tia | commercial
HWiNFO64 Version 6.32 | Martin Malik - REALiX | cpu-z | free
Logiciel d'archivage WinRAR | | winrar | commercial
GnuWin32: Wget-1.11.4-1 | GnuWin32 | b-wget | free
Reko decompiler for x86-64 | jklSoft | b-reko-decompiler | free
SuperTuxKart 1.1.0 - 3D open-source arcade racer | SuperTuxKart | b-supertuxkart | free
VisualNEO Win | SinLios | - | unknown
PolicyApplicator Conversion Kit | Hauke Götze | - | unknown
PlayStation™Now | Sony Interactive Entertainment Network America LLC | - | unknown
Windows 10 Upgrade Assistant | Microsoft Corporation | windows-features | component
Conseiller de mise à niveau vers Windows 7 | Microsoft Corporation | windows-features | component
SQL Server 2014 Analysis Services | Microsoft Corporation | - | component
SQL Server 2014 Reporting Services | Microsoft Corporation | - | component
SQL Server 2014 Distributed Replay | Microsoft Corporation | - | component
SQL Server 2014 Management Studio | Microsoft Corporation | sql-server-management-studio | free
Microsoft SQL Server 2014 (64-bit) | | sql-server | commercial
Registry patch for Windows Vista USB S3 PM Enablement | | - | component
VC80CRTRedist - 8.0.50727.4053 | DivX, Inc | - | component
DivX Version Checker | DivX, Inc. | - | component
AutoUpdate | | - | component
Sophos AutoUpdate | Sophos Limited | - | component
NordVPN network TAP | NordVPN | - | component
.NET MAUI SDK (x64) | Microsoft Corporation | - | component
`;

test.each(
  WINDOWS.trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()) as [string, string, string, string]),
)('%s [%s]', (name, publisher, product, kind) => {
  expect(read(name, publisher)).toBe(`${product} ${kind}`);
});

test('a driver’s mark inside a word is none', () => {
  expect(read('Barracuda VPN Client 4.1', 'Barracuda Networks')).toBe('watchguard-vpn free');
});

test('an edition is read in French', () => {
  const found = match({
    ...READING,
    name: 'Microsoft Office Famille et Petite Entreprise 2010',
    publisher: 'Microsoft Corporation',
  });
  expect([found.productId, found.edition]).toEqual(['microsoft-office-home-business', '']);
});

test('a store package is a product only when all of its name says so', () => {
  const subject = 'CN=Microsoft Corporation, O=Microsoft Corporation, L=Redmond, C=US';
  const store = (name: string) => read(name, subject, { from: 'uwp' });
  expect(store('Microsoft.MicrosoftOfficeHub')).toBe('- component');
  expect(store('Microsoft.Office.OneNote')).toBe('microsoft-onenote free');
});

test('what comes with a Mac is no product of the same name', () => {
  const mac = (name: string, publisher: string) =>
    read(name, publisher, { os: 'macos', from: 'system_profiler' });
  for (const name of ['Grapher', 'Notes', 'Musique', 'Time Machine', 'Remote Desktop Message']) {
    expect([name, mac(name, 'Apple')]).toEqual([name, '- component']);
  }
  expect(mac('QuickTime Player', 'Apple')).toBe('quicktime free');
  expect(mac('Microsoft Excel', '')).toBe('microsoft-excel commercial');
});

test('a package for a program is not the program', () => {
  const packaged = (name: string) => read(name, '', { os: 'linux', from: 'deb' }).split(' ')[0];
  for (const name of ['php5-mysql', 'gstreamer-ffmpeg', 'p5-subversion', 'fr-openoffice.org']) {
    expect([name, packaged(name)]).toEqual([name, '-']);
  }
  expect(packaged('mozilla-firefox')).toBe('firefox');
});

describe('every hand-checked product', () => {
  /** Two products of one maker share a name; the other one keeps it. */
  const SHARED = new Set(['asiainfo-tda', 'uos-browser-client']);
  const own = catalogue.products.filter(
    (product) =>
      product.reviewed &&
      !product.family &&
      !product.risk &&
      product.kind !== 'component' &&
      product.category !== 'operatingSystem' &&
      !/[/（(，]/.test(product.name) &&
      !SHARED.has(product.id),
  );

  test('is known by its own name, with a version or an edition behind it', () => {
    for (const said of ['', ' 9.3 - Français', ' 2012 SP1', ' 5 Standard'] as const) {
      const wrong = own
        .map(({ id, name, publisher }) => [id, read(`${name}${said}`, publisher).split(' ')[0]!])
        // An edition may be a product of its own, or leave it undecided: never another one.
        .filter(([id, found]) => found !== id && (said !== ' 5 Standard' || found !== '-'));
      expect([said, wrong]).toEqual([said, []]);
    }
  });

  test('is known by it behind its maker’s name', () => {
    for (const [name, publisher, id] of [
      ['Telerik Fiddler', 'Telerik', 'fiddler'],
      ['PTC Mathcad', 'PTC', 'mathcad'],
      ['腾讯QQ音乐', '腾讯科技(深圳)有限公司', 'qqmusic'],
      ['SolarWinds Serv-U', 'SolarWinds', 'serv-u'],
      ['JetBrains PyCharm Community', 'JetBrains s.r.o.', 'pycharm-community'],
      ['SAP Crystal Reports', 'SAP', 'crystal-reports'],
    ] as const) {
      expect([name, read(name, publisher).split(' ')[0]]).toEqual([name, id]);
    }
  });
});
