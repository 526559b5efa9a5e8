/** What an inspection lists as problems, what is asked for each, and who may do what. */
import type { FindingKind } from '../../reconciliation/findings/shapes.ts';
import type { CaseRule } from '../../responsibility/cases/shapes.ts';
import type { CheckItem, ProblemKind, ProblemState, SheetAnswer } from './shapes.ts';

/** Looked at on each computer unless the unit says otherwise (domain 7.4). */
export const DEFAULT_ITEMS: readonly CheckItem[] = [
  { key: 'operatingSystem', label: '操作系统软件为正版', kind: 'pirated' },
  { key: 'office', label: '办公软件为正版', kind: 'pirated' },
  { key: 'antivirus', label: '杀毒软件为正版', kind: 'pirated' },
  { key: 'ledger', label: '已安装软件与台账一致', kind: 'notRecorded' },
  { key: 'unrelated', label: '无与工作无关的软件', kind: 'unrelated' },
  { key: 'private', label: '无私自安装、卸载软件', kind: 'privateInstall' },
  { key: 'pledge', label: '使用人已签署承诺书', kind: 'other' },
];

/** Differences that the comparison found, in the words of inspections. */
export const KIND_OF_FINDING: Record<FindingKind, ProblemKind> = {
  risk: 'pirated',
  notRecorded: 'notRecorded',
  notObserved: 'notObserved',
  versionNotCovered: 'versionNotCovered',
  overInstalled: 'overInstalled',
  expired: 'expired',
  freeNotListed: 'freeNotListed',
  oemWithoutEvidence: 'missingEvidence',
  activation: 'missingEvidence',
  orderContradicted: 'other',
};

/** What is usually asked for; changed by people before the circular. */
export const USUAL_MEASURES: Record<ProblemKind, string> = {
  pirated: '立即卸载，改用正版软件',
  notRecorded: '核实来源，补办登记或卸载',
  privateInstall: '卸载私自安装的软件，按规定申请',
  unrelated: '卸载与工作无关的软件',
  overInstalled: '卸载超出许可的安装，或补充许可',
  versionNotCovered: '更换为许可范围内的版本',
  expired: '续订许可或卸载',
  freeNotListed: '申请列入免费软件清单，或卸载',
  notObserved: '核实后更正台账',
  missingEvidence: '补齐授权文件',
  other: '限期改正',
};

/** Articles a problem speaks of when it becomes a case (ZR-4). */
export function rulesOfProblem(kind: ProblemKind): { rules: CaseRule[]; pirated: boolean } {
  if (kind === 'pirated') return { rules: ['ZR-4', 'WH-1.1'], pirated: true };
  if (kind === 'versionNotCovered') return { rules: ['WH-2.1'], pirated: false };
  return { rules: ['WH-1.1'], pirated: false };
}

export type FindingFacts = {
  kind: FindingKind;
  softwareName: string;
  softwareVersion: string;
  publisher: string;
};

/** One finding in one line: 甲办公 12（某公司）. */
export function contentOfFinding(finding: FindingFacts): string {
  const name = [finding.softwareName, finding.softwareVersion].filter(Boolean).join(' ');
  return finding.publisher ? `${name}（${finding.publisher}）` : name;
}

export function contentOfAnswer(item: CheckItem, answer: SheetAnswer): string {
  return `“${item.label}”不合格${answer.note && `：${answer.note}`}`;
}

type Complaint = { path: string; sentence: string; params?: Record<string, string> };

/** The first thing a sheet lacks to be handed in; a draft lacks nothing. */
export function sheetComplaint(
  items: readonly CheckItem[],
  sheet: {
    state: 'draft' | 'done' | 'skipped';
    answers: readonly SheetAnswer[];
    note: string;
  },
): Complaint | undefined {
  const known = new Set(items.map((item) => item.key));
  const stranger = sheet.answers.findIndex((one) => !known.has(one.key));
  if (stranger >= 0) {
    return { path: `body.answers.${stranger}.key`, sentence: '检查表中没有这个项目，请刷新' };
  }
  if (new Set(sheet.answers.map((one) => one.key)).size < sheet.answers.length) {
    return { path: 'body.answers', sentence: '同一项目只能填写一次' };
  }
  if (sheet.state === 'draft') return undefined;
  if (sheet.state === 'skipped') {
    return sheet.note === '' ? { path: 'body.note', sentence: '请写明未能检查的原因' } : undefined;
  }
  for (const item of items) {
    const at = sheet.answers.findIndex((one) => one.key === item.key);
    const params = { item: item.label };
    if (at < 0) return { path: 'body.answers', sentence: '“{{item}}”还没有检查结果', params };
    if (sheet.answers[at]!.verdict === 'fail' && sheet.answers[at]!.note === '') {
      const path = `body.answers.${at}.note`;
      return { path, sentence: '“{{item}}”不合格，请写明情况', params };
    }
  }
  return undefined;
}

/** Not yet put right. */
export const UNSETTLED: readonly ProblemState[] = ['open', 'responded', 'returned'];

/** Who has answered for the department never checks it again (also not by another role). */
export function answeredHimself(
  responders: readonly string[],
  caller: { id: string; personId?: string | undefined },
): boolean {
  return (
    responders.includes(caller.id) ||
    (caller.personId !== undefined && responders.includes(caller.personId))
  );
}
