/** An imported register against what is seen, computer by computer, as a table. */
import { expect, test } from 'vitest';
import {
  type DeviceFacts,
  type Entitlement,
  type ObservedProduct,
  unitFacts,
} from '../findings/rules.ts';
import { type RegisterLine, sameVersion, tieComputer, tieCount } from './rules.tie.ts';

const number = (softwareId: string, softwareName: string): Entitlement => ({
  softwareId,
  softwareNo: softwareId,
  softwareType: 'commercial',
  softwareName,
  softwareVersion: 'v12',
  productId: null,
  publisher: '',
  edition: null,
  category: 'office',
  quantity: 2,
  installed: 0,
  usableVersions: [],
  termEnd: null,
  listed: [],
});
const unit = unitFacts([number('S1', '甲办公'), number('S2', '丙杀毒')], '2026-11-28');

const seen = (productName: string, version: string, more: Partial<ObservedProduct> = {}) =>
  ({
    productId: null,
    productName,
    version,
    rawVersion: version,
    kind: 'commercial',
    risk: null,
    ...more,
  }) as ObservedProduct;
const line = (
  softwareName: string,
  version: string,
  softwareId: string | null = null,
  more: Partial<RegisterLine> = {},
): RegisterLine => ({
  deviceId: 'D',
  lineId: 'L',
  recorded: false,
  softwareId,
  softwareName,
  productId: null,
  namedProductId: null,
  version,
  ...more,
});
const device = (observed: ObservedProduct[], more: Partial<DeviceFacts> = {}): DeviceFacts => ({
  deviceId: 'D',
  retired: false,
  departmentIds: [],
  oemEvidence: false,
  complete: true,
  observed,
  recorded: [],
  ...more,
});

const told = (facts: DeviceFacts | undefined, lines: RegisterLine[]) =>
  tieComputer(facts, lines, unit).map((one) =>
    [one.kind, one.softwareName, one.registerText, one.seenText].join(' ').trim(),
  );

test.each<[string, DeviceFacts | undefined, RegisterLine[], string[]]>([
  ['the same', device([seen('甲办公', '12.1')]), [line('甲办公', 'v12', 'S1')], []],
  ['by name, in another spelling', device([seen('甲 办公', '12')]), [line('甲办公', '12')], []],
  [
    'by what recognition makes of the written name',
    device([seen('办公 专业版', '12', { productId: 'p1' })]),
    [line('Office Pro', '12', null, { namedProductId: 'p1' })],
    [],
  ],
  [
    'posted already, and another version is seen',
    device([seen('甲办公', '11')], {
      recorded: [{ softwareId: 'S1', version: 'v12', installedOn: '2024-01-01' }],
    }),
    [line('甲办公', 'v12', 'S1', { lineId: null, recorded: true })],
    ['version 甲办公 v12 11'],
  ],
  [
    'one only here, one only there',
    device([seen('丁工具', '1')]),
    [line('甲办公', 'v12', 'S1')],
    ['onlyRegister 甲办公 v12', 'onlySeen 丁工具  1'],
  ],
  [
    'another version',
    device([seen('甲办公', '11')]),
    [line('甲办公', 'v12', 'S1')],
    ['version 甲办公 v12 11'],
  ],
  [
    'what is recorded is in the register',
    device([seen('丙杀毒', '3')], {
      recorded: [{ softwareId: 'S2', version: '3', installedOn: '2024-01-01' }],
    }),
    [],
    [],
  ],
  [
    'risk and components are no installs',
    device([seen('x', '1', { risk: 'crack' }), seen('y', '1', { kind: 'component' as never })]),
    [],
    [],
  ],
  [
    'an incomplete list proves no absence',
    device([seen('丙杀毒', '3')], { complete: false }),
    [line('甲办公', 'v12', 'S1'), line('丙杀毒', '3', 'S2')],
    [],
  ],
  [
    'never seen: once per computer',
    device([], { complete: false }),
    [line('甲', '1'), line('乙', '1')],
    ['computerNotSeen  2'],
  ],
  ['scrapped meanwhile', device([], { retired: true }), [line('甲', '1')], []],
])('%s', (_, facts, lines, expected) => {
  expect(told(facts, lines)).toEqual(expected);
});

test('versions said with different care are the same; counts are compared exactly', () => {
  expect(sameVersion('12', '12.1.3')).toBe(true);
  expect(sameVersion('12.1.3', 'v12')).toBe(true);
  expect(sameVersion('', '12')).toBe(true);
  expect(sameVersion('12', '120')).toBe(false);
  const stated = { softwareId: 'S1', softwareName: '甲办公', quantity: 3 };
  expect(tieCount({ ...stated, lines: 3 })).toEqual([]);
  expect(tieCount({ ...stated, lines: 2 })[0]).toMatchObject({
    kind: 'count',
    registerText: '3',
    seenText: '2',
  });
});
