/** What the system proposes (ZR-4) and who may do what: facts in, suggestions and rights out. It never decides. */
import { addDays } from '../../base/dates.ts';
import type { CaseRecord, CaseRule, CaseState, Consequence } from './shapes.ts';

export type CaseFacts = {
  personId: string | null;
  departmentId: string | null;
  pirated: boolean;
  rules: readonly CaseRule[];
};
export type Suggestion = Consequence & { reason: string };

/**
 * ZR-4: a department in which pirated software is used loses the year's awards; a person who installs or removes
 * privately loses them too, and the year's bonus may be cut.
 */
export function suggestionsOf(facts: CaseFacts, year: number): Suggestion[] {
  const found: Suggestion[] = [];
  if (facts.personId !== null) {
    const reason = '责任制度四：私自安装或卸载软件的，取消年度评优评奖资格';
    found.push({ subject: 'person', kind: 'noAward', year, note: '', reason });
    const bonus = '责任制度四：视情扣除年度绩效奖励';
    found.push({ subject: 'person', kind: 'bonusCut', year, note: '视情', reason: bonus });
  }
  if (facts.departmentId !== null && (facts.pirated || facts.rules.includes('ZR-4'))) {
    const reason = '责任制度四：部门存在使用盗版软件的，取消该部门年度评优评奖资格';
    found.push({ subject: 'department', kind: 'noAward', year, note: '', reason });
  }
  return found;
}

/** Articles a finding's kind speaks of. */
export function rulesOfFinding(kind: string): { rules: CaseRule[]; pirated: boolean } {
  if (kind === 'risk') return { rules: ['ZR-4', 'WH-1.1'], pirated: true };
  if (kind === 'versionNotCovered') return { rules: ['WH-2.1'], pirated: false };
  return { rules: ['WH-1.1'], pirated: false };
}

export type CaseCaller = {
  accountId: string;
  personId: string | undefined;
  departmentIds: readonly string[];
  heads: boolean;
  can: (
    permission: 'case.edit' | 'case.state' | 'case.respond' | 'case.sanction' | 'case.decide',
  ) => boolean;
};
export type CaseStanding = {
  state: CaseState;
  personId: string | null;
  departmentId: string | null;
  openedById: string;
  appealedOn: string | null;
  decidedOn: string | null;
};

export function appealUntil(decidedOn: string | null, days: number): string | null {
  return decidedOn === null ? null : addDays(decidedOn, days);
}

export function actionsOf(
  one: CaseStanding,
  caller: CaseCaller,
  options: { today: string; appealDays: number },
): CaseRecord['may'] {
  const may: CaseRecord['may'] = [];
  const { state } = one;
  const subject = caller.personId !== undefined && caller.personId === one.personId;
  if (subject && caller.can('case.state')) {
    if (state === 'statementRequested') may.push('giveStatement');
    const until = appealUntil(one.decidedOn, options.appealDays);
    const inTime = until !== null && options.today <= until;
    if (state === 'decided' && one.appealedOn === null && inTime) may.push('appeal');
  }
  const own = one.departmentId !== null && caller.departmentIds.includes(one.departmentId);
  const heads = caller.heads && own && !subject;
  if (
    heads &&
    caller.can('case.respond') &&
    ['statementRequested', 'statementGiven', 'proposed'].includes(state)
  ) {
    may.push('respond');
  }
  // Nobody works on a case of his own.
  if (subject) return may;
  if (caller.can('case.edit')) may.push(...editActions(state));
  if (caller.can('case.sanction') && (state === 'statementGiven' || state === 'proposed')) {
    may.push('propose');
  }
  if (caller.can('case.decide') && caller.accountId !== one.openedById) {
    if (state === 'proposed') may.push('decide', 'returnProposal');
    if (['opened', 'statementRequested', 'statementGiven', 'proposed'].includes(state))
      may.push('dismiss');
    if (state === 'appealed') may.push('redecide');
  }
  return may;
}

function editActions(state: CaseState): CaseRecord['may'] {
  const may: CaseRecord['may'] = [];
  if (state === 'opened') may.push('requestStatement');
  if (state === 'statementRequested') may.push('recordStatement');
  if (state === 'decided') may.push('rectify');
  if (state === 'decided' || state === 'rectifying') may.push('close');
  if (['decided', 'rectifying', 'closed'].includes(state)) may.push('correct');
  if (state !== 'closed' && state !== 'dismissed') may.push('addFile');
  return may;
}
