/** The fold and the checks alone, as text tables: what is accepted, what is refused and why. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckFacts, checkDrafts, type Draft, type SoftwareFact } from './rules.check.ts';
import {
  canonicalEntry,
  type EntryFact,
  effectiveEntries,
  fold,
  type HashedFacts,
  runningCounts,
} from './rules.ts';

/** `+ A C1 v12 2024-03-05` installs, `- …` uninstalls, `~ 3` reverses entry 3; recorded one day after another. */
function journal(text: string): EntryFact[] {
  const entries: EntryFact[] = [];
  for (const line of text.trim().split('\n')) {
    const [sign, first, deviceId = '', version = '', occurredOn = ''] = line.trim().split(/\s+/);
    const entryNo = entries.length + 1;
    const recordedAt = new Date(Date.UTC(2026, 0, entryNo));
    const mended = sign === '~' ? entries[Number(first) - 1]! : undefined;
    entries.push(
      mended
        ? {
            ...mended,
            entryNo,
            recordedAt,
            kind: mended.kind === 'install' ? 'uninstall' : 'install',
            reversesEntryNo: mended.entryNo,
          }
        : {
            entryNo,
            recordedAt,
            kind: sign === '+' ? 'install' : 'uninstall',
            softwareId: first!,
            deviceId,
            version,
            occurredOn,
            reversesEntryNo: null,
          },
    );
  }
  return entries;
}

const known = (entryNo: number) => new Date(Date.UTC(2026, 0, entryNo));
const open = (state: ReturnType<typeof fold>) =>
  [...state.open.values()].map((one) => `${one.softwareId} ${one.deviceId} ${one.version}`).sort();

describe('fold', () => {
  const entries = journal(`
    + A C1 v12 2024-03-05
    + A C3 v12 2024-03-06
    - A C1 v12 2025-02-10
    + C C1 v13 2025-02-10
    ~ 2
    + F C3 v1 2024-01-01`);

  test('today: an upgrade moved C1, the mistaken install on C3 is gone', () => {
    const state = fold(entries);
    expect(open(state)).toEqual(['C C1 v13', 'F C3 v1']);
    expect(Object.fromEntries(state.counts)).toEqual({ C: 1, F: 1 });
  });
  test('as of a business day', () => {
    expect(open(fold(entries, { asOf: '2024-12-31' }))).toEqual(['A C1 v12', 'F C3 v1']);
  });
  test('as known before the reversal', () => {
    const state = fold(entries, { asOf: '2024-12-31', knownAt: known(4) });
    expect(open(state)).toEqual(['A C1 v12', 'A C3 v12']);
  });
  test('running counts leave reversed entries out', () => {
    expect([...runningCounts(entries)].sort((a, b) => a[0] - b[0])).toEqual([
      [1, 1],
      [3, 0],
      [4, 1],
      [6, 1],
    ]);
  });
  test('a journal whose installs do not alternate is called broken', () => {
    expect(() => fold(journal('+ A C1 v12 2024-03-05\n+ A C1 v12 2024-03-06'))).toThrow('entry 2');
    expect(() => fold(journal('- A C1 v12 2024-03-05'))).toThrow('entry 1');
  });
});

describe('canonical entry', () => {
  const entry: HashedFacts = {
    ...journal('+ A C1 v12 2024-03-05')[0]!,
    unitId: 'u',
    computerNo: 'C1',
    computerBrand: '',
    userId: null,
    userName: '张',
    departmentId: null,
    departmentName: '办公室',
    dateBasis: 'real',
    cause: 'manual',
    causeRef: null,
    actorId: 'a',
    actorName: 'b',
    reason: null,
    idempotencyKey: null,
    groupId: null,
  };
  test('every fact and the previous hash change the text', () => {
    const text = canonicalEntry(entry, 'p');
    for (const key of Object.keys(entry) as (keyof HashedFacts)[]) {
      const value = entry[key];
      const other =
        value instanceof Date ? new Date(0) : typeof value === 'number' ? value + 1 : `${value}x`;
      expect(canonicalEntry({ ...entry, [key]: other } as HashedFacts, 'p'), key).not.toBe(text);
    }
    expect(canonicalEntry(entry, 'q')).not.toBe(text);
  });
});

const software = (id: string, more: Partial<SoftwareFact> = {}): SoftwareFact => ({
  id,
  softwareNo: id,
  softwareType: 'commercial',
  softwareVersion: 'v12',
  usableText: 'v11–v12',
  usable: (version) => ['v11', 'v12'].includes(version),
  termFrom: null,
  termTo: null,
  disposedOn: null,
  freeListed: false,
  freeVersionListed: () => false,
  ...more,
});

const catalogue = [
  software('A'),
  software('T', { termFrom: '2024-01-01', termTo: '2024-12-31' }),
  software('X', { disposedOn: '2025-01-01' }),
  software('O', { softwareType: 'oem' }),
  software('F', {
    softwareType: 'free',
    freeListed: true,
    freeVersionListed: (version) => version !== 'v9',
  }),
  software('N', { softwareType: 'free' }),
];

function facts(history: EntryFact[] = []): CheckFacts {
  const devices = ['C1', 'C3', 'R', 'M'].map((id) => {
    const retiredOn = id === 'R' ? '2025-06-30' : null;
    return [id, { id, computerNo: id, retiredOn, merged: id === 'M' }] as const;
  });
  return {
    today: '2026-01-31',
    devices: new Map(devices),
    software: new Map(catalogue.map((one) => [one.id, one])),
    history: effectiveEntries(history),
  };
}

function drafts(text: string, more: Partial<Draft> = {}): Draft[] {
  return journal(text).map((entry, index) => ({
    index,
    kind: entry.kind,
    softwareId: entry.softwareId,
    deviceId: entry.deviceId,
    version: entry.version === '-' ? '' : entry.version,
    occurredOn: entry.occurredOn,
    dateBasis: 'real',
    cause: 'manual',
    causeRef: null,
    reason: null,
    idempotencyKey: null,
    groupId: null,
    reversesEntryNo: null,
    ...more,
  }));
}

const codes = (history: string, asked: string, more: Partial<Draft> = {}) =>
  checkDrafts(facts(history ? journal(history) : []), drafts(asked, more))
    .map((problem) => `${problem.index} ${problem.code.slice('ledgers.'.length)}`)
    .join(', ');

describe('checkDrafts', () => {
  test.each([
    // [history, drafts, problems]
    ['', '+ A C1 v12 2024-03-05', ''],
    ['', '+ A C1 v13 2024-03-05', '0 versionNotUsable'],
    ['', '+ A C1 - 2024-03-05', '0 noVersion'],
    ['', '+ A C1 v12 2026-02-01', '0 futureDate'],
    ['', '+ A C1 v12 1980-02-01', '0 impossibleDate'],
    ['', '+ A C9 v12 2024-03-05', '0 noDevice'],
    ['', '+ B C1 v12 2024-03-05', '0 noSoftware'],
    ['', '+ T C1 v12 2023-12-31', '0 beforeTerm'],
    ['', '+ T C1 v12 2025-01-01', '0 afterTerm'],
    ['', '+ T C1 v12 2024-12-31', ''],
    ['', '+ X C1 v12 2025-01-01', '0 disposed'],
    ['', '+ X C1 v12 2024-12-31', ''],
    ['', '+ O C1 whatever 2024-03-05', ''],
    ['', '+ F C1 v1 2024-03-05', ''],
    ['', '+ F C1 v9 2024-03-05', '0 freeVersionNotListed'],
    ['', '+ N C1 v1 2024-03-05', '0 notOnFreeList'],
    ['', '- A C1 - 2024-03-05', '0 notOpen'],
    ['', '+ A C1 v12 2024-03-05\n+ A C1 v11 2024-03-06', '1 alreadyOpen'],
    ['', '+ A C1 v12 2024-03-05\n- A C1 - 2024-03-05', ''],
    ['', '- A C1 - 2024-03-05\n+ A C1 v12 2024-03-05', '0 notOpen'],
    ['+ A C1 v12 2024-03-05', '- A C1 - 2024-03-04', '0 notOpen'],
    ['+ A C1 v12 2024-03-05', '+ A C1 v11 2024-03-04', '0 laterEntry'],
    ['+ A C1 v12 2024-03-05', '+ A C1 v11 2024-03-03\n- A C1 - 2024-03-04', ''],
    ['+ A C1 v12 2024-03-05\n- A C1 v12 2025-01-01', '- A C1 - 2024-12-01', '0 laterEntry'],
    ['', '+ A R v12 2025-07-01', '0 deviceRetired'],
    ['', '+ A R v12 2025-06-30', '0 openOnRetired'],
    ['', '+ A R v12 2025-06-01\n- A R - 2025-06-30', ''],
    ['', '+ A M v12 2024-03-05', '0 deviceMerged'],
    ['+ A M v12 2024-03-05', '- A M - 2024-03-05', ''],
    // one broken line does not hide another's fault
    ['', '+ A C1 v13 2024-03-05\n- A C3 - 2024-03-05', '0 versionNotUsable, 1 notOpen'],
  ])('%s | %s → %s', (history, asked, problems) => {
    expect(codes(history, asked)).toBe(problems);
  });

  test('an opening entry is not held to the term: the expired licence becomes a finding', () => {
    expect(codes('', '+ T C1 v12 2025-01-01', { cause: 'opening' })).toBe('');
  });

  test('a reversal must leave a journal that still alternates', () => {
    const history = '+ A C1 v12 2024-03-05\n- A C1 v12 2025-01-01';
    const reversal = { cause: 'correction', kind: 'uninstall' } as const;
    expect(codes(history, '- A C1 v12 2024-03-05', { ...reversal, reversesEntryNo: 1 })).toBe(
      '0 laterEntry',
    );
    expect(
      codes(history, '+ A C1 v12 2025-01-01', { cause: 'correction', reversesEntryNo: 2 }),
    ).toBe('');
  });
});

test('whatever drafts are accepted one by one, the journal they make folds without a break', () => {
  const step = fc.record({
    kind: fc.constantFrom('install' as const, 'uninstall' as const),
    softwareId: fc.constantFrom('A', 'O', 'F'),
    deviceId: fc.constantFrom('C1', 'C3', 'R'),
    day: fc.integer({ min: 1, max: 28 }),
    reverses: fc.option(fc.nat({ max: 30 })),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const entries: EntryFact[] = [];
      for (const [index, one] of steps.entries()) {
        const mended = one.reverses === null ? undefined : entries[one.reverses];
        const done = entries.some((entry) => entry.reversesEntryNo === mended?.entryNo);
        if (mended && (mended.reversesEntryNo !== null || done)) continue;
        const base: EntryFact = mended
          ? { ...mended, kind: mended.kind === 'install' ? 'uninstall' : 'install' }
          : {
              ...one,
              version: 'v12',
              occurredOn: `2025-06-${String(one.day).padStart(2, '0')}`,
              entryNo: 0,
              recordedAt: new Date(0),
              reversesEntryNo: null,
            };
        const entry: EntryFact = {
          ...base,
          entryNo: entries.length + 1,
          recordedAt: known(index),
          reversesEntryNo: mended?.entryNo ?? null,
        };
        const draft = { ...drafts('+ A C1 v12 2024-01-01')[0]!, ...entry };
        if (checkDrafts(facts(entries), [draft]).length === 0) entries.push(entry);
      }
      const state = fold(entries);
      const counted = [...state.open.values()].reduce((sum, one) => {
        sum.set(one.softwareId, (sum.get(one.softwareId) ?? 0) + 1);
        return sum;
      }, new Map<string, number>());
      expect(state.counts).toEqual(counted);
      expect([...state.open.keys()].some((key) => key.endsWith('/R'))).toBe(false);
      for (let day = 1; day <= 28; day++) {
        fold(entries, { asOf: `2025-06-${String(day).padStart(2, '0')}` });
      }
      for (const entry of entries) fold(entries, { knownAt: entry.recordedAt });
    }),
    { numRuns: 300 },
  );
});
