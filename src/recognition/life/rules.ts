/** How near a version is to the end of its maker's support. */
import { endOfLife } from '../catalogue/rules.life.ts';
import type { LifeCycle } from '../catalogue/rules.ts';
import type { Life } from './shapes.ts';

const SOON_DAYS = 183;

/** Undefined where the catalogue does not know the product's cycles or the version names none. */
export function lifeOf(
  lifeCycles: readonly LifeCycle[],
  productId: string,
  version: string,
  today: string,
): Life | undefined {
  const found = endOfLife(lifeCycles, productId, version, today);
  if (!found) return undefined;
  if (found.ended) return { cycle: found.cycle, endsOn: found.endsOn, state: 'ended' };
  const days = found.endsOn
    ? (Date.parse(found.endsOn) - Date.parse(today)) / 86_400_000
    : Infinity;
  const state = days <= SOON_DAYS ? 'soon' : 'supported';
  return { cycle: found.cycle, endsOn: found.endsOn, state };
}
