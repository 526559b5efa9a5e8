/** The gap of what was chosen: demand against the licences on hand, computed as sets (PZ-2.3). */
import type { CommandContext } from '../../platform/db/context.ts';
import { standardKey } from '../poststandards/rules.ts';
import { inUse } from '../software/commands.inuse.ts';
import { listActiveSoftware } from '../software/store.ts';
import { gapOf, type NumberFacts, siteOf } from './rules.ts';
import type { Working } from './shapes.ts';
import type { Chosen } from './store.ts';

/** The working of each, in the order given. `on` is the end of the plan's year: licences must last that long. */
export async function workings(
  cx: CommandContext,
  year: number,
  chosen: readonly (Pick<Chosen, 'softwareName' | 'softwareVersion' | 'productId' | 'demands'> &
    Partial<Pick<Chosen, 'unitPriceFen' | 'sitePriceFen'>>)[],
): Promise<Working[]> {
  const active = (await listActiveSoftware(cx.tx, cx.unitId, cx.today)).filter(
    (one) => one.softwareType === 'commercial' || one.softwareType === 'oem',
  );
  const used = await inUse(
    cx.tx,
    cx.unitId,
    active.map((one) => one.id),
  );
  const numbers = active.map((one) => ({
    ...one,
    key: standardKey(one.softwareName),
    installed: used.get(one.id)?.openInstalls ?? 0,
  }));
  const on = `${year}-12-31`;
  return chosen.map((one) => {
    const key = standardKey(one.softwareName);
    const same: NumberFacts[] = numbers.filter(
      (number) =>
        number.key === key || (one.productId !== null && number.productId === one.productId),
    );
    const demand = one.demands.reduce((sum, line) => sum + line.quantity, 0);
    const gap = gapOf(demand, one.softwareVersion, same, { today: cx.today, on });
    const { unitPriceFen = null, sitePriceFen = null } = one;
    const site = siteOf({ unitPriceFen, sitePriceFen }, gap.shortage);
    return { on, demand, ...gap, demands: one.demands, site };
  });
}
