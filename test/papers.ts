/**
 * One small but complete record for every paper there is: long names, empty values, several lines, drawn signatures.
 * The golden files, the check in LibreOffice and the eyes of whoever changes a layout all look at these.
 */

import { scribble } from '../src/app/sample/signature.ts';
import { officialResolve } from '../src/base/layout.change.ts';
import type { ResolvedSheet } from '../src/base/layout.ts';
import { FORM6, form6Data } from '../src/configuration/freelist/rules.paper.ts';
import type { FreeListLine } from '../src/configuration/freelist/shapes.ts';
import type { Paper } from '../src/platform/papers/shapes.ts';
import { form7Papers, form8Papers, form9Papers } from '../src/reporting/forms/rules.workbook.ts';
import { draftOf } from '../src/reporting/papers/rules.kinds.ts';
import { PAPER_KINDS, type PaperKind } from '../src/reporting/papers/shapes.ts';
import { OFFICIAL_PLEDGE } from '../src/responsibility/pledges/shapes.ts';
import { FORM7_SAMPLE, FORM8_SAMPLE, FORM9_SAMPLE } from './forms.ts';

const UNIT = '新疆维吾尔自治区某某地区行政公署信息化管理办公室';
const ON = '2026-06-30';
const head = {
  organizationName: UNIT,
  preparedBy: '买买提·阿不都热合曼',
  preparerPhone: '0991-1234567',
  preparedOn: ON,
};
const step = (action: string, actorName: string, opinion: string, onBehalfOf: string | null) => ({
  action,
  actorName,
  opinion,
  onBehalfOf,
  at: '2026-05-02T01:00:00.000Z',
});
const drawn = (role: string, personName: string) => ({
  id: personName,
  role,
  kind: 'drawn',
  personName,
  signedOn: '2026-05-03',
});

const member = (lineNo: number, committeeRole: string, personName: string, more: object) => ({
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

const demandLine = (softwareName: string, more: object) => ({
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

const purchaseLine = (softwareName: string, more: object) => ({
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

const statisticsRow = (block: string, words: string, text: string, lastYear: string) => ({
  key: words,
  block,
  words: [words],
  text,
  lastYear,
});

const problem = (problemNo: number, content: string) => ({
  problemNo,
  computerNo: 'PC-2024-0001',
  personName: '买买提·阿不都热合曼',
  kind: '未登记安装',
  content,
  measure: '卸载未登记的软件，确需使用的补办申请',
  dueOn: '2026-07-31',
});

const circular = {
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

const task = (content: string, state: string) => ({
  content,
  departmentName: '信息化管理办公室',
  personName: '钱主管',
  dueOn: '2026-03-31',
  state,
});

const score = (key: string, points: number | null) => ({ key, points });

const product = (productName: string, more: object) => ({
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

const zeros = { seenOnly: 2, recordedOnly: 1, unverified: 0, doubled: 0, over: 0, notEntitled: 2 };

/** As their endpoints answer; only what the papers read. */
const RECORDS: Record<PaperKind, unknown> = {
  form1: {
    header: head,
    current: {
      members: [
        member(1, 'head', '孙局长', {}),
        member(2, 'deputyHead', '陈副局长', { fax: '0991-7654321', email: 'chen@example.gov.cn' }),
        member(3, 'member', '买买提·阿不都热合曼', {
          functionsCovered: ['informatization', 'asset'],
          remark: '日常工作',
        }),
      ],
    },
    pending: null,
  },
  form2: {
    id: 'p',
    personName: '张三',
    departmentName: '综合业务与信息化处',
    text: { text: OFFICIAL_PLEDGE },
    signature: drawn('承诺人', '张三'),
  },
  form3: {
    ...head,
    demandNo: 'XQ2026-0007',
    planYear: 2026,
    departmentName: '综合业务与信息化处',
    lines: [
      demandLine('WPS Office 2019 专业版（银河麒麟操作系统版）', {}),
      demandLine('7-Zip', {
        softwareType: 'free',
        softwareVersion: '',
        approvedQuantity: 20,
        reviewNote: '按现有人数核减',
      }),
    ],
    steps: [step('deptApprove', '李副', '同意', '王主任')],
  },
  form4: {
    ...head,
    planNo: 'CG2026-0001',
    planYear: 2026,
    kind: 'annual',
    amountFen: 14_345_600,
    lines: [
      purchaseLine('WPS Office 2019 专业版', {}),
      purchaseLine('某某终端安全管理系统', {
        licenseType: 'device',
        plannedQuantity: 200,
        unitPriceFen: 10_000,
        amountFen: 2_000_000,
        usageYears: 3,
        justification: '原许可 2026 年底到期',
      }),
    ],
    steps: [step('submit', '钱主管', '按需求编制', null)],
  },
  form5: {
    ...head,
    state: 'confirmed',
    confirmedBy: '孙局长',
    confirmedOn: '2026-12-28',
    rows: [
      statisticsRow('purchased', '操作系统软件 国产 许可数量', '120', '60'),
      statisticsRow('purchased', '操作系统软件 国产 金额(元)', '123456.50', '61728.25'),
      statisticsRow('owned', '办公软件 国产', '60＋不限', '60'),
      statisticsRow('usage', '杀毒软件 正版率', '98.3%', '97.1%'),
      statisticsRow('policies', '软件正版化工作制度', '新行办〔2025〕12号，2025-03-01 发布', '--'),
      statisticsRow('assessment', '考核评议结果', '优秀', '合格'),
    ],
  },
  form10: {
    applicationNo: 'SQ2026-0001',
    applicantName: '买买提·阿不都热合曼',
    departmentName: '综合业务与信息化处',
    phone: '0991-1234567',
    appliedOn: '2026-05-01',
    computerNo: 'PC-2024-0001',
    computerBrand: '联想 启天 M455',
    osName: '银河麒麟桌面操作系统 V10',
    kind: 'upgrade',
    fromSoftwareName: 'WPS Office 2016 专业版',
    fromVersion: '10.8.2.6837',
    softwareName: 'WPS Office 2019 专业版',
    softwareVersion: '11.8.2.9831',
    reason: '与上级单位交换的文件用新版编制，旧版不能正确显示。',
    technicianName: '赵工',
    deptReview: {
      by: '李副',
      onBehalfOf: '王主任',
      at: '2026-05-02T01:00:00.000Z',
      opinion: '同意',
    },
    itReview: null,
  },
  form11: {
    id: 'o',
    orderNo: 'QR2026-0001',
    origin: 'campaign',
    departmentName: '综合业务与信息化处',
    userName: '张三',
    computerNo: 'PC-2024-0001',
    computerBrand: '联想 启天 M455',
    note: '统一升级',
    performedOn: '2026-05-03',
    lines: [
      {
        lineNo: 1,
        kind: 'upgrade',
        softwareNo: 'S0002',
        softwareName: 'WPS Office 2019 专业版',
        version: '11.8.2.9831',
        fromSoftwareNo: 'S0001',
        fromVersion: '10.8.2.6837',
        result: 'done',
        note: '',
      },
      {
        lineNo: 2,
        kind: 'uninstall',
        softwareNo: 'F0001',
        softwareName: '7-Zip',
        version: '24.08',
        fromSoftwareNo: '',
        fromVersion: '',
        result: 'notDone',
        note: '使用人仍需使用',
      },
    ],
    signatures: [drawn('安装维护人', '赵工'), drawn('计算机使用人', '张三')],
  },
  disposal: {
    organizationName: UNIT,
    disposalNo: 'CZ2026-0001',
    departmentName: '综合业务与信息化处',
    requestedBy: '王主任',
    requestedOn: '2026-05-01',
    reason: 'lifeNotReachedHardwareScrapped',
    method: 'donation',
    recipient: '某某地区第一小学',
    explanation: '主板烧毁，无法修复',
    notMovable: '许可与主板绑定',
    devices: [{ id: 'd', computerNo: 'PC-2019-0007', retiredOn: '2026-04-01' }],
    lines: [
      {
        softwareNo: 'S0001',
        softwareName: 'WPS Office 2016 专业版',
        softwareVersion: '10.8',
        licenseQuantity: 3,
        purchaseAmountFen: 300_000,
        lifeFrom: '2024-01-01',
        minLifeYears: 5,
        lifeReachedOn: '2029-01-01',
      },
    ],
    approvedOn: null,
    disposedOn: null,
    headApproves: true,
    steps: [step('request', '王主任', '', null), step('appraise', '钱主管', '无法迁移', null)],
  },
  circular: { content: circular },
  sheet: {
    deviceId: 'd',
    inspectionId: 'i',
    title: '2026年软件使用情况全面检查',
    computerNo: 'PC-2024-0001',
    computerBrand: '联想 启天 M455',
    deviceType: 'desktop',
    departmentName: '综合业务与信息化处',
    personName: '张三',
    state: 'done',
    checkedBy: '徐检查',
    checkedAt: '2026-06-12T02:00:00.000Z',
    items: [
      { key: 'os', label: '操作系统为正版并已登记', kind: 'pirated' },
      { key: 'office', label: '办公软件为正版并已登记', kind: 'pirated' },
      { key: 'av', label: '杀毒软件已安装并在许可期限内', kind: 'expired' },
      { key: 'other', label: '没有与工作无关的软件', kind: 'unrelated' },
    ],
    answers: [
      { key: 'os', verdict: 'pass', note: '' },
      { key: 'office', verdict: 'fail', note: '安装了未登记的 WPS Office 11.8.2.9831' },
      { key: 'av', verdict: 'none', note: '' },
    ],
    note: '使用人在场',
    findings: [{ kind: 'notRecorded', content: 'WPS Office 11.8.2.9831 未登记' }],
    signature: drawn('计算机使用人', '张三'),
  },
  rectification: {
    id: 'p',
    problemNo: 12,
    inspectionTitle: '2026年软件使用情况全面检查',
    departmentName: '综合业务与信息化处',
    personName: '张三',
    computerNo: 'PC-2024-0001',
    source: 'sheet',
    kind: 'notRecorded',
    content: 'WPS Office 11.8.2.9831 已安装，附件9 中没有登记',
    measure: '卸载未登记的软件，确需使用的补办申请',
    dueOn: '2026-07-31',
    state: 'responded',
    response: '已卸载，并补办申请 SQ2026-0031',
    respondedBy: '王主任',
    respondedOn: '2026-07-10',
    review: '',
    reviewedBy: null,
    reviewedOn: null,
  },
  plan: {
    year: 2026,
    approvedOn: '2026-03-20',
    goals: '全部计算机办公设备使用正版软件，三类通用软件正版率保持 100%。',
    measures: '落实责任；\n按需采购；\n每半年更新台账。',
    schedule: '一季度部署，二、三季度检查整改，四季度总结。',
    inspection: '全面检查一次，抽查两次。',
    tasks: [
      task('制定年度软件采购计划并列入预算', 'done'),
      task('举办软件正版化工作培训班，各部门负责人和全体工作人员参加', 'underWay'),
      task('全面检查', 'notBegun'),
    ],
  },
  assessment: {
    year: 2026,
    approvedOn: null,
    scheme: {
      criteria: [
        { key: 'pledges', label: '承诺书签署率', points: 10 },
        { key: 'genuine', label: '正版率', points: 30 },
        { key: 'findings', label: '未处理的问题', points: 20 },
        { key: 'rectification', label: '整改按期完成率', points: 15 },
        { key: 'training', label: '培训参加率', points: 15 },
        { key: 'hand', label: '工作创新', points: 10 },
      ],
    },
    results: [
      {
        departmentName: '综合业务与信息化处',
        scores: [
          score('pledges', 10),
          score('genuine', 29.5),
          score('findings', 20),
          score('rectification', 15),
          score('training', 15),
          score('hand', 5),
        ],
        total: 94.5,
        grade: 'excellent',
        reason: '',
      },
      {
        departmentName: '财务处',
        scores: [score('pledges', 10), score('genuine', 20), score('hand', null)],
        total: 70,
        grade: 'basic',
        reason: '发现私自安装软件，经评议定为基本合格',
      },
    ],
  },
  threeWay: {
    asOf: ON,
    header: head,
    products: [
      product('WPS Office 2019 专业版（银河麒麟操作系统版）', {}),
      product('Windows 11 家庭中文版', { category: 'operatingSystem', kind: 'oem', numbers: [] }),
    ],
    totals: {
      ...zeros,
      seen: 120,
      register: 118,
      entitled: 120,
      unlimited: 0,
      products: 2,
      agreeing: 0,
    },
    undecided: { products: 3, installs: 8 },
  },
  signIn: {
    trainingNo: 'PX-2026-001',
    title: '2026年软件正版化工作培训班',
    heldOn: '2026-03-05',
    place: '三楼会议室',
    lecturer: '钱主管',
    lines: [
      { name: '张三', staffNo: '100001', departmentName: '综合业务与信息化处', how: 'code' },
      { name: '买买提·阿不都热合曼', staffNo: '100002', departmentName: '财务处', how: 'list' },
      { name: '王五', staffNo: '100003', departmentName: '办公室', how: null },
    ],
  },
  summary: {
    organizationName: UNIT,
    year: 2026,
    state: 'approved',
    approvedBy: '孙局长',
    approvedOn: '2026-12-28',
    sections: [
      {
        section: 'responsibility',
        words: '领导小组召开会议两次，调整成员一次。\n各部门负责人签订责任书。',
      },
      { section: 'purchase', words: '采购软件 3 项，金额 143,456.00 元，全部列入年度计划和预算。' },
      { section: 'next', words: '继续按半年更新台账，扩大国产软件的使用。' },
    ],
  },
};

const freeLine = (softwareName: string, more: object) =>
  ({
    softwareNo: 'F0001',
    softwareName,
    softwareVersion: '23–25',
    source: 'https://www.7-zip.org/download.html',
    publisher: 'Igor Pavlov',
    publisherContact: null,
    wholeUnit: true,
    departmentNames: [],
    reason: '压缩和解压缩文件，与外单位交换资料',
    ...more,
  }) as unknown as FreeListLine;

export type PaperSample = {
  key: string;
  title: string;
  papers: Paper[];
  /** Words of the last line, which no writer may lose. */
  last: string;
};

const LAST: Record<PaperKind, string> = {
  form1: '信息化、资产管理',
  form2: '综合业务与信息化处',
  form3: '信息化部门意见',
  form4: '单位领导意见',
  form5: '单位负责人（签字）',
  form10: '安排安装维护人',
  form11: '计算机使用人',
  disposal: '处置结果',
  circular: '2026年6月30日',
  sheet: '使用人签字',
  rectification: '复查人签字',
  plan: '审定日期',
  assessment: '私自安装',
  threeWay: '软件',
  signIn: '王五',
  summary: '审定：孙局长',
};

export function paperSamples(): PaperSample[] {
  const records = Object.entries(PAPER_KINDS).map(([key, { label }]) => {
    const kind = key as PaperKind;
    const asked = { id: 'x', query: {} };
    const draft = draftOf(kind, RECORDS[kind], asked, { unitName: UNIT, today: ON });
    if (!draft) throw new Error(`${key} has nothing to be printed`);
    return sampleOf(key, label, draft.sheet, LAST[kind]);
  });
  const free = [
    freeLine('7-Zip', {}),
    freeLine('某某输入法（政务版）', {
      softwareNo: 'F0002',
      wholeUnit: false,
      departmentNames: ['综合业务与信息化处', '财务处'],
      publisherContact: '400-0000-0000',
    }),
  ];
  const sheet = officialResolve(FORM6, form6Data(head, free));
  return [
    ...records,
    sampleOf('form6', '附件6', sheet, 'F0002'),
    { key: 'form7', title: '附件7', papers: form7Papers(FORM7_SAMPLE), last: '7-Zip' },
    { key: 'form8', title: '附件8', papers: form8Papers(FORM8_SAMPLE), last: 'PC-2024-0003' },
    { key: 'form9', title: '附件9', papers: form9Papers(FORM9_SAMPLE), last: 'F0001' },
  ];
}

function sampleOf(key: string, label: string, sheet: ResolvedSheet, last: string): PaperSample {
  const places = sheet.rows.flatMap((row) => row.cells.flatMap((cell) => cell.picture ?? []));
  const pictures = Object.fromEntries(
    places.map((place, at) => [place, pictureOf(scribble('签'.repeat(at + 2)))]),
  );
  return { key, title: label, papers: [{ name: label.split(' ')[0]!, sheet, pictures }], last };
}

function pictureOf(address: string): Uint8Array {
  return Buffer.from(address.replace(/^data:[^,]*,/, ''), 'base64');
}
