/** CBOR against the examples of RFC 8949, appendix A, and against what wants to do harm. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CborError, CborTag, type CborValue, decodeCbor, encodeCbor } from './cbor.ts';

const map = (...pairs: [CborValue, CborValue][]) => new Map(pairs);
const hex = (text: string) => Buffer.from(text, 'hex');

/** Appendix A: both ways. */
const BOTH: [CborValue, string][] = [
  [0, '00'],
  [23, '17'],
  [24, '1818'],
  [100, '1864'],
  [1000, '1903e8'],
  [1_000_000, '1a000f4240'],
  [1_000_000_000_000, '1b000000e8d4a51000'],
  [18446744073709551615n, '1bffffffffffffffff'],
  [-1, '20'],
  [-100, '3863'],
  [-1000, '3903e7'],
  [-18446744073709551616n, '3bffffffffffffffff'],
  [false, 'f4'],
  [true, 'f5'],
  [null, 'f6'],
  [undefined, 'f7'],
  [new CborTag(1, 1363896240), 'c11a514b67b0'],
  [new CborTag(32, 'http://www.example.com'), 'd82076687474703a2f2f7777772e6578616d706c652e636f6d'],
  [Buffer.from('01020304', 'hex'), '4401020304'],
  ['', '60'],
  ['IETF', '6449455446'],
  ['"\\', '62225c'],
  ['ü', '62c3bc'],
  ['水', '63e6b0b4'],
  ['𐅑', '64f0908591'],
  [[1, [2, 3], [4, 5]], '8301820203820405'],
  [
    Array.from({ length: 25 }, (_, n) => n + 1),
    '98190102030405060708090a0b0c0d0e0f101112131415161718181819',
  ],
  [map([1, 2], [3, 4]), 'a201020304'],
  [map(['a', 1], ['b', [2, 3]]), 'a26161016162820203'],
];
test.each(BOTH.map(([value, bytes]) => ({ value, bytes })))('$bytes', ({ value, bytes }) => {
  expect(encodeCbor(value).toString('hex')).toBe(bytes);
  expect(decodeCbor(hex(bytes))).toEqual(value);
});

/** Appendix A: what others may write. */
test.each<[string, CborValue]>([
  ['f93c00', 1],
  ['f97bff', 65504],
  ['f90001', 2 ** -24],
  ['f9c400', -4],
  ['fa47c35000', 100_000],
  ['fb3ff199999999999a', 1.1],
  ['f97c00', Number.POSITIVE_INFINITY],
  ['f97e00', Number.NaN],
  ['5f42010243030405ff', Buffer.from('0102030405', 'hex')],
  ['7f657374726561646d696e67ff', 'streaming'],
  ['9fff', []],
  ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
  ['bf61610161629f0203ffff', map(['a', 1], ['b', [2, 3]])],
])('%s is read', (bytes, value) => {
  expect(decodeCbor(hex(bytes))).toEqual(value);
});

describe('harm', () => {
  test.each([
    ['nothing', ''],
    ['a text cut off', '6449'],
    ['a list of four thousand million in five bytes', '9affffffff'],
    ['a map of more pairs than bytes', 'bbffffffffffffffff'],
    ['a text longer than memory', '7bffffffffffffffff'],
    ['a break alone', 'ff'],
    ['an endless list', '9f01'],
    ['half a pair', 'bf01ff'],
    ['two items', '0101'],
    ['text that is no UTF-8', '61ff'],
    ['a reserved length', '1c'],
    ['a list in a list, a thousand times', '81'.repeat(1000)],
    ['a tag of a tag, a thousand times', 'c1'.repeat(1000)],
  ])('%s is refused', (_, bytes) => {
    expect(() => decodeCbor(hex(bytes))).toThrow(CborError);
  });

  test('any bytes are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeCbor(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(CborError);
        }
      }),
    );
  });
});

test('what is written is read again', () => {
  const leaf = fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
  const value = fc.letrec<{ any: CborValue }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('any'), { maxLength: 5 }),
      fc
        .dictionary(fc.string(), tie('any'), { maxKeys: 5 })
        .map((one) => new Map(Object.entries(one))),
    ),
  })).any;
  fc.assert(
    fc.property(value, (one) => {
      expect(decodeCbor(encodeCbor(one))).toEqual(one);
    }),
  );
});
