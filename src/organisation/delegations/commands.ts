/**
 * A head names who acts in his absence; the information department may name somebody for any head, so that nobody's
 * application waits for one who is away. Both are told, and it is in the audit log.
 */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { notify } from '../../platform/notices/notify.ts';
import * as departments from '../departments/store.ts';
import * as people from '../people/store.ts';
import { problemWith, stateOn } from './rules.ts';
import type { Delegation, DelegationState, NewDelegation } from './shapes.ts';
import * as store from './store.ts';

type Query = Parameters<typeof store.delegationPage>[2];

export async function listDelegations(
  cx: CommandContext,
  query: Query & { state?: DelegationState | undefined },
  reach: { view: Scope; edit: Scope | undefined },
): Promise<Page<Delegation>> {
  const within = reach.view === 'all' ? {} : { within: cx.actor };
  const found = await store.delegationPage(cx.tx, cx.unitId, query, { today: cx.today, ...within });
  const rows = await departments.departmentRows(cx.tx, cx.unitId);
  const headed = Map.groupBy(
    rows.filter((row) => row.active),
    (row) => row.headPersonId,
  );
  return {
    ...found,
    items: found.items.map((row) => {
      const state = stateOn(row, cx.today);
      const open = state === 'upcoming' || state === 'inEffect';
      const mine = row.fromPersonId === cx.actor.personId;
      const may = open && (reach.edit === 'all' || (reach.edit !== undefined && mine));
      return {
        ...row,
        state,
        departments: (headed.get(row.fromPersonId) ?? []).map((department) => department.name),
        may: may ? (['revoke'] as const).slice() : [],
      };
    }),
  };
}

/** One change of delegations at a time per unit: overlaps are checked before they are written. */
function lockDelegations(cx: CommandContext): Promise<void> {
  return lockNamed(cx.tx, cx.unitId, 'organisation.delegations');
}

export async function createDelegation(
  cx: CommandContext,
  input: NewDelegation,
  scope: Scope,
): Promise<{ id: string }> {
  const fromPersonId = input.fromPersonId ?? cx.actor.personId;
  if (!fromPersonId) {
    throw refuse(
      'organisation.delegation.whose',
      '请选择离岗的部门负责人',
      {},
      { path: 'body.fromPersonId' },
    );
  }
  refuseOthers(cx, fromPersonId, scope);
  await lockDelegations(cx);
  const { toPersonId, fromOn, toOn, reason } = input;
  const both = [fromPersonId, toPersonId];
  const persons = await people.peopleByIds(cx.tx, cx.unitId, both);
  const rows = await departments.departmentRows(cx.tx, cx.unitId);
  const wanted = { fromPersonId, toPersonId, fromOn, toOn };
  const problem = problemWith(wanted, {
    today: cx.today,
    fromHeads: rows.some((row) => row.active && row.headPersonId === fromPersonId),
    fromActive: persons.get(fromPersonId)?.active ?? false,
    toActive: persons.get(toPersonId)?.active ?? false,
    others: await store.openDelegationsOf(cx.tx, cx.unitId, both, cx.today),
  });
  if (problem) {
    throw refuse(problem.code, problem.sentence, problem.params ?? {}, { path: problem.path });
  }
  const row = { id: newId(), ...wanted, reason };
  const by = { id: cx.actor.id, name: cx.actor.name, at: cx.now };
  await store.insertDelegation(cx.tx, cx.unitId, row, by);
  const names = {
    head: persons.get(fromPersonId)!.name,
    substitute: persons.get(toPersonId)!.name,
  };
  await audit(cx, {
    action: 'delegation.create',
    objectType: 'delegation',
    objectId: row.id,
    after: { ...row, ...names },
  });
  await tell(cx, row, {
    head: '{{by}}已请{{substitute}}在 {{fromOn}} 至 {{toOn}} 代您履行部门负责人职责',
    substitute: '{{fromOn}} 至 {{toOn}} 请您代{{head}}履行部门负责人职责',
    params: { ...names, by: cx.actor.name, fromOn, toOn },
  });
  return { id: row.id };
}

export async function revokeDelegation(
  cx: CommandContext,
  id: string,
  reason: string,
  scope: Scope,
): Promise<{ id: string }> {
  await lockDelegations(cx);
  const row = await store.lockedDelegation(cx.tx, cx.unitId, id);
  if (!row) throw refuse('organisation.delegation.unknown', '没有这项代理', {}, { status: 404 });
  refuseOthers(cx, row.fromPersonId, scope);
  const state = stateOn(row, cx.today);
  if (state === 'revoked' || state === 'ended') throw alreadyOver(row, state);
  const by = { name: cx.actor.name, reason, at: cx.now };
  await store.markRevoked(cx.tx, cx.unitId, id, by);
  const names = { head: row.fromName, substitute: row.toName };
  await audit(cx, {
    action: 'delegation.revoke',
    objectType: 'delegation',
    objectId: id,
    before: { fromOn: row.fromOn, toOn: row.toOn, ...names },
    after: { reason },
  });
  await tell(cx, row, {
    head: '{{by}}已撤销{{substitute}}对您职责的代理',
    substitute: '您对{{head}}职责的代理已由{{by}}撤销',
    params: { ...names, by: cx.actor.name },
  });
  return { id };
}

function alreadyOver(row: store.DelegationRow, state: 'revoked' | 'ended') {
  const status = { status: 409 };
  return state === 'revoked'
    ? refuse(
        'organisation.delegation.revoked',
        '这项代理已由{{by}}撤销',
        { by: row.revokedBy ?? '' },
        status,
      )
    : refuse(
        'organisation.delegation.ended',
        '这项代理已于 {{toOn}} 结束',
        { toOn: row.toOn },
        status,
      );
}

/** A head decides about his own absence only; the information department about anybody's. */
function refuseOthers(cx: CommandContext, fromPersonId: string, scope: Scope): void {
  if (scope === 'all' || fromPersonId === cx.actor.personId) return;
  throw refuse(
    'organisation.delegation.notYours',
    '只能设置或撤销本人的代理；代别人设置请联系信息化部门',
    {},
    { status: 403, path: 'body.fromPersonId' },
  );
}

async function tell(
  cx: CommandContext,
  row: { id: string; fromPersonId: string; toPersonId: string },
  words: { head: string; substitute: string; params: Record<string, string> },
): Promise<void> {
  const common = {
    kind: 'system' as const,
    params: words.params,
    link: '/my',
    objectType: 'delegation',
    objectId: row.id,
  };
  await notify(cx, [
    { ...common, to: [{ personId: row.fromPersonId }], sentence: words.head },
    { ...common, to: [{ personId: row.toPersonId }], sentence: words.substitute },
  ]);
}
