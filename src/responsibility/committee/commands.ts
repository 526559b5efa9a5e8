/** Drafting, approving and correcting the leading group's composition (ZR-1.1; form 1). */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { notify } from '../../platform/notices/notify.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { requireScan } from '../../platform/signatures/signatures.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { COMMITTEE_MACHINE } from './rules.machine.ts';
import { compositionWarnings, type Warning } from './rules.ts';
import type { Committee, CommitteeMember, MemberInput } from './shapes.ts';
import * as store from './store.ts';

const OPEN = ['draft', 'submitted', 'returned'] as const;
const subjectOf = (row: store.CommitteeRow) => ({
  id: row.id,
  title: `领导小组组成第 ${row.versionNo} 版`,
  state: row.state,
});

async function lockOne(cx: CommandContext, id: string): Promise<store.CommitteeRow> {
  await lockNamed(cx.tx, cx.unitId, 'committee');
  const [row] = await store.committees(cx.tx, cx.unitId, { id, lock: true });
  if (row) return row;
  throw refuse('responsibility.noCommittee', '没有这一版领导小组组成', {}, { status: 404 });
}

/** A new version begins as what is in force, or empty. One at a time. */
export async function draft(cx: CommandContext): Promise<string> {
  await lockNamed(cx.tx, cx.unitId, 'committee');
  const all = await store.committees(cx.tx, cx.unitId);
  const open = all.find((row) => (OPEN as readonly string[]).includes(row.state));
  if (open) {
    const sentence = '已有正在办理的调整（第 {{no}} 版），请先办完';
    throw refuse('responsibility.oneDraft', sentence, { no: open.versionNo }, { status: 409 });
  }
  const id = newId();
  const versionNo = (all[0]?.versionNo ?? 0) + 1;
  const members = all.find((row) => row.state === 'inForce')?.members ?? [];
  await store.insertCommittee(cx, { id, versionNo, members });
  const subject = { id, title: `领导小组组成第 ${versionNo} 版`, state: null };
  await takeStep(cx, COMMITTEE_MACHINE, subject, 'create');
  return id;
}

/** Members with names and departments of today; unknown people are refused by line. */
async function membersOf(
  cx: CommandContext,
  members: readonly MemberInput[],
): Promise<CommitteeMember[]> {
  const people = await store.peopleNow(
    cx.tx,
    cx.unitId,
    members.map((member) => member.personId),
  );
  return members.map((member, at) => {
    const person = people.get(member.personId);
    if (!person) {
      const path = `body.members.${at}.personId`;
      throw refuse(
        'responsibility.unknownMember',
        '第 {{line}} 行的人员不存在',
        { line: at + 1 },
        { path },
      );
    }
    return {
      ...member,
      lineNo: at + 1,
      personName: person.name,
      departmentId: person.departmentId,
      departmentName: person.departmentName,
    };
  });
}

export async function save(cx: CommandContext, id: string, members: readonly MemberInput[]) {
  const row = await lockOne(cx, id);
  if (row.state !== 'draft' && row.state !== 'returned') {
    const sentence = '第 {{no}} 版已报审或已生效，不能修改';
    throw refuse('responsibility.notDraft', sentence, { no: row.versionNo }, { status: 409 });
  }
  await store.saveCommittee(cx, { ...row, members: await membersOf(cx, members) });
}

export async function submit(cx: CommandContext, id: string, opinion: string): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.members.length === 0) {
    throw refuse('responsibility.noMembers', '请先填写领导小组成员', {}, { status: 409 });
  }
  const state = await takeStep(cx, COMMITTEE_MACHINE, subjectOf(row), 'submit', { opinion });
  await store.saveCommittee(cx, { ...row, state, submittedById: cx.actor.id });
  await notify(cx, [
    {
      to: [{ role: 'committeeHead' }],
      kind: 'committee',
      sentence: '领导小组组成第 {{no}} 版待您审定',
      params: { no: row.versionNo },
      link: '/committee',
      objectType: 'committee',
      objectId: id,
    },
  ]);
}

export async function decide(
  cx: CommandContext,
  id: string,
  input: { approve: boolean; effectiveFrom?: string | undefined; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.state === 'submitted' && row.submittedById === cx.actor.id) {
    const sentence = '不能审定自己报审的组成；已有纸质文件的，请依据文件登记';
    throw refuse('responsibility.ownCommittee', sentence, {}, { status: 403 });
  }
  const { opinion } = input;
  if (!input.approve) {
    const state = await takeStep(cx, COMMITTEE_MACHINE, subjectOf(row), 'return', { opinion });
    await store.saveCommittee(cx, { ...row, state });
    return;
  }
  const state = await takeStep(cx, COMMITTEE_MACHINE, subjectOf(row), 'approve', { opinion });
  await putInForce(cx, { ...row, state }, input.effectiveFrom ?? cx.today);
}

/** The one in force ends on the day the new one begins. */
async function putInForce(
  cx: CommandContext,
  row: store.CommitteeRow,
  from: string,
): Promise<void> {
  const [current] = await store.committees(cx.tx, cx.unitId, { states: ['inForce'], lock: true });
  if (current) {
    if (current.effectiveFrom !== null && from < current.effectiveFrom) {
      const params = { date: current.effectiveFrom };
      const path = 'body.effectiveFrom';
      throw refuse('responsibility.beforeCurrent', '生效日期不能早于现行组成的 {{date}}', params, {
        path,
      });
    }
    const state = await takeStep(cx, COMMITTEE_MACHINE, subjectOf(current), 'supersede');
    await store.saveCommittee(cx, { ...current, state, effectiveTo: from });
  }
  await store.saveCommittee(cx, { ...row, effectiveFrom: from });
}

/** Decided on paper: number, day and scan of the document are kept with it. */
export async function confirmByDocument(
  cx: CommandContext,
  id: string,
  input: { documentNo: string; documentOn: string; effectiveFrom: string; fileId: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  await requireScan(cx, input.fileId, 'body.fileId');
  if (row.members.length === 0) {
    throw refuse('responsibility.noMembers', '请先填写领导小组成员', {}, { status: 409 });
  }
  const state = await takeStep(cx, COMMITTEE_MACHINE, subjectOf(row), 'confirmByDocument', {
    detail: { documentNo: input.documentNo, documentOn: input.documentOn },
  });
  const changed = {
    ...row,
    state,
    documentNo: input.documentNo,
    documentOn: input.documentOn,
    documentFileId: input.fileId,
  };
  await putInForce(cx, changed, input.effectiveFrom);
}

export async function discard(cx: CommandContext, id: string, reason: string): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, COMMITTEE_MACHINE, subjectOf(row), 'discard', {
    opinion: reason,
  });
  await store.saveCommittee(cx, { ...row, state });
}

/** People and their place in the group stay; telephone, title and the like may be put right. */
export async function correct(
  cx: CommandContext,
  id: string,
  input: { members: readonly MemberInput[]; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const key = (member: Pick<MemberInput, 'personId' | 'committeeRole'>) =>
    `${member.personId} ${member.committeeRole}`;
  const before = row.members.map(key).sort().join();
  if (before !== input.members.map(key).sort().join()) {
    const sentence = '更正不能增减人员或改变小组职务，请起草新的组成';
    throw refuse('responsibility.notACorrection', sentence, {}, { path: 'body.members' });
  }
  const members = await membersOf(cx, input.members);
  await takeStep(cx, COMMITTEE_MACHINE, subjectOf(row), 'correct', {
    opinion: input.reason,
    detail: { before: row.members, after: members },
  });
  await store.saveCommittee(cx, { ...row, members });
}

async function warningsOf(cx: CommandContext, row: store.CommitteeRow): Promise<Warning[]> {
  const people = await store.peopleNow(
    cx.tx,
    cx.unitId,
    row.members.map((member) => member.personId),
  );
  return compositionWarnings(
    row.members.map((member) => ({
      ...member,
      active: people.get(member.personId)?.active ?? false,
      headsFunctions: people.get(member.personId)?.headsFunctions ?? [],
    })),
  );
}

export type Say = (sentence: string, params?: Record<string, string | number>) => string;

export async function shown(
  cx: CommandContext,
  row: store.CommitteeRow,
  say: Say,
): Promise<Committee> {
  const { submittedById, ...facts } = row;
  const open = row.state !== 'superseded' && row.state !== 'discarded';
  const warnings = open ? await warningsOf(cx, row) : [];
  return {
    ...facts,
    warnings: warnings.map(({ key, sentence, params }) => ({
      key,
      message: say(sentence, params),
    })),
    steps: await stepsOf(cx.tx, cx.unitId, 'committee', row.id),
    may: mayOf(cx, row.state, submittedById),
  };
}

function mayOf(cx: CommandContext, state: string, submittedById: string | null): Committee['may'] {
  const can = (permission: 'committee.edit' | 'committee.approve') =>
    widestScope(cx.actor.roles, permission) !== undefined;
  const may: Committee['may'] = [];
  if (can('committee.edit')) {
    if (state === 'draft' || state === 'returned') may.push('edit', 'submit', 'discard');
    if ((OPEN as readonly string[]).includes(state)) may.push('confirmByDocument');
    if (state === 'inForce') may.push('correct');
  }
  if (can('committee.approve') && state === 'submitted' && submittedById !== cx.actor.id) {
    may.push('approve', 'return');
  }
  return may;
}

export async function committeeTodos(cx: CommandContext): Promise<TodoLine[]> {
  const edit = widestScope(cx.actor.roles, 'committee.edit') !== undefined;
  const approve = widestScope(cx.actor.roles, 'committee.approve') !== undefined;
  if (!edit && !approve) return [];
  const rows = await store.committees(cx.tx, cx.unitId, {
    states: ['submitted', 'returned', 'inForce'],
  });
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  const lines: TodoLine[] = [];
  const add = (key: string, sentence: string, n: number) =>
    lines.push({ key: `committee.${key}`, sentence, count: n, link: '/committee' });
  if (approve) add('approve', '待您审定的领导小组组成', count('submitted'));
  if (edit) {
    add('returned', '被退回的领导小组组成', count('returned'));
    const current = rows.find((row) => row.state === 'inForce');
    const left = current
      ? (await warningsOf(cx, current)).filter((one) => one.key.startsWith('left.'))
      : [];
    add('left', '领导小组成员已离职，需要调整', left.length);
  }
  return lines;
}
