/** 可使用版本 as people write it, and what it covers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalVersions,
  compareVersions,
  parseUsableVersions,
  printUsableVersions,
  versionUsable,
} from './rules.versions.ts';
import { UsableVersion } from './shapes.ts';

function parsed(text: string) {
  const result = parseUsableVersions(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.usable;
}

describe('what a licence covers', () => {
  const table = `
    v12              | v12 12 12.0 12.1.3 Ｖ12 12SP1 | v11 120 13 1.2
    12.0             | 12 12.0 12.0.5            | 12.1 13
    12.1             | 12.1 12.1.9               | 12 12.10 12.2
    v11–v12          | v11 11.5 12 12.9.9        | 10.9 13 110
    v11-v12          | 11 12.3                   | 13
    2016..2021       | 2016 2019 2021 2021.3     | 2013 2022 16.0
    2016至2021       | 2016 2019.1               | 2015
    v9–v11           | v9 v10 10.5 v11           | v8 v12 v90
    v13及以上        | 13 14 13.0.1 130          | 12.9 12
    ≥13              | 13 14                     | 12
    2019及以下       | 2010 2019 2019.5          | 2021
    2016、2019       | 2016 2019.2               | 2018 2021
    不限             | 1 anything 2030           |
    2008 R2          | 2008R2 2008.R2.1          | 2008 2012
    2019-Pro         | 2019-Pro 2019Pro          | 2019 2019-Home
    专业版           | 专业版                    | 家庭版 11
  `;
  for (const line of table.trim().split('\n')) {
    const [usable, yes, no] = line.split('|').map((cell) => cell.trim()) as [
      string,
      string,
      string,
    ];
    it(`${usable} covers ${yes}; not ${no}`, () => {
      for (const version of yes.split(/\s+/)) {
        expect(versionUsable(parsed(usable), version), version).toBe(true);
      }
      for (const version of no.split(/\s+/).filter(Boolean)) {
        expect(versionUsable(parsed(usable), version), version).toBe(false);
      }
    });
  }

  it('an unknown version is covered only by 不限, and nothing covers nothing', () => {
    expect(versionUsable(parsed('v12'), '')).toBe(false);
    expect(versionUsable(parsed('v1及以上'), '')).toBe(false);
    expect(versionUsable(parsed('不限'), '')).toBe(true);
    expect(versionUsable([], '12')).toBe(false);
  });

  it('every version covers itself and what extends it', () => {
    const version = fc
      .array(fc.nat(3000), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, fc.nat(50), (own, patch) => {
        expect(versionUsable([{ exact: own }], own)).toBe(true);
        expect(versionUsable([{ exact: own }], `${own}.${patch}`)).toBe(true);
        expect(versionUsable([{ from: own, to: own }], `${own}.${patch}`)).toBe(true);
        expect(versionUsable([{ from: own, to: null }], own)).toBe(true);
        expect(versionUsable([{ from: null, to: own }], own)).toBe(true);
      }),
    );
  });
});

describe('order of versions', () => {
  it('numbers count as numbers, pre-releases come first', () => {
    const ordered = ['9', '10', '12 beta', '12 RC', '12', '12 SP1', '12.1', '12.10', '13'];
    for (let index = 1; index < ordered.length; index++) {
      expect(compareVersions(ordered[index - 1]!, ordered[index]!), ordered[index]).toBe(-1);
      expect(compareVersions(ordered[index]!, ordered[index - 1]!), ordered[index]).toBe(1);
    }
    expect(compareVersions('v12.0', '12')).toBe(0);
  });

  it('is a total order over arbitrary text', () => {
    const text = fc.oneof(
      fc.stringMatching(/^[v]?[0-9a-c.]{0,8}$/),
      fc.constantFrom('12 beta', '12', '12.0', '12 SP1', '0', '', 'rc', '12.rc.1', '测试版'),
    );
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(compareVersions(a, b) + compareVersions(b, a)).toBe(0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('writing and reading', () => {
  it('what is printed is read back', () => {
    const version = fc.stringMatching(/^v?[1-9][0-9]{0,2}(\.[0-9]{1,2}){0,2}$/);
    const usable = fc.array(
      fc.oneof(
        version.map((exact) => ({ exact })),
        fc
          .tuple(fc.option(version), fc.option(version))
          .map(([from, to]) =>
            from !== null && to !== null && compareVersions(from, to) > 0
              ? { from: to, to: from }
              : { from, to },
          ),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(usable, (items) => {
        const again = parsed(printUsableVersions(items));
        expect(again).toEqual(items);
        for (const item of again) expect(UsableVersion.safeParse(item).success).toBe(true);
      }),
    );
  });

  it.each(['，，', 'v12–v9', '!!', '至12', '以上'])('refuses %s or reads nothing', (text) => {
    const result = parseUsableVersions(text);
    expect('problem' in result || result.usable.length === 0).toBe(true);
  });

  it('never throws on arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const result = parseUsableVersions(text);
        if ('usable' in result) versionUsable(result.usable, text);
      }),
    );
  });

  it('compares without regard to order and spelling', () => {
    expect(canonicalVersions(parsed('v12、2019'))).toBe(
      canonicalVersions(parsed('2019、Ｖ12、v12')),
    );
    expect(canonicalVersions(parsed('v11–v12'))).not.toBe(canonicalVersions(parsed('v11、v12')));
  });
});
