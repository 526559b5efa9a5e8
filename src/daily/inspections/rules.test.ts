/** The sample as a pure function: always as many as wanted, spread fairly, the same for the same seed; and the words of a circular. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CircularFacts, circularOf } from './rules.circular.ts';
import { allocate, drawSample, sampleSizeOf } from './rules.sample.ts';
import { answeredHimself, DEFAULT_ITEMS, sheetComplaint } from './rules.ts';

const groups = fc
  .array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 })
  .map((sizes) => new Map(sizes.map((n, at) => [`d${at}`, n])));
const total = (map: ReadonlyMap<string, number>) =>
  [...map.values()].reduce((n, one) => n + one, 0);

describe('places per department', () => {
  test('add up, never exceed what is there, and nobody goes without where there are enough', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 5000 }), (map, size) => {
        const given = allocate(map, size);
        const places = Math.min(size, total(map));
        expect(total(given)).toBe(places);
        for (const [key, n] of map) {
          expect(given.get(key)).toBeLessThanOrEqual(n);
          if (places >= map.size) expect(given.get(key)).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });

  test('are the share rounded up or down, save where a small department was lifted to one', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 5000 }), (map, size) => {
        const given = allocate(map, size);
        const places = Math.min(size, total(map));
        const share = (key: string) => (places * map.get(key)!) / total(map);
        const lifted = [...map.keys()].filter((key) => given.get(key) === 1 && share(key) < 1);
        for (const [key, n] of given) {
          expect(n - share(key)).toBeLessThan(1);
          // Who gives for the lifted ones gives no more than all of them need.
          expect(share(key) - n).toBeLessThan(1 + lifted.length);
        }
      }),
    );
  });

  test('worked example: 60, 30, 9 and 1 computers, ten to look at', () => {
    const map = new Map([
      ['a', 60],
      ['b', 30],
      ['c', 9],
      ['d', 1],
    ]);
    expect(Object.fromEntries(allocate(map, 10))).toEqual({ a: 5, b: 3, c: 1, d: 1 });
    expect(Object.fromEntries(allocate(map, 3))).toEqual({ a: 2, b: 1, c: 0, d: 0 });
  });
});

describe('the draw', () => {
  const candidates = fc
    .uniqueArray(fc.stringMatching(/^[A-Z0-9]{1,6}$/), { minLength: 1, maxLength: 200 })
    .chain((numbers) =>
      fc
        .array(fc.constantFrom('x', 'y', 'z', null), {
          minLength: numbers.length,
          maxLength: numbers.length,
        })
        .map((departments) =>
          numbers.map((computerNo, at) => ({ computerNo, departmentId: departments[at]! })),
        ),
    );

  test('takes as many as wanted, of the candidates, whatever order they come in', () => {
    fc.assert(
      fc.property(
        candidates,
        fc.integer({ min: 0, max: 250 }),
        fc.string({ minLength: 4 }),
        fc.infiniteStream(fc.integer()),
        (all, size, seed, noise) => {
          const drawn = drawSample(all, size, seed);
          expect(drawn.size).toBe(Math.min(size, all.length));
          const known = new Set(all.map((one) => one.computerNo));
          for (const no of drawn) expect(known.has(no)).toBe(true);
          const keyed = all.map((one) => ({ one, key: noise.next().value as number }));
          const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
          expect([...drawSample(shuffled, size, seed)].sort()).toEqual([...drawn].sort());
        },
      ),
    );
  });

  test('another seed is another sample, and over many seeds every computer has its turn', () => {
    const all = Array.from({ length: 20 }, (_, at) => ({
      computerNo: `C${at}`,
      departmentId: at < 12 ? 'x' : 'y',
    }));
    const times = new Map<string, number>();
    for (let seed = 0; seed < 400; seed++) {
      for (const no of drawSample(all, 5, `seed-${seed}`)) times.set(no, (times.get(no) ?? 0) + 1);
    }
    // 3 of 12 and 2 of 8: each computer 100 times of 400, give or take five deviations.
    for (const { computerNo } of all) {
      expect(times.get(computerNo)).toBeGreaterThan(55);
      expect(times.get(computerNo)).toBeLessThan(145);
    }
    // As computed with another tool: the smallest SHA-256 of `fixed:C0`, `fixed:C1` … of each department.
    expect([...drawSample(all, 5, 'fixed')].sort()).toEqual(['C1', 'C18', 'C19', 'C4', 'C7']);
  });

  test('a rate is rounded up, a number is at most what there is', () => {
    const none = { sampleRate: null, sampleSize: null };
    expect(sampleSizeOf(33, none)).toBe(33);
    expect(sampleSizeOf(33, { ...none, sampleRate: 10 })).toBe(4);
    expect(sampleSizeOf(3, { ...none, sampleRate: 1 })).toBe(1);
    expect(sampleSizeOf(0, { ...none, sampleRate: 1 })).toBe(0);
    expect(sampleSizeOf(3, { ...none, sampleSize: 10 })).toBe(3);
  });
});

test('a sheet is complete with a verdict on every item and words on each failure', () => {
  const items = DEFAULT_ITEMS.slice(0, 2);
  const [first, second] = items.map((one) => one.key) as [string, string];
  const pass = (key: string) => ({ key, verdict: 'pass' as const, note: '' });
  const done = (answers: Parameters<typeof sheetComplaint>[1]['answers'], note = '') =>
    sheetComplaint(items, { state: 'done', answers, note })?.path;
  expect(done([pass(first)])).toBe('body.answers');
  expect(done([pass(first), { ...pass(second), verdict: 'fail' }])).toBe('body.answers.1.note');
  expect(done([pass(first), { ...pass(second), verdict: 'none' }])).toBeUndefined();
  expect(done([pass('elsewhere')])).toBe('body.answers.0.key');
  expect(done([pass(first), pass(first)])).toBe('body.answers');
  const skipped = { state: 'skipped' as const, answers: [], note: '' };
  expect(sheetComplaint(items, skipped)?.path).toBe('body.note');
  expect(sheetComplaint(items, { ...skipped, note: '出差' })).toBeUndefined();
  expect(sheetComplaint(items, { state: 'draft', answers: [], note: '' })).toBeUndefined();
});

test('who has answered never checks, by account or by person', () => {
  expect(answeredHimself(['a1', 'p1'], { id: 'a1' })).toBe(true);
  expect(answeredHimself(['a1', 'p1'], { id: 'a2', personId: 'p1' })).toBe(true);
  expect(answeredHimself(['a1', 'p1'], { id: 'a2', personId: 'p2' })).toBe(false);
  expect(answeredHimself(['a1'], { id: 'a2' })).toBe(false);
});

test('the circular for everybody names departments and kinds, one for a department its own persons only', () => {
  const problem = {
    source: 'finding' as const,
    kind: 'pirated' as const,
    measure: '卸载',
    dueOn: '2026-12-31',
  };
  const facts: CircularFacts = {
    unitName: '某局',
    issuer: '信息中心',
    issuedOn: '2026-11-02',
    inspection: {
      title: '年度检查',
      kind: 'full',
      startedOn: '2026-10-01',
      conclusion: '总体较好。',
    },
    departments: [
      { departmentId: 'a', departmentName: '办公室', computers: 3, checked: 2 },
      { departmentId: 'b', departmentName: '财务科', computers: 1, checked: 1 },
    ],
    problems: [
      {
        ...problem,
        departmentId: 'a',
        problemNo: 1,
        computerNo: 'C1',
        personName: '张三',
        content: '某软件',
      },
    ],
  };
  const whole = circularOf(facts, '检查通报〔2026〕1号');
  expect(whole.addressee).toBe('各部门');
  expect(whole.opening).toContain('某局应检查计算机 4 台，已检查 3 台，发现问题 1 项');
  expect(whole.opening).toContain(
    '2026年10月1日至2026年11月2日，信息中心开展了“年度检查”（全面检查）',
  );
  expect(whole.opening).toContain('总体较好。');
  expect(JSON.stringify(whole)).not.toContain('张三');
  expect(whole.kinds).toEqual([{ label: '使用盗版软件', problems: 1 }]);
  expect(whole.closing).toContain('2026年12月31日');
  const office = circularOf(facts, '检查通报〔2026〕2号', 'a');
  expect(office.problems).toEqual([
    {
      problemNo: 1,
      computerNo: 'C1',
      personName: '张三',
      kind: '使用盗版软件',
      content: '使用盗版软件：某软件',
      measure: '卸载',
      dueOn: '2026-12-31',
    },
  ]);
  const clean = circularOf(facts, '检查通报〔2026〕3号', 'b');
  expect([clean.problems, clean.closing]).toEqual([[], '　　未发现问题，请继续保持。']);
});
