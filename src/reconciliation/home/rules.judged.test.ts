/** D13 by computer: the first N installs of a number by date are covered, OEM software by its evidence. */
import { expect, test } from 'vitest';
import { judgedComputers, judgedInstalls, judgePairs, type PairInstalls } from './rules.judged.ts';

/** Installs as `computer@day#entry`. */
function pair(
  softwareId: string,
  version: string,
  facts: Pick<PairInstalls, 'softwareType' | 'quantity'>,
  installs: string,
): PairInstalls {
  const read = installs.split(' ').map((one) => one.split(/[@#]/) as [string, string, string]);
  return {
    ...{ softwareId, version, category: 'office', ...facts },
    deviceIds: read.map(([id]) => id),
    days: read.map(([, day]) => Number(day)),
    entryNos: read.map(([, , entry]) => Number(entry)),
  };
}

const computers = new Map(
  ['A', 'B', 'C', 'D', 'idle'].map((id) => [id, { inUse: id !== 'idle', oemEvidence: id === 'A' }]),
);
const commercial = (quantity: number | null) => ({ softwareType: 'commercial' as const, quantity });
const oem = { softwareType: 'oem' as const, quantity: null };

test.each<[string, PairInstalls[], string]>([
  [
    'two licences go to the first two by day, over all versions of the number',
    [pair('N', '2', commercial(2), 'A@9#1 B@5#7'), pair('N', '1', commercial(2), 'C@7#3')],
    'B ok, C ok, A quantity',
  ],
  [
    'on one day the earlier entry comes first',
    [pair('N', '1', commercial(1), 'A@5#8 B@5#2')],
    'B ok, A quantity',
  ],
  [
    'a computer that is not in use holds its licence all the same',
    [pair('N', '1', commercial(1), 'A@5#8 idle@3#2')],
    'idle ok, A quantity',
  ],
  ['as many as there are licences', [pair('N', '1', commercial(2), 'B@2#2 A@1#1')], 'A ok, B ok'],
  ['no quantity', [pair('N', '1', commercial(null), 'A@1#1 B@2#2')], 'A ok, B ok'],
  ['OEM needs evidence', [pair('O', '1', oem, 'A@1#1 B@2#2')], 'A ok, B oemEvidence'],
  [
    'what number and version say comes before quantity',
    [pair('expired', '1', commercial(1), 'A@1#1 B@2#2')],
    'A expired, B expired',
  ],
])('%s', (_, pairs, expected) => {
  const judged = judgePairs(pairs, computers, ({ softwareId }) =>
    softwareId === 'expired' ? 'expired' : undefined,
  );
  const places = [...computers.keys()].map((deviceId) => ({
    ...{ category: 'office' as const, deviceId },
  }));
  const told = judgedInstalls(judged, places).map((one) => `${one.deviceId} ${one.why ?? 'ok'}`);
  expect(told.join(', ')).toBe(expected);
});

test('a computer is genuine when all its installs are covered; only those in use are counted', () => {
  const pairs = [
    pair('N', '1', commercial(1), 'A@1#1 B@2#2 idle@3#3'),
    pair('M', '1', commercial(null), 'A@1#4 B@2#5 C@3#6'),
  ];
  const judged = judgePairs(pairs, computers, () => undefined);
  const told = judgedComputers(judged, computers).map((one) => `${one.deviceId} ${one.genuine}`);
  expect(told).toEqual(['A true', 'B false', 'C true']);
  const place = { category: 'office' as const, deviceId: 'B' };
  expect(judgedInstalls(judged, [place]).map((one) => one.softwareId)).toEqual(['N', 'M']);
  expect(judgedInstalls(judged, [{ ...place, category: 'antivirus' }])).toEqual([]);
});
