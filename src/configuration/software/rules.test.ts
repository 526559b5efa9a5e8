/** TZ-1.2–1.9 held by exhaustion: every set of differing attributes, every set of filled cells, for every type. */
import { describe, expect, it } from 'vitest';
import {
  checkSoftware,
  differingFields,
  type IdentityFacts,
  identityText,
  isEmpty,
  touchesIdentity,
} from './rules.ts';
import { type SoftwareFacts, SoftwareInput, type SoftwareType } from './shapes.ts';

const TODAY = '2026-11-23';
const context = { today: TODAY, selfDevelopedEnabled: true };

const bought: SoftwareFacts = SoftwareInput.parse({
  softwareType: 'commercial',
  softwareName: '甲办公',
  softwareVersion: 'v12',
  acquisitionMethod: 'purchase',
  purchaseDate: '2024-03-01',
  purchaseAmountFen: 300_000,
  licenseType: 'device',
  licenseQuantity: 3,
  usableVersions: [{ from: 'v11', to: 'v12' }],
  licenseTerm: { kind: 'perpetual' },
  serialNumbers: ['AAAA-0001'],
});

const identityOf = (facts: SoftwareFacts): IdentityFacts => ({
  ...facts,
  serials: facts.serialNumbers,
});

/** Another value for each attribute the guideline speaks of, and some it does not. */
const OTHER: Partial<SoftwareFacts> = {
  softwareName: '乙办公',
  softwareVersion: 'v13',
  purchaseDate: '2025-03-01',
  purchaseAmountFen: 300_001,
  licenseType: 'namedUser',
  licenseQuantity: 4,
  usableVersions: [{ exact: 'v12' }],
  licenseTerm: { kind: 'fixedTerm', start: '2024-03-01', end: '2027-02-28' },
  serialNumbers: ['AAAA-0002'],
  publisher: '某公司',
  contractNo: 'HT-1',
};
const ATTRIBUTES = Object.keys(OTHER) as (keyof SoftwareFacts)[];

/** The guideline's words, written down a second time and independently of the table in rules.ts. */
const DECIDES: Record<SoftwareType, (attribute: string) => boolean> = {
  commercial: (attribute) => attribute !== 'publisher' && attribute !== 'contractNo',
  oem: (attribute) => attribute === 'softwareName' || attribute === 'softwareVersion',
  free: (attribute) => attribute === 'softwareName',
  selfDeveloped: (attribute) => attribute === 'softwareName' || attribute === 'softwareVersion',
};

function subsets<T>(items: readonly T[]): T[][] {
  return Array.from({ length: 2 ** items.length }, (_, mask) =>
    items.filter((_item, index) => (mask >> index) & 1),
  );
}

describe('one number or two (TZ-1.2, 1.3, 1.5, 1.7, 1.8)', () => {
  for (const softwareType of ['commercial', 'oem', 'free', 'selfDeveloped'] as const) {
    it(`${softwareType}: every combination of differing attributes`, () => {
      const first = { ...bought, softwareType };
      let combinations = 0;
      for (const changed of subsets(ATTRIBUTES)) {
        const second = { ...first };
        for (const attribute of changed) Object.assign(second, { [attribute]: OTHER[attribute] });
        const deciding = changed.filter(DECIDES[softwareType]);
        const same = identityText(identityOf(first)) === identityText(identityOf(second));
        expect(same, changed.join()).toBe(deciding.length === 0);
        expect(differingFields(identityOf(first), identityOf(second)).sort()).toEqual(
          [...deciding].sort(),
        );
        combinations++;
      }
      expect(combinations).toBe(2 ** ATTRIBUTES.length);
    });
  }

  it('types never share an identity', () => {
    const texts = (['commercial', 'oem', 'free', 'selfDeveloped'] as const).map((softwareType) =>
      identityText(identityOf({ ...bought, softwareType })),
    );
    expect(new Set(texts).size).toBe(4);
  });

  it.each<[string, Partial<SoftwareFacts>, boolean]>([
    ['case, width and blanks in the name', { softwareName: ' 甲办公 ' }, true],
    ['full-width version', { softwareVersion: 'Ｖ１２' }, true],
    ['signs nobody sees', { softwareName: '甲\u200b办公\u202e' }, true],
    ['a version without its v', { softwareVersion: '12' }, true],
    ['usable versions spelt otherwise', { usableVersions: [{ from: '11', to: 'V12' }] }, true],
    ['usable versions a little wider', { usableVersions: [{ from: '10', to: '12' }] }, false],
    ['serial spelt otherwise', { serialNumbers: ['aaaa 0001'] }, true],
    ['one serial more', { serialNumbers: ['AAAA-0001', 'AAAA-0002'] }, false],
    ['one purchase bought, one given', { purchaseDate: null, purchaseAmountFen: null }, false],
    ['不限 is not a number', { licenseType: 'site', licenseQuantity: 'unlimited' }, false],
  ])('%s', (_title, change, same) => {
    const other = { ...bought, ...change };
    const fold = (facts: SoftwareFacts) =>
      identityText({
        ...facts,
        serials: facts.serialNumbers.map((s) => s.toUpperCase().replaceAll(/[ -]/g, '')),
      });
    expect(fold(bought) === fold(other)).toBe(same);
  });

  it('two purchases that differ only by date are two numbers', () => {
    const later = identityOf({ ...bought, purchaseDate: '2024-03-02' });
    expect(differingFields(identityOf(bought), later)).toEqual(['purchaseDate']);
  });

  it('gifts without date and amount are equal when the rest is (null = null)', () => {
    const gift = { ...bought, acquisitionMethod: 'donation', purchaseDate: null } as const;
    const one = identityOf({ ...gift, purchaseAmountFen: null });
    const two = identityOf({ ...gift, purchaseAmountFen: null, contractNo: '调拨单2' });
    expect(identityText(one)).toBe(identityText(two));
  });

  it('three years from a day equal the same span written out', () => {
    const years = identityOf({
      ...bought,
      licenseTerm: { kind: 'years', start: '2024-03-01', years: 3 },
    });
    const span = identityOf({
      ...bought,
      licenseTerm: { kind: 'fixedTerm', start: '2024-03-01', end: '2027-02-28' },
    });
    expect(identityText(years)).toBe(identityText(span));
  });

  it('knows which changes touch the number', () => {
    expect(touchesIdentity('commercial', ['remark', 'publisher'])).toBe(false);
    expect(touchesIdentity('commercial', ['licenseTerm'])).toBe(true);
    expect(touchesIdentity('oem', ['licenseTerm'])).toBe(false);
    expect(touchesIdentity('free', ['softwareName'])).toBe(true);
    expect(touchesIdentity('free', ['softwareType'])).toBe(true);
  });
});

/** Cells by type as the guideline says it: M must, O may, – must not (TZ-1.4, 1.6, 1.9). */
const CELLS = {
  //                  bought given oem free own
  softwareVersion: 'M M M – M',
  purchaseDate: 'M – – – –',
  purchaseAmountFen: 'M – – – –',
  licenseType: 'M M – – –',
  licenseQuantity: 'M M – – –',
  usableVersions: 'M M – – –',
  licenseTerm: 'M M – – –',
  serialNumbers: 'O O – – –',
} as const;
const KINDS = [
  { softwareType: 'commercial', acquisitionMethod: 'purchase' },
  { softwareType: 'commercial', acquisitionMethod: 'donation' },
  { softwareType: 'oem', acquisitionMethod: 'preinstalled' },
  { softwareType: 'free', acquisitionMethod: 'freeDownload' },
  { softwareType: 'selfDeveloped', acquisitionMethod: 'selfDeveloped' },
] as const;

describe('which cells are filled (TZ-1.4, 1.6, 1.9)', () => {
  it.each(KINDS.map((kind, index) => [kind.softwareType, kind.acquisitionMethod, index] as const))(
    '%s by %s: every combination of filled cells',
    (_type, _method, index) => {
      const cells = Object.keys(CELLS) as (keyof typeof CELLS)[];
      for (const filled of subsets(cells)) {
        const facts = { ...bought, ...KINDS[index] } as SoftwareFacts;
        for (const cell of cells) {
          if (filled.includes(cell)) continue;
          Object.assign(facts, { [cell]: Array.isArray(bought[cell]) ? [] : null });
        }
        const wrong = cells.filter((cell) => {
          const rule = CELLS[cell].split(' ')[index];
          return rule === 'M' ? !filled.includes(cell) : rule === '–' && filled.includes(cell);
        });
        const paths = checkSoftware(facts, context).map((found) => found.path);
        expect(paths.sort(), filled.join()).toEqual([...wrong].sort());
      }
    },
  );

  it('transfer and allocation are gifts too', () => {
    for (const acquisitionMethod of ['transfer', 'allocatedByHigherAuthority'] as const) {
      const found = checkSoftware({ ...bought, acquisitionMethod }, context);
      expect(found.map((o) => [o.path, o.code])).toEqual([
        ['purchaseDate', 'configuration.notForGift'],
        ['purchaseAmountFen', 'configuration.notForGift'],
      ]);
      expect(found[0]?.params.article).toBe('《软件台账管理规定》一.4');
    }
  });

  it('names the article for OEM and free software', () => {
    const oem = { ...bought, softwareType: 'oem', acquisitionMethod: 'preinstalled' } as const;
    expect(checkSoftware(oem, context)[0]?.params.article).toBe('《软件台账管理规定》一.6');
    const free = { ...bought, softwareType: 'free', acquisitionMethod: 'freeDownload' } as const;
    expect(checkSoftware(free, context)[0]?.params.article).toBe('《软件台账管理规定》一.9');
  });
});

describe('single refusals', () => {
  it('accepts the model record', () => {
    expect(checkSoftware(bought, context)).toEqual([]);
  });

  it.each<[string, Partial<SoftwareFacts>, string[]]>([
    [
      'a name without a letter',
      { softwareName: '\u202e\u200b--' },
      ['configuration.nameUnreadable'],
    ],
    ['不限 without 场地', { licenseQuantity: 'unlimited' }, ['configuration.unlimitedOnlySite']],
    ['不限 with 场地', { licenseQuantity: 'unlimited', licenseType: 'site' }, []],
    ['a numbered 场地 licence', { licenseType: 'site', licenseQuantity: 200 }, []],
    ['metric 不限 with a number', { licenseMetric: 'unlimited' }, ['configuration.metricUnfit']],
    [
      'metric by device with 不限',
      { licenseType: 'site', licenseQuantity: 'unlimited', licenseMetric: 'perDevice' },
      ['configuration.metricUnfit'],
    ],
    [
      'a reversed range',
      { usableVersions: [{ from: 'v12', to: 'v9' }] },
      ['configuration.rangeReversed'],
    ],
    ['a purchase tomorrow', { purchaseDate: '2026-11-24' }, ['configuration.purchaseInFuture']],
    ['a purchase today', { purchaseDate: TODAY }, []],
    [
      'a registration tomorrow',
      { registeredOn: '2026-11-24' },
      ['configuration.registeredInFuture'],
    ],
    [
      'a term that ends before it starts',
      { licenseTerm: { kind: 'fixedTerm', start: '2025-01-01', end: '2024-12-31' } },
      ['configuration.termReversed'],
    ],
    [
      'one serial twice, spelt differently',
      { serialNumbers: ['ab-12', 'AB12'] },
      ['configuration.serialTwice'],
    ],
    [
      'commercial software by download',
      { acquisitionMethod: 'freeDownload', purchaseDate: null, purchaseAmountFen: null },
      ['configuration.methodUnfit'],
    ],
  ])('%s', (_title, change, codes) => {
    const found = checkSoftware({ ...bought, ...change }, context);
    expect(found.map((o) => o.code)).toEqual(codes);
  });

  it('refuses 自主开发 until the unit switches it on', () => {
    const own: SoftwareFacts = SoftwareInput.parse({
      softwareType: 'selfDeveloped',
      softwareName: '本单位系统',
      softwareVersion: '1.0',
      acquisitionMethod: 'selfDeveloped',
    });
    expect(checkSoftware(own, context)).toEqual([]);
    const off = checkSoftware(own, { today: TODAY, selfDevelopedEnabled: false });
    expect(off.map((o) => o.code)).toEqual(['configuration.selfDevelopedOff']);
  });

  it('treats an empty list as an empty cell, zero as filled', () => {
    expect([isEmpty([]), isEmpty(null), isEmpty(''), isEmpty(0)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
