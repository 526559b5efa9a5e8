/** Lines of signed orders against the next report: confirmed, contradicted, or not decided yet. */
import { describe, expect, test } from 'vitest';
import { type CarriedOut, verifyLines } from './rules.orders.ts';
import {
  type DeviceFacts,
  deviceFindings,
  type Entitlement,
  type ObservedProduct,
  unitFacts,
} from './rules.ts';

const SIGNED = '2026-06-01T02:00:00.000Z';
const LATER = '2026-06-02T02:00:00.000Z';

const number = (change: Partial<Entitlement> = {}): Entitlement => ({
  softwareId: 'A',
  softwareNo: 'S0001',
  softwareType: 'commercial',
  softwareName: '甲办公',
  softwareVersion: '12',
  edition: null,
  productId: 'jia-office',
  publisher: '甲公司',
  category: 'office',
  quantity: 3,
  installed: 1,
  usableVersions: [{ from: '11', to: '12' }],
  termEnd: null,
  listed: [],
  ...change,
});
const seen = (change: Partial<ObservedProduct> = {}): ObservedProduct => ({
  productId: 'jia-office',
  productName: '甲办公',
  publisher: '甲公司',
  edition: '',
  version: '12',
  kind: 'commercial',
  category: 'office',
  risk: null,
  freeScope: null,
  rawEntryIds: [1],
  rawName: '甲办公 12',
  rawVersion: '12.0.1',
  rule: 'catalogue:jia-office',
  learntFrom: 'agent',
  sourceId: 'Q1',
  seenAt: '2026-11-20T00:00:00.000Z',
  ...change,
});
const TOOL = seen({ productId: 'kms', productName: '某激活工具', risk: '破解工具', version: '10' });

const device = (observed: ObservedProduct[], change: Partial<DeviceFacts> = {}): DeviceFacts => ({
  deviceId: 'C1',
  retired: false,
  departmentIds: [],
  oemEvidence: true,
  complete: true,
  observed,
  recorded: [],
  ...change,
});
const line = (change: Partial<CarriedOut> = {}): CarriedOut => ({
  orderId: 'O1',
  orderNo: 'QR2026-0001',
  lineNo: 1,
  kind: 'install',
  softwareId: 'A',
  fromSoftwareId: null,
  softwareName: '甲办公',
  version: '12',
  performedOn: '2026-06-01',
  recordedAt: SIGNED,
  ...change,
});
const removal = (change: Partial<CarriedOut> = {}) =>
  line({ kind: 'uninstall', softwareId: null, softwareName: '某激活工具', version: '', ...change });
const unit = unitFacts([number()], '2026-06-02');
const outcomes = (observed: ObservedProduct[], lines: CarriedOut[], at: string | null = LATER) =>
  verifyLines(device(observed), unit, lines, at).verdicts.map((one) => one.outcome);

describe('what the next report says', () => {
  test.each<[string, ObservedProduct[], CarriedOut, 'confirmed' | 'contradicted']>([
    ['installed and seen', [seen()], line(), 'confirmed'],
    ['installed and seen without a version', [seen({ version: '' })], line(), 'confirmed'],
    ['installed and not seen', [TOOL], line(), 'contradicted'],
    [
      'installed, seen in a version the number does not cover',
      [seen({ version: '13' })],
      line(),
      'contradicted',
    ],
    [
      'installed in two versions, one of them covered',
      [seen({ version: '13' }), seen()],
      line(),
      'confirmed',
    ],
    ['upgraded and seen', [seen()], line({ kind: 'upgrade', fromSoftwareId: 'B' }), 'confirmed'],
    ['upgraded and not seen', [], line({ kind: 'upgrade', fromSoftwareId: 'B' }), 'contradicted'],
    ['removed and gone', [], line({ kind: 'uninstall' }), 'confirmed'],
    ['removed and still there', [seen()], line({ kind: 'uninstall' }), 'contradicted'],
    ['removed by name and gone', [seen()], removal(), 'confirmed'],
    ['removed by name and still there', [TOOL], removal(), 'contradicted'],
    [
      'names are compared folded',
      [TOOL],
      removal({ softwareName: ' 某激活 工具（' }),
      'contradicted',
    ],
    [
      'a number that is gone from the unit is found by nothing',
      [seen()],
      line({ softwareId: 'gone' }),
      'contradicted',
    ],
  ])('%s', (_what, observed, carriedOut, outcome) => {
    expect(outcomes(observed, [carriedOut])).toEqual([outcome]);
  });

  test('each line by itself, under its own number', () => {
    const lines = [line(), removal({ lineNo: 2 }), line({ lineNo: 3, kind: 'uninstall' })];
    expect(verifyLines(device([seen()]), unit, lines, LATER).verdicts).toEqual([
      { orderId: 'O1', lineNo: 1, outcome: 'confirmed' },
      { orderId: 'O1', lineNo: 2, outcome: 'confirmed' },
      { orderId: 'O1', lineNo: 3, outcome: 'contradicted' },
    ]);
  });

  test.each([
    ['there is no complete list', null],
    ['the list is older than the signatures', '2026-05-31T23:59:59.000Z'],
    ['the list is of the same moment', SIGNED],
  ])('nothing is decided when %s', (_why, at) => {
    const verified = verifyLines(device([]), unit, [line(), removal()], at);
    expect([verified.verdicts, verified.drafts]).toEqual([[], []]);
    expect(deviceFindings(device([TOOL]), unit).some(verified.covers)).toBe(false);
  });
});

describe('a contradiction is a finding', () => {
  test('it names the order; the same one however often it is found', () => {
    const find = () => verifyLines(device([TOOL]), unit, [removal()], LATER).drafts;
    expect(find()).toEqual(find());
    expect(find()).toMatchObject([
      {
        fingerprint: 'orderContradicted|C1|O1|1',
        kind: 'orderContradicted',
        deviceId: 'C1',
        softwareId: null,
        softwareName: '某激活工具',
        evidence: { order: { orderNo: 'QR2026-0001', kind: 'uninstall' } },
      },
    ]);
  });

  test('it stands for the same fact told otherwise, not for another', () => {
    const recorded = [{ softwareId: 'A', version: '12', installedOn: '2026-06-01' }];
    const facts = device([TOOL], { recorded });
    const installed = verifyLines(facts, unit, [line()], LATER);
    const told = deviceFindings(facts, unit).map((draft) => [draft.kind, installed.covers(draft)]);
    expect(told).toEqual([
      ['notObserved', true],
      ['risk', false],
    ]);
    const gone = device([seen()]);
    const removed = verifyLines(gone, unit, [line({ kind: 'uninstall' })], LATER);
    expect(deviceFindings(gone, unit).map((draft) => [draft.kind, removed.covers(draft)])).toEqual([
      ['notRecorded', true],
    ]);
    const other = verifyLines(gone, unit, [line()], LATER);
    expect(deviceFindings(gone, unit).some(other.covers)).toBe(false);
  });
});
