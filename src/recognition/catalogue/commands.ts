/** Reads the shipped catalogue's files, once per process, and keeps the tables equal to them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../platform/db/database.ts';
import { type Catalogue, readCatalogue } from './rules.ts';
import { loadedVersion, replaceProducts } from './store.ts';

const FOLDER = new URL('../../../catalogue/', import.meta.url);
const FILES = {
  products: 'products.jsonl',
  productsMore: 'products-more.tsv',
  componentRules: 'component-rules.jsonl',
  riskRules: 'risk-rules.jsonl',
  publishers: 'publishers.jsonl',
  linuxPackages: 'linux-packages.txt',
  linuxLibraries: 'linux-libraries.txt',
  linuxApplications: 'linux-applications.tsv',
  lifeCycles: 'eol.jsonl',
} as const;

let shipped: Catalogue | undefined;

/** The catalogue that came with this release; its version is a digest of the files, so any change is a new version. */
export function shippedCatalogue(): Catalogue {
  if (shipped) return shipped;
  const digest = createHash('sha256');
  const read = (name: string): string => {
    const text = readFileSync(fileURLToPath(new URL(name, FOLDER)), 'utf8');
    digest.update(name).update('\0').update(text);
    return text;
  };
  const texts = Object.fromEntries(
    Object.entries(FILES).map(([key, file]) => [key, read(file)]),
  ) as Record<keyof typeof FILES, string>;
  shipped = readCatalogue({ ...texts, version: digest.digest('hex').slice(0, 12) });
  return shipped;
}

/** Puts the shipped catalogue into the tables unless that version is there already. True when it was new. */
export async function loadCatalogue(database: Database): Promise<boolean> {
  const catalogue = shippedCatalogue();
  const present = await database.read((tx) => loadedVersion(tx));
  if (present === catalogue.version) return false;
  await database.write((tx) => replaceProducts(tx, catalogue.version, catalogue.products));
  return true;
}
