/** One computer's facts against a unit's numbers: each kind of finding, and each case that must stay silent. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DeviceFacts,
  deviceFindings,
  type Entitlement,
  type ObservedProduct,
  softwareFindings,
  unitFacts,
} from './rules.ts';

const TODAY = '2026-11-23';

function number(change: Partial<Entitlement> = {}): Entitlement {
  return {
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
    usableVersions: [{ from: '11', to: '12' }] as Entitlement['usableVersions'],
    termEnd: null,
    listed: [],
    ...change,
  };
}

function seen(change: Partial<ObservedProduct> = {}): ObservedProduct {
  return {
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
  };
}

function device(change: Partial<DeviceFacts> = {}): DeviceFacts {
  return {
    deviceId: 'C1',
    retired: false,
    departmentIds: ['D1'],
    oemEvidence: true,
    complete: true,
    observed: [],
    recorded: [],
    ...change,
  };
}

function kinds(facts: DeviceFacts, numbers: Entitlement[]): string[] {
  return deviceFindings(facts, unitFacts(numbers, TODAY)).map((finding) => finding.kind);
}

const free = seen({
  productId: 'yi',
  productName: '乙阅读',
  kind: 'free',
  version: '2.1',
  freeScope: 'any',
});
const freeNumber = (listed: Entitlement['listed']) =>
  number({
    softwareId: 'F',
    softwareNo: 'F0001',
    softwareType: 'free',
    softwareName: '乙阅读',
    softwareVersion: null,
    productId: 'yi',
    quantity: null,
    usableVersions: [],
    listed,
  });
const install = (softwareId: string, version = '12') => ({
  softwareId,
  version,
  installedOn: '2026-01-05',
});

describe('observed and recorded', () => {
  test('recorded, covered and seen: nothing to say', () => {
    expect(kinds(device({ observed: [seen()], recorded: [install('A')] }), [number()])).toEqual([]);
  });

  test('seen but not recorded; numbers that may cover it are named, those with licences left first', () => {
    const numbers = [
      number({ softwareId: 'A', softwareNo: 'S0001', installed: 3 }),
      number({ softwareId: 'B', softwareNo: 'S0002', quantity: 1, installed: 0 }),
      number({ softwareId: 'C', softwareNo: 'S0003', usableVersions: [{ exact: '13' }] as never }),
      number({ softwareId: 'D', softwareNo: 'S0004', termEnd: '2026-11-22' }),
    ];
    const [finding] = deviceFindings(device({ observed: [seen()] }), unitFacts(numbers, TODAY));
    expect(finding?.kind).toBe('notRecorded');
    expect(finding?.evidence.candidates?.map((c) => c.softwareNo)).toEqual(['S0002', 'S0001']);
  });

  test('recorded but not seen — only where a complete list was seen', () => {
    const recorded = [install('A')];
    expect(kinds(device({ recorded }), [number()])).toEqual(['notObserved']);
    expect(kinds(device({ recorded, complete: false }), [number()])).toEqual([]);
  });

  test('a version outside 可使用版本', () => {
    const facts = device({ observed: [seen({ version: '13' })], recorded: [install('A')] });
    expect(kinds(facts, [number()])).toEqual(['versionNotCovered']);
    const both = device({ ...facts, recorded: [install('A'), install('C')] });
    const wider = number({
      softwareId: 'C',
      softwareNo: 'S0003',
      usableVersions: [{ exact: '13' }] as never,
    });
    expect(kinds(both, [number(), wider])).toEqual([]);
  });

  test('numbers without a product are found by name, whatever width and blanks', () => {
    const numbers = [number({ productId: null, softwareName: 'Ｊｉａ Office（标准版）' })];
    const observed = [seen({ productId: 'jia-office', productName: 'jia office(标准版)' })];
    expect(kinds(device({ observed, recorded: [install('A')] }), numbers)).toEqual([]);
  });

  test('scrapped computers are compared no more', () => {
    expect(kinds(device({ retired: true, observed: [seen()] }), [])).toEqual([]);
  });
});

describe('free software', () => {
  test('not on the list, stopped or another version: not listed; on the list: to be recorded', () => {
    const facts = device({ observed: [free] });
    const versions = [{ exact: '2' }] as never;
    expect(kinds(facts, [])).toEqual(['freeNotListed']);
    expect(kinds(facts, [freeNumber([])])).toEqual(['freeNotListed']);
    expect(
      kinds(facts, [
        freeNumber([{ versions: [{ exact: '1' }] as never, departmentIds: null, unitUse: true }]),
      ]),
    ).toEqual(['freeNotListed']);
    expect(kinds(facts, [freeNumber([{ versions, departmentIds: null, unitUse: true }])])).toEqual([
      'notRecorded',
    ]);
    expect(
      kinds(facts, [freeNumber([{ versions, departmentIds: ['D2'], unitUse: true }])]),
    ).toEqual(['freeNotListed']);
    expect(
      kinds(facts, [freeNumber([{ versions, departmentIds: ['D1'], unitUse: true }])]),
    ).toEqual(['notRecorded']);
  });

  test('free for persons only is said so', () => {
    const facts = device({ observed: [{ ...free, freeScope: 'personal' }] });
    expect(deviceFindings(facts, unitFacts([], TODAY))[0]?.evidence.note).toMatch('仅个人免费');
  });
});

describe('OEM, risk, undecided', () => {
  const oem = number({ softwareId: 'O', softwareType: 'oem', quantity: null, usableVersions: [] });
  test('an OEM record needs evidence on the device, once', () => {
    const facts = device({ observed: [seen()], recorded: [install('O')], oemEvidence: false });
    expect(kinds(facts, [oem])).toEqual(['oemWithoutEvidence']);
    expect(kinds({ ...facts, oemEvidence: true }, [oem])).toEqual([]);
  });
  test('risk software is a finding even where it calls itself a component or is recorded', () => {
    const facts = device({
      observed: [seen({ kind: 'component', risk: 'activator' })],
      recorded: [install('A')],
    });
    expect(kinds(facts, [number()])).toContain('risk');
  });
  test('what nobody has decided is not judged, and components are not counted', () => {
    const undecided = seen({ productId: null, productName: '某单位系统', kind: 'unknown' });
    expect(kinds(device({ observed: [undecided, seen({ kind: 'component' })] }), [])).toEqual([]);
  });
});

describe('whole numbers', () => {
  test('more installs than licences; an expired term with installs; site licences never', () => {
    const numbers = [
      number({ softwareId: '1', softwareNo: 'S1', quantity: 3, installed: 4 }),
      number({ softwareId: '2', softwareNo: 'S2', termEnd: '2026-11-22' }),
      number({ softwareId: '3', softwareNo: 'S3', termEnd: TODAY }),
      number({ softwareId: '4', softwareNo: 'S4', quantity: 'unlimited', installed: 5000 }),
      number({ softwareId: '5', softwareNo: 'S5', termEnd: '2020-01-01', installed: 0 }),
    ];
    const found = softwareFindings(unitFacts(numbers, TODAY));
    expect(found.map((finding) => [finding.kind, finding.softwareId])).toEqual([
      ['overInstalled', '1'],
      ['expired', '2'],
    ]);
  });
});

test('the same facts in any order give the same findings, each once', () => {
  const product = fc.record({
    productId: fc.constantFrom('p1', 'p2', null),
    kind: fc.constantFrom('commercial', 'oem', 'free', 'component', 'unknown'),
    version: fc.constantFrom('', '11', '12', '13'),
    risk: fc.constantFrom(null, null, 'activator'),
  });
  const facts = fc.record({
    observed: fc.array(product, { maxLength: 8 }),
    recorded: fc.uniqueArray(fc.constantFrom('A', 'B', 'O', 'F'), { maxLength: 4 }),
    complete: fc.boolean(),
    oemEvidence: fc.boolean(),
  });
  const numbers = [
    number({ productId: 'p1' }),
    number({ softwareId: 'B', softwareNo: 'S2', productId: 'p2', quantity: 'unlimited' }),
    number({
      softwareId: 'O',
      softwareNo: 'O1',
      softwareType: 'oem',
      productId: 'p2',
      quantity: null,
      usableVersions: [],
    }),
    { ...freeNumber([]), productId: 'p1' },
  ];
  fc.assert(
    fc.property(facts, fc.func(fc.integer()), (given, order) => {
      const observed = given.observed.map((one) =>
        seen({ ...one, productName: one.productId ?? '无名' } as never),
      );
      const recorded = given.recorded.map((id) => install(id));
      const forwards = deviceFindings(
        device({ ...given, observed, recorded }),
        unitFacts(numbers, TODAY),
      );
      const shuffled = device({
        ...given,
        observed: [...observed].sort((a, b) => order(a.version) - order(b.version)),
        recorded: [...recorded].reverse(),
      });
      const backwards = deviceFindings(shuffled, unitFacts([...numbers].reverse(), TODAY));
      expect(backwards.map((f) => f.fingerprint)).toEqual(forwards.map((f) => f.fingerprint));
      expect(new Set(forwards.map((f) => f.fingerprint)).size).toBe(forwards.length);
      for (const finding of forwards) {
        expect(finding.kind === 'notObserved' && !given.complete).toBe(false);
      }
    }),
  );
});
