/** What the sample unit's computers report, and under which number it is recorded. */
import type { RawEntry } from '../../recognition/shapes.ts';
import type { FreeKey, NumberKey } from './software.ts';

type Program = {
  raw: Omit<RawEntry, 'os' | 'systemCategory'> & { os?: RawEntry['os'] };
  /** Under what it is recorded, and in which version. */
  number?: NumberKey | FreeKey;
  version?: string;
};

const ms = 'Microsoft Corporation';
export const PROGRAMS = {
  win11: system('Microsoft Windows 11 专业版', '10.0.22631', 'win11', '11'),
  win10: system('Microsoft Windows 10 专业版', '10.0.19045', 'win10', '10'),
  win10home: system('Microsoft Windows 10 家庭中文版', '10.0.19045'),
  winServer: system('Microsoft Windows Server 2019 Standard', '10.0.17763', 'winServer', '2019'),
  uos: system('统信桌面操作系统V20 专业版', '20', 'uos', 'V20', 'linux'),
  kylin: system('银河麒麟桌面操作系统V10', 'V10 SP1', 'kylin', 'V10', 'linux'),
  wps: program(
    'WPS Office 2019 专业增强版',
    '北京金山办公软件股份有限公司',
    '11.8.2.12019',
    'wps',
    '2019',
  ),
  wpsPersonal: program('WPS Office (12.1.0.17147)', 'Kingsoft Corp.', '12.1.0.17147'),
  office2019: program(
    'Microsoft Office 标准版 2019 - zh-cn',
    ms,
    '16.0.10396.20017',
    'office2019',
    '2019',
  ),
  office2021: program(
    'Microsoft Office LTSC 标准版 2021 - zh-cn',
    ms,
    '16.0.14332.20517',
    'office2021',
    '2021',
  ),
  visio: program('Microsoft Visio LTSC 专业版 2021 - zh-cn', ms, '16.0.14332.20517'),
  antivirus: program(
    '奇安信网神终端安全管理系统',
    '奇安信科技集团股份有限公司',
    '10.3.0.5200',
    'antivirus',
    '10.3',
  ),
  antivirus11: program(
    '奇安信网神终端安全管理系统',
    '奇安信科技集团股份有限公司',
    '11.0.0.1100',
    'antivirus11',
    '11.0',
  ),
  ofd: program('福昕版式办公套件 8.0', '福建福昕软件开发股份有限公司', '8.0.1.320', 'ofd', '8.0'),
  ofdLinux: {
    raw: {
      name: 'com.foxit.foxitofficesuite',
      publisher: '',
      version: '8.0.1',
      from: 'deb',
      os: 'linux',
    },
    number: 'ofd',
    version: '8.0',
  },
  edraw: program('亿图图示 12.0', '深圳市亿图软件有限公司', '12.0.6'),
  cad: program('中望CAD 2023', '广州中望龙腾软件股份有限公司', '2023', 'cad', '2023'),
  pdf: program('福昕高级PDF编辑器', '福建福昕软件开发股份有限公司', '12.1.3', 'pdf', '12.1'),
  acrobat: program(
    'Adobe Acrobat Pro 2020',
    'Adobe Systems Incorporated',
    '20.005.30524',
    'acrobat',
    '2020',
  ),
  finance: program('用友U8+', '用友网络科技股份有限公司', '16.0', 'finance', '16.0'),
  sqlServer: program('Microsoft SQL Server 2019 (64-bit)', ms, '15.0.2000.5', 'sqlServer', '2019'),
  dameng: program('达梦数据库管理系统', '武汉达梦数据库股份有限公司', '8.1.2', 'dameng', '8.1'),
  zip: program('7-Zip 23.01 (x64)', 'Igor Pavlov', '23.01', 'zip', '23.01'),
  chrome: program('Google Chrome', 'Google LLC', '126.0.6478.127', 'chrome', '126.0'),
  edge: program('Microsoft Edge', ms, '126.0.2592.87', 'edge', '126.0'),
  sogou: program('搜狗输入法 14.5正式版', 'Sogou.com', '14.5.0.9307', 'sogou', '14.5'),
  wechat: program('微信', '腾讯科技(深圳)有限公司', '3.9.10.19', 'wechat', '3.9'),
  notepad: program('Notepad++ (64-bit x64)', 'Notepad++ Team', '8.6.8', 'notepad', '8.6'),
  libre: {
    raw: { name: 'libreoffice-core', publisher: '', version: '7.3.7', from: 'deb', os: 'linux' },
    number: 'libre',
    version: '7.3',
  },
  thunder: program('迅雷', '深圳市迅雷网络技术有限公司', '12.0.8.2392'),
  netdisk: program('百度网盘', '北京度友科技有限公司', '7.42.0'),
  winrar: program('WinRAR 6.24 (64-位)', 'win.rar GmbH', '6.24.0'),
  photoshop: program('Adobe Photoshop CC 2019', 'Adobe Systems Incorporated', '20.0.4'),
  kms: program('KMSpico', '', '10.2.0'),
  vcredist: program(
    'Microsoft Visual C++ 2015-2022 Redistributable (x64) - 14.38.33135',
    ms,
    '14.38.33135.0',
  ),
  audio: program(
    'Realtek High Definition Audio Driver',
    'Realtek Semiconductor Corp.',
    '6.0.9381.1',
  ),
  dotnet: program('Microsoft .NET Runtime - 6.0.31 (x64)', ms, '48.124.54012'),
  oa: program('云州政务办公客户端', '云州市大数据中心', '3.2'),
  token: program('云州CA数字证书助手', '云州市数字认证中心', '2.6.1'),
} as const satisfies Record<string, Program>;
export type ProgramKey = keyof typeof PROGRAMS;
export const programs: Record<ProgramKey, Program> = PROGRAMS;

function system(
  name: string,
  version: string,
  number?: NumberKey,
  recorded?: string,
  os: RawEntry['os'] = 'windows',
): Program {
  const raw = { name, publisher: os === 'windows' ? ms : '', version, from: 'operatingsystem', os };
  return { raw, ...(number ? { number } : {}), ...(recorded ? { version: recorded } : {}) };
}

function program(
  name: string,
  publisher: string,
  version: string,
  number?: NumberKey | FreeKey,
  recorded?: string,
): Program {
  const raw = { name, publisher, version, from: 'registry' };
  return { raw, ...(number ? { number } : {}), ...(recorded ? { version: recorded } : {}) };
}
