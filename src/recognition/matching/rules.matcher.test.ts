/** The matcher: telling names apart, what must always hold, and the floor on labelled names. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedCatalogue } from '../catalogue/commands.ts';
import type { RawEntry } from '../shapes.ts';
import type { ActiveRule } from '../unitrules/shapes.ts';
import { createMatcher } from './rules.matcher.ts';
import { LOOK_ALIKES } from './rules.measure.risk.ts';
import { measure, measureRisk, readLabelled, readRiskExamples } from './rules.measure.ts';

const catalogue = shippedCatalogue();
const match = createMatcher({ catalogue, unitRules: [], unitProducts: [] });
const families = new Set(catalogue.products.filter((one) => one.family).map(({ id }) => id));

const raw = (name: string, publisher = '', more: Partial<RawEntry> = {}): RawEntry => ({
  name,
  publisher,
  version: '',
  os: 'windows',
  from: 'registry',
  systemCategory: '',
  ...more,
});

describe('names', () => {
  test.each([
    // name, publisher, product, kind, version
    [
      'Microsoft Office Professional Plus 2016',
      'Microsoft Corporation',
      'microsoft-office-professional-plus',
      'commercial',
      '2016',
    ],
    [
      'Microsoft Office 专业增强版 2019 - zh-cn',
      'Microsoft Corporation',
      'microsoft-office-professional-plus',
      'commercial',
      '2019',
    ],
    [
      'WPS Office 2016 专业增强版 (10.8.2.6726)',
      'Kingsoft Corp.',
      'wps-office-professional',
      'commercial',
      '2016',
    ],
    ['WPS Office (11.1.0.8612)', 'Kingsoft Corp.', 'wps-office-personal', 'free', '11.1.0.8612'],
    ['AutoCAD 2014 - 简体中文 (Simplified Chinese)', '', 'autocad', 'commercial', '2014'],
    ['微信', '腾讯科技(深圳)有限公司', 'wechat', 'free', ''],
    ['微信输入法', '腾讯科技（深圳）有限公司', 'wetype', 'free', ''],
    ['微信web开发者工具 1.02.1802270', '', 'wechat-devtools', 'free', '1.02.1802270'],
    ['Архиватор WinRAR', 'win.rar GmbH', 'winrar', 'commercial', ''],
    ["Logiciel d'archivage WinRAR", '', 'winrar', 'commercial', ''],
    ['ＷｉｎＲＡＲ ５．９１ (64-位)', 'win.rar GmbH', 'winrar', 'commercial', '5.91'],
    ['360安全卫士', '360安全中心', '360-safeguard', 'free', ''],
    ['Mozilla Firefox (3.6.13)', 'Mozilla', 'firefox', 'free', '3.6.13'],
    ['Google Chrome™', 'Google LLC', 'chrome', 'free', ''],
    ['MATLAB R2016b', 'The MathWorks, Inc.', 'matlab', 'commercial', 'R2016b'],
    [
      'Adobe Photoshop CC 2019',
      'Adobe Systems Incorporated',
      'adobe-photoshop',
      'commercial',
      'CC 2019',
    ],
  ])('%s', (name, publisher, productId, kind, version) => {
    expect(match(raw(name, publisher))).toMatchObject({ productId, kind, version });
  });

  test('a part of a name or a plug-in for it is not the product', () => {
    for (const name of [
      'Plugin manager for Firefox',
      'Word',
      'Thunder Client Tools',
      'Access denied helper',
    ]) {
      expect(match(raw(name, 'Somebody')).productId).toBeNull();
    }
  });

  test('operating systems come as their own source; editions of Windows are apart', () => {
    const os = { from: 'operatingsystem' };
    expect(match(raw('Microsoft Windows 10 专业版', '', os))).toMatchObject({
      productId: 'windows-10-pro',
      general: 'os',
      category: 'operatingSystem',
      version: '10',
    });
    expect(match(raw('Microsoft Windows 10 Home China', '', os))).toMatchObject({ kind: 'oem' });
    expect(match(raw('Debian GNU/Linux 12 (bookworm)', '', { ...os, os: 'linux' }))).toMatchObject({
      productId: 'debian',
      kind: 'free',
    });
    expect(
      match(raw('UnionTech OS Desktop 20 Professional', '', { ...os, os: 'linux' })),
    ).toMatchObject({
      productId: 'uos',
      kind: 'commercial',
    });
    expect(match(raw('Plan 9', '', os))).toMatchObject({ kind: 'unknown', general: 'os' });
  });

  test('parts of a distribution are components; applications in packages are products', () => {
    const deb = (name: string) => match(raw(name, '', { os: 'linux', from: 'deb' }));
    expect(deb('libc6:amd64')).toMatchObject({ kind: 'component', componentClass: 'os-package' });
    expect(deb('anacron')).toMatchObject({ kind: 'component' });
    expect(deb('wps-office')).toMatchObject({
      productId: 'wps-office-personal',
      freeScope: 'personal',
    });
    expect(deb('cn.wps.wps-office-pro')).toMatchObject({ kind: 'commercial' });
    expect(deb('acme-agent')).toMatchObject({ kind: 'unknown' });
    expect(deb('达梦数据库管理系统')).toMatchObject({ productId: 'dameng', kind: 'commercial' });
    expect(deb('firefox-kiosk-switcher').productId).toBeNull();
    const built = (from: string, version: string, publisher = '') =>
      match(raw('acme-agent', publisher, { os: 'linux', from, version })).kind;
    expect(built('deb', '2.3-31ubuntu2')).toBe('component');
    expect(built('rpm', '1.0-3.el9')).toBe('component');
    expect(built('rpm', '1.0-3.el9', 'Acme Inc.')).toBe('unknown');
    expect(built('rpm', '1.0-3.ky10', 'KylinSoft')).toBe('component');
  });

  test('store apps are known by their package names; what comes with Windows is set apart', () => {
    const subject = 'CN=Microsoft Corporation, O=Microsoft Corporation, L=Redmond, C=US';
    const store = (name: string, publisher = subject) =>
      match(raw(name, publisher, { from: 'uwp' }));
    expect(store('Microsoft.Office.OneNote').productId).toBe('microsoft-onenote');
    expect(store('Microsoft.WindowsCalculator')).toMatchObject({ componentClass: 'builtin-app' });
    expect(store('Acme.LedgerPro', 'CN=Acme').kind).toBe('unknown');
  });

  test('store names are also known without publisher, as words and without their ending', () => {
    const store = (name: string) => match(raw(name, 'CN=24803D75', { from: 'uwp' })).productId;
    expect(store('5319275A.WhatsAppDesktop')).toBe('whatsapp');
    expect(store('SpotifyAB.SpotifyMusic')).toBe('spotify');
    expect(store('903DB504.QQ')).toBe('qq');
    expect(store('1F8B0F94.122165AE053F')).toBeNull();
  });

  test('a maker who only sells makes a name commercial, never a product, never free', () => {
    const by = (name: string, publisher: string) => match(raw(name, publisher));
    expect(by('Cloud Cost Planner 3', 'Autodesk, Inc.')).toMatchObject({
      productId: null,
      kind: 'commercial',
      category: 'engineering',
      rule: 'publisher pub-autodesk',
    });
    expect(by('Symantec Unheard-of Thing', '')).toMatchObject({ kind: 'commercial' });
    expect(by('Symantec Unheard-of Thing', 'Somebody else').kind).toBe('unknown');
    expect(by('Quick Panel', 'Dell Inc.').kind).toBe('oem');
    expect(by('Panel Thing', 'Realtek Semiconductor Corp.')).toMatchObject({ kind: 'component' });
    for (const give of ['Cost Viewer', 'Cost Planner Free', 'Cost Planner Trial', '造价阅读器']) {
      expect([give, by(give, 'Autodesk, Inc.').kind]).toEqual([give, 'unknown']);
    }
  });

  test('the name before its version, an edition behind it, and what is no version', () => {
    const id = (name: string, publisher = '') => match(raw(name, publisher)).productId;
    expect(id('MongoDB 3.3.5 2008R2Plus (64 bit)')).toBe('mongodb');
    expect(id('ArcView GIS 3.3')).toBe('arcgis');
    expect(id('STAAD.Pro V8i SELECTseries 6')).toBe('bentley-more');
    expect(id('EasyConnect', 'Luke Stratman')).toBe('b-easyconnect');
    expect(id('EasyConnect', 'Sangfor Technologies')).toBe('sangfor-easyconnect');
    expect(match(raw('UltraEdit 64-bit')).version).toBe('');
    expect(match(raw('EndNote X9'))).toMatchObject({ productId: 'endnote', version: 'X9' });
    expect(match(raw('EndNote X9 (x64)')).version).toBe('X9');
    expect(match(raw('UltraEdit 28.1 (x86)')).version).toBe('28.1');
  });

  test('an edition is one word in every language', () => {
    const edition = (name: string) => match(raw(name, 'Microsoft Corporation')).edition;
    for (const name of ['Microsoft Visio Professional 2019', 'Microsoft Visio 專業版 2019']) {
      expect([name, edition(name)]).toEqual([name, '专业版']);
    }
    expect(edition('Microsoft Office Professional Plus 2019 Volume')).toBe('批量授权版');
    expect(edition('Microsoft Office Professional Plus 2019')).toBe('');
  });

  test('what an agent reports as an update or a system part is set apart', () => {
    const update = raw('Acme Suite 2019 SP1', 'Acme', { systemCategory: 'security_update' });
    expect(match(update)).toMatchObject({ kind: 'component', componentClass: 'update' });
    const part = raw('Acme Suite Core', 'Acme', { systemCategory: 'system_component' });
    expect(match(part)).toMatchObject({ kind: 'component', componentClass: 'system-part' });
    expect(match({ ...part, name: 'AutoCAD 2020' })).toMatchObject({ productId: 'autocad' });
  });

  test('risk software is flagged and never called free', () => {
    for (const name of [
      'KMSpico',
      'KMSAuto Net',
      'HEU_KMS_Activator',
      'Navicat Premium 15 注册机',
    ]) {
      const found = match(raw(name));
      expect(found.risk).not.toBeNull();
      expect(found.kind).toBe('unknown');
    }
  });
});

test('names that only look like risk software are left alone', () => {
  expect(LOOK_ALIKES.filter((name) => match(raw(name)).risk !== null)).toEqual([]);
});

describe('always', () => {
  const words = fc.constantFrom(
    'Microsoft',
    'Office',
    '微信',
    '360',
    '2016',
    'KMS',
    'v1.2',
    '（',
    '™',
    'Driver',
    '😀',
    'Ｗｏｒｄ',
    '.',
    '\u0000',
    'é',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(words, { maxLength: 8 }).map((list) => list.join(' ')),
  );
  const entry: fc.Arbitrary<RawEntry> = fc.record({
    name: text,
    publisher: text,
    version: text,
    os: fc.constantFrom('windows', 'linux', 'macos', 'other'),
    from: fc.constantFrom('registry', 'deb', 'rpm', 'uwp', 'operatingsystem', ''),
    systemCategory: fc.constantFrom('', 'application', 'system_component', 'update', 'x'),
  });

  test('any text is answered; unmatched is unknown, and free always has a scope', () => {
    fc.assert(
      fc.property(entry, (given) => {
        const found = match(given);
        expect(found.productName).not.toBe('');
        if (found.ruleSource === 'none') expect(found.kind).toBe('unknown');
        if (found.kind === 'free') expect(found.freeScope).not.toBeNull();
        if (found.risk) expect(found.kind).toBe('unknown');
      }),
      { numRuns: 3000 },
    );
  });

  test('the answer depends on the entry alone: not on order, history or instance', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 2, maxLength: 8 }), (list) => {
        const once = list.map(match);
        const other = createMatcher({ catalogue, unitRules: [], unitProducts: [] });
        expect(list.toReversed().map(other).toReversed()).toEqual(once);
      }),
      { numRuns: 200 },
    );
  });

  test('the order of the catalogue’s lines does not matter', () => {
    const turned = createMatcher({
      catalogue: { ...catalogue, products: catalogue.products.toReversed() },
      unitRules: [],
      unitProducts: [],
    });
    for (const product of catalogue.products) {
      const given = raw(product.name, product.publisher, { version: '3.2.1' });
      expect(turned(given)).toEqual(match(given));
    }
  });

  test('a unit’s rule wins over everything, whatever the order of the rules', () => {
    const ids = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
    fc.assert(
      fc.property(entry, entry, fc.boolean(), (given, other, ignore) => {
        const productId = ignore ? null : 'firefox';
        const exact = {
          id: ids[0]!,
          patternKind: 'exact',
          pattern: given.name,
          publisher: '',
          productId,
        } as const;
        const wide: ActiveRule = {
          id: ids[1]!,
          patternKind: 'contains',
          pattern: other.name || 'x',
          publisher: '',
          productId: 'vlc',
        };
        const usable = /[\p{L}\p{N}]/u.test(wide.pattern.normalize('NFKC'))
          ? [exact, wide]
          : [exact];
        const forward = createMatcher({ catalogue, unitRules: usable, unitProducts: [] })(given);
        const backward = createMatcher({
          catalogue,
          unitRules: usable.toReversed(),
          unitProducts: [],
        })(given);
        expect(forward).toEqual(backward);
        expect(forward).toMatchObject({ ruleSource: 'unitRule', rule: ids[0], productId });
      }),
      { numRuns: 300 },
    );
  });
});

const shared = fileURLToPath(new URL('../../../../shared/catalogue/', import.meta.url));
const rows = (file: string) =>
  readFileSync(`${shared}${file}`, 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => line.split('\t'));

describe.skipIf(!existsSync(shared))('labelled names (skipped without ../shared/catalogue)', () => {
  const labelled = existsSync(shared)
    ? readLabelled(readFileSync(`${shared}labelled.tsv`, 'utf8'))
    : [];
  /** The reached levels: the targets, where a side reaches them; else what it reached. */
  const FLOORS: Record<string, { all: number; real: number; most?: boolean }> = {
    'product precision': { all: 0.99, real: 0.98 },
    'product recall, in catalogue': { all: 0.975, real: 0.975 },
    'kind (alternatives count)': { all: 0.96, real: 0.94 },
    'commercial or OEM, recall': { all: 0.94, real: 0.91 },
    'commercial or OEM called free': { all: 0.01, real: 0, most: true },
    'commercial or OEM, precision': { all: 0.96, real: 0.98 },
    'component recall': { all: 0.95, real: 0.97 },
    'component precision': { all: 0.99, real: 0.99 },
  };

  test.each(['all', 'real'] as const)('stay above the floor: %s', (of) => {
    const figures = measure(
      labelled.filter((row) => of === 'all' || row.real),
      match,
      families,
    );
    const below = Object.entries(FLOORS).filter(([name, floor]) => {
      const [part, whole] = figures.ratios[name]!;
      return floor.most ? part / whole > floor[of] : part / whole < floor[of];
    });
    expect(below.map(([name]) => [name, figures.ratios[name]])).toEqual([]);
  });

  test('risk software is found and its look-alikes are left alone', () => {
    const examples = readRiskExamples(readFileSync(`${shared}risk-examples.tsv`, 'utf8'));
    expect(measureRisk(examples, match).failures).toEqual([]);
  });

  test('names as Chinese vendors write them', () => {
    const wrong = rows('zh-conventions.tsv').filter(([name, publisher, productId, kind]) => {
      const found = match(raw(name!, publisher));
      return productId ? found.productId !== productId : found.kind !== kind;
    });
    expect(wrong.map(([name]) => name)).toEqual([]);
  });
});
