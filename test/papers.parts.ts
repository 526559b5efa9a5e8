/** Lines and signatures out of which the records of `papers.records.ts` are put together. */
export const UNIT = '新疆维吾尔自治区某某地区行政公署信息化管理办公室';
export const ON = '2026-06-30';
export const head = {
  organizationName: UNIT,
  preparedBy: '买买提·阿不都热合曼',
  preparerPhone: '0991-1234567',
  preparedOn: ON,
};
export const step = (
  action: string,
  actorName: string,
  opinion: string,
  onBehalfOf: string | null,
) => ({
  action,
  actorName,
  opinion,
  onBehalfOf,
  at: '2026-05-02T01:00:00.000Z',
});
export const drawn = (role: string, personName: string) => ({
  id: personName,
  role,
  kind: 'drawn',
  personName,
  signedOn: '2026-05-03',
});

export const member = (
  lineNo: number,
  committeeRole: string,
  personName: string,
  more: object,
) => ({
  lineNo,
  committeeRole,
  personName,
  departmentName: '信息化管理办公室综合业务处',
  positionTitle: '主任、党组书记',
  officePhone: '0991-1234567',
  mobile: '13900000000',
  fax: '',
  email: '',
  remark: '',
  functionsCovered: [],
  ...more,
});

export const demandLine = (softwareName: string, more: object) => ({
  softwareType: 'commercial',
  softwareName,
  softwareVersion: '2019 专业版',
  purpose: '起草公文、编制报表、与上级单位交换文件',
  functionalRequirement: '支持 OFD、电子签章',
  requestedQuantity: 35,
  isDomestic: true,
  remark: '',
  approvedQuantity: null,
  reviewNote: '',
  ...more,
});

export const purchaseLine = (softwareName: string, more: object) => ({
  softwareName,
  softwareVersion: '2019',
  licenseType: 'site',
  demandQuantity: 120,
  shortage: 52,
  plannedQuantity: null,
  unitPriceFen: 12_345_600,
  amountFen: 12_345_600,
  usageYears: null,
  fundSource: '部门预算公用经费',
  justification: '',
  remark: '',
  ...more,
});

export const statisticsRow = (block: string, words: string, text: string, lastYear: string) => ({
  key: words,
  block,
  words: [words],
  text,
  lastYear,
});

export const problem = (problemNo: number, content: string) => ({
  problemNo,
  computerNo: 'PC-2024-0001',
  personName: '买买提·阿不都热合曼',
  kind: '未登记安装',
  content,
  measure: '卸载未登记的软件，确需使用的补办申请',
  dueOn: '2026-07-31',
});

export const circular = {
  circularNo: '检查通报〔2026〕1号',
  title: `${UNIT}关于2026年软件使用情况全面检查结果的通报`,
  addressee: '综合业务与信息化处',
  opening:
    '　　6 月 1 日至 20 日，信息化部门对本单位在用计算机进行了全面检查，现将你部门的问题通报如下。',
  closing: '　　请于期限前整改完毕，并在系统中填报整改情况和材料。',
  issuer: UNIT,
  issuedOn: ON,
  figures: [],
  kinds: [{ label: '未登记安装', problems: 2 }],
  problems: [
    problem(1, 'WPS Office 11.8.2.9831 已安装，附件9 中没有登记'),
    problem(2, 'WinRAR 5.0 试用期已过'),
  ],
};

export const task = (content: string, state: string) => ({
  content,
  departmentName: '信息化管理办公室',
  personName: '钱主管',
  dueOn: '2026-03-31',
  state,
});

export const score = (key: string, points: number | null) => ({ key, points });

export const product = (productName: string, more: object) => ({
  productKey: productName,
  productName,
  category: 'office',
  kind: 'commercial',
  seen: 60,
  seenOnly: 2,
  recordedOnly: 1,
  unverified: 0,
  doubled: 0,
  register: 59,
  over: 0,
  notEntitled: 2,
  entitled: 60,
  unlimited: false,
  agrees: false,
  numbers: [
    {
      softwareId: 's',
      softwareNo: 'S0001',
      softwareType: 'commercial',
      softwareVersion: '2019',
      contractNo: 'HT-2024-018',
      termEnd: null,
      entitled: 60,
      register: 59,
      seen: 58,
      over: 0,
    },
  ],
  ...more,
});

export const zeros = {
  seenOnly: 2,
  recordedOnly: 1,
  unverified: 0,
  doubled: 0,
  over: 0,
  notEntitled: 2,
};
