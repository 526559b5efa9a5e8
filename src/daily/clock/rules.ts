/** Which duties fall into a span of days, how they stand on a day, and what is to be told (domain.md part 5). */
import { addDays } from '../../base/dates.ts';
import { type ClockParameters, DUTIES, type DutyKey, type DutyState } from './shapes.ts';

export type Occurrence = { duty: DutyKey; period: string; opensOn: string; dueOn: string };

export const DEFAULT_LEAD_DAYS = 30;

export function keyOf(one: { duty: string; period: string }): string {
  return `${one.duty} ${one.period}`;
}

/** Every duty of the years from `fromYear` to `toYear` that is due on or after `since`; by due day. */
export function occurrences(
  parameters: Pick<ClockParameters, 'since' | 'due'>,
  fromYear: number,
  toYear: number,
): Occurrence[] {
  const found: Occurrence[] = [];
  for (let year = fromYear; year <= toYear; year++) {
    for (const duty of Object.keys(DUTIES) as DutyKey[]) {
      found.push(...ofYear(duty, year, daysOf(parameters, duty)));
    }
  }
  return found
    .filter((one) => one.dueOn >= parameters.since)
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.duty.localeCompare(b.duty));
}

/** The unit's own days where it has set as many as the duty has periods, else the default ones. */
export function daysOf(parameters: Pick<ClockParameters, 'due'>, duty: DutyKey): readonly string[] {
  const usual = DUTIES[duty].due;
  const own = parameters.due[duty];
  return own?.length === usual.length ? own : usual;
}

function ofYear(duty: DutyKey, year: number, days: readonly string[]): Occurrence[] {
  if (days.length === 1) {
    return [{ duty, period: `${year}`, opensOn: `${year}-01-01`, dueOn: `${year}-${days[0]}` }];
  }
  return days.map((day, half) => ({
    duty,
    period: `${year}H${half + 1}`,
    opensOn: `${year}-${half === 0 ? '01' : '07'}-01`,
    dueOn: `${year}-${day}`,
  }));
}

/** `closed`: what closes it, by hand or by a record; undefined when nothing does. */
export function stateOf(
  one: Occurrence,
  closed: 'done' | 'notApplicable' | undefined,
  today: string,
  leadDays: number,
): DutyState {
  if (closed) return closed;
  if (today > one.dueOn) return 'overdue';
  if (today >= addDays(one.dueOn, -leadDays)) return 'due';
  return today >= one.opensOn ? 'open' : 'ahead';
}

export type Stage = 'due' | 'overdue';
export type Raise = Occurrence & { stage: Stage };

/** What is to be told on a day. What was told before and what is closed is left out, whatever days were missed between. */
export function raisesOn(
  today: string,
  leadDays: number,
  all: readonly Occurrence[],
  known: { closed: ReadonlySet<string>; raised: ReadonlySet<string> },
): Raise[] {
  return all.flatMap((one) => {
    if (known.closed.has(keyOf(one))) return [];
    const state = stateOf(one, undefined, today, leadDays);
    if (state !== 'due' && state !== 'overdue') return [];
    return known.raised.has(`${keyOf(one)} ${state}`) ? [] : [{ ...one, stage: state }];
  });
}

/** What is wrong with days a unit has chosen: a half-yearly duty is due within its half (TZ-1.13: at least every six months). */
export function parameterProblem(
  parameters: ClockParameters,
): { duty: DutyKey; sentence: string } | undefined {
  for (const [key, days] of Object.entries(parameters.due) as [DutyKey, string[]][]) {
    const usual = DUTIES[key].due;
    if (days.length !== usual.length) {
      return { duty: key, sentence: '“{{duty}}”每年 {{n}} 次，请填写 {{n}} 个日期' };
    }
    if (days.length === 2 && !(days[0]! <= '06-30' && days[1]! >= '07-01')) {
      return { duty: key, sentence: '“{{duty}}”每半年一次，请在上、下半年各填一个日期' };
    }
  }
  return undefined;
}
