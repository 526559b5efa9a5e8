/** Store and MSIX packages are named for machines (`Microsoft.Office.OneNote`): the names they may be known by. */
import type { RawEntry } from '../shapes.ts';
import { type Name, readName } from './rules.aliases.ts';

const PACKAGE_FAMILY = /^[A-Za-z0-9]+(?:\.[A-Za-z0-9-]+)+(?:_[0-9.]+_.*)?(?:_[a-z0-9]{13})?$/;
/** `AppX` names end in what Windows adds: version, architecture, the publisher's hash. */
const FAMILY_END = /_.*$/;
const BODY_END = /(?:Desktop|Win(?:dows)?(?:10)?|ForWindows|UWP|App|Client|Store)$/;

/**
 * Names to ask for, the fullest first; undefined when the entry is no store package: with its publisher
 * (`Microsoft Office OneNote`), without (`Office OneNote`), as words (`Whats App Desktop`), without the ending.
 */
export function storeNames(raw: RawEntry, name: Name, publisher: string): Name[] | undefined {
  if (raw.from !== 'uwp' && !publisher.startsWith('cn ')) return undefined;
  if (!PACKAGE_FAMILY.test(name.folded)) return undefined;
  const parts = name.folded.replace(FAMILY_END, '').split('.');
  const body = parts.slice(1).join(' ');
  const bare = body.replace(BODY_END, '');
  const wanted = [parts.join(' '), body, bare, apart(bare), apart(body)];
  return [...new Set(wanted.filter((text) => text.length > 1))].map(readName);
}

function apart(camel: string): string {
  return camel.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2');
}
