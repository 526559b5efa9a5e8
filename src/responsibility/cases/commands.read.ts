/** Cases as pages and programs see them, and what waits for whom. */
import { refuse } from '../../base/refusal.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { APPEAL_DAYS, callerOf } from './commands.ts';
import { actionsOf, appealUntil, suggestionsOf } from './rules.ts';
import type { CaseRecord } from './shapes.ts';
import * as store from './store.ts';

/** The person concerned sees neither the suggestion nor the proposal before it is decided. */
export async function caseRecord(
  cx: CommandContext,
  scope: Scope,
  id: string,
): Promise<CaseRecord> {
  const listed = (await store.listCases(cx, scope, { id, limit: 1 })).items[0];
  const row = listed && (await store.caseRow(cx, id, false));
  if (!listed || !row) {
    throw refuse('responsibility.noCase', '没有这件责任追究，或您无权查看', {}, { status: 404 });
  }
  const inside = scope === 'all' && row.personId !== (cx.actor.personId ?? 'nobody');
  const lines = await store.consequences(cx, scope, { caseId: id });
  const may = actionsOf(row, callerOf(cx), { today: cx.today, appealDays: APPEAL_DAYS });
  return {
    ...listed,
    facts: row.facts,
    rules: row.rules,
    pirated: row.pirated,
    statement: row.statement,
    response: row.response,
    suggested: inside ? suggestionsOf(row, Number(cx.today.slice(0, 4))) : [],
    proposal: inside ? row.proposal : [],
    consequences: lines.map(({ subject, subjectName, kind, year, note }) => ({
      subject,
      subjectName,
      kind,
      year,
      note,
    })),
    appeal: row.appeal,
    appealedOn: row.appealedOn,
    appealUntil: appealUntil(row.decidedOn, APPEAL_DAYS),
    rectification: row.rectification,
    rectifyBy: row.rectifyBy,
    rectifiedNote: row.rectifiedNote,
    findings: await store.findingsOf(cx.tx, cx.unitId, id),
    files: inside || scope === 'own' ? await store.filesOf(cx.tx, cx.unitId, id) : [],
    steps: await stepsOf(cx.tx, cx.unitId, 'case', id),
    may,
  };
}

export async function caseTodos(cx: CommandContext): Promise<TodoLine[]> {
  const can = (
    permission: 'case.view' | 'case.edit' | 'case.sanction' | 'case.decide' | 'case.respond',
  ) => widestScope(cx.actor.roles, permission) !== undefined;
  if (!can('case.view')) return [];
  const counts = await store.waitingCases(cx);
  const lines: TodoLine[] = [];
  const add = (
    key: string,
    sentence: string,
    count: number,
    query = '',
    dueOn: string | null = null,
  ) => lines.push({ key: `case.${key}`, sentence, count, link: `/cases${query}`, dueOn });
  add(
    'statement',
    '待您陈述的责任追究',
    counts.statements,
    '?state=statementRequested',
    counts.dueOn,
  );
  if (can('case.respond')) add('respond', '待部门提出意见的责任追究', counts.responses);
  if (can('case.edit')) add('edit', '待通知陈述、整改或结案的责任追究', counts.edit);
  if (can('case.sanction'))
    add('propose', '待提处理建议的责任追究', counts.proposals, '?state=statementGiven');
  if (can('case.decide')) add('decide', '待您决定或复核的责任追究', counts.decisions);
  return lines;
}
