/**
 * Takes a step of a workflow: the table says whether it may be taken, the step is written with actor, time and opinion,
 * and the audit line with it. The caller has locked its row (`select … for update`) and saves the state returned.
 */
import { sql } from 'kysely';
import type { ChoiceSet, ChoiceValue } from '../../base/choices.ts';
import { chunks } from '../../base/chunks.ts';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { type Machine, nextState } from '../../base/workflow.ts';
import { auditMany } from '../audit/audit.ts';
import type { CommandContext } from '../db/context.ts';
import type { Tx } from '../db/database.ts';
import type { WorkflowStep } from './shapes.ts';

export type Subject<S extends string> = {
  id: string;
  /** How people call it: its number or title. */
  title: string;
  /** As read under the lock; null for a new one, whose first step creates it. */
  state: S | null;
};

export type StepInput<S extends string> = {
  opinion?: string | undefined;
  /** Needed where a step may lead to several states. */
  to?: S;
  detail?: unknown;
  onBehalfOf?: string | null;
};

/**
 * The state the step leads to. A step that no longer fits is refused with 409 and says who did what meanwhile, so that
 * the second of two deciders is told what happened and nothing is done twice.
 */
export async function takeStep<States extends ChoiceSet, A extends string>(
  cx: CommandContext,
  table: Machine<States, A>,
  subject: Subject<ChoiceValue<States>>,
  action: A,
  input: StepInput<ChoiceValue<States>> = {},
): Promise<ChoiceValue<States>> {
  return takeSteps(cx, table, [subject], action, input);
}

/** The same step for many subjects (a campaign's orders), in a few statements; all or nothing. */
export async function takeSteps<States extends ChoiceSet, A extends string>(
  cx: CommandContext,
  table: Machine<States, A>,
  subjects: readonly Subject<ChoiceValue<States>>[],
  action: A,
  input: StepInput<ChoiceValue<States>> = {},
): Promise<ChoiceValue<States>> {
  const step = table.transitions[action];
  const opinion = input.opinion?.trim() ?? '';
  if (step.opinion === 'required' && opinion === '') {
    throw refuse('workflow.opinionNeeded', '请填写意见', {}, { path: 'body.opinion' });
  }
  let target: ChoiceValue<States> | undefined;
  for (const subject of subjects) {
    const from = subject.state ?? table.initial;
    const next =
      subject.state === null && step.from.length === 0
        ? (input.to ?? table.initial)
        : nextState(table, from, action, input.to);
    if (next === undefined) throw await moved(cx, table, subject);
    target = next;
  }
  if (target === undefined) throw new Error(`no subject for ${table.objectType}.${action}`);
  await insertSteps(cx, table.objectType, subjects, { ...input, action, target, opinion });
  return target;
}

/** Refusal 409 naming the last step taken. */
export async function moved<States extends ChoiceSet, A extends string>(
  cx: CommandContext,
  table: Machine<States, A>,
  subject: Subject<ChoiceValue<States>>,
) {
  const [last] = (await stepsOf(cx.tx, cx.unitId, table.objectType, subject.id)).slice(-1);
  const state = table.states[subject.state ?? table.initial]!.label;
  if (!last) {
    return refuse(
      'workflow.notNow',
      '“{{title}}”现为“{{state}}”，不能这样处理',
      { title: subject.title, state },
      { status: 409 },
    );
  }
  const what = table.transitions[last.action as A]?.label ?? last.action;
  return refuse(
    'workflow.moved',
    '“{{title}}”已由{{by}}于 {{at}} 办理“{{what}}”，现为“{{state}}”，请刷新查看',
    { title: subject.title, by: last.actorName, at: localTime(last.at), what, state },
    { status: 409 },
  );
}

/** Beijing time, to the minute. */
function localTime(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

type StepRow = { action: string; target: string; opinion: string } & Pick<
  StepInput<string>,
  'detail' | 'onBehalfOf'
>;

const AT_ONCE = 2000;

async function insertSteps(
  cx: CommandContext,
  objectType: string,
  subjects: readonly Subject<string>[],
  step: StepRow,
): Promise<void> {
  for (const part of chunks(subjects, AT_ONCE)) {
    const rows = part.map((one) => ({ id: newId(), object_id: one.id, from_state: one.state }));
    await sql`
      insert into platform_step (unit_id, id, object_type, object_id, action, from_state, to_state,
        actor_kind, actor_id, actor_name, person_id, on_behalf_of, opinion, detail, at)
      select ${cx.unitId}, r.id, ${objectType}, r.object_id, ${step.action}, r.from_state,
        ${step.target}, ${cx.actor.kind}, ${cx.actor.id}, ${cx.actor.name},
        ${cx.actor.personId ?? null}::uuid, ${step.onBehalfOf ?? null}, ${step.opinion},
        ${step.detail === undefined ? null : JSON.stringify(step.detail)}::jsonb,
        ${cx.now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (id uuid, object_id uuid, from_state text)
    `.execute(cx.tx);
  }
  await auditMany(
    cx,
    subjects.map((one) => ({
      action: `${objectType}.${step.action}`,
      objectType,
      objectId: one.id,
      before: one.state === null ? undefined : { state: one.state },
      after: { state: step.target, opinion: step.opinion, title: one.title, detail: step.detail },
    })),
  );
}

/** Steps of one record, oldest first. */
export async function stepsOf(
  tx: Tx,
  unitId: string,
  objectType: string,
  objectId: string,
): Promise<WorkflowStep[]> {
  const { rows } = await sql<WorkflowStep>`
    select id, action, from_state, to_state, actor_name, on_behalf_of, opinion, at
    from platform_step
    where unit_id = ${unitId} and object_type = ${objectType} and object_id = ${objectId}
    order by id
  `.execute(tx);
  return rows;
}
