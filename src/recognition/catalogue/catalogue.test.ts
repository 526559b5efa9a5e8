/** The shipped catalogue is sound: shapes, ids, aliases, expressions, and that loading it is quick to skip. */
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/harness.ts';
import type { Database } from '../../platform/db/database.ts';
import { foldText, normaliseName } from '../matching/rules.fold.ts';
import { parsePattern, requiredWords } from '../matching/rules.pattern.ts';
import {
  FreeScope,
  GeneralCategory,
  RecognisedKind,
  riskKinds,
  SoftwareCategory,
} from '../shapes.ts';
import {
  catalogueOf,
  loadCatalogue,
  shippedCatalogue,
  shippedTexts,
  storeCatalogue,
  versionOf,
} from './commands.ts';
import { endOfLife } from './rules.life.ts';
import { productsByIds } from './store.ts';
import { listVersions } from './store.versions.ts';

const catalogue = shippedCatalogue();

describe('products', () => {
  test('say what the schema asks, with a source each', () => {
    const wrong = catalogue.products.filter(
      (product) =>
        !/^[\p{L}\p{N}][\p{L}\p{N}+._-]*$/u.test(product.id) ||
        product.id.startsWith('u-') ||
        product.name === '' ||
        product.source === '' ||
        !RecognisedKind.safeParse(product.kind).success ||
        !SoftwareCategory.safeParse(product.category).success ||
        (product.general !== null && !GeneralCategory.safeParse(product.general).success) ||
        (product.freeScope !== null && !FreeScope.safeParse(product.freeScope).success),
    );
    expect(wrong.map((product) => product.id)).toEqual([]);
  });

  test('free ones say for whom, others do not; risk software is never free', () => {
    const wrong = catalogue.products.filter(
      (product) =>
        (product.kind === 'free') !== (product.freeScope !== null) ||
        (product.risk !== null && (product.kind !== 'unknown' || !(product.risk in riskKinds))),
    );
    expect(wrong.map((product) => product.id)).toEqual([]);
  });

  test('have ids and aliases of their own', () => {
    const ids = catalogue.products.map((product) => product.id);
    expect(new Set(ids).size).toBe(ids.length);
    const owners = new Map<string, (typeof catalogue.products)[number]>();
    const shared: string[] = [];
    // Two makers may use one name; then the publisher must be able to tell.
    const toldApart = (a: string[], b: string[]) =>
      a.length > 0 && b.length > 0 && !a.some((hint) => b.includes(hint));
    for (const product of catalogue.products) {
      for (const alias of new Set(product.aliases)) {
        const key = `${alias.startsWith('=') ? '=' : ''}${normaliseName(foldText(alias))}`;
        const owner = owners.get(key);
        if (owner && owner !== product && !toldApart(owner.publisherHints, product.publisherHints))
          shared.push(`${alias}: ${owner.id}, ${product.id}`);
        owners.set(key, product);
      }
    }
    expect(shared).toEqual([]);
  });

  test.each([
    ['siemens-tia', 'engineering'],
    ['autocad', 'engineering'],
    ['tongweb', 'middleware'],
    ['yonyou', 'businessApplication'],
    ['dameng', 'database'],
    ['wps-office-professional', 'office'],
    // Office work, but not one of the three general categories that rates are counted over.
    ['foxit-pdf-reader', 'utility'],
    ['huorong', 'antivirus'],
    ['bitwarden', 'utility'],
    ['uos', 'operatingSystem'],
  ])('%s counts as %s', (id, category) => {
    expect(catalogue.products.find((product) => product.id === id)?.category).toBe(category);
  });

  test('that come as packages exist, and no package is also counted as part of a distribution', () => {
    const ids = new Set(catalogue.products.map((product) => product.id));
    const missing = [...catalogue.linuxApplications].filter(([, id]) => !ids.has(id));
    expect(missing).toEqual([]);
    expect(catalogue.linuxPackages.size).toBeGreaterThan(10_000);
  });
});

describe('makers', () => {
  test('have beginnings of their own and never make anything free', () => {
    const seen = new Map<string, string>();
    const wrong: string[] = [];
    for (const maker of catalogue.publishers) {
      if (!['commercial', 'oem', 'component'].includes(maker.kind)) wrong.push(maker.id);
      if (!SoftwareCategory.safeParse(maker.category).success || maker.source === '')
        wrong.push(maker.id);
      const family = catalogue.products.find((product) => product.id === maker.family);
      if (maker.family !== null && !(family?.family && family.kind === maker.kind))
        wrong.push(maker.id);
      for (const written of maker.begins) {
        const text = normaliseName(foldText(written));
        if (text === '' || seen.has(text)) wrong.push(`${maker.id}: ${written}`);
        seen.set(text, maker.id);
      }
    }
    expect(wrong).toEqual([]);
    expect(new Set(catalogue.publishers.map((maker) => maker.id)).size).toBe(
      catalogue.publishers.length,
    );
  });
});

describe('expressions', () => {
  const rules = [...catalogue.riskRules, ...catalogue.componentRules];

  test('each part needs a word, so that one pass over a name tells which to try', () => {
    const idle = rules.flatMap((rule) =>
      parsePattern(rule.pattern, { lookaround: true })
        .branches.filter((branch) => !requiredWords(branch.node))
        .map((branch) => `${rule.id}: ${branch.source}`),
    );
    // These four describe shapes (GUIDs, hashes, KB numbers) rather than words.
    expect(idle.length).toBeLessThanOrEqual(6);
  });

  test('none takes long over hostile names', () => {
    const hostile = ['a', '1', ' ', 'KB1', 'Visual C++ ', 'Microsoft Office ', '(x', 'HP '].map(
      (part) => part.repeat(500 / part.length),
    );
    for (const rule of rules) {
      for (const source of [rule.pattern, rule.unless].filter((text) => text !== null)) {
        const expression = new RegExp(source, 'i');
        const before = process.cpuUsage();
        for (const name of hostile) expression.test(`${name}!`);
        const used = process.cpuUsage(before);
        // A catastrophic expression needs years here; a quadratic one some milliseconds.
        expect([rule.id, used.user + used.system < 2_000_000]).toEqual([rule.id, true]);
      }
    }
  });
});

describe('tables', () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase();
  });

  const unit = '00000000-0000-0000-0000-000000000000';

  test('are filled once per version; a product that goes away stays readable', async () => {
    expect(await loadCatalogue(database)).toBe(true);
    expect(await loadCatalogue(database)).toBe(false);
    const texts = shippedTexts();
    expect(versionOf(texts)).toBe(catalogue.version);
    const lines = texts.products.split('\n');
    const fewer = lines.filter((line) => !line.startsWith('{"id": "wechat",')).join('\n');
    const without = { ...texts, products: fewer };
    const shippedAt = new Date(Date.now() + 1000).toISOString();
    const later = await database.write((tx) =>
      storeCatalogue(tx, without, { program: '9.9.9', shippedAt }),
    );
    const [gone] = await database.read((tx) => productsByIds(tx, unit, ['wechat']));
    expect(gone?.name).toBe('WeChat');
    const kept = await database.read((tx) => catalogueOf(tx, later));
    expect(kept.products).toHaveLength(catalogue.products.length - 1);
    expect(kept.linuxPackages.size).toBe(catalogue.linuxPackages.size);
  });

  test('keep each file once, and say when a kept version cannot be read any more', async () => {
    const [later, first] = await database.read((tx) => listVersions(tx));
    expect([first, later]).toMatchObject([
      { version: catalogue.version, number: 1, kept: true },
      { program: '9.9.9', number: 2, kept: true },
    ]);
    const { rows } = await database.pool.query(
      'select count(*)::int as n from recognition_catalogue_part',
    );
    // Nine files, and the one that differs.
    expect(rows[0].n).toBe(10);
    await database.pool.query(
      `update recognition_catalogue_version set version = 'broken' where version = $1`,
      [later!.version],
    );
    const broken = database.read((tx) => catalogueOf(tx, 'broken'));
    await expect(broken).rejects.toMatchObject({ code: 'recognition.catalogueUnreadable' });
    const none = database.read((tx) => catalogueOf(tx, 'none'));
    await expect(none).rejects.toMatchObject({ code: 'recognition.catalogueNotKept' });
  });
});

test('end of life is told for the version in use, and not guessed', () => {
  const life = (product: string, version: string) =>
    endOfLife(catalogue.lifeCycles, product, version, '2026-11-23');
  expect(life('windows-7-pro', '6.1.7601')).toMatchObject({ ended: true });
  expect(life('windows-11-pro', '10.0.26100')).toMatchObject({ ended: false });
  expect(life('windows-10-pro', '')).toMatchObject({ ended: true, endsOn: '2025-10-14' });
  expect(life('microsoft-office-professional-plus', '2010')).toMatchObject({ ended: true });
  expect(life('postgresql', '9.6.24')).toMatchObject({ cycle: '9.6', ended: true });
  expect(life('postgresql', '')).toBeUndefined();
  expect(life('wechat', '3')).toBeUndefined();
});
