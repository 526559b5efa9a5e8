import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../base/dates.ts';
import { beginFrom, beginsOn, changeFrom, type Period, valueOn } from './rules.history.ts';

const same = (left: string, right: string) => left === right;
const day = (offset: number) => addDays('2026-01-01', offset);

function historyAfter(changes: { offset: number; value: string | null }[]): Period<string>[] {
  let history: Period<string>[] = [];
  for (const { offset, value } of changes) {
    history = changeFrom(history, { fromOn: day(offset), value }, same);
  }
  return history;
}

describe('holder history', () => {
  it('closes the open period when the holder changes', () => {
    expect(
      historyAfter([
        { offset: 0, value: '张伟' },
        { offset: 5, value: '李娜' },
      ]),
    ).toEqual([
      { fromOn: day(0), toOn: day(5), value: '张伟' },
      { fromOn: day(5), toOn: null, value: '李娜' },
    ]);
  });

  it('records nothing new when the holder stays the same', () => {
    expect(
      historyAfter([
        { offset: 0, value: '张伟' },
        { offset: 5, value: '张伟' },
      ]),
    ).toHaveLength(1);
  });

  it('replaces a change entered for the same day', () => {
    expect(
      historyAfter([
        { offset: 0, value: '张伟' },
        { offset: 0, value: '李娜' },
      ]),
    ).toEqual([{ fromOn: day(0), toOn: null, value: '李娜' }]);
  });

  it('puts a late entry between what was known before and after it', () => {
    const history = historyAfter([
      { offset: 0, value: '张伟' },
      { offset: 20, value: '李娜' },
      { offset: 10, value: '王芳' },
    ]);
    expect(history.map(({ value }) => value)).toEqual(['张伟', '王芳', '李娜']);
    expect(valueOn(history, day(9))).toBe('张伟');
    expect(valueOn(history, day(10))).toBe('王芳');
    expect(valueOn(history, day(20))).toBe('李娜');
  });

  it('leaves a gap when the machine is handed back', () => {
    const history = historyAfter([
      { offset: 0, value: '张伟' },
      { offset: 3, value: null },
      { offset: 8, value: '张伟' },
    ]);
    expect(valueOn(history, day(2))).toBe('张伟');
    expect(valueOn(history, day(3))).toBeUndefined();
    expect(valueOn(history, day(8))).toBe('张伟');
    expect(history).toHaveLength(2);
  });

  it('equals a day-by-day calendar after any changes in any order', () => {
    const change = fc.record({
      offset: fc.integer({ min: 0, max: 30 }),
      value: fc.constantFrom('张伟', '李娜', '王芳', null),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
        const calendar: (string | null)[] = Array.from({ length: 32 }, () => null);
        for (const { offset, value } of changes) writeDays(calendar, offset, value);
        const history = historyAfter(changes);
        for (const [offset, holder] of calendar.entries()) {
          expect(valueOn(history, day(offset)) ?? null).toBe(holder);
        }
        expectWellFormed(history);
      }),
    );
  });
});

/** The independent model: one cell per day, filled until the next day on which the holder changes. */
function writeDays(calendar: (string | null)[], from: number, value: string | null) {
  let end = from + 1;
  while (end < calendar.length && calendar[end] === calendar[end - 1]) end++;
  calendar.fill(value, from, end);
}

function expectWellFormed(history: Period<string>[]) {
  for (const [index, period] of history.entries()) {
    const next = history[index + 1];
    if (period.toOn !== null) expect(period.fromOn < period.toOn).toBe(true);
    if (!next) continue;
    expect(period.toOn).not.toBeNull();
    expect(period.toOn! <= next.fromOn).toBe(true);
    // Two touching periods of one holder would be one period.
    expect(period.toOn === next.fromOn && period.value === next.value).toBe(false);
  }
}

describe('beginning of a history', () => {
  const history = historyAfter([
    { offset: 10, value: '在用' },
    { offset: 20, value: '维修' },
  ]);

  it('moves both ways', () => {
    expect(beginsOn(beginFrom(history, day(2))!)).toBe(day(2));
    expect(beginsOn(beginFrom(history, day(19))!)).toBe(day(19));
    expect(beginsOn([])).toBeUndefined();
  });

  it('never swallows a later change', () => {
    expect(beginFrom(history, day(20))).toBeUndefined();
    expect(beginFrom([], day(0))).toBeUndefined();
  });
});
