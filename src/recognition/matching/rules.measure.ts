/** Measures a matcher against labelled names; used by the benchmark and by the test that holds the floor. */
import type { Match, RawEntry } from '../shapes.ts';
import { foldText, normaliseName } from './rules.fold.ts';
import { isSameProduct } from './rules.labels.ts';
import type { Matcher } from './rules.matcher.ts';

export type Labelled = {
  raw: RawEntry;
  productId: string;
  productName: string;
  kinds: string[];
  component: boolean;
  inCatalogue: boolean;
  /** Taken from a real machine, not made from package manifests. */
  real: boolean;
  /** Of a product that is looked at only to report: about half of the products. */
  apart: boolean;
};

const MANIFESTS = /^winget/;

export function readLabelled(text: string): Labelled[] {
  const [head, ...lines] = text.split('\n').filter(Boolean);
  const columns = head!.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? '';
    const linux = cell('os').startsWith('linux');
    return {
      raw: {
        name: cell('raw'),
        publisher: cell('publisher'),
        version: cell('version'),
        os: linux ? 'linux' : 'windows',
        from: linux ? cell('os').slice(6) : 'registry',
        systemCategory: '',
      },
      productId: cell('productId'),
      productName: cell('productName'),
      kinds: [cell('kind'), ...cell('kindAlt').split(',')].filter(Boolean),
      component: cell('component') === 'component',
      inCatalogue: cell('inCatalogue') === '1',
      real: !MANIFESTS.test(cell('source')),
      apart: isApart(cell('productId')),
    };
  });
}

function isApart(productId: string): boolean {
  let sum = 0;
  for (const character of productId) sum = (sum * 31 + character.charCodeAt(0)) % 1_000_003;
  return sum % 2 === 1;
}

/**
 * What is asked of recognition (over all rows, over rows from real machines); `most` where little is wanted. Figures
 * without a target are printed for whoever tunes.
 */
export const TARGETS: Record<string, { all: number; real: number; most?: boolean } | undefined> = {
  'product precision': { all: 0.98, real: 0.98 },
  'product recall, in catalogue': { all: 0.96, real: 0.93 },
  'kind (alternatives count)': { all: 0.95, real: 0.9 },
  'commercial or OEM, recall': { all: 0.85, real: 0.85 },
  'commercial or OEM called free': { all: 0.01, real: 0.01, most: true },
  'component recall': { all: 0.95, real: 0.95 },
  'risk recall': { all: 0.95, real: 0.95 },
  'risk, false alarms': { all: 0.03, real: 0.03, most: true },
};

export type Figures = {
  rows: number;
  ratios: Record<string, [number, number]>;
  failures: string[];
};

/**
 * `new:…` labels products the catalogue did not have when the labels were made. One added since has an id of its own;
 * it is the right one when the words of one name contain those of the other. A family has no name of its own: there
 * the alias that found it says which of its programs was meant.
 */
function isNewlyAdded(row: Labelled, found: Match, families: ReadonlySet<string>): boolean {
  if (!row.productId.startsWith('new:') || found.productId === null) return false;
  if (row.productId === `new:${found.productId}`) return true;
  const words = (text: string) => normaliseName(foldText(text)).split(' ');
  const [said, wanted] = [words(found.productName), words(row.productName)];
  const alias = /^alias (.+)$/.exec(found.rule)?.[1];
  if (alias && families.has(found.productId) && words(alias).every((one) => wanted.includes(one)))
    return true;
  return wanted.every((word) => said.includes(word)) || said.every((word) => wanted.includes(word));
}

const isPaid = (kind: string): boolean => kind === 'commercial' || kind === 'oem';

/** Products are judged on Windows rows (Linux rows are packages: kind only). `families`: ids of the catalogue's families. */
export function measure(
  rows: readonly Labelled[],
  match: Matcher,
  families: ReadonlySet<string>,
): Figures {
  const figures: Figures = { rows: rows.length, ratios: {}, failures: [] };
  for (const row of rows) {
    const found = match(row.raw);
    // Component rules name no product; the labels name the rule.
    const id = found.productId ?? (found.rule.startsWith('cmp-') ? found.rule : '');
    const right = isSameProduct(row.productId, id) || isNewlyAdded(row, found, families);
    const kindRight = row.kinds.includes(found.kind);
    count(figures, 'kind (alternatives count)', kindRight);
    if (row.raw.os === 'windows') judge(figures, row, found, { claimed: id !== '', right });
    const missed = row.component ? found.kind !== 'component' : !right;
    if (!kindRight || (row.raw.os === 'windows' && missed)) {
      figures.failures.push(
        `${row.real ? 'real ' : ''}"${row.raw.name}" [${row.raw.publisher}] is ${row.productId} ` +
          `${row.kinds.join('/')}${row.inCatalogue ? '' : ' (not in catalogue)'}; said ${id || '-'} ${found.kind} by ${found.rule || '-'}`,
      );
    }
  }
  return figures;
}

function count(figures: Figures, name: string, right: boolean): void {
  const ratio = figures.ratios[name] ?? [0, 0];
  figures.ratios[name] = [ratio[0] + (right ? 1 : 0), ratio[1] + 1];
}

function judge(
  figures: Figures,
  row: Labelled,
  found: Match,
  product: { claimed: boolean; right: boolean },
): void {
  if (row.component) count(figures, 'component recall', found.kind === 'component');
  else {
    if (found.kind !== 'component' && product.claimed)
      count(figures, 'product precision', product.right);
    count(figures, 'product recall', product.right);
    if (row.inCatalogue) count(figures, 'product recall, in catalogue', product.right);
  }
  if (found.kind === 'component') {
    count(figures, 'component precision', row.component || row.kinds.includes('component'));
  }
  if (isPaid(found.kind)) count(figures, 'commercial or OEM, precision', row.kinds.some(isPaid));
  if (isPaid(row.kinds[0] ?? '')) {
    count(figures, 'commercial or OEM, recall', isPaid(found.kind));
    count(figures, 'commercial or OEM called free', found.kind === 'free');
  }
}

export type RiskExample = { name: string; risk: boolean; apart: boolean };

/** Lines of name, risk (or `none`), basis. */
export function readRiskExamples(text: string): RiskExample[] {
  return text
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => {
      const [name, risk] = line.split('\t') as [string, string];
      return { name, risk: risk !== 'none', apart: isApart(name) };
    });
}

/** Risk software found, and look-alikes taken for it. */
export function measureRisk(examples: readonly RiskExample[], match: Matcher): Figures {
  const figures: Figures = { rows: examples.length, ratios: {}, failures: [] };
  for (const { name, risk } of examples) {
    const raw = { name, publisher: '', version: '', from: 'registry', systemCategory: '' };
    const found = match({ ...raw, os: 'windows' });
    count(figures, risk ? 'risk recall' : 'risk, false alarms', found.risk !== null);
    if ((found.risk !== null) !== risk)
      figures.failures.push(`"${name}" said ${found.rule || '-'}`);
  }
  return figures;
}
