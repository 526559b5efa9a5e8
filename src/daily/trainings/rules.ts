/** Codes for signing in, and what keeps a training from being held or recorded: facts in, answers out. */
import type { TrainingKind } from './shapes.ts';

/**
 * A code changes every half minute and counts for the four after its own: whoever scans it may first have to type a
 * password on a phone, and a photo of it is worth nothing by the time it has gone round.
 */
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

export type Correctable = {
  kind: TrainingKind;
  state: string;
  heldOn: string;
  words: string;
  reach: number | null;
  attendees: number;
};

/** The same that kept it from being held and recorded, asked of what it is to be. */
export function correctionComplaint(after: Correctable, today: string): Complaint | undefined {
  if (after.heldOn > today) return { sentence: '日期不能晚于今天', path: 'body.heldOn' };
  if (after.kind !== 'publicity' && after.attendees === 0) {
    return { sentence: '培训至少有一名参加人员', path: 'body.remove' };
  }
  return after.state === 'recorded' ? recordComplaint(after) : undefined;
}
