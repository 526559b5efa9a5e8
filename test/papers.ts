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
import { FORM7_SAMPLE, FORM8_SAMPLE, FORM9_SAMPLE } from './forms.ts';

import { head, ON, UNIT } from './papers.parts.ts';
import { RECORDS } from './papers.records.ts';

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
