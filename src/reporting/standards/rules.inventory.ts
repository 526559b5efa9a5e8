/** What a computer has, as every export here says it: observed and recorded side by side, never taken for each other. */
import { createHash } from 'node:crypto';

export type Item = {
  name: string;
  version: string;
  publisher: string;
  /** Where it was found: registry, deb, operatingsystem, …; empty for a recorded install. */
  from: string;
  /** Recognised as: product and kind; null until somebody or something decides. */
  product: string | null;
  kind: string | null;
  softwareNos: string[];
  installedOn: string | null;
  firstSeen: string | null;
  lastSeen: string | null;
  fromFileOnly: boolean;
  basis: 'observed' | 'recorded';
};

export type Inventory = {
  unitId: string;
  unitName: string;
  computer: { id: string; computerNo: string; brand: string; model: string; osName: string };
  /** When it was last seen; the moment of asking where nothing was seen yet. */
  takenAt: string;
  items: Item[];
};

/** The same program has the same tag on every computer of the unit, today and tomorrow. */
export function tagIdOf(inventory: Pick<Inventory, 'unitId'>, item: Item): string {
  const facts = [inventory.unitId, item.name, item.version, item.publisher, item.from];
  return `zhengce-${hexOf(facts).slice(0, 32)}`;
}

/** A UUID made of content: equal content has an equal one (version 8 of RFC 9562). */
export function uuidOf(facts: readonly unknown[]): string {
  const hex = hexOf(facts);
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function hexOf(facts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** What a file system and a zip take as a name. */
export function fileNameOf(text: string): string {
  const plain = text
    .toWellFormed()
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .slice(0, 80)
    .trim();
  return plain === '' || /^\.+$/.test(plain) ? '_' : plain;
}

/** XML 1.0 knows no control characters; the rest is escaped. */
export function xml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\t', '&#9;')
      .replaceAll('\n', '&#10;')
      .replaceAll('\r', '&#13;')
  );
}

/** Attributes of an element; what is not known is left out. */
export function attributes(values: Record<string, string | null | undefined>): string {
  return Object.entries(values)
    .filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== undefined)
    .map(([name, value]) => ` ${name}="${xml(value)}"`)
    .join('');
}
