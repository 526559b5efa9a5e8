/** Forms 1, 2, 10, 11 and the approval of a disposal as grids: sound, on their page, and saying what the records say. How they print: test/journeys. */
import { describe, expect, test } from 'vitest';
import {
  type LayoutData,
  layoutProblems,
  type ResolvedSheet,
  resolveLayout,
} from '../../base/layout.ts';
import type { ApplicationRecord } from '../../installation/applications/shapes.ts';
import type { DisposalRecord } from '../../installation/disposals/shapes.ts';
import type { OrderRecord } from '../../installation/orders/shapes.ts';
import type { CommitteeMember } from '../../responsibility/committee/shapes.ts';
import { OFFICIAL_PLEDGE } from '../../responsibility/pledges/shapes.ts';
import { CIRCULAR_FOR_ALL, CIRCULAR_FOR_DEPARTMENT } from './rules.circular.ts';
import { disposalData, disposalLayout, headTakesPart } from './rules.disposal.ts';
import { FORM1, form1Data } from './rules.form1.ts';
import { FORM2, form2Data } from './rules.form2.ts';
import { FORM10, form10Data } from './rules.form10.ts';
import { FORM11, form11Data } from './rules.form11.ts';
import { BLANK_DATE, boxes, longDate } from './rules.print.ts';
import { SIGN_IN_SHEET, signInData } from './rules.sheet.signin.ts';

const words = (sheet: ResolvedSheet) =>
  sheet.rows.map((row) => row.cells.map((cell) => cell.display).join(' | '));
const text = (layout: typeof FORM1, data: LayoutData) => words(resolveLayout(layout, data));

describe('layouts', () => {
  const all = [
    ...[FORM1, FORM2, FORM10, FORM11, SIGN_IN_SHEET, CIRCULAR_FOR_ALL, CIRCULAR_FOR_DEPARTMENT],
    ...[disposalLayout(true), disposalLayout(false)],
  ];
  test.each(all)('$id fills its grid and its page', (layout) => {
    expect(layoutProblems(layout)).toEqual([]);
  });

  test('every place for a signature takes a picture', () => {
    const places = (layout: typeof FORM1) =>
      resolveLayout(layout, { fields: {}, rows: [] }).rows.flatMap((row) =>
        row.cells.flatMap((cell) => cell.picture ?? []),
      );
    expect(places(FORM2)).toEqual(['signature']);
    expect(places(FORM11)).toEqual(['performer', 'user']);
  });
});

test('dates and boxes', () => {
  expect(longDate('2026-03-05')).toBe('2026年3月5日');
  // An instant late in the evening of London is the next day in China.
  expect(longDate('2026-03-05T18:00:00.000Z')).toBe('2026年3月6日');
  expect(longDate(null)).toBe(BLANK_DATE);
  expect(boxes(['安装', '卸载'], '卸载')).toBe('□安装　　■卸载');
});

test('form 1 says what somebody stands for in the remarks', () => {
  const member: CommitteeMember = {
    lineNo: 7,
    personId: 'p',
    personName: '钱主管',
    committeeRole: 'member',
    departmentId: 'd',
    departmentName: '信息中心',
    positionTitle: '主任',
    officePhone: '010',
    mobile: '',
    fax: '011',
    email: 'a@b.c',
    remark: '日常工作',
    functionsCovered: ['informatization', 'asset'],
  };
  const header = {
    organizationName: '某局',
    preparedBy: '钱主管',
    preparerPhone: '010',
    preparedOn: '2026-01-02',
  };
  const rows = text(FORM1, form1Data({ header, members: [member] }));
  expect(rows.at(-1)).toBe(
    '1 | 成员 | 钱主管 | 信息中心 | 主任 | 010 |  | 011\na@b.c | 信息化、资产管理；日常工作',
  );
});

test('form 2: the official words, a blank for the pen, or how it was signed', () => {
  const blank = text(FORM2, form2Data({ text: OFFICIAL_PLEDGE }));
  expect(blank.join('')).toContain(`　　${OFFICIAL_PLEDGE}`);
  expect(blank.slice(2)).toEqual([' | 承诺人签字:', ` | ${BLANK_DATE}`]);
  const signature = { kind: 'password' as const, personName: '张三', signedOn: '2026-05-01' };
  expect(text(FORM2, form2Data({ text: OFFICIAL_PLEDGE, signature })).slice(2)).toEqual([
    ' | 承诺人签字:张三（密码确认）',
    ' | 2026年5月1日',
  ]);
});

const application = {
  applicationNo: 'SQ2026-0001',
  applicantName: '张三',
  departmentName: '办公室',
  phone: '0000',
  appliedOn: '2026-05-01',
  computerNo: 'C1',
  computerBrand: '清华 甲一',
  osName: 'X系统 11',
  kind: 'upgrade',
  fromSoftwareName: '甲办公',
  fromVersion: '12',
  softwareName: '甲办公',
  softwareVersion: '13',
  reason: '工作需要',
  technicianName: null,
  deptReview: {
    by: '李副',
    onBehalfOf: '王主任',
    at: '2026-05-02T01:00:00.000Z',
    opinion: '同意',
  },
  itReview: null,
} as unknown as ApplicationRecord;

test('form 10 shows opinions with who gave them for whom; one not given is left for the pen', () => {
  const rows = text(FORM10, form10Data(application, '某局'));
  expect(rows).toContain('申请类型 | □安装　　□卸载　　■升级');
  expect(rows).toContain('原软件名称 | 甲办公 | 原软件版本 | 12');
  expect(rows).toContain('审核人签字：李副（代王主任）　　2026年5月2日');
  expect(rows).toContain('信息化部门意见 | ');
  expect(rows).toContain(`审核人签字：　　　　　　　　${BLANK_DATE}`);
  const removal = { ...application, kind: 'uninstall' } as ApplicationRecord;
  expect(text(FORM10, form10Data(removal, '某局'))).toContain('软件名称 |  | 软件版本 | ');
});

test('a disposal shows the opinions that stand; one taken back is left for the pen', () => {
  const step = (action: string, actorName: string, opinion: string) => ({
    ...{ action, actorName, opinion },
    at: '2026-05-02T01:00:00.000Z',
  });
  const one = {
    organizationName: '某局',
    disposalNo: 'CZ2026-0001',
    departmentName: '办公室',
    requestedBy: '王主任',
    requestedOn: '2026-05-01',
    reason: 'lifeNotReachedHardwareScrapped',
    method: 'donation',
    recipient: '某小学',
    explanation: '主板烧毁',
    notMovable: '许可与主板绑定',
    devices: [{ id: 'd', computerNo: 'C1', retiredOn: '2026-04-01' }],
    lines: [
      {
        softwareNo: 'S1',
        softwareName: '甲办公',
        softwareVersion: '12',
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
    steps: [
      step('request', '王主任', ''),
      step('appraise', '钱主管', '无法迁移'),
      step('assetApprove', '田资产', ''),
      step('headReturn', '孙局长', '请核对'),
    ],
  } as unknown as DisposalRecord;
  const rows = text(disposalLayout(headTakesPart(one)), disposalData(one));
  expect(rows).toContain('处置方式 | □报废　　□转让　　■捐赠　　□调剂');
  expect(rows.join()).toContain('S1 甲办公 12（许可 3 个，3000.00 元，2024-01-01 购入，最低 5 年');
  expect(rows).toContain('信息化部门\n鉴定意见 | 无法迁移');
  expect(rows).toContain('鉴定人签字：钱主管　　2026年5月2日');
  expect(rows).toContain('资产管理部门\n意见 | ');
  const again = { ...one, steps: [...one.steps, step('assetApprove', '田资产', '')] };
  expect(text(disposalLayout(true), disposalData(again as DisposalRecord))).toContain(
    '资产管理部门\n意见 | 同意',
  );
  const without = { ...one, approvedOn: '2026-05-03', headApproves: true } as DisposalRecord;
  expect(headTakesPart(without)).toBe(false);
});

describe('form 11', () => {
  const line = {
    lineNo: 1,
    kind: 'upgrade',
    softwareNo: 'S2',
    softwareName: '甲办公',
    version: '13',
    fromSoftwareNo: 'S1',
    fromVersion: '12',
    result: 'done',
    note: '',
  };
  const order = (change: object) =>
    ({
      orderNo: 'QR2026-0001',
      origin: 'campaign',
      departmentName: '办公室',
      userName: '张三',
      computerNo: 'C1',
      computerBrand: '清华 甲一',
      note: '统一升级',
      performedOn: '2026-05-03',
      lines: [line],
      signatures: [
        { role: '安装维护人', kind: 'drawn', personName: '赵工', signedOn: '2026-05-03' },
        { role: '计算机使用人', kind: 'scan', personName: '张三', signedOn: '2026-05-04' },
      ],
      ...change,
    }) as unknown as OrderRecord;
  const rows = (change: object = {}) => text(FORM11, form11Data(order(change), '某局', 'BS2026-1'));

  test('lines, both dates, and where it comes from', () => {
    const shown = rows();
    expect(shown).toContain('来源 | 统一部署 BS2026-1');
    expect(shown).toContain('1 | 升级 | S2 | 甲办公 | 13 | S1 12 | 完成');
    expect(shown).toContain('安装维护人签字 |  | 日期 | 2026年5月3日');
    expect(shown).toContain('计算机使用人\n签字确认 | 张三（见签字扫描件） | 日期 | 2026年5月4日');
  });

  test.each([
    [['done', 'done'], '■完成　　□部分完成　　□未完成'],
    [['done', 'notDone'], '□完成　　■部分完成　　□未完成'],
    [['notDone', 'notDone'], '□完成　　□部分完成　　■未完成'],
    [['done', 'pending'], '□完成　　□部分完成　　□未完成'],
  ])('%s', (results, ticked) => {
    const lines = results.map((result, at) => ({ ...line, lineNo: at + 1, result, note: '' }));
    expect(rows({ lines })).toContain(`完成情况 | ${ticked}`);
  });

  test('what was not done says why', () => {
    const lines = [{ ...line, result: 'notDone', note: '硬盘已满' }];
    expect(rows({ lines, signatures: [], performedOn: null })).toEqual(
      expect.arrayContaining([
        '说明 | 统一升级\n1. 硬盘已满',
        `安装维护人签字 |  | 日期 | ${BLANK_DATE}`,
      ]),
    );
  });
});

test('a sheet to sign leaves room for the pen, and says who signed in by code', () => {
  const person = (name: string, how: 'code' | 'list' | null) => ({
    ...{ name, staffNo: '100', departmentName: '办公室' },
    how,
  });
  const lines = [person('张三', 'code'), person('李四', 'list'), person('王五', null)];
  const facts = { trainingNo: 'PX-2026-001', title: '正版软件培训', heldOn: '2026-03-05' };
  const sheet = text(SIGN_IN_SHEET, signInData({ ...facts, place: '礼堂', lecturer: '', lines }));
  expect(sheet.slice(0, 4)).toEqual([
    '培训签到表',
    '主题：正版软件培训',
    '日期：2026-03-05 | 地点：礼堂',
    '主讲人： | 人数：3',
  ]);
  expect(sheet.slice(5)).toEqual([
    '1 | 张三 | 100 | 办公室 | 扫码签到',
    '2 | 李四 | 100 | 办公室 | ',
    '3 | 王五 | 100 | 办公室 | ',
  ]);
});
