/** What counts as a signature, and how large its picture becomes. */
import { expect, test } from 'vitest';
import { inkBox, keptScale } from './inkDrawing.ts';

test('a dot or nothing is no signature', () => {
  expect(inkBox([])).toBeUndefined();
  expect(inkBox([[{ x: 5, y: 5 }]])).toBeUndefined();
  expect(inkBox([[{ x: 5, y: 5 }], [{ x: 15, y: 9 }]])).toBeUndefined();
});

test('strokes are cropped with a margin, and kept small whatever the screen', () => {
  const box = inkBox([
    [
      { x: 20, y: 30 },
      { x: 120, y: 80 },
    ],
    [{ x: 60, y: 10 }],
  ]);
  expect(box).toEqual({ left: 12, top: 2, width: 116, height: 86 });
  expect(keptScale(box!)).toBe(2);
  const wide = { width: 1900, height: 300 };
  expect(wide.width * keptScale(wide)).toBeLessThanOrEqual(640);
  const high = { width: 100, height: 960 };
  expect(high.height * keptScale(high)).toBeLessThanOrEqual(240);
});
