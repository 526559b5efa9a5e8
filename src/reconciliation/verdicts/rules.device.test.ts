/** All verdicts of one computer: suites, numbers nobody saw, and that no recorded install is lost or counted twice. */
import { expect, test } from 'vitest';
import { number, TODAY } from '../../../test/verdictFacts.ts';
import { numberKey } from '../allocation/rules.picture.ts';
import { type DeviceFacts, type ObservedProduct, unitFacts } from '../findings/rules.ts';
import { type DeviceExtras, positionsOf, type UnitExtras, verdictsOf } from './rules.device.ts';
import type { NumberFacts } from './rules.ts';

const seen = (productId: string, version = '12'): ObservedProduct => ({
  productId,
  productName: productId,
  publisher: '',
  edition: '',
  version,
  kind: 'commercial',
  category: 'office',
  risk: null,
  freeScope: null,
  rawEntryIds: [1],
  rawName: productId,
  rawVersion: version,
  rule: '',
  learntFrom: 'agent',
  sourceId: 'Q',
  seenAt: '2026-11-20T00:00:00.000Z',
});

function judged(
  numbers: NumberFacts[],
  observed: ObservedProduct[],
  recorded: string[],
  parts = {},
  allocated: DeviceExtras['allocated'] = [],
) {
  const unit = unitFacts(numbers, TODAY);
  const byId = new Map(numbers.map((one) => [one.softwareId, { ...one, nextChange: null }]));
  const all: UnitExtras = {
    numbers: byId,
    groups: Map.groupBy(byId.values(), (one) => numberKey(one, unit)),
    suites: new Map(Object.entries(parts)),
    beyond: new Set(),
    oldBefore: '2026-05-01T00:00:00.000Z',
  };
  const device: DeviceFacts = {
    deviceId: 'C1',
    retired: false,
    departmentIds: ['D1'],
    oemEvidence: false,
    complete: true,
    observed,
    recorded: recorded.map((softwareId) => ({ softwareId, version: '12', installedOn: TODAY })),
  };
  const extras = {
    inUse: true,
    held: true,
    recorded: recorded.map((softwareId, at) => ({
      softwareId,
      version: '12',
      entryNo: at + 1,
      cause: 'workOrder' as const,
    })),
    allocated,
    activation: () => ({ flags: [], oemChannel: false }),
  };
  const drafts = verdictsOf(device, unit, extras, all);
  return { drafts, positions: positionsOf(device, unit, extras, all, drafts) };
}

test('parts recorded under a suite are judged by it and counted with it, once', () => {
  const suite = number({ softwareId: 'S', productId: 'suite' });
  const { drafts } = judged([suite], [seen('writer'), seen('sheets')], ['S'], {
    writer: [suite],
    sheets: [suite],
  });
  expect(drafts.map((one) => [one.installKey, one.productKey, one.recorded, one.missing])).toEqual([
    ['sheets||12|', 'suite', ['S'], ['allocation']],
    ['writer||12|', 'suite', ['S'], ['allocation']],
  ]);
  expect(judged([suite], [seen('writer')], ['S']).drafts).toHaveLength(2);
});

test('several numbers of one product that nobody saw are a row each', () => {
  const numbers = [number(), number({ softwareId: 'B', softwareNo: 'S0002' })];
  const { drafts } = judged(numbers, [], ['A', 'B']);
  expect(drafts.map((one) => one.recorded)).toEqual([['A'], ['B']]);
  expect(new Set(drafts.map((one) => one.installKey)).size).toBe(2);
  expect(drafts.every((one) => !one.observed && one.missing.includes('observation'))).toBe(true);
});

test('a position counts what is recorded, and beside it the worst of what is there', () => {
  expect(judged([number()], [seen('jia')], ['A']).positions).toEqual([
    { deviceId: 'C1', category: 'office', installed: true, genuine: true, rank: 1 },
  ]);
  expect(judged([], [seen('jia')], []).positions).toEqual([
    { deviceId: 'C1', category: 'office', installed: false, genuine: false, rank: 0 },
  ]);
});

test('a program seen without a version is what the allocation has under the register’s version', () => {
  const row = (version: string, observed: boolean, coveredBy: string | null) => ({
    ...{ productId: 'jia', edition: '', version, observed, coveredBy, recorded: ['A'] },
    ...{ proof: 'proven' as const, componentId: '1', obstacles: [] },
  });
  const missing = (rows: DeviceExtras['allocated']) =>
    judged([number()], [seen('jia', '')], ['A'], {}, rows).drafts[0]!.missing;
  expect(missing([row('12', true, 'A'), row('9', false, null)])).toEqual([]);
  // Two seen: which of them it is cannot be told.
  expect(missing([row('12', true, 'A'), row('11', true, null)])).toEqual(['allocation']);
});
