/** The annual summary from a draft to the approved text. Who has written on it does not approve it. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import type { Evidence } from '../../daily/index.ts';
import { nameOfActor } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { mayTake, ownNames, withWriter, wrote } from '../../platform/workflow/who.ts';
import { summaryFacts } from './commands.facts.ts';
import { SUMMARY_MACHINE } from './rules.machine.ts';
import { writeSection } from './rules.prose.ts';
import {
  SUMMARY_ACTIONS,
  SUMMARY_SECTIONS,
  type SummaryRecord,
  type SummarySection,
} from './shapes.ts';
import * as store from './store.ts';

const ORDER = Object.keys(SUMMARY_SECTIONS) as SummarySection[];
const titleOf = (year: number) => `${year}年度软件正版化工作总结`;
const subjectOf = (row: store.SummaryRow) => ({
  id: row.id,
  title: titleOf(row.year),
  state: row.state,
});

const notFound = () =>
  refuse('reporting.noSummary', '没有这份年度总结，可能链接有误', {}, { status: 404 });

async function lockOne(cx: CommandContext, id: string): Promise<store.SummaryRow> {
  const [row] = await store.summariesOf(cx, { id, lock: true });
  if (row) return row;
  throw notFound();
}

export async function createSummary(cx: CommandContext, year: number): Promise<string> {
  if (year > Number(cx.today.slice(0, 4))) {
    const sentence = '{{year}} 年还没有到，没有可总结的记录';
    throw refuse('reporting.futureYear', sentence, { year }, { path: 'body.year' });
  }
  const id = newId();
  if (!(await store.insertSummary(cx, { id, year, writers: ownNames(cx) }))) {
    const sentence = '{{year}} 年已有总结，请在原稿上修改';
    throw refuse('reporting.summaryExists', sentence, { year }, { path: 'body.year', status: 409 });
  }
  const facts = await summaryFacts(cx, year);
  const sections = ORDER.map((section) => ({ section, words: writeSection(section, facts) }));
  await store.insertSections(cx, id, sections);
  await takeStep(cx, SUMMARY_MACHINE, { id, title: titleOf(year), state: null }, 'create');
  return id;
}

/** What a section would say if it were written now; nothing is kept. */
export async function draftOf(
  cx: CommandContext,
  id: string,
  section: SummarySection,
): Promise<string> {
  const [row] = await store.summariesOf(cx, { id });
  if (!row) throw notFound();
  return writeSection(section, await summaryFacts(cx, row.year));
}

async function sectionOf(cx: CommandContext, id: string, section: SummarySection) {
  const all = await store.sectionsOf(cx, id);
  const found = all.find((one) => one.section === section);
  if (found) return found;
  throw notFound();
}

export async function saveSection(
  cx: CommandContext,
  id: string,
  section: SummarySection,
  input: { words: string; revision: number },
): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.state !== 'draft' && row.state !== 'returned') {
    const sentence = '总结已报审或已审定，不能直接修改';
    throw refuse('reporting.summaryFixed', sentence, {}, { status: 409 });
  }
  const before = await sectionOf(cx, id, section);
  if (before.revision !== input.revision) {
    const sentence = '“{{section}}”刚被{{name}}修改过；请复制您的文字，关闭后重新打开再修改';
    const params = { section: SUMMARY_SECTIONS[section].label, name: before.editedBy ?? '' };
    throw refuse('reporting.sectionChanged', sentence, params, {
      path: 'body.words',
      status: 409,
    });
  }
  await store.saveSection(cx, id, { section, words: input.words, by: await nameOfActor(cx) });
  await store.saveSummary(cx, { ...row, writers: withWriter(cx, row) });
  await audit(cx, {
    action: 'summary.edit',
    objectType: 'summary',
    objectId: id,
    before: { section, words: before.words },
    after: { section, words: input.words },
  });
}

const notice = (row: store.SummaryRow, sentence: string, opinion = '') => ({
  kind: 'daily' as const,
  sentence,
  params: { title: titleOf(row.year), opinion },
  link: `/summaries/${row.id}`,
  objectType: 'summary',
  objectId: row.id,
});

export async function submitSummary(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, SUMMARY_MACHINE, subjectOf(row), 'submit', { opinion });
  await store.saveSummary(cx, { ...row, state, writers: withWriter(cx, row) });
  await notify(cx, [{ to: [{ role: 'committeeHead' }], ...notice(row, '{{title}} 待您审定') }]);
}

export async function decideSummary(
  cx: CommandContext,
  id: string,
  { approve, opinion }: { approve: boolean; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  if (wrote(cx, row)) {
    const sentence = '您参与起草了这份总结，须由其他人审定';
    throw refuse('reporting.ownSummary', sentence, {}, { status: 403 });
  }
  const action = approve ? ('approve' as const) : ('return' as const);
  const state = await takeStep(cx, SUMMARY_MACHINE, subjectOf(row), action, { opinion });
  await store.saveSummary(cx, {
    ...row,
    state,
    approvedBy: approve ? await nameOfActor(cx) : null,
    approvedOn: approve ? cx.today : null,
  });
  const sentence = approve ? '{{title}} 已审定' : '{{title}} 已退回：{{opinion}}';
  await notify(cx, [{ to: [{ role: 'itManager' }], ...notice(row, sentence, opinion) }]);
}

export async function correctSummary(
  cx: CommandContext,
  id: string,
  input: { section: SummarySection; words: string; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const before = await sectionOf(cx, id, input.section);
  if (before.words === input.words) {
    const path = 'body.words';
    throw refuse('reporting.nothingCorrected', '文字没有变化', {}, { path });
  }
  await takeStep(cx, SUMMARY_MACHINE, subjectOf(row), 'correct', {
    opinion: input.reason,
    detail: { section: input.section, before: before.words, after: input.words },
  });
  const { section, words } = input;
  await store.saveSection(cx, id, { section, words, by: await nameOfActor(cx) });
  const sentence = '{{title}} 已更正：{{opinion}}';
  await notify(cx, [{ to: [{ role: 'committeeHead' }], ...notice(row, sentence, input.reason) }]);
}

export async function summaryRecord(cx: CommandContext, id: string): Promise<SummaryRecord> {
  const [row] = await store.summariesOf(cx, { id });
  if (!row) throw notFound();
  const { writers: _writers, ...facts } = row;
  const sections = await store.sectionsOf(cx, id);
  const statistics = await store.statisticsOf(cx, row.year);
  return {
    ...facts,
    sections: sections.sort((a, b) => ORDER.indexOf(a.section) - ORDER.indexOf(b.section)),
    statistics: statistics && { id: statistics.id, state: statistics.state },
    steps: await stepsOf(cx.tx, cx.unitId, 'summary', id),
    may: SUMMARY_ACTIONS.filter((action) => may(cx, row, action)),
  };
}

function may(
  cx: CommandContext,
  row: store.SummaryRow,
  action: (typeof SUMMARY_ACTIONS)[number],
): boolean {
  if (action === 'edit') {
    const open = row.state === 'draft' || row.state === 'returned';
    return open && widestScope(cx.actor.roles, 'summary.edit') !== undefined;
  }
  if ((action === 'approve' || action === 'return') && wrote(cx, row)) return false;
  return mayTake(cx, SUMMARY_MACHINE, row.state, action);
}

/** RC-6 asks for both: the summary and form 5. */
export async function summaryEvidence(cx: CommandContext, year: number): Promise<Evidence[]> {
  const [row] = await store.summariesOf(cx, { year });
  const statistics = await store.statisticsOf(cx, year);
  if (!row?.approvedOn || !statistics?.confirmedOn) return [];
  const days = [row.approvedOn, statistics.confirmedOn].sort();
  const sentence = '年度总结和信息统计表已审定';
  return [{ period: String(year), on: days[1]!, sentence, link: `/summaries/${row.id}` }];
}

export async function summaryTodos(cx: CommandContext): Promise<TodoLine[]> {
  if (!widestScope(cx.actor.roles, 'summary.approve')) return [];
  const waiting = (await store.summariesOf(cx)).filter(
    (row) => row.state === 'submitted' && !wrote(cx, row),
  );
  return [
    {
      key: 'summary.approve',
      sentence: '待您审定的年度总结',
      count: waiting.length,
      link: waiting[0] ? `/summaries/${waiting[0].id}` : '/summaries',
    },
  ];
}
