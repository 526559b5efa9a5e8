/**
 * Raw entry → product. Pure and deterministic: the same entry, catalogue and unit's rules give the same match, whatever
 * came before. Order: the unit's own rules, risk, operating system, Linux packages, components, products.
 */
import type {
  Catalogue,
  CatalogueProduct,
  PatternRule,
  PublisherProfile,
} from '../catalogue/rules.ts';
import type { Match, Product, RawEntry } from '../shapes.ts';
import { compileUnitRules, type UnitRuleSet } from '../unitrules/rules.ts';
import type { ActiveRule } from '../unitrules/shapes.ts';
import { type Found, findProduct, type Name, readName } from './rules.aliases.ts';
import { saysForSystem } from './rules.beside.ts';
import { editionOf, editionsIn, isOtherEdition } from './rules.edition.ts';
import { displayName, foldText, normaliseName } from './rules.fold.ts';
import { type AliasIndex, buildAliasIndex } from './rules.index.ts';
import { isDistributionPackage, type KnownPackages, packageName } from './rules.linux.ts';
import { isMacPart, withoutBundle } from './rules.mac.ts';
import { createPatternSet, type PatternSet } from './rules.patterns.ts';
import {
  buildPublisherIndex,
  type Maker,
  makerOf,
  type PublisherIndex,
  profileFor,
} from './rules.publishers.ts';
import { storeNames } from './rules.store.ts';
import { licenceVersion, plainVersion } from './rules.version.ts';
import { isKeptPage } from './rules.web.ts';

export type MatcherInput = {
  catalogue: Catalogue;
  unitRules: readonly ActiveRule[];
  unitProducts: readonly Product[];
};
export type Matcher = (raw: RawEntry) => Match;

type Compiled = {
  catalogue: Catalogue;
  all: AliasIndex;
  operatingSystems: AliasIndex;
  /** Risk rules, then component rules: one pass over the name serves both. */
  patterns: PatternSet;
  riskRules: ReadonlySet<PatternRule>;
  publishers: PublisherIndex;
  byId: Map<string, CatalogueProduct>;
  packages: KnownPackages;
};

/** Compiling the catalogue takes a few hundred milliseconds and is the same for every unit. */
const compiledCatalogues = new WeakMap<Catalogue, Compiled>();

function compileCatalogue(catalogue: Catalogue): Compiled {
  const known = compiledCatalogues.get(catalogue);
  if (known) return known;
  const compiled: Compiled = {
    catalogue,
    all: buildAliasIndex(
      catalogue.products.filter((product) => product.category !== 'operatingSystem'),
    ),
    operatingSystems: buildAliasIndex(
      catalogue.products.filter((product) => product.category === 'operatingSystem'),
    ),
    patterns: createPatternSet([...catalogue.riskRules, ...catalogue.componentRules]),
    riskRules: new Set(catalogue.riskRules),
    publishers: buildPublisherIndex(catalogue.publishers),
    byId: new Map(catalogue.products.map((product) => [product.id, product])),
    packages: { packages: catalogue.linuxPackages, libraries: catalogue.linuxLibraries },
  };
  compiledCatalogues.set(catalogue, compiled);
  return compiled;
}

type Publisher = { normal: string; maker: Maker | undefined };

/** Longer input is cut: no product is told apart by its five-hundredth character. */
export const MOST_NAME = 500;

export function createMatcher(input: MatcherInput): Matcher {
  const compiled = compileCatalogue(input.catalogue);
  const unitRules = compileUnitRules(input.unitRules);
  const unitProducts = new Map(input.unitProducts.map((product) => [product.id, product]));
  const publishers = new Map<string, Publisher>();
  const publisherOf = (raw: string): Publisher => {
    const known = publishers.get(raw);
    if (known !== undefined) return known;
    // Publishers repeat; the bound keeps a hostile sender from growing the memory.
    if (publishers.size > 20_000) publishers.clear();
    const normal = normaliseName(foldText(raw.slice(0, MOST_NAME)));
    const publisher = { normal, maker: makerOf(compiled.publishers, normal) };
    publishers.set(raw, publisher);
    return publisher;
  };
  return (raw) => {
    const said = raw.name.length > MOST_NAME ? raw.name.slice(0, MOST_NAME) : raw.name;
    const name = readName(raw.os === 'macos' ? withoutBundle(said) : said);
    const publisher = publisherOf(raw.publisher);
    return (
      byUnitRule(unitRules, unitProducts, compiled, raw, name, publisher.normal) ??
      (raw.from === 'operatingsystem'
        ? operatingSystem(compiled, raw, name, publisher.normal)
        : program(compiled, raw, name, publisher))
    );
  };
}

function byUnitRule(
  rules: UnitRuleSet,
  unitProducts: ReadonlyMap<string, Product>,
  compiled: Compiled,
  raw: RawEntry,
  name: Name,
  publisher: string,
): Match | undefined {
  if (rules.size === 0) return undefined;
  const rule = rules.first(name, publisher);
  if (!rule) return undefined;
  const decided = { ruleSource: 'unitRule', rule: rule.id } as const;
  if (rule.productId === null) {
    return { ...nothing(raw, name), ...decided, kind: 'component', componentClass: 'ignored' };
  }
  const own = unitProducts.get(rule.productId);
  if (own) {
    return {
      ...nothing(raw, name),
      ...decided,
      productId: own.id,
      productName: own.name,
      publisher: own.publisher,
      kind: own.kind,
      category: own.category,
      general: own.general,
      freeScope: own.freeScope,
    };
  }
  const product = compiled.byId.get(rule.productId);
  // A product that a later catalogue no longer has: the rule stays the unit's will, the facts are undecided.
  if (!product) return { ...nothing(raw, name), ...decided };
  return { ...ofProduct(product, raw, name, product.name.toLowerCase()), ...decided };
}

function operatingSystem(compiled: Compiled, raw: RawEntry, name: Name, publisher: string): Match {
  const found = findProduct(compiled.operatingSystems, name, publisher);
  if (found) return ofFound(found, raw, name);
  return { ...nothing(raw, name), category: 'operatingSystem', general: 'os' };
}

function program(compiled: Compiled, raw: RawEntry, name: Name, by: Publisher): Match {
  const publisher = by.normal;
  const pattern = compiled.patterns.first(name.lower);
  if (pattern && compiled.riskRules.has(pattern)) {
    return ofRisk(compiled, pattern, raw, name, publisher);
  }
  if (raw.os === 'linux' || raw.os === 'other')
    return linuxPackage(compiled, raw, name, publisher, pattern);
  const update = updateClass(raw.systemCategory);
  if (update) return ofComponent(raw, name, update, 'systemCategory');
  if (pattern) return ofComponent(raw, name, pattern.class, pattern.id);
  if (isKeptPage(name.normal, publisher)) return ofComponent(raw, name, 'web-app', 'browser');
  const apple = raw.os === 'macos' && publisher.includes('apple');
  if (raw.os === 'macos' && (apple || publisher === '') && isMacPart(name.normal)) {
    return ofComponent(raw, name, 'builtin-app', 'macos');
  }
  const store = storeNames(raw, name, publisher);
  const any = findAny(compiled, store ?? [name], publisher, store !== undefined);
  const found = any && isForeign(any, by) ? undefined : any;
  if (found && (found.alias.product.reviewed || !isSystemPart(raw)) && (found.fits || !apple)) {
    return ofFound(found, raw, name);
  }
  if (isSystemPart(raw)) return ofComponent(raw, name, 'system-part', 'systemCategory');
  if (apple) return ofComponent(raw, name, 'builtin-app', 'apple');
  if (store && publisher.includes('microsoft')) {
    return ofComponent(raw, name, 'builtin-app', 'windows-store');
  }
  const profile = profileFor(compiled.publishers, by.maker, publisher, name.normal);
  return profile ? ofPublisher(compiled, profile, raw, name) : nothing(raw, name);
}

/** A maker known to sell means a program of his own, not the free one of the same name that a manifest has. */
function isForeign({ alias, fits }: Found, by: Publisher): boolean {
  const { reviewed, kind } = alias.product;
  const sells = by.maker !== undefined && by.maker.profile.kind !== 'component';
  return sells && !fits && !reviewed && kind === 'free' && alias.hints.length > 0;
}

/** A store's package must be the product (`whole`): `Microsoft.MicrosoftOfficeHub` is no Office. */
function findAny(
  compiled: Compiled,
  names: readonly Name[],
  publisher: string,
  whole: boolean,
): Found | undefined {
  for (const name of names) {
    const found =
      findProduct(compiled.all, name, publisher) ?? findSystem(compiled, name, publisher);
    if (found && (found.whole || !whole)) return found;
  }
  return undefined;
}

/** A system listed among programs; `Windows NT Messaging` is something for it. */
function findSystem(compiled: Compiled, name: Name, publisher: string): Found | undefined {
  const found = findProduct(compiled.operatingSystems, name, publisher);
  return found && (found.whole || !saysForSystem(name.normal)) ? found : undefined;
}

/**
 * The kind is known by its maker, the product is not: whoever decides it later gives it a product. What a maker of
 * computers puts onto them is his family's.
 */
function ofPublisher(
  compiled: Compiled,
  profile: PublisherProfile,
  raw: RawEntry,
  name: Name,
): Match {
  const rule = `publisher ${profile.id}`;
  const family = profile.family === null ? undefined : compiled.byId.get(profile.family);
  if (family) return { ...ofProduct(family, raw, name, ''), rule };
  const base = nothing(raw, name);
  const component = profile.kind === 'component';
  return {
    ...base,
    publisher: base.publisher || profile.name,
    edition: component ? '' : editionOf(editionsIn(name.tokens)),
    kind: profile.kind,
    category: profile.category,
    componentClass: component ? 'driver' : null,
    ruleSource: component ? 'component' : 'catalogue',
    rule,
  };
}

/** GLPI Agent says so where Windows' registry does (ReleaseType, ParentKeyName). */
function updateClass(systemCategory: string): string | undefined {
  const category = systemCategory.toLowerCase();
  if (category === '' || category === 'application') return undefined;
  return /update|hotfix|service ?pack/.test(category) ? 'update' : undefined;
}

function isSystemPart(raw: RawEntry): boolean {
  return raw.systemCategory === 'system_component' || raw.systemCategory === 'system';
}

function linuxPackage(
  compiled: Compiled,
  raw: RawEntry,
  name: Name,
  publisher: string,
  component: PatternRule | undefined,
): Match {
  const { catalogue } = compiled;
  const packaged = packageName(name.folded);
  const application = catalogue.linuxApplications.get(packaged);
  const product = application === undefined ? undefined : compiled.byId.get(application);
  if (product) {
    return {
      ...ofProduct(product, raw, name, packaged),
      ruleSource: 'catalogue',
      rule: `package ${packaged}`,
    };
  }
  if (isDistributionPackage(packaged, publisher, raw, compiled.packages)) {
    return ofComponent(raw, name, 'os-package', 'linux-package');
  }
  const found = findProduct(compiled.all, name, publisher);
  // Package names are words anybody may use: a name taken over from Windows manifests proves nothing here, one Latin
  // word must be the whole name, and what stands behind another word (`php5-mysql`) is what the package is for.
  if (found?.alias.product.reviewed && (found.whole || !found.alias.weak) && !found.behind) {
    return ofFound(found, raw, name);
  }
  return component ? ofComponent(raw, name, component.class, component.id) : nothing(raw, name);
}

/** Nothing known: shown for review, never called free. */
function nothing(raw: RawEntry, name: Name, productName = displayName(name.folded)): Match {
  return {
    productId: null,
    productName: productName || '（无名称）',
    publisher: foldText(raw.publisher.slice(0, 300)),
    edition: '',
    version: plainVersion(name, raw.version),
    kind: 'unknown',
    category: 'other',
    general: null,
    risk: null,
    componentClass: null,
    freeScope: null,
    ruleSource: 'none',
    rule: '',
  };
}

function ofComponent(raw: RawEntry, name: Name, componentClass: string, rule: string): Match {
  return {
    ...nothing(raw, name),
    kind: 'component',
    componentClass,
    ruleSource: 'component',
    rule,
  };
}

function ofRisk(
  compiled: Compiled,
  rule: PatternRule,
  raw: RawEntry,
  name: Name,
  publisher: string,
): Match {
  const found = findProduct(compiled.all, name, publisher);
  const product = found?.alias.product.risk ? found.alias.product : undefined;
  return {
    ...nothing(raw, name),
    productId: product?.id ?? null,
    productName: product && !product.family ? product.name : displayName(name.folded),
    risk: rule.class,
    ruleSource: 'risk',
    rule: rule.id,
  };
}

function ofFound(found: Found, raw: RawEntry, name: Name): Match {
  return ofProduct(found.alias.product, raw, name, found.alias.text);
}

function ofProduct(product: CatalogueProduct, raw: RawEntry, name: Name, aliasText: string): Match {
  const licensed = product.kind === 'commercial' || product.kind === 'oem';
  const isComponent = product.kind === 'component';
  const editions = isComponent ? undefined : editionsIn(name.tokens);
  // Free, but in an edition that is sold, or sold, but in one that is given away: nobody has decided about it.
  const other =
    (product.kind === 'free' || product.kind === 'commercial') &&
    isOtherEdition(editions, name, product, aliasText);
  return {
    productId: product.id,
    productName: product.family ? displayName(name.folded) : product.nameZh || product.name,
    publisher: product.publisher || foldText(raw.publisher.slice(0, 300)),
    edition: editionOf(editions, product),
    version: licensed
      ? licenceVersion(product, name, raw.version)
      : plainVersion(name, raw.version),
    kind: product.risk || other ? 'unknown' : product.kind,
    category: product.category,
    general: product.general,
    risk: product.risk,
    componentClass: isComponent ? product.sub || 'component' : null,
    freeScope: other ? null : product.freeScope,
    ruleSource: product.risk ? 'risk' : 'catalogue',
    rule: `alias ${aliasText}`,
  };
}
