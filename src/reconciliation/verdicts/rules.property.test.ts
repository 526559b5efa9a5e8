/** Verdicts over any facts: green is never given for less than a complete chain. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { line, number, TODAY } from '../../../test/verdictFacts.ts';
import { type InstallFacts, judge, type NumberFacts } from './rules.ts';

const day = fc.constantFrom(null, '2020-01-01', '2026-11-22', TODAY, '2030-01-01');
const anyNumber = fc.record({
  softwareId: fc.constantFrom('A', 'B', 'C'),
  softwareType: fc.constantFrom(
    'commercial' as const,
    'oem' as const,
    'free' as const,
    'selfDeveloped' as const,
  ),
  quantity: fc.constantFrom(1, 3, 'unlimited' as const),
  installed: fc.integer({ min: 0, max: 5 }),
  usableVersions: fc.constantFrom([], [{ exact: '12' }], [{ from: '8', to: '11' }]),
  termStart: day,
  termEnd: day,
  contractId: fc.constantFrom(null, 'contract-1'),
  contractNo: fc.constantFrom(null, 'HT-1'),
  papers: fc.constantFrom<NumberFacts['papers']>([], ['certificate'], ['letter'], ['other']),
  acquisitionMethod: fc.constantFrom('purchase' as const, 'donation' as const, 'transfer' as const),
  downgradeEvidence: fc.constantFrom(null, '来函'),
  listed: fc.constantFrom(
    [],
    [line()],
    [line({ unitUse: false })],
    [line({ departmentIds: ['D2'] })],
  ),
});
const anyInstall: fc.Arbitrary<InstallFacts> = fc.record({
  today: fc.constant(TODAY),
  kind: fc.constantFrom('commercial', 'oem', 'free', 'unknown', 'component'),
  category: fc.constant('office'),
  risk: fc.constantFrom(null, null, null, 'activator'),
  freeScope: fc.constantFrom(null, 'any', 'personal'),
  version: fc.constantFrom('', '9', '12', '13'),
  reportedVersion: fc.constantFrom('', '9', '12'),
  observed: fc.option(
    fc.record({
      sourceId: fc.constant('Q'),
      from: fc.constantFrom('agent', 'file'),
      longAgo: fc.boolean(),
    }),
  ),
  recorded: fc.uniqueArray(
    fc.record({
      softwareId: fc.constantFrom('A', 'B', 'C'),
      version: fc.constantFrom('9', '12'),
      entryNo: fc.constant(7),
      cause: fc.constantFrom('opening' as const, 'workOrder' as const),
    }),
    { selector: (one) => one.softwareId, maxLength: 2 },
  ),
  numbers: fc
    .uniqueArray(anyNumber, { selector: (one) => one.softwareId, maxLength: 3 })
    .map((list) => list.map((one) => number({ ...one, softwareNo: `S${one.softwareId}` }))),
  allocation: fc.option(
    fc.record({
      coveredBy: fc.constantFrom(null, 'A', 'B', 'Z'),
      proof: fc.constantFrom('proven' as const, 'gap' as const),
      obstacles: fc.constant([]),
    }),
  ),
  activation: fc.record({
    flags: fc.constantFrom<InstallFacts['activation']['flags']>(
      [],
      [],
      ['weak'],
      ['medium'],
      ['strong'],
    ),
    oemChannel: fc.boolean(),
  }),
  device: fc.record({
    inUse: fc.boolean(),
    held: fc.boolean(),
    departmentIds: fc.constant(['D1']),
    oemEvidence: fc.boolean(),
    complete: fc.boolean(),
  }),
}) as fc.Arbitrary<InstallFacts>;

test('no green with any link missing: what green claims is looked up in the facts again', () => {
  let green = 0;
  fc.assert(
    fc.property(anyInstall, (facts) => {
      const verdict = judge(facts);
      if (verdict?.colour !== 'green') return;
      green++;
      const chosen = verdict.number!;
      expect(facts.risk).toBeNull();
      expect(facts.activation.flags.filter((flag) => flag !== 'weak')).toEqual([]);
      expect(facts.observed?.longAgo).toBe(false);
      expect(facts.recorded.length).toBeGreaterThan(0);
      expect(facts.device.held).toBe(true);
      expect((chosen.termStart ?? '') <= TODAY && (chosen.termEnd ?? '9') >= TODAY).toBe(true);
      if (chosen.softwareType === 'commercial') {
        expect(chosen.contractId !== null || chosen.papers.length > 0).toBe(true);
        if (chosen.quantity !== 'unlimited') {
          expect(facts.allocation?.coveredBy).toBe(chosen.softwareId);
        }
        expect(facts.allocation?.coveredBy === null).toBe(false);
      }
      if (chosen.softwareType === 'oem') {
        expect(facts.device.oemEvidence || facts.activation.oemChannel).toBe(true);
      }
      if (chosen.softwareType === 'free')
        expect(chosen.listed.some((one) => one.unitUse)).toBe(true);
    }),
    { numRuns: 20_000 },
  );
  expect(green).toBeGreaterThan(50);
});

test('every verdict that is not green says why, and red only for one of the named reasons', () => {
  fc.assert(
    fc.property(anyInstall, (facts) => {
      const verdict = judge(facts);
      if (!verdict) {
        expect(facts.kind).toBe('component');
        return;
      }
      expect(verdict.colour === 'green').toBe(
        verdict.missing.length === 0 && verdict.reasons.length === 0,
      );
      if (verdict.colour === 'red') expect(verdict.reasons.length).toBeGreaterThan(0);
      // Shown to be gone, and nothing else against it: nobody is told of use.
      const gone = facts.observed === null && facts.device.complete;
      const against = facts.risk !== null || facts.activation.flags.includes('strong');
      if (gone && !against) expect(verdict.colour).not.toBe('red');
    }),
    { numRuns: 5000 },
  );
});
