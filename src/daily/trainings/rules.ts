/** Codes for signing in, and what keeps a training from being held or recorded: facts in, answers out. */
import type { TrainingKind } from './shapes.ts';

/** A code counts for its half minute and the next, so that scanning and signing in have time. */
export const STEP_SECONDS = 30;
export const stepAt = (now: Date) => Math.floor(now.getTime() / 1000 / STEP_SECONDS);
export const ACCEPTED_BACK = 4;

export type Complaint = { sentence: string; path?: string };

export function holdComplaint(
  one: { kind: TrainingKind; heldOn: string; attendees: number },
  today: string,
): Complaint | undefined {
  if (one.heldOn > today) return { sentence: '还没有到举办日期' };
  if (one.kind !== 'publicity' && one.attendees === 0) {
    return { sentence: '还没有登记参加人员' };
  }
  return undefined;
}

export function recordComplaint(one: {
  kind: TrainingKind;
  words: string;
  reach: number | null;
}): Complaint | undefined {
  if (one.words === '') return { sentence: '请先填写情况和成果', path: 'body.words' };
  if (one.kind === 'publicity' && one.reach === null) {
    return { sentence: '请先填写受众人次', path: 'body.reach' };
  }
  return undefined;
}
