/** 附件5 from an empty table to the confirmed one. What is sent in is frozen; a correction keeps both. */
import { newId } from '../../base/ids.ts';
import { type RefusalParams, refuse } from '../../base/refusal.ts';
import { nameOfActor } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { saveSetting, settingOf } from '../../platform/db/settings.ts';
import { notify } from '../../platform/notices/notify.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { mayTake, ownNames, withWriter, wrote } from '../../platform/workflow/who.ts';
import { yearFacts } from './commands.facts.ts';
import { type Before, warningsOf } from './rules.checks.ts';
import { STATISTICS_MACHINE } from './rules.machine.ts';
import { DEFAULT_TEMPLATE, rowsOf, templateProblem, titleOfRow, typedProblem } from './rules.ts';
import {
  STATISTICS_ACTIONS,
  type StatisticsRecord,
  StatisticsTemplate,
  type TypedValues,
} from './shapes.ts';
import * as store from './store.ts';

const SETTING = 'reporting.statistics';
export type Say = (sentence: string, params?: RefusalParams) => string;

const titleOf = (year: number) => `${year}年软件正版化工作信息统计表`;
const subjectOf = (row: store.StatisticsStored) => ({
  id: row.id,
  title: titleOf(row.year),
  state: row.state,
});

const notFound = () =>
  refuse('reporting.noStatistics', '没有这份统计表，可能链接有误', {}, { status: 404 });

async function lockOne(cx: CommandContext, id: string): Promise<store.StatisticsStored> {
  const [row] = await store.statisticsOf(cx, { id, lock: true });
  if (row) return row;
  throw notFound();
}

export async function templateOf(cx: CommandContext): Promise<StatisticsTemplate> {
  const stored = await settingOf(cx.tx, cx.unitId, SETTING);
  return stored === undefined ? DEFAULT_TEMPLATE : StatisticsTemplate.parse(stored);
}

export async function saveTemplate(cx: CommandContext, template: StatisticsTemplate) {
  const problem = templateProblem(template);
  if (problem) throw refuse('reporting.template', problem, {}, { path: 'body.rows' });
  const before = await templateOf(cx);
  await saveSetting(cx.tx, cx.unitId, SETTING, template);
  await audit(cx, {
    action: 'statistics.saveTemplate',
    objectType: 'statistics',
    objectId: 'template',
    before,
    after: template,
  });
}

export async function createStatistics(cx: CommandContext, year: number): Promise<string> {
  if (year > Number(cx.today.slice(0, 4))) {
    const sentence = '{{year}} 年还没有到，没有可统计的记录';
    throw refuse('reporting.futureYear', sentence, { year }, { path: 'body.year' });
  }
  const header = await store.headerOf(cx);
  const id = newId();
  const made = await store.insertStatistics(cx, {
    id,
    year,
    writers: ownNames(cx),
    preparedBy: header.personName ?? cx.actor.name,
    preparerPhone: header.phone ?? '',
  });
  if (!made) {
    const sentence = '{{year}} 年已有统计表，请在原表上办理';
    throw refuse(
      'reporting.statisticsExists',
      sentence,
      { year },
      { path: 'body.year', status: 409 },
    );
  }
  await takeStep(cx, STATISTICS_MACHINE, { id, title: titleOf(year), state: null }, 'create');
  return id;
}

function requireTyped(template: StatisticsTemplate, values: TypedValues): void {
  const problem = typedProblem(template, values);
  if (!problem) return;
  const label =
    template.own.find((row) => row.key === problem.key)?.label ?? titleOfRow(problem.key);
  throw refuse(
    'reporting.typed',
    problem.sentence,
    { item: label },
    { path: `body.values.${problem.key}` },
  );
}

/** Emptied values are forgotten: a flag then follows the records again. */
function merged(typed: TypedValues, values: TypedValues): TypedValues {
  const all = Object.entries({ ...typed, ...values });
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== ''));
}

export async function fillStatistics(
  cx: CommandContext,
  id: string,
  values: TypedValues,
): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.frozen) {
    const sentence = '统计表已报审或已审定，不能直接修改';
    throw refuse('reporting.statisticsFixed', sentence, {}, { status: 409 });
  }
  requireTyped(await templateOf(cx), values);
  const typed = merged(row.typed, values);
  await store.saveStatistics(cx, { ...row, typed, writers: withWriter(cx, row) });
  await audit(cx, {
    action: 'statistics.fill',
    objectType: 'statistics',
    objectId: id,
    before: row.typed,
    after: typed,
  });
}

type LastYear = { from: StatisticsRecord['lastYear']; texts: Map<string, string>; before: Before };

/** As it was confirmed; otherwise computed from the records of that year. */
async function lastYearOf(cx: CommandContext, year: number): Promise<LastYear> {
  const [record] = await store.statisticsOf(cx, { year: year - 1 });
  const confirmed = record?.state === 'confirmed' ? record.frozen : null;
  const rows =
    confirmed?.rows ??
    rowsOf(
      await templateOf(cx),
      await yearFacts(cx, year - 1),
      record?.typed ?? {},
      new Map<string, string>(),
    );
  const numberOf = (key: string) => {
    const value = rows.find((row) => row.key === key)?.value;
    return typeof value === 'number' ? value : null;
  };
  return {
    from: confirmed ? 'confirmed' : 'computed',
    texts: new Map(rows.map((row) => [row.key, row.text])),
    before: { staff: numberOf('totalStaff'), computers: numberOf('computerTotal') },
  };
}

async function compute(
  cx: CommandContext,
  { year, typed }: Pick<store.StatisticsStored, 'year' | 'typed'>,
): Promise<store.Frozen> {
  const facts = await yearFacts(cx, year);
  const last = await lastYearOf(cx, year);
  return {
    rows: rowsOf(await templateOf(cx), facts, typed, last.texts),
    asOf: facts.asOf,
    lastYear: last.from,
    warnings: warningsOf(facts, typed, last.before),
  };
}

const notice = (row: store.StatisticsStored, sentence: string, opinion = '') => ({
  kind: 'daily' as const,
  sentence,
  params: { title: titleOf(row.year), opinion },
  link: `/statistics/${row.id}`,
  objectType: 'statistics',
  objectId: row.id,
});

export async function submitStatistics(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, STATISTICS_MACHINE, subjectOf(row), 'submit', { opinion });
  const header = await store.headerOf(cx);
  await store.saveStatistics(cx, {
    ...row,
    state,
    frozen: await compute(cx, row),
    writers: withWriter(cx, row),
    preparedBy: header.personName ?? cx.actor.name,
    preparerPhone: header.phone ?? '',
    preparedOn: cx.today,
  });
  await notify(cx, [{ to: [{ role: 'committeeHead' }], ...notice(row, '{{title}} 待您审定') }]);
}

export async function decideStatistics(
  cx: CommandContext,
  id: string,
  { approve, opinion }: { approve: boolean; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  if (wrote(cx, row)) {
    const sentence = '您参与编制了这份统计表，须由其他人审定';
    throw refuse('reporting.ownStatistics', sentence, {}, { status: 403 });
  }
  const action = approve ? ('approve' as const) : ('return' as const);
  const state = await takeStep(cx, STATISTICS_MACHINE, subjectOf(row), action, { opinion });
  await store.saveStatistics(cx, {
    ...row,
    state,
    frozen: approve ? row.frozen : null,
    confirmedBy: approve ? await nameOfActor(cx) : null,
    confirmedOn: approve ? cx.today : null,
  });
  const sentence = approve ? '{{title}} 已审定' : '{{title}} 已退回：{{opinion}}';
  await notify(cx, [{ to: [{ role: 'itManager' }], ...notice(row, sentence, opinion) }]);
}

/** Typed values with a reason, and if asked for the figures anew; what was confirmed stands in the step. */
export async function correctStatistics(
  cx: CommandContext,
  id: string,
  input: { values: TypedValues; recompute: boolean; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const frozen = row.frozen;
  requireTyped(await templateOf(cx), input.values);
  const typed = merged(row.typed, input.values);
  const fresh = frozen && (await compute(cx, { year: row.year, typed }));
  const after =
    fresh && frozen && !input.recompute
      ? { ...frozen, rows: withOnlyTyped(frozen.rows, fresh.rows) }
      : fresh;
  const changes = changesBetween(frozen?.rows ?? [], after?.rows ?? []);
  if (frozen && changes.length === 0) {
    const sentence = '没有变化：请修改填报项目，或选择按现在的记录重新计算';
    throw refuse('reporting.nothingCorrected', sentence, {}, { path: 'body.values' });
  }
  await takeStep(cx, STATISTICS_MACHINE, subjectOf(row), 'correct', {
    opinion: input.reason,
    detail: { changes },
  });
  await store.saveStatistics(cx, { ...row, typed, frozen: after });
  const sentence = '{{title}} 已更正：{{opinion}}';
  await notify(cx, [{ to: [{ role: 'committeeHead' }], ...notice(row, sentence, input.reason) }]);
}

type Rows = store.Frozen['rows'];

/** The confirmed rows with what people fill in as it is now. */
function withOnlyTyped(kept: Rows, fresh: Rows): Rows {
  const now = new Map(fresh.map((row) => [row.key, row]));
  return kept.map((row) => {
    const one = now.get(row.key);
    return row.kind === 'computed' || !one ? row : { ...row, value: one.value, text: one.text };
  });
}

function changesBetween(before: Rows, after: Rows) {
  const old = new Map(before.map((row) => [row.key, row.text]));
  const keys = new Set(after.map((row) => row.key));
  return [
    ...after
      .filter((row) => old.get(row.key) !== row.text)
      .map((row) => ({ key: row.key, before: old.get(row.key) ?? null, after: row.text })),
    ...before
      .filter((row) => !keys.has(row.key))
      .map((row) => ({ key: row.key, before: row.text, after: null })),
  ];
}

export async function statisticsRecord(
  cx: CommandContext,
  id: string,
  say: Say,
): Promise<StatisticsRecord> {
  const [row] = await store.statisticsOf(cx, { id });
  if (!row) throw notFound();
  const { frozen, typed: _typed, writers: _writers, ...facts } = row;
  const shown = frozen ?? (await compute(cx, row));
  const header = await store.headerOf(cx);
  return {
    ...facts,
    organizationName: header.organizationName,
    preparedOn: frozen ? facts.preparedOn : cx.today,
    asOf: shown.asOf,
    frozen: frozen !== null,
    lastYear: shown.lastYear,
    rows: shown.rows,
    warnings: shown.warnings.map(({ sentence, params }) => say(sentence, params)),
    steps: await stepsOf(cx.tx, cx.unitId, 'statistics', id),
    may: STATISTICS_ACTIONS.filter((action) => may(cx, row, action)),
  };
}

function may(
  cx: CommandContext,
  row: store.StatisticsStored,
  action: (typeof STATISTICS_ACTIONS)[number],
): boolean {
  if (action === 'edit') {
    return row.frozen === null && widestScope(cx.actor.roles, 'statistics.edit') !== undefined;
  }
  if ((action === 'approve' || action === 'return') && wrote(cx, row)) return false;
  return mayTake(cx, STATISTICS_MACHINE, row.state, action);
}

export async function statisticsTodos(cx: CommandContext): Promise<TodoLine[]> {
  if (!widestScope(cx.actor.roles, 'statistics.approve')) return [];
  const waiting = (await store.statisticsOf(cx)).filter(
    (row) => row.state === 'submitted' && !wrote(cx, row),
  );
  return [
    {
      key: 'statistics.approve',
      sentence: '待您审定的信息统计表',
      count: waiting.length,
      link: waiting[0] ? `/statistics/${waiting[0].id}` : '/statistics',
    },
  ];
}
