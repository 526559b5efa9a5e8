/** Points from what the system knows of a department, grades from points, and what ZR-4 says against a good grade. */
import type { RefusalParams } from '../../base/refusal.ts';
import type { Criterion, Grade, HandScore, Scheme, Source } from './shapes.ts';

/** What the records say of one department in the year. */
export type DepartmentFacts = {
  departmentId: string;
  departmentName: string;
  staff: number;
  computers: number;
  pledgesSigned: number;
  findings: number;
  /** Of them ordered to be removed and past their day. */
  overdue: number;
  installed: number;
  genuine: number;
  /** Orders and inspection problems with a day in the year that has come: all, and those kept. */
  rectificationDue: number;
  rectifiedInTime: number;
  /** Classes held in the year, and people of the department who were at one. */
  classes: number;
  trained: number;
  /** Rounds of form 3 the department was asked in: all, answered in time, answered late. */
  asked: number;
  answeredInTime: number;
  answeredLate: number;
  cases: { caseId: string; caseNo: string; title: string; against: boolean }[];
};

export type Computed = {
  points: number | null;
  sentence: string;
  params: RefusalParams;
  link: string | null;
};

export const DEFAULT_SCHEME: Scheme = {
  criteria: [
    { key: 'pledges', label: '承诺书签署', points: 15, source: 'pledges' },
    { key: 'genuineRate', label: '三类软件正版率', points: 25, source: 'genuineRate' },
    { key: 'findings', label: '未处理的问题', points: 20, source: 'findings' },
    { key: 'rectification', label: '整改按期完成', points: 10, source: 'rectification' },
    { key: 'training', label: '培训参加', points: 10, source: 'training' },
    { key: 'demand', label: '软件需求按时填报', points: 5, source: 'demand' },
    { key: 'cases', label: '责任追究', points: 10, source: 'cases' },
    { key: 'cooperation', label: '日常工作配合', points: 5, source: 'hand' },
  ],
  thresholds: { excellent: 90, qualified: 75, basic: 60 },
};

const round = (points: number): number => Math.round(points * 10) / 10;
const part = (full: number, share: number): number => round(full * Math.min(1, Math.max(0, share)));

type Measure = (facts: DepartmentFacts, full: number) => Computed;

const known = (
  points: number | null,
  link: string | null,
  sentence: string,
  params: RefusalParams = {},
): Computed => ({ points, sentence, params, link });

const MEASURES: Record<Exclude<Source, 'hand'>, Measure> = {
  pledges({ staff, pledgesSigned, departmentId }, full) {
    const share = staff === 0 ? 1 : pledgesSigned / staff;
    const link = `/pledges?department=${departmentId}`;
    const params = { signed: pledgesSigned, due: staff };
    return known(part(full, share), link, '应签 {{due}} 人，已签 {{signed}} 人', params);
  },
  findings({ computers, findings, overdue, departmentId }, full) {
    const share = computers === 0 ? 1 : 1 - (findings + overdue) / computers;
    const link = `/findings?department=${departmentId}`;
    const sentence =
      '{{computers}} 台计算机，未处理的问题 {{findings}} 个，其中逾期 {{overdue}} 个（加倍计）';
    return known(part(full, share), link, sentence, { computers, findings, overdue });
  },
  genuineRate({ computers, installed, genuine, departmentId }, full) {
    const link = `/devices?department=${departmentId}&status=inUse`;
    if (computers === 0) return known(full, link, '没有在用计算机');
    if (installed === 0) return known(null, link, '台账中没有三类软件的安装记录，请人工评分');
    const sentence = '三类软件装机 {{installed}} 台次，正版 {{genuine}} 台次';
    return known(part(full, genuine / installed), link, sentence, { installed, genuine });
  },
  rectification({ rectificationDue, rectifiedInTime, departmentId }, full) {
    const link = `/findings?department=${departmentId}&state=ordered`;
    if (rectificationDue === 0) return known(full, link, '没有到期的整改');
    const params = { due: rectificationDue, kept: rectifiedInTime };
    const share = rectifiedInTime / rectificationDue;
    return known(part(full, share), link, '到期整改 {{due}} 项，按期完成 {{kept}} 项', params);
  },
  training({ staff, classes, trained }, full) {
    const link = '/trainings';
    if (classes === 0) return known(null, link, '本年还没有举办培训，请人工评分');
    const share = staff === 0 ? 1 : trained / staff;
    const sentence = '在册 {{staff}} 人，至少参加一次培训 {{trained}} 人';
    return known(part(full, share), link, sentence, { staff, trained });
  },
  demand({ asked, answeredInTime, answeredLate }, full) {
    const link = '/demands';
    if (asked === 0) return known(full, link, '本年没有要求填报');
    const share = (answeredInTime + answeredLate / 2) / asked;
    const sentence = '要求填报 {{asked}} 次，按时 {{inTime}} 次，逾期 {{late}} 次（减半计）';
    const params = { asked, inTime: answeredInTime, late: answeredLate };
    return known(part(full, share), link, sentence, params);
  },
  cases({ cases, departmentId }, full) {
    const link = `/cases?department=${departmentId}`;
    const sentence = '本年决定的责任追究 {{n}} 件，每件扣一半';
    return known(part(full, 1 - cases.length / 2), link, sentence, { n: cases.length });
  },
};

export function computedFor(criterion: Criterion, facts: DepartmentFacts): Computed {
  if (criterion.source === 'hand') return known(null, null, '人工评分');
  return MEASURES[criterion.source](facts, criterion.points);
}

/** Null as soon as one criterion has none. */
export function totalOf(points: readonly (number | null)[]): number | null {
  let total = 0;
  for (const one of points) {
    if (one === null) return null;
    total += one;
  }
  return round(total);
}

export function gradeByPoints(total: number | null, { thresholds }: Scheme): Grade | null {
  if (total === null) return null;
  if (total >= thresholds.excellent) return 'excellent';
  if (total >= thresholds.qualified) return 'qualified';
  return total >= thresholds.basic ? 'basic' : 'failed';
}

/** ZR-4: a department with pirated software or private installs that were decided on is proposed neither 优秀 nor 合格. */
export function proposedGrade(byPoints: Grade | null, vetoed: boolean): Grade | null {
  const good = byPoints === 'excellent' || byPoints === 'qualified';
  return vetoed && good ? 'basic' : byPoints;
}

/** The first thing that is wrong with a scheme, at its field. */
export function schemeProblem(scheme: Scheme): { path: string; sentence: string } | undefined {
  const keys = scheme.criteria.map((one) => one.key);
  if (new Set(keys).size < keys.length) return { path: 'body.criteria', sentence: '有的指标重复' };
  const full = scheme.criteria.reduce((sum, one) => sum + one.points, 0);
  const { excellent, qualified, basic } = scheme.thresholds;
  if (excellent > full) {
    return { path: 'body.thresholds.excellent', sentence: '优秀的分数线高于各项满分之和' };
  }
  if (!(excellent > qualified && qualified > basic && basic > 0)) {
    return { path: 'body.thresholds.qualified', sentence: '分数线应由优秀、合格到基本合格递减' };
  }
  return undefined;
}

/** Points given by hand: within the full points, with a note that says why. */
export function handProblem(
  scheme: Scheme,
  score: HandScore,
): { sentence: string; params: RefusalParams } | undefined {
  const criterion = scheme.criteria.find((one) => one.key === score.key);
  if (!criterion) return { sentence: '没有这项指标，请刷新后重试', params: {} };
  const { label, points } = criterion;
  if (score.points === null) return undefined;
  if (score.points > points) {
    return { sentence: '“{{item}}”不能超过 {{full}} 分', params: { item: label, full: points } };
  }
  if (score.note === '') return { sentence: '请写明“{{item}}”评分的说明', params: { item: label } };
  return undefined;
}
