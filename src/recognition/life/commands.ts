/** Which of the unit's software is past the end of its maker's support; few products have known cycles. */
import type { CommandContext } from '../../platform/db/context.ts';
import { shippedCatalogue } from '../catalogue/commands.ts';
import { lifeOf } from './rules.ts';
import type { EndedSoftware, Life } from './shapes.ts';
import { versionsInUse } from './store.ts';

/** For other slices: one product in one version, today. */
export function lifeOfProduct(
  productId: string | null,
  version: string,
  today: string,
): Life | undefined {
  return productId ? lifeOf(shippedCatalogue().lifeCycles, productId, version, today) : undefined;
}

export async function endedSoftware(
  cx: CommandContext,
  query: { state?: 'ended' | 'soon' | undefined; q?: string | undefined },
): Promise<EndedSoftware[]> {
  const { lifeCycles } = shippedCatalogue();
  const known = lifeCycles.map(({ productId }) => productId.replace('*', '%'));
  const rows = await versionsInUse(cx.tx, cx.unitId, known);
  const found = new Map<string, EndedSoftware>();
  const wanted = query.q?.trim().toLowerCase();
  for (const { productId, productName, publisher, version, devices, entries } of rows) {
    const life = lifeOf(lifeCycles, productId, version, cx.today);
    if (!life || life.state === 'supported' || (query.state && life.state !== query.state))
      continue;
    if (wanted && !`${productName} ${publisher}`.toLowerCase().includes(wanted)) continue;
    const id = `${productId}/${life.cycle}`;
    const one = found.get(id);
    if (!one) {
      found.set(id, {
        id,
        productId,
        productName,
        publisher,
        ...life,
        versions: [version],
        devices,
        entries,
      });
      continue;
    }
    if (!one.versions.includes(version)) one.versions.push(version);
    one.devices += devices;
    one.entries += entries;
  }
  return [...found.values()].sort((a, b) => b.devices - a.devices || (a.id < b.id ? -1 : 1));
}
