/** When the maker stops mending a version (data: endoflife.date). Pure. */
import type { LifeCycle } from './rules.ts';

export type EndOfLife = { cycle: string; endsOn: string | null; ended: boolean };

const VERSION = /\d+(?:\.\d+)*/;

/** The cycle a product's version belongs to; undefined where the catalogue does not know. */
export function endOfLife(
  lifeCycles: readonly LifeCycle[],
  productId: string,
  version: string,
  today: string,
): EndOfLife | undefined {
  const life = lifeCycles.find(({ productId: pattern }) =>
    pattern.endsWith('*') ? productId.startsWith(pattern.slice(0, -1)) : pattern === productId,
  );
  if (!life) return undefined;
  if (life.slug === 'windows') return windowsLife(life, productId, today);
  const wanted = VERSION.exec(version)?.[0];
  if (wanted === undefined) return undefined;
  const cycle = life.cycles.find(
    ([name]) => wanted === name || wanted.startsWith(`${name}.`) || name.startsWith(`${wanted}-`),
  );
  return cycle && ofCycle(cycle, today);
}

/**
 * Windows' cycles are feature updates (`10-22h2`), which the product's name does not say: the one that ends last for
 * the edition speaks for all, so a Windows is called past its end only when none is left.
 */
function windowsLife(life: LifeCycle, productId: string, today: string): EndOfLife | undefined {
  const release = /^windows-(vista|xp|\d+)/.exec(productId)?.[1];
  if (!release) return undefined;
  const business = /enterprise|education/.test(productId);
  const cycles = life.cycles.filter(
    ([name]) =>
      (name === release || name.startsWith(`${release}-`)) &&
      !/lts|iot/.test(name) &&
      !(business ? /-w$/ : /-e$/).test(name),
  );
  const last = cycles.sort(([, , a], [, , b]) => (a < b ? 1 : -1))[0];
  return last && ofCycle(last, today);
}

function ofCycle([cycle, , end]: LifeCycle['cycles'][number], today: string): EndOfLife {
  const dated = /^\d{4}-/.test(end);
  return { cycle, endsOn: dated ? end : null, ended: dated ? end < today : end === 'true' };
}
