/** The table of 附件5: the unit's template over the form's rows, figures and typed values put in, checks of one against another. */

import type { YearFacts } from './rules.facts.ts';
import { type Figure, figuresOf, flagText } from './rules.figures.ts';
import { ITEMS, type Item, itemOf, labelOf } from './rules.items.ts';
import {
  STATISTICS_BLOCKS,
  type StatisticsBlock,
  type StatisticsRow,
  type StatisticsTemplate,
  type TypedValues,
} from './shapes.ts';

/** Rows of the form a template says nothing about are shown as the form has them. */
export const DEFAULT_TEMPLATE: StatisticsTemplate = { rows: [], own: [] };

/** Every row of the form with what the unit has made of it; for editing. */
export function fullTemplate(template: StatisticsTemplate): StatisticsTemplate {
  const set = new Map(template.rows.map((row) => [row.key, row]));
  return {
    rows: ITEMS.map(
      ({ key, hidden }) => set.get(key) ?? { key, shown: hidden !== true, label: '' },
    ),
    own: template.own,
  };
}

/** The first thing that is wrong with a template. */
export function templateProblem(template: StatisticsTemplate): string | undefined {
  const keys = [...template.rows, ...template.own].map((row) => row.key);
  if (new Set(keys).size < keys.length) return '有的项目重复';
  if (template.rows.some((row) => !itemOf(row.key))) return '有的项目不在统计表中，请刷新后重试';
  if (!template.rows.some((row) => row.shown)) return '至少要显示一个项目';
  return undefined;
}

type Shown = {
  key: string;
  block: StatisticsBlock;
  words: readonly string[];
  kind: StatisticsRow['kind'];
};

function shownRows(template: StatisticsTemplate): Shown[] {
  const set = new Map(fullTemplate(template).rows.map((row) => [row.key, row]));
  const kindOf = (item: Item): StatisticsRow['kind'] => item.typed ?? 'computed';
  return (Object.keys(STATISTICS_BLOCKS) as StatisticsBlock[]).flatMap((block) => [
    ...ITEMS.filter((item) => item.block === block && set.get(item.key)!.shown).map((item) => {
      const { label } = set.get(item.key)!;
      return { key: item.key, block, words: label ? [label] : item.words, kind: kindOf(item) };
    }),
    ...template.own
      .filter((row) => row.block === block)
      .map((row) => ({ key: row.key, block, words: [row.label], kind: 'own' as const })),
  ]);
}

/** A typed value over the computed one; a flag nobody has set stays what the records say. */
function withTyped(kind: StatisticsRow['kind'], figure: Figure, typed: unknown): Figure {
  if (typed === undefined || typed === null || typed === '') return figure;
  if (kind === 'flag' && typeof typed === 'boolean') {
    return { ...figure, value: typed, text: flagText(typed) };
  }
  if (kind === 'integer' && typeof typed === 'number') {
    return { ...figure, value: typed, text: String(typed) };
  }
  return kind === 'own' ? { ...figure, value: String(typed), text: String(typed) } : figure;
}

const NOTHING: Figure = { value: null, text: '', working: '', link: null, items: [] };

/** `lastYear` by key, as printed then. */
export function rowsOf(
  template: StatisticsTemplate,
  facts: YearFacts,
  typed: TypedValues,
  lastYear: ReadonlyMap<string, string>,
): StatisticsRow[] {
  const figures = figuresOf(facts);
  return shownRows(template).map(({ key, block, words, kind }) => ({
    key,
    block,
    words: [...words],
    kind,
    ...withTyped(kind, figures.get(key) ?? NOTHING, typed[key]),
    lastYear: key === 'reportYear' ? String(facts.year - 1) : (lastYear.get(key) ?? ''),
  }));
}

/** What may be typed: only rows that are not computed, each in its kind. */
export function typedProblem(
  template: StatisticsTemplate,
  values: TypedValues,
): { key: string; sentence: string } | undefined {
  const kinds = new Map(shownRows(template).map((row) => [row.key, row]));
  for (const [key, value] of Object.entries(values)) {
    if (value === null) continue;
    const row = kinds.get(key);
    if (!row || row.kind === 'computed') return { key, sentence: '“{{item}}”由记录计算，不能填写' };
    const wanted = { flag: 'boolean', integer: 'number', own: 'string' }[row.kind];
    if (typeof value !== wanted) return { key, sentence: '“{{item}}”填写的内容不对' };
  }
  return undefined;
}

export const titleOfRow = (key: string): string => labelOf(itemOf(key)?.words ?? [key]);

/** Last day of the year, or today within it. */
export function dayOf(year: number, today: string): string {
  const end = `${year}-12-31`;
  return end < today ? end : today;
}
