/** The shipped catalogue as data: types, reading it from its files' texts, and how its classes map onto ours. Pure. */
import type {
  FreeScope,
  GeneralCategory,
  Product,
  RecognisedKind,
  SoftwareCategory,
} from '../shapes.ts';

/** Where the version a licence speaks of stands: after the alias, as a year, or the first part of the version field. */
export type VersionPlace = 'name' | 'year' | 'major';

export type CatalogueProduct = {
  id: string;
  name: string;
  nameZh: string;
  publisher: string;
  kind: RecognisedKind;
  category: SoftwareCategory;
  general: GeneralCategory | null;
  freeScope: FreeScope | null;
  risk: string | null;
  /** One entry for many products of a sort: kind and category hold, the name is taken from the raw entry. */
  family: boolean;
  /** The finer class; for components it is the component class. */
  sub: string;
  versionPlace: VersionPlace | null;
  aliases: string[];
  publisherHints: string[];
  /** Checked by hand, as opposed to taken over from package manifests. */
  reviewed: boolean;
  licence: string;
  note: string;
  source: string;
};

export type PatternRule = {
  id: string;
  name: string;
  pattern: string;
  /** Component class or risk kind. */
  class: string;
  unless: string | null;
};

/**
 * What is known of everything a maker sells: a name of theirs that the catalogue does not have is commercial software,
 * comes with their hardware, or is a driver. Never `free`: that is decided product by product.
 */
export type PublisherProfile = {
  id: string;
  name: string;
  kind: 'commercial' | 'oem' | 'component';
  category: SoftwareCategory;
  /** Beginnings of the normalised publisher, at a token's end. */
  begins: string[];
  /** Words in a name that the profile says nothing about. */
  unless: string | null;
  /** The family whatever else he makes belongs to: what a maker of computers puts onto them. */
  family: string | null;
  source: string;
};

/** Cycle, release date, end of life (a date, or `true`/`false` where no date is known). */
export type LifeCycle = { productId: string; slug: string; cycles: [string, string, string][] };

export type Catalogue = {
  version: string;
  products: CatalogueProduct[];
  componentRules: PatternRule[];
  riskRules: PatternRule[];
  publishers: PublisherProfile[];
  /** Packages of the Linux distributions themselves. */
  linuxPackages: ReadonlySet<string>;
  /** Names of Debian's libraries without `lib` and soname, as rpm distributions name them. */
  linuxLibraries: ReadonlySet<string>;
  /** Package name → product id, for applications that come as packages. */
  linuxApplications: ReadonlyMap<string, string>;
  lifeCycles: LifeCycle[];
};

/** The files' texts as they are shipped and kept. */
export type CatalogueTexts = {
  products: string;
  productsMore: string;
  componentRules: string;
  riskRules: string;
  publishers: string;
  linuxPackages: string;
  linuxLibraries: string;
  linuxApplications: string;
  lifeCycles: string;
};

const ENGINEERING_SUBS = new Set([
  'bim',
  'construction',
  'industrial',
  'embedded',
  'scientific',
  'eda',
]);
const BUSINESS_SUBS = new Set(['finance', 'oa', 'erp', 'government']);
const UTILITY_SOURCES = new Set([
  'office',
  'security',
  'development',
  'browser',
  'archive',
  'remote',
  'communication',
  'media',
]);

/**
 * The catalogue's classes → the guideline's. The three general categories follow `general` alone, because rates are
 * counted over them: a PDF reader is office work, but not one of the three.
 */
export function softwareCategoryOf(
  category: string,
  sub: string,
  general: GeneralCategory | null,
): SoftwareCategory {
  if (general === 'os' || category === 'os') return 'operatingSystem';
  if (general === 'office') return 'office';
  if (general === 'antivirus') return 'antivirus';
  if (category === 'database') return 'database';
  if (category === 'design' || ENGINEERING_SUBS.has(sub)) return 'engineering';
  if (category === 'development' && sub === 'server') return 'middleware';
  if (BUSINESS_SUBS.has(sub)) return 'businessApplication';
  return UTILITY_SOURCES.has(category) || sub === 'utility' ? 'utility' : 'other';
}

type CoreLine = {
  id: string;
  name: string;
  nameZh?: string;
  publisher?: string;
  category: string;
  sub?: string;
  general?: GeneralCategory;
  kind: RecognisedKind;
  freeScope?: FreeScope;
  risk?: string;
  family?: boolean;
  version?: VersionPlace;
  note?: string;
  aliases: string[];
  pub?: string[];
  source: string[];
};

type RuleLine = {
  id: string;
  name: string;
  pattern: string;
  class?: string;
  risk?: string;
  unless?: string;
};

type PublisherLine = {
  id: string;
  name: string;
  kind: PublisherProfile['kind'];
  category?: string;
  sub?: string;
  begins: string[];
  unless?: string;
  family?: string;
  source: string[];
};

/** Reads the files' texts; throws on a line that is not what it should be (the files are ours, so that is a bug). */
export function readCatalogue(texts: CatalogueTexts & { version: string }): Catalogue {
  return {
    version: texts.version,
    products: [
      ...jsonLines<CoreLine>(texts.products).map(coreProduct),
      ...texts.productsMore.split('\n').slice(1).filter(Boolean).map(moreProduct),
    ],
    componentRules: jsonLines<RuleLine>(texts.componentRules).map(patternRule),
    riskRules: jsonLines<RuleLine>(texts.riskRules).map(patternRule),
    publishers: jsonLines<PublisherLine>(texts.publishers).map(publisherProfile),
    linuxPackages: new Set(texts.linuxPackages.split('\n').filter(Boolean)),
    linuxLibraries: new Set(texts.linuxLibraries.split('\n').filter(Boolean)),
    linuxApplications: new Map(
      texts.linuxApplications
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => line.split('\t') as [string, string]),
    ),
    lifeCycles: jsonLines<LifeCycle>(texts.lifeCycles),
  };
}

function jsonLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

function coreProduct(line: CoreLine): CatalogueProduct {
  const sub = line.sub ?? '';
  const general = line.general ?? null;
  return {
    id: line.id,
    name: line.name,
    nameZh: line.nameZh ?? '',
    publisher: line.publisher ?? '',
    kind: line.kind,
    category: softwareCategoryOf(line.category, sub, general),
    general,
    freeScope: line.freeScope ?? null,
    risk: line.risk ?? null,
    family: line.family ?? false,
    sub,
    versionPlace: line.version ?? null,
    aliases: line.aliases,
    publisherHints: line.pub ?? [],
    reviewed: true,
    licence: '',
    note: line.note ?? '',
    source: line.source.join(' '),
  };
}

function moreProduct(line: string): CatalogueProduct {
  const cells = line.split('\t');
  if (cells.length !== 10) throw new Error(`catalogue line with ${cells.length} columns: ${line}`);
  const [id, name, publisher, category, kind, freeScope, licence, aliases, hints, source] =
    cells as [string, string, string, string, string, string, string, string, string, string];
  return {
    id,
    name,
    nameZh: '',
    publisher,
    kind: kind as RecognisedKind,
    category: softwareCategoryOf(category, '', null),
    general: null,
    freeScope: freeScope === '' ? null : (freeScope as FreeScope),
    risk: null,
    family: false,
    sub: '',
    versionPlace: null,
    aliases: aliases === '' ? [] : aliases.split('|'),
    publisherHints: hints === '' ? [] : hints.split('|'),
    reviewed: false,
    licence,
    note: '',
    source,
  };
}

function patternRule(line: RuleLine): PatternRule {
  return {
    id: line.id,
    name: line.name,
    pattern: line.pattern,
    class: line.class ?? line.risk ?? '',
    unless: line.unless ?? null,
  };
}

function publisherProfile(line: PublisherLine): PublisherProfile {
  return {
    id: line.id,
    name: line.name,
    kind: line.kind,
    category: softwareCategoryOf(line.category ?? 'other', line.sub ?? '', null),
    begins: line.begins,
    unless: line.unless ?? null,
    family: line.family ?? null,
    source: line.source.join(' '),
  };
}

/** What pages and other slices see of a catalogue product. */
export function productOf(product: CatalogueProduct): Product {
  return {
    id: product.id,
    name: product.name,
    nameZh: product.nameZh,
    publisher: product.publisher,
    kind: product.kind,
    category: product.category,
    general: product.general,
    freeScope: product.freeScope,
    risk: product.risk,
    licence: product.licence,
    note: product.note,
    source: product.source,
    unitOwned: false,
  };
}

/** How much a catalogue holds, for the list of versions. */
export type CatalogueCounts = {
  products: number;
  /** Checked by hand. */
  reviewed: number;
  riskRules: number;
  componentRules: number;
  publishers: number;
};

export function countsOf(catalogue: Catalogue): CatalogueCounts {
  return {
    products: catalogue.products.length,
    reviewed: catalogue.products.filter((product) => product.reviewed).length,
    riskRules: catalogue.riskRules.length,
    componentRules: catalogue.componentRules.length,
    publishers: catalogue.publishers.length,
  };
}

/** Products by id: how many came, went, or say something else (kind, category, for whom free, name, publisher). */
export type CatalogueDifference = { added: number; gone: number; changed: number };

export function differenceOf(from: Catalogue, to: Catalogue): CatalogueDifference {
  const facts = (one: CatalogueProduct) => JSON.stringify(productOf(one));
  const before = new Map(from.products.map((product) => [product.id, facts(product)]));
  const difference = { added: 0, gone: 0, changed: 0 };
  for (const product of to.products) {
    const old = before.get(product.id);
    if (old === undefined) difference.added += 1;
    else if (old !== facts(product)) difference.changed += 1;
    before.delete(product.id);
  }
  return { ...difference, gone: before.size };
}
