/** The departments' results: computed from the records while collecting, as frozen afterwards; what of it one may see. */
import type { RefusalParams } from '../../base/refusal.ts';
import { personById } from '../../organisation/index.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { settingOf } from '../../platform/db/settings.ts';
import { genuineRatesOn } from '../../reconciliation/index.ts';
import {
  computedFor,
  DEFAULT_SCHEME,
  type DepartmentFacts,
  gradeByPoints,
  proposedGrade,
  totalOf,
} from './rules.ts';
import { type DepartmentResult, Scheme } from './shapes.ts';
import { casesDecided, departmentFacts } from './store.measures.ts';
import * as store from './store.ts';

export const SETTING = 'daily.assessment';
export type Say = (sentence: string, params?: RefusalParams) => string;

export async function schemeOf(cx: CommandContext): Promise<Scheme> {
  const stored = await settingOf(cx.tx, cx.unitId, SETTING);
  return stored === undefined ? DEFAULT_SCHEME : Scheme.parse(stored);
}

async function factsOf(cx: CommandContext, year: number): Promise<DepartmentFacts[]> {
  const end = `${year}-12-31`;
  const day = end < cx.today ? end : cx.today;
  const rates = Map.groupBy(await genuineRatesOn(cx, day), (rate) => rate.departmentId);
  const cases = Map.groupBy(await casesDecided(cx, year), (one) => one.departmentId);
  return (await departmentFacts(cx, year, day)).map((facts) => {
    const own = rates.get(facts.departmentId) ?? [];
    const sum = (key: 'installed' | 'genuine') => own.reduce((n, rate) => n + rate[key], 0);
    return {
      ...facts,
      installed: sum('installed'),
      genuine: sum('genuine'),
      cases: cases.get(facts.departmentId) ?? [],
    };
  });
}

/** Rows as they stand: computed now while collecting, with what was given by hand. */
export async function rowsOf(
  cx: CommandContext,
  row: store.AssessmentRow,
): Promise<{ scheme: Scheme; rows: store.ResultRow[] }> {
  const stored = await store.resultsOf(cx, row.id);
  if (row.scheme) return { scheme: row.scheme, rows: stored };
  const scheme = await schemeOf(cx);
  const known = new Map(stored.map((one) => [one.departmentId, one]));
  const rows = (await factsOf(cx, row.year)).map((facts) => {
    const before = known.get(facts.departmentId);
    return {
      departmentId: facts.departmentId,
      departmentName: facts.departmentName,
      hand: before?.hand ?? {},
      computed: Object.fromEntries(
        scheme.criteria.map((one) => [one.key, computedFor(one, facts)]),
      ),
      vetoes: facts.cases
        .filter((one) => one.against)
        .map(({ caseId, caseNo, title }) => ({ caseId, caseNo, title })),
      grade: before?.grade ?? null,
      gradeReason: before?.gradeReason ?? '',
      finalGrade: null,
    };
  });
  return { scheme, rows };
}

export function resultOf(scheme: Scheme, row: store.ResultRow, say: Say): DepartmentResult {
  const scores = scheme.criteria.map(({ key }) => {
    const hand = row.hand[key];
    const computed = row.computed?.[key];
    return {
      key,
      points: hand?.points ?? computed?.points ?? null,
      computed: computed?.points ?? null,
      working: computed ? say(computed.sentence, computed.params) : '',
      link: computed?.link ?? null,
      hand: hand?.points ?? null,
      note: hand?.note ?? '',
      by: hand?.by ?? null,
    };
  });
  const total = totalOf(scores.map((score) => score.points));
  const byPoints = gradeByPoints(total, scheme);
  const vetoes = row.vetoes ?? [];
  const proposed = proposedGrade(byPoints, vetoes.length > 0);
  return {
    departmentId: row.departmentId,
    departmentName: row.departmentName,
    scores,
    total,
    byPoints,
    proposed,
    vetoes,
    decided: row.grade,
    reason: row.gradeReason,
    grade: row.finalGrade ?? row.grade ?? proposed,
  };
}

/** Departments whose results the caller sees; undefined = all. Others see them only once they are approved. */
export async function reachOf(cx: CommandContext): Promise<Set<string> | undefined> {
  const scope = widestScope(cx.actor.roles, 'assessment.view');
  if (scope === 'all') return undefined;
  const { personId } = cx.actor;
  const own = personId ? await personById(cx.tx, cx.unitId, personId) : undefined;
  const below = scope === 'department' ? (cx.actor.departmentIds ?? []) : [];
  return new Set([...below, ...(own?.departmentId ? [own.departmentId] : [])]);
}
