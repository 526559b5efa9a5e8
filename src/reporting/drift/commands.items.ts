/** One total taken apart: per software number, or per department and status. Only what changed is listed. */

import { DEVICE_STATUSES } from '../../ledgers/devices/shapes.ts';
import { registerKey } from '../../ledgers/registers/rules.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { decodeCursor, encodeCursor } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { pointsOf, type World, worldOf } from './commands.ts';
import { itemFigures, totalOf } from './rules.totals.ts';
import { sumUp } from './rules.ts';
import type { DriftAsked, DriftItem, ItemTotal } from './shapes.ts';

type Placed = DriftItem & { place: string };

/** Every item of a total with a cause, in the order of 附件7 or of the departments. */
export function itemsOf(world: World, total: ItemTotal): Placed[] {
  const before = itemFigures(world.states.start, total);
  const after = itemFigures(world.states.end, total);
  const causes = sumUp(
    world.lines.filter((line) => line.total === total),
    world.groups.filter((group) => group.total === total),
    true,
  );
  const changed = new Set([...before.keys(), ...after.keys()]);
  const items: Placed[] = [];
  for (const item of changed) {
    const own = causes.get(`${total}|${item}`) ?? [];
    const [had, has] = [before.get(item) ?? 0, after.get(item) ?? 0];
    if (own.length === 0 && had === has) continue;
    items.push({ ...totalOf(total, had, has, own), item, ...describe(world, total, item) });
  }
  return items.sort((left, right) => (left.place < right.place ? -1 : 1));
}

function describe(world: World, total: ItemTotal, item: string) {
  if (total === 'department') {
    const [id, status] = item.split(':') as [string, keyof typeof DEVICE_STATUSES];
    const department = world.departments.get(id);
    return {
      name: department?.name ?? '',
      detail: DEVICE_STATUSES[status].label,
      place: `${department?.place ?? '~'} ${item}`,
    };
  }
  const fact = world.states.end.numbers.get(item) ?? world.states.start.numbers.get(item)!;
  return {
    name: fact.softwareNo,
    detail: fact.softwareName,
    place: `${registerKey(fact)} ${item}`,
  };
}

export async function itemPage(
  cx: CommandContext,
  asked: DriftAsked & { total: ItemTotal; cursor?: string | undefined; limit: number },
): Promise<Page<DriftItem>> {
  const world = await worldOf(cx, await pointsOf(cx, asked));
  const found = pageOf(itemsOf(world, asked.total), asked, (item) => item.place);
  return { ...found, items: found.items.map(({ place: _, ...item }) => item) };
}

/** A page of what was computed: it begins after the key of the last row shown, so rows that came since shift nothing. */
export function pageOf<T>(
  rows: readonly T[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  keyOf: (row: T) => string,
): Page<T> {
  const after = cursor ? decodeCursor(cursor, 'drift').key : undefined;
  const first = after === undefined ? 0 : rows.findIndex((row) => keyOf(row) > after);
  const items = first < 0 ? [] : rows.slice(first, first + limit);
  const more = first >= 0 && first + items.length < rows.length;
  const last = items.at(-1);
  return {
    items,
    total: rows.length,
    nextCursor:
      more && last ? encodeCursor({ sort: 'drift', key: keyOf(last), id: '' }) : undefined,
  };
}
