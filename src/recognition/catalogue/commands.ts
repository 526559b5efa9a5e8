/** The catalogue that came with the program, the ones kept from before, and keeping the tables up with both. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import about from '../../../package.json' with { type: 'json' };
import { refuse } from '../../base/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { type Catalogue, type CatalogueTexts, countsOf, readCatalogue } from './rules.ts';
import { hasProducts, insertCatalogueProducts } from './store.ts';
import { keepVersion, noteShipped, versionTexts } from './store.versions.ts';

const FOLDER = new URL('../../../catalogue/', import.meta.url);
const FILES: Record<keyof CatalogueTexts, string> = {
  products: 'products.jsonl',
  productsMore: 'products-more.tsv',
  componentRules: 'component-rules.jsonl',
  riskRules: 'risk-rules.jsonl',
  publishers: 'publishers.jsonl',
  linuxPackages: 'linux-packages.txt',
  linuxLibraries: 'linux-libraries.txt',
  linuxApplications: 'linux-applications.tsv',
  lifeCycles: 'eol.jsonl',
};
const KEYS = Object.keys(FILES) as (keyof CatalogueTexts)[];

export function shippedTexts(): CatalogueTexts {
  const read = (name: string) => readFileSync(fileURLToPath(new URL(name, FOLDER)), 'utf8');
  return Object.fromEntries(KEYS.map((key) => [key, read(FILES[key])])) as Record<
    keyof CatalogueTexts,
    string
  >;
}

/** A digest of the files, so any change is a new version. */
export function versionOf(texts: CatalogueTexts): string {
  const digest = createHash('sha256');
  for (const key of KEYS) digest.update(FILES[key]).update('\0').update(texts[key]);
  return digest.digest('hex').slice(0, 12);
}

let shipped: Catalogue | undefined;

/** The catalogue that came with this release. */
export function shippedCatalogue(): Catalogue {
  if (shipped) return shipped;
  const texts = shippedTexts();
  shipped = readCatalogue({ ...texts, version: versionOf(texts) });
  return shipped;
}

/** A compiled catalogue takes tens of megabytes; units that stay on an old version are few. */
const MOST_KEPT_IN_MEMORY = 3;
const inMemory = new Map<string, Catalogue>();

/** Any version by its name: from memory, or out of the tables. */
export async function catalogueOf(tx: Tx, version: string): Promise<Catalogue> {
  if (version === shippedCatalogue().version) return shippedCatalogue();
  const known = inMemory.get(version);
  const catalogue = known ?? (await storedCatalogue(tx, version));
  inMemory.delete(version);
  inMemory.set(version, catalogue);
  if (inMemory.size > MOST_KEPT_IN_MEMORY) inMemory.delete(inMemory.keys().next().value!);
  return catalogue;
}

async function storedCatalogue(tx: Tx, version: string): Promise<Catalogue> {
  const texts = await versionTexts(tx, version);
  if (!texts) {
    const sentence = '这一版产品目录的内容没有保存，不能预览或启用';
    throw refuse('recognition.catalogueNotKept', sentence, {}, { status: 409 });
  }
  const whole = texts as CatalogueTexts;
  const complete = KEYS.every((key) => typeof texts[key] === 'string');
  const read = complete && versionOf(whole) === version ? readOrNot(whole, version) : undefined;
  if (!read) {
    const sentence = '这一版产品目录的内容已损坏，或不是这个程序版本能用的格式，不能预览或启用';
    throw refuse('recognition.catalogueUnreadable', sentence, {}, { status: 409 });
  }
  return read;
}

/** Files of an earlier release may be written otherwise than this one reads them. */
function readOrNot(texts: CatalogueTexts, version: string): Catalogue | undefined {
  try {
    return readCatalogue({ ...texts, version });
  } catch {
    return undefined;
  }
}

/** Keeps a catalogue as a version and gives its products to searches. Returns the version's name. */
export async function storeCatalogue(
  tx: Tx,
  texts: CatalogueTexts,
  by: { program: string; shippedAt: string | null },
): Promise<string> {
  const version = versionOf(texts);
  const catalogue =
    version === shippedCatalogue().version
      ? shippedCatalogue()
      : readCatalogue({ ...texts, version });
  await keepVersion(tx, { version, texts, counts: countsOf(catalogue), ...by });
  await ensureProducts(tx, catalogue);
  return version;
}

export async function ensureProducts(tx: Tx, catalogue: Catalogue): Promise<void> {
  if (await hasProducts(tx, catalogue.version)) return;
  await insertCatalogueProducts(tx, catalogue.version, catalogue.products);
}

/** Keeps the shipped catalogue as a version unless it is one already. True when it was new. */
export async function loadCatalogue(database: Database): Promise<boolean> {
  const { version } = shippedCatalogue();
  const shippedAt = new Date().toISOString();
  return database.write(async (tx) => {
    if (await noteShipped(tx, version, shippedAt)) return false;
    await storeCatalogue(tx, shippedTexts(), { program: about.version, shippedAt });
    return true;
  });
}
