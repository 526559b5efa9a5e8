/** Sets and their history, held against the plain way of doing the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Change,
  countDeltas,
  dayOf,
  difference,
  entryOf,
  packSet,
  setAfter,
  setAt,
  sightingsOf,
} from './rules.ts';

const entry = fc.integer({ min: 1, max: 40 });
const report = fc.uniqueArray(entry, { maxLength: 15 });
const at = (index: number) => `2026-01-${String(index + 1).padStart(2, '0')}T00:00:00.000Z`;

/** The stored form of a series of reports. */
function history(reports: number[][]) {
  const changes: Change[] = [];
  let now = packSet(
    reports[0]!,
    reports[0]!.map(() => -1),
  );
  let seenBefore = at(0);
  reports.slice(1).forEach((ids, index) => {
    const next = packSet(
      ids,
      ids.map(() => -1),
    );
    const found = difference(now, next);
    if (found) {
      changes.push({ seq: changes.length + 1, at: at(index + 1), seenBefore, ...found });
      now = next;
    }
    seenBefore = at(index + 1);
  });
  const present = { entries: [...now].map(entryOf), firstAt: at(0), seenAt: seenBefore };
  return { present, changes };
}

test('packing sorts, drops twins and keeps the earliest known day', () => {
  const packed = packSet([7, 3, 7, 3], [100, -1, 90, -1]);
  expect([...packed].map((element) => [entryOf(element), dayOf(element)])).toEqual([
    [3, -1],
    [7, 90],
  ]);
  expect(difference(packed, packSet([3, 7], [-1, 90]))).toBeUndefined();
  expect(difference(packed, packSet([3, 7], [5, 90]))).toEqual({
    added: [],
    removed: [],
    datesOnly: true,
  });
});

test('any past set can be shown (property)', () => {
  fc.assert(
    fc.property(fc.array(report, { minLength: 1, maxLength: 12 }), (reports) => {
      const { present, changes } = history(reports);
      reports.forEach((ids, index) => {
        expect([...setAt(present, changes, at(index))].sort()).toEqual([...ids].sort());
      });
      expect(setAt(present, changes, '2025-12-31T00:00:00.000Z').size).toBe(0);
      expect([...setAfter(present.entries, changes, 0)].sort()).toEqual([...reports[0]!].sort());
    }),
  );
});

test('first and last seen follow the last stretch of presence (property)', () => {
  fc.assert(
    fc.property(fc.array(report, { minLength: 1, maxLength: 12 }), (reports) => {
      const { present, changes } = history(reports);
      const sightings = sightingsOf(present, changes);
      const ever = new Set(reports.flat());
      expect(sightings.map((sighting) => sighting.entryId).sort()).toEqual([...ever].sort());
      for (const sighting of sightings) {
        const there = reports.map((ids) => ids.includes(sighting.entryId));
        const last = there.lastIndexOf(true);
        expect(sighting.present).toBe(last === reports.length - 1);
        expect(sighting.lastSeen).toBe(at(last));
        if (sighting.present) {
          const first = there.lastIndexOf(false) + 1;
          expect(sighting.firstSeen).toBe(at(first));
        }
      }
    }),
  );
});

test('count deltas turn the old union into the new one', () => {
  const deltas = new Map<number, number>();
  countDeltas(new Set([1, 2]), new Set([2, 3]), deltas);
  countDeltas(new Set(), new Set([3]), deltas);
  expect([...deltas]).toEqual([
    [3, 2],
    [1, -1],
  ]);
});
