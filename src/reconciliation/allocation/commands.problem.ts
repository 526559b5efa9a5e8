/** Puts the facts of a unit together as one problem (PZ-2.3), with the names people know things by. */
import { departmentTree } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { nameKey, type UnitFacts, unitFacts } from '../findings/rules.ts';
import { entitlementsOf } from '../findings/store.facts.ts';
import { type LotFacts, lotOf, weightOf } from './rules.lots.ts';
import type { Lot, Problem, Seat } from './rules.problem.ts';
import * as facts from './store.facts.ts';
import { type AllocationState, stateOf } from './store.picture.ts';

export type AllocationFacts = {
  problem: Problem;
  state: AllocationState;
  /** Programs by install id, covered by a lot of their product or not. */
  installs: Map<string, facts.InstallRow>;
  unit: UnitFacts;
};

/** The id an install has in the problem. */
export function installId(row: Pick<facts.InstallRow, 'deviceId' | 'installKey'>): string {
  return `${row.deviceId}|${row.installKey}`;
}

/**
 * Everything the allocation asks about a unit today; a few statements, whatever the size. With `deviceIds` only these
 * computers and what is on them: every licence is there, but not who else uses it.
 */
export async function allocationFacts(
  cx: CommandContext,
  deviceIds?: readonly string[],
): Promise<AllocationFacts> {
  const { tx, unitId, today } = cx;
  const state = await stateOf(tx, unitId);
  const unit = unitFacts(await entitlementsOf(tx, unitId, today), today);
  const rows = await facts.installsFor(tx, unitId, deviceIds);
  const named = deviceIds ? await facts.productNames(tx, unitId) : rows;
  const lots = lotsOf(unit, await facts.lotFactsOf(tx, unitId, today), named);
  const wanted = new Set(lots.flatMap((lot) => lot.products));
  const devices = await facts.devicesFor(tx, unitId, deviceIds);
  const above = await chains(cx);
  const present = new Set(devices.map(({ id }) => id));
  const installs = new Map(
    rows.filter((row) => present.has(row.deviceId)).map((row) => [installId(row), row]),
  );
  const concerned = [...installs].filter(([, row]) => wanted.has(row.productId));
  const on = new Set(concerned.map(([, row]) => row.deviceId));
  return {
    state,
    unit,
    installs,
    problem: {
      day: today,
      devices: devices
        .filter(({ id }) => on.has(id))
        .map(({ departmentId, ...device }) => ({
          ...device,
          departmentIds: departmentId ? (above.get(departmentId) ?? []) : [],
          activeIn: [],
        })),
      installs: concerned.map(([id, row]) => ({
        id,
        deviceId: row.deviceId,
        productId: row.productId,
        version: row.version,
        edition: row.edition,
        weight: weightOf(row.category, state.weights),
      })),
      lots,
      yesterday: await yesterday(cx, lots),
      locked: await facts.lockedSeats(tx, unitId),
    },
  };
}

type Named = Pick<facts.InstallRow, 'productId' | 'productName'>;

function lotsOf(unit: UnitFacts, all: LotFacts[], rows: readonly Named[]): Lot[] {
  const names = new Map<string, string[]>();
  for (const { productId, productName } of rows) {
    const key = nameKey(productName);
    const known = names.get(key);
    if (!known) names.set(key, [productId]);
    else if (!known.includes(productId)) known.push(productId);
  }
  for (const ids of names.values()) ids.sort();
  return all.flatMap((one) => {
    const number = unit.byId.get(one.softwareId);
    return (number && lotOf(number, one, unit, names)) || [];
  });
}

/** The last allocation's seats; before the first one, what the register says. */
async function yesterday(cx: CommandContext, lots: readonly Lot[]): Promise<Seat[]> {
  const seats = await facts.seatsOf(cx.tx, cx.unitId);
  if (seats.length > 0) return seats;
  const metrics = new Map(lots.map(({ id, metric }) => [id, metric]));
  const registered = await facts.registeredSeats(cx.tx, cx.unitId);
  const given = registered.flatMap(({ softwareId, deviceId, userId }): Seat[] => {
    const metric = metrics.get(softwareId);
    if (!metric || metric === 'site' || metric === 'oem') return [];
    const carrierId = metric === 'user' ? userId : deviceId;
    return carrierId ? [{ lotId: softwareId, carrierId }] : [];
  });
  return [...new Map(given.map((seat) => [`${seat.lotId}|${seat.carrierId}`, seat])).values()];
}

/** Department → itself and those above it. */
async function chains(cx: CommandContext): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { id, parentId } of await departmentTree(cx.tx, cx.unitId)) {
    found.set(id, [id, ...(parentId ? (found.get(parentId) ?? []) : [])]);
  }
  return found;
}
