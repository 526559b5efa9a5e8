/** When a delegation holds, and what keeps one from being set (ZR-2: somebody always answers for the department). */
import { daysBetween } from '../../base/dates.ts';
import type { RefusalParams } from '../../base/refusal.ts';
import { type DelegationState, MAX_DAYS } from './shapes.ts';

export type Period = { fromOn: string; toOn: string };
export type Standing = Period & { revokedAt: string | null };

export function stateOn(one: Standing, today: string): DelegationState {
  if (one.revokedAt !== null) return 'revoked';
  if (today < one.fromOn) return 'upcoming';
  return today > one.toOn ? 'ended' : 'inEffect';
}

export function overlaps(left: Period, right: Period): boolean {
  return left.fromOn <= right.toOn && right.fromOn <= left.toOn;
}

export type Problem = { code: string; sentence: string; params?: RefusalParams; path: string };

export type Wanted = Period & { fromPersonId: string; toPersonId: string };
export type Known = Period & {
  fromPersonId: string;
  fromName: string;
  toPersonId: string;
  toName: string;
};
export type Facts = {
  today: string;
  /** Whether the one who will be away heads a department. */
  fromHeads: boolean;
  fromActive: boolean;
  toActive: boolean;
  /** Neither revoked nor over, of all people concerned. */
  others: readonly Known[];
};

/** Why the delegation may not be set, undefined when it may. */
export function problemWith(wanted: Wanted, facts: Facts): Problem | undefined {
  const { fromPersonId, toPersonId, fromOn, toOn } = wanted;
  if (fromPersonId === toPersonId) {
    return problem('toSelf', '不能由本人代理本人，请另选代理人', 'toPersonId');
  }
  if (!facts.fromActive || !facts.fromHeads) {
    return problem('notHead', '只有在任的部门负责人需要设置代理人', 'fromPersonId');
  }
  if (!facts.toActive) {
    return problem('substituteMissing', '代理人须为本单位在职人员，请重新选择', 'toPersonId');
  }
  if (toOn < fromOn) return problem('periodReversed', '结束日期早于开始日期', 'toOn');
  if (fromOn < facts.today) return problem('periodPast', '开始日期不能早于今天', 'fromOn');
  if (daysBetween(fromOn, toOn) + 1 > MAX_DAYS) {
    return problem('periodLong', '代理期不能超过 {{days}} 天', 'toOn', { days: MAX_DAYS });
  }
  return conflict(wanted, facts.others);
}

/** One substitute at a time, and nobody is away and a substitute at once: nothing is passed on. */
function conflict(wanted: Wanted, others: readonly Known[]): Problem | undefined {
  for (const other of others) {
    if (!overlaps(wanted, other)) continue;
    const period = { fromOn: other.fromOn, toOn: other.toOn };
    if (other.fromPersonId === wanted.fromPersonId) {
      return problem(
        'overlapping',
        '{{fromOn}} 至 {{toOn}} 已由{{name}}代理，请先撤销或另选日期',
        'fromOn',
        { ...period, name: other.toName },
      );
    }
    if (other.fromPersonId === wanted.toPersonId) {
      return problem(
        'substituteAway',
        '{{name}}在 {{fromOn}} 至 {{toOn}} 也已委托他人代理，请另选代理人',
        'toPersonId',
        { ...period, name: other.fromName },
      );
    }
    if (other.toPersonId === wanted.fromPersonId) {
      return problem(
        'chain',
        '{{fromOn}} 至 {{toOn}} 正在代理{{name}}的职责，代理不能再转给他人；请先为{{name}}另定代理人',
        'fromOn',
        { ...period, name: other.fromName },
      );
    }
  }
  return undefined;
}

function problem(code: string, sentence: string, field: string, params?: RefusalParams): Problem {
  return {
    code: `organisation.delegation.${code}`,
    sentence,
    path: `body.${field}`,
    ...(params && { params }),
  };
}
