/** What turns out to be wrong after a training was held: facts, outcome, who was there; with a reason, before and after kept. */
import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { lockOne, requirePeople, subjectOf } from './commands.ts';
import { TRAINING_MACHINE } from './rules.machine.ts';
import { correctionComplaint } from './rules.ts';
import type { TrainingCorrection } from './shapes.ts';
import * as store from './store.ts';

export async function correctTraining(
  cx: CommandContext,
  id: string,
  input: TrainingCorrection & { reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const facts = (one: typeof row | typeof after) => ({
    title: one.title,
    heldOn: one.heldOn,
    place: one.place,
    lecturer: one.lecturer,
    words: one.words,
    reach: one.reach,
  });
  const { add, remove, reason, ...given } = input;
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const after = { ...row, ...said };
  const list = await changeList(cx, row, { add, remove });
  const corrected = { ...after, attendees: row.attendees + list.came - list.went };
  // A step that no longer fits is refused by takeStep, which says what happened meanwhile.
  const open = TRAINING_MACHINE.transitions.correct.from.some((state) => state === row.state);
  const complaint = open ? correctionComplaint(corrected, cx.today) : undefined;
  if (complaint) {
    const { sentence, path } = complaint;
    throw refuse('daily.trainingIncomplete', sentence, {}, path ? { path } : {});
  }
  const state = await takeStep(cx, TRAINING_MACHINE, subjectOf(row), 'correct', {
    opinion: reason,
    to: row.state as 'held' | 'recorded',
    detail: {
      before: facts(row),
      after: facts(after),
      added: list.added,
      removed: list.removed,
    },
  });
  await store.saveTraining(cx, { ...after, state });
}

async function changeList(
  cx: CommandContext,
  row: store.TrainingRow,
  input: { add: string[]; remove: string[] },
) {
  if (input.add.length + input.remove.length === 0) {
    return { came: 0, went: 0, added: [], removed: [] };
  }
  if (row.kind === 'publicity') {
    const sentence = '宣传没有参加人员名单，请更正受众人次';
    throw refuse('daily.noList', sentence, {}, { path: 'body.add' });
  }
  const added = await requirePeople(cx, input.add, 'body.add');
  const removed = await requirePeople(cx, input.remove, 'body.remove');
  const went = await store.absent(cx, row.id, input.remove);
  const came = await store.attend(cx, row.id, { personIds: input.add, departmentIds: [] }, 'list');
  return { came, went, added, removed };
}
