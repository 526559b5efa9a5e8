/**
 * Sorts of names that look alike and are not: each table is one sort, written by hand after vendors' naming. A name that
 * belongs to the sort and is decided wrongly belongs here.
 */
import { describe, expect, test } from 'vitest';
import { shippedCatalogue } from '../catalogue/commands.ts';
import type { RawEntry } from '../shapes.ts';
import { createMatcher } from './rules.matcher.ts';

const match = createMatcher({ catalogue: shippedCatalogue(), unitRules: [], unitProducts: [] });

type Where = Pick<RawEntry, 'os' | 'from'>;
const WINDOWS: Where = { os: 'windows', from: 'registry' };
const SYSTEM: Where = { os: 'windows', from: 'operatingsystem' };
const LINUX: Where = { os: 'linux', from: 'rpm' };
const UNIX: Where = { os: 'other', from: 'pkginfo' };
const MAC: Where = { os: 'macos', from: 'system_profiler' };

/** Name | publisher | product, `-` where none may be claimed | kind, with the scope of what is free. */
function cases(table: string): [string, string, string][] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', publisher = '', product = '', kind = ''] = line
        .split('|')
        .map((cell) => cell.trim());
      return [name, publisher, `${product} ${kind}`];
    });
}

function read(where: Where, name: string, publisher: string): string {
  const found = match({ ...where, name, publisher, version: '', systemCategory: '' });
  const scope = found.freeScope ? `/${found.freeScope}` : '';
  return `${found.productId ?? '-'} ${found.kind}${scope}`;
}

const SORTS: [string, Where, string][] = [
  [
    'a system is told by its number and its edition',
    SYSTEM,
    `
Microsoft Windows 2000 Professional | Microsoft Corporation | windows-2000 | commercial
Microsoft Windows 7 Professional | | windows-7-pro | commercial
Microsoft Windows 98 | | windows-9x | oem
Microsoft Windows NT Workstation 4.0 | | windows-nt | commercial
Microsoft Windows 2000 Advanced Server | | windows-server | commercial
Microsoft Windows Storage Server 2012 R2 Standard | | windows-server | commercial
Microsoft Windows Small Business Server 2011 | | windows-server | commercial
Microsoft Hyper-V Server 2016 | | hyper-v-server | free/any
Microsoft Windows Embedded Standard | | windows-embedded | oem
Microsoft Windows 10 Famille | | windows-10-home | oem
Microsoft Windows 10 家用版 | | windows-10-home | oem
Майкрософт Windows 10 Корпоративная | | windows-10-enterprise | commercial
Microsoft Windows 7 Максимальная | | windows-7-ultimate | commercial
macOS Monterey | | macos | oem
Scientific Linux release 6.4 | | linux-community | free/any
Microsoft Windows 12 | | - | unknown
`,
  ],
  [
    'a system among programs is its name and edition, and nothing made for it',
    WINDOWS,
    `
Windows 7 Professional | Microsoft Corporation | windows-7-pro | commercial
Windows NT Mail Bridge | | - | unknown
Windows Vista Theme Collection | | - | unknown
Windows XP Service Pack 3 | Microsoft Corporation | windows-xp | commercial
Windows XP Hotfix - KB123456 | | - | component
`,
  ],
  [
    'the edition of Office, in whatever language and order',
    WINDOWS,
    `
Microsoft Office 2013 Standard Edition | | microsoft-office-standard | commercial
Microsoft Office 2010 Home and Business Edition | | microsoft-office-home-business | oem
Microsoft Office Famille et Étudiant 2016 - fr-fr | Microsoft Corporation | microsoft-office-home-student | oem
Microsoft Office Hogar y Empresas 2016 - es-es | Microsoft Corporation | microsoft-office-home-business | oem
Microsoft Office Professionnel 2007 | Microsoft Corporation | microsoft-office-professional | commercial
Microsoft Office Profesional Plus 2013 | Microsoft Corporation | microsoft-office-professional-plus | commercial
Microsoft Office 家用及中小企業版 2016 - zh-tw | Microsoft Corporation | microsoft-office-home-business | oem
Microsoft Office XP Professional | Microsoft Corporation | microsoft-office-professional | commercial
`,
  ],
  [
    'parts of Office, SQL Server and Windows in other languages are parts',
    WINDOWS,
    `
Visionneuse Microsoft PowerPoint | Microsoft Corporation | microsoft-word-viewer | free/any
Visor de Microsoft Excel | Microsoft Corporation | microsoft-word-viewer | free/any
Microsoft Office Korrekturhilfen 2013 - Deutsch | Microsoft Corporation | - | component
Strumenti di correzione di Microsoft Office 2016 - Italiano | | - | component
Pacchetto di compatibilità per Office System 2007 | Microsoft Corporation | - | component
Speichern unter PDF oder XPS - Add-In für Office 2007 | Microsoft Corporation | - | component
Objets de gestion Microsoft SQL Server 2008 | Microsoft Corporation | - | component
Navegador de Microsoft SQL Server 2008 | Microsoft Corporation | - | component
Microsoft SQL Server 2012 Browser | Microsoft Corporation | - | component
Microsoft SQL Server 2000 Analysis Services | Microsoft Corporation | - | component
Microsoft SQL Server 2008 R2 (64-bit) | Microsoft Corporation | sql-server | commercial
Backup Helper for Microsoft SQL Server 2012 | Another Maker | - | unknown
Windows-Treiberpaket - Modem | | - | component
Package de pilotes Windows - Modem | | - | component
Lecteur Windows Media 11 | Microsoft Corporation | - | component
Sicherheitsupdate für Windows 7 | Microsoft Corporation | - | component
`,
  ],
  [
    'what is sold is not what is given away under the same brand',
    WINDOWS,
    `
Avira Free Antivirus | Avira | avira | free/personal
Avira Antivirus Pro | Avira Operations GmbH | avira-pro | commercial
Avira Internet Security 2012 | | avira-pro | commercial
Avira Phantom VPN | Avira | gen-freemium | unknown
AVG 2013 | AVG Technologies | avg | free/personal
AVG AntiVirus FREE | AVG Technologies | avg | free/personal
AVG Internet Security 2013 | AVG Technologies | avg-business | commercial
AVG Anti-Virus Free Edition 2011 | | avg | free/personal
avast! Free Antivirus | AVAST Software | avast-free | free/personal
avast! Endpoint Protection | AVAST Software | avast-commercial | commercial
CCleaner | Piriform | ccleaner | free/personal
CCleaner Professional | Piriform | ccleaner-pro | commercial
CCleaner Browser | Piriform | gen-browsers | free/personal
Bandizip 7.25 | Bandisoft.com | bandizip | free/any
Bandizip Professional | Bandisoft.com | bandizip-pro | commercial
Macrium Reflect Free | Paramount Software | macrium-reflect-free | free/restricted
Macrium Reflect Workstation | Paramount Software | macrium-reflect | commercial
EaseUS Data Recovery Wizard | EaseUS | easeus-paid | commercial
Citrix Provisioning Console | Citrix Systems, Inc. | citrix-server | commercial
SketchUp Make 2016 | Trimble | sketchup-make | free/personal
Adobe Photoshop Lightroom 5 | Adobe | adobe-lightroom | commercial
`,
  ],
  [
    'a word behind others is a product only when the others say no more than what it is',
    WINDOWS,
    `
PRTG Traffic Grapher | | prtg | commercial
Network Traffic Grapher | | - | unknown
Navegador Firefox | | firefox | free/any
Archivador WinRAR | | winrar | commercial
Nullsoft Winamp | | winamp | free/any
Acme RegCleaner | Acme Inc. | - | unknown
`,
  ],
  [
    'what is made for a language is not the language',
    WINDOWS,
    `
PHP Editor | | - | unknown
PHP 5.2.17 | | php | free/any
Python 2.7 somepackage-1.2 | | - | unknown
Python 2.7 pysome32-214 | | - | unknown
Python 2.7.18 (64-bit) | Python Software Foundation | python | free/any
Ruby 2.3.3-p222-x64 | RubyInstaller Team | ruby | free/any
`,
  ],
  [
    'a version grown to the name, and a word that only sounds like an edition',
    WINDOWS,
    `
ABBYY FineReader11 Professional Edition | | abbyy-finereader | commercial
Trend Micro Worry-Free Business Security | Trend Micro | trend-officescan | commercial
`,
  ],
  [
    "a plain word names nobody's product without its maker",
    WINDOWS,
    `
Portal | | - | unknown
Controller | Foo GmbH | - | unknown
Utility | | - | unknown
Session | Oxen Labs | b-session | free/any
Everything | voidtools | everything | free/any
`,
  ],
  [
    "a page a browser keeps as an app is no installation of its maker's program",
    WINDOWS,
    `
Spotify | Google\\Chrome | - | component
Google Drive | BraveSoftware\\Brave-Browser | - | component
Google Drive | Google LLC | google-drive | free/any
Chromium | Chromium | chromium | free/any
Vivaldi | Vivaldi | vivaldi | free/any
`,
  ],
  [
    'what makers sell for Linux is called by its package',
    LINUX,
    `
kesl | | kaspersky-endpoint | commercial
ds_agent | | trend-officescan | commercial
srvadmin-omacore | | dell-server | oem
mysql-commercial-server | | mysql-enterprise | commercial
mongodb-enterprise-server | | mongodb-enterprise | commercial
crossover | | codeweavers-crossover | commercial
gitlab-ce | | gitlab-ce | free/any
`,
  ],
  [
    'parts and patches of Unix systems are parts',
    UNIX,
    `
rsct.core.rmc | | - | component
SMCtop | | - | component
PHCO_30010 | | - | component
VRTSvxvm | | veritas-infoscale | commercial
`,
  ],
  [
    'a maker who sells means a program of his own, not the free one that has its name',
    WINDOWS,
    `
Catalyst | Accelrys | - | commercial
Grasshopper | Robert McNeel & Associates | - | commercial
Flash Builder | Adobe | adobe-flash-pro | commercial
Scrivener | Literature and Latte | b-scrivener | commercial
WizTree v4.27 | Antibody Software | b-wiztree | free/personal
`,
  ],
  [
    'every beginning of a Chinese product is known, not only its first, and editions stay apart',
    WINDOWS,
    `
迅雷看看播放器 | | xunlei-kankan | free/any
百度云管家 | | baidu-netdisk | free/personal
天翼企业云盘客户端 | | ctyun-drive-enterprise | commercial
火绒终端安全管理系统 | | huorong-enterprise | commercial
金山终端安全系统客户端 | | kingsoft-v8 | commercial
`,
  ],
  [
    'what a Mac brings along has names that others use for products',
    MAC,
    `
Chess | | - | component
Notes | | - | component
Grapher | | - | component
Festplattendienstprogramm | | - | component
Google Chrome.app | | chrome | free/any
Microsoft Word | | microsoft-word | commercial
Grapher | Golden Software | surfer-grapher | commercial
Final Cut Pro | Apple | apple-pro | commercial
`,
  ],
];

describe.each(SORTS)('%s', (_title, where, table) => {
  test.each(cases(table))('%s [%s]', (name, publisher, wanted) => {
    expect(read(where, name, publisher)).toBe(wanted);
  });
});

test('an edition is not read out of a name like Worry-Free', () => {
  const name = 'Trend Micro Worry-Free Security';
  expect(
    match({ ...WINDOWS, name, publisher: 'Trend Micro', version: '', systemCategory: '' }).edition,
  ).toBe('');
});
