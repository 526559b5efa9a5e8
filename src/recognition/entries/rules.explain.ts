/** Why other products were not taken for a name: the first reason that applies. Pure. */
import type { CatalogueProduct } from '../catalogue/rules.ts';
import { readName } from '../matching/rules.aliases.ts';
import { foldText, normaliseName } from '../matching/rules.fold.ts';
import type { Match, RawEntry } from '../shapes.ts';
import type { LostReason } from './shapes.ts';

/**
 * `decidedBefore`: a unit rule, risk or component rule comes before products; `shorter`: its name fits too, but less of
 * it; `publisher`: its name fits, its publisher does not; `similar`: its name only resembles.
 */
export function lostReason(
  raw: RawEntry,
  match: Pick<Match, 'ruleSource'>,
  other: Pick<CatalogueProduct, 'aliases' | 'publisherHints'>,
): LostReason {
  const name = readName(raw.name);
  const publisher = normaliseName(foldText(raw.publisher));
  const fits = other.aliases.some((alias) => {
    const text = normaliseName(foldText(alias.replace(/^=/, '').replace(/\*$/, '')));
    return (
      text !== '' &&
      (name.normal === text ||
        name.normal.startsWith(`${text} `) ||
        (alias.endsWith('*') && name.normal.startsWith(text)))
    );
  });
  if (!fits) return 'similar';
  if (['unitRule', 'risk', 'component'].includes(match.ruleSource)) return 'decidedBefore';
  const hinted = other.publisherHints.length > 0;
  if (hinted && !other.publisherHints.some((hint) => publisher.includes(hint))) return 'publisher';
  return 'shorter';
}
