/** Measures a matcher against labelled names; used by the benchmark and by the test that holds the floor. */
import type { Match, RawEntry } from '../shapes.ts';
import { foldText, normaliseName } from './rules.fold.ts';
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

export type Figures = {
  rows: number;
  ratios: Record<string, [number, number]>;
  failures: string[];
};

/**
 * `new:…` labels products the catalogue did not have when the labels were made. One added since has an id of its own;
 * it is the right one when the words of one name contain those of the other.
 */
function isNewlyAdded(row: Labelled, found: Match): boolean {
  if (!row.productId.startsWith('new:') || found.productId === null) return false;
  if (row.productId === `new:${found.productId}`) return true;
  const words = (text: string) => normaliseName(foldText(text)).split(' ');
  const [said, wanted] = [words(found.productName), words(row.productName)];
  return wanted.every((word) => said.includes(word)) || said.every((word) => wanted.includes(word));
}

/** Products are judged on Windows rows (Linux rows are packages: kind only). */
export function measure(rows: readonly Labelled[], match: Matcher): Figures {
  const ratios: Figures['ratios'] = {};
  const count = (name: string, right: boolean): void => {
    const ratio = ratios[name] ?? [0, 0];
    ratios[name] = [ratio[0] + (right ? 1 : 0), ratio[1] + 1];
  };
  const failures: string[] = [];
  for (const row of rows) {
    const found = match(row.raw);
    // Component rules name no product; the labels name the rule.
    const id = found.productId ?? (found.rule.startsWith('cmp-') ? found.rule : '');
    const right = id === row.productId || isNewlyAdded(row, found);
    const kindRight = row.kinds.includes(found.kind);
    count('kind (alternatives count)', kindRight);
    const paid = row.kinds[0] === 'commercial' || row.kinds[0] === 'oem';
    if (row.raw.os === 'windows') {
      if (!row.component && found.kind !== 'component' && id !== '')
        count('product precision', right);
      if (!row.component) count('product recall', right);
      if (!row.component && row.inCatalogue) count('product recall, in catalogue', right);
      if (row.component) count('component recall', found.kind === 'component');
      if (found.kind === 'component') {
        count('component precision', row.component || row.kinds.includes('component'));
      }
      if (found.kind === 'commercial' || found.kind === 'oem') {
        count(
          'commercial or OEM, precision',
          row.kinds.some((kind) => kind === 'commercial' || kind === 'oem'),
        );
      }
      if (paid) {
        count('commercial or OEM, recall', found.kind === 'commercial' || found.kind === 'oem');
        count('commercial or OEM called free', found.kind === 'free');
      }
    }
    if (!kindRight || (row.raw.os === 'windows' && !row.component && !right)) {
      failures.push(
        `${row.real ? 'real ' : ''}"${row.raw.name}" [${row.raw.publisher}] is ${row.productId} ` +
          `${row.kinds.join('/')}${row.inCatalogue ? '' : ' (not in catalogue)'}; said ${id || '-'} ${found.kind} by ${found.rule || '-'}`,
      );
    }
  }
  return { rows: rows.length, ratios, failures };
}
