/** Small but complete forms 7, 8 and 9 for tests of their writers: every kind of software, every empty mark. */
import type { Form7, Form7Line, Form8, Form9 } from '../src/ledgers/registers/shapes.ts';

const header = {
  organizationName: '新疆维吾尔自治区某某地区行政公署信息化管理办公室',
  preparedBy: '买买提·阿不都热合曼',
  preparerPhone: '0991-1234567',
  preparedOn: '2026-06-30',
};
const NOTHING = {
  purchaseDate: null,
  purchaseAmountFen: null,
  licenseType: null,
  licenseQuantity: null,
  usableVersions: null,
  licenseTerm: null,
  serialNumber: null,
};

const lines: Form7Line[] = [
  {
    lineNo: 1,
    softwareId: 'a',
    softwareNo: 'S0001',
    softwareName: 'WPS Office 2019 专业版（银河麒麟操作系统版）',
    softwareVersion: '11.8.2.9831',
    softwareType: 'commercial',
    purchaseDate: '2024-05-01',
    purchaseAmountFen: 12_345_650,
    licenseType: '场地授权',
    licenseQuantity: 'unlimited',
    usableVersions: '2016、2019、11.8.2.9000–11.8.2.9999',
    licenseTerm: '永久',
    serialNumber: '*****-*****-*****-*****-WE9H9',
    installedQuantity: 68,
  },
  {
    ...NOTHING,
    lineNo: 2,
    softwareId: 'b',
    softwareNo: 'S0002',
    softwareName: '=HYPERLINK("http://x")',
    softwareVersion: '3.0',
    softwareType: 'commercial',
    licenseType: '单机许可',
    licenseQuantity: 20,
    usableVersions: '3.0',
    licenseTerm: '2024-01-01至2026-12-31',
    installedQuantity: 12,
  },
  {
    ...NOTHING,
    lineNo: 3,
    softwareId: 'c',
    softwareNo: 'O0001',
    softwareName: 'Windows 11 家庭中文版',
    softwareVersion: '23H2',
    softwareType: 'oem',
    installedQuantity: 30,
  },
  {
    ...NOTHING,
    lineNo: 4,
    softwareId: 'd',
    softwareNo: 'F0001',
    softwareName: '7-Zip',
    softwareVersion: null,
    softwareType: 'free',
    installedQuantity: 0,
  },
];

export const FORM7_SAMPLE: Form7 = {
  header: {
    ...header,
    totalStaff: 60,
    computerUsers: 58,
    serverCount: 3,
    desktopCount: 60,
    laptopCount: 12,
  },
  lines,
};

const line = (lineNo: number, at: number, installedVersion: string, installedOn: string) => {
  const { softwareId, softwareNo, softwareName, softwareType, licenseTerm } = lines[at]!;
  const software = { softwareId, softwareNo, softwareName, softwareType, licenseTerm };
  return { lineNo, ...software, installedVersion, installedOn };
};

export const FORM8_SAMPLE: Form8 = {
  header,
  computers: [
    {
      deviceId: 'x',
      departmentName: '综合业务与信息化处',
      userName: '张三',
      computerNo: 'PC-2024-0001',
      computerBrand: '联想 启天 M455',
      lines: [
        line(1, 0, '11.8.2.9831', '2024-05-02'),
        line(2, 2, '23H2', '2024-01-15'),
        line(3, 3, '24.08', '2024-08-20'),
      ],
    },
    {
      deviceId: 'y',
      departmentName: '综合业务与信息化处',
      userName: '张三',
      computerNo: 'NB-0002',
      computerBrand: '华为 擎云 L420',
      lines: [line(4, 0, '11.8.2.9831', '2024-05-03')],
    },
    {
      deviceId: 'z',
      departmentName: '财务处',
      userName: '李四',
      computerNo: 'PC-2024-0003',
      computerBrand: '同方',
      lines: [],
    },
  ],
};

const software = (at: number) => {
  const { softwareId, softwareNo, softwareName, softwareVersion, softwareType } = lines[at]!;
  const { licenseQuantity, usableVersions, licenseTerm } = lines[at]!;
  const names = { softwareId, softwareNo, softwareName, softwareVersion, softwareType };
  return { ...names, licenseQuantity, usableVersions, licenseTerm };
};
const event = (
  entryNo: number,
  eventType: 'install' | 'uninstall',
  userName: string,
  eventDate: string,
  installedQuantity: number,
) => ({
  entryNo,
  deviceId: 'x',
  eventType,
  computerNo: 'PC-2024-0001',
  computerBrand: '联想 启天 M455',
  userName,
  departmentName: '综合业务与信息化处',
  eventVersion: '11.8.2.9831',
  eventDate,
  installedQuantity,
});

export const FORM9_SAMPLE: Form9 = {
  header,
  sheets: [
    {
      software: software(0),
      events: [
        event(1, 'install', '王五', '2024-05-02', 1),
        event(7, 'uninstall', '王五', '2025-02-11', 0),
        event(9, 'install', '张三', '2025-02-12', 1),
      ],
    },
    { software: software(3), events: [] },
  ],
};
