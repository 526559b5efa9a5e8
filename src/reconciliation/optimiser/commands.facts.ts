/** Reads what is wanted, offered and on hand, and puts it together as one problem. */
import { listActiveSoftware } from '../../configuration/index.ts';
import { departmentTree } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { allocationFacts } from '../allocation/commands.problem.ts';
import { weightOf } from '../allocation/rules.lots.ts';
import { productKey } from '../allocation/rules.picture.ts';
import type { Lot } from '../allocation/rules.problem.ts';
import { type DeviceRow, devicesFor } from '../allocation/store.facts.ts';
import { nameKey } from '../findings/rules.ts';
import {
  groupKey,
  type LotOnHand,
  problemOf,
  type Wanted,
  type WantedDevice,
} from './rules.facts.ts';
import type { PurchaseProblem } from './rules.problem.ts';
import type { PurchaseOffer } from './shapes.offers.ts';
import type { AdviceInput } from './shapes.ts';
import * as store from './store.ts';
import * as wantedStore from './store.wanted.ts';

export type PurchaseFacts = {
  wanted: Wanted[];
  devices: WantedDevice[];
  above: Map<string, string[]>;
  offers: PurchaseOffer[];
  lots: LotOnHand[];
  softwareNos: Map<string, string>;
  undecided: number;
};

/** Everything the optimiser asks about a unit for a year; a few statements, whatever the size. */
export async function purchaseFacts(cx: CommandContext, year: number): Promise<PurchaseFacts> {
  const { tx, unitId, today } = cx;
  const { problem, state } = await allocationFacts(cx);
  const numbers = await listActiveSoftware(tx, unitId, today);
  const offers = await store.offersInForce(tx, unitId, today);
  const tree = await departmentTree(tx, unitId);
  const above = new Map<string, string[]>();
  for (const { id, parentId } of tree) {
    above.set(id, [id, ...(parentId ? (above.get(parentId) ?? []) : [])]);
  }
  const names = new Map(tree.map(({ id, name }) => [id, name]));
  const rows = await devicesFor(tx, unitId);
  const devices = new Map(rows.map((row) => [row.id, row]));
  // A licence that does not last to the end of the year is no licence for it (as the gap of 附件4 counts).
  const ending = problem.lots.filter(
    ({ validTo }) => validTo !== null && validTo < `${year}-12-31`,
  );
  const lasting = problem.lots.filter((lot) => !ending.includes(lot) && begun(lot, today));
  const ids = ending.map(({ id }) => id);
  const installs = (await wantedStore.installsWanted(tx, unitId, ids)).flatMap((row): Wanted[] => {
    const device = devices.get(row.deviceId);
    if (!device) return [];
    const { productId, productName, version, edition, category, deviceId } = row;
    return [
      {
        id: `${row.deviceId}|${row.installKey}`,
        source: row.coveredBy === null ? 'install' : 'renewal',
        departmentId: device.departmentId,
        departmentName: names.get(device.departmentId ?? '') ?? '',
        weight: weightOf(category, state.weights),
        quantity: 1,
        ...{ deviceId, productId, productName, version, edition, category },
      },
    ];
  });
  const demand = await demandOf(cx, year, [...offers, ...numbers.map(numberName), ...installs]);
  return {
    wanted: [
      ...installs,
      ...demand.map((one) => ({ ...one, weight: weightOf(one.category, state.weights) })),
    ],
    devices: rows.map((row) => withDepartments(row, above)),
    above,
    offers,
    lots: onHand(lasting, await wantedStore.unitsUsed(tx, unitId), devices, numbers),
    softwareNos: new Map(numbers.map((one) => [one.id, one.softwareNo])),
    undecided: await wantedStore.undecidedCount(tx, unitId),
  };
}

const begun = ({ validFrom }: Lot, today: string) => validFrom === null || validFrom <= today;

function withDepartments(
  { id, userId, cores, departmentId }: DeviceRow,
  above: ReadonlyMap<string, string[]>,
): WantedDevice {
  const departmentIds = departmentId ? (above.get(departmentId) ?? []) : [];
  return { id, userId, cores, departmentIds };
}

type Named = { productId: string | null; productName: string };
const numberName = (one: { productId: string | null; softwareName: string }): Named => ({
  productId: one.productId,
  productName: one.softwareName,
});

/** Demand names software in words: it is the product that offers, numbers or installs call so. */
async function demandOf(
  cx: CommandContext,
  year: number,
  known: readonly Named[],
): Promise<Omit<Wanted, 'weight'>[]> {
  const byName = new Map<string, string>();
  for (const { productId, productName } of known) {
    const key = nameKey(productName);
    if (productId && !byName.has(key)) byName.set(key, productId);
  }
  const rows = await wantedStore.demandWanted(cx.tx, cx.unitId, year);
  return rows.map(({ softwareName, softwareVersion, productId, id, ...row }) => ({
    ...row,
    id: `demand:${id}`,
    source: 'demand' as const,
    deviceId: null,
    productId: productId ?? byName.get(nameKey(softwareName)) ?? productKey(null, softwareName),
    productName: softwareName,
    version: softwareVersion === '' ? null : softwareVersion,
    edition: null,
  }));
}

function onHand(
  lots: readonly Lot[],
  seats: ReadonlyMap<string, string[]>,
  devices: ReadonlyMap<string, DeviceRow>,
  numbers: readonly { id: string; softwareVersion: string | null }[],
): LotOnHand[] {
  const versions = new Map(numbers.map((one) => [one.id, one.softwareVersion ?? '']));
  return lots.map((lot) => {
    const carriers = seats.get(lot.id) ?? [];
    const used =
      lot.metric === 'core'
        ? carriers.reduce(
            (sum, id) => sum + Math.max(devices.get(id)?.cores ?? 1, lot.minimumCores),
            0,
          )
        : carriers.length;
    return { lot, softwareVersion: versions.get(lot.id) ?? '', used };
  });
}

/** What the person chose of it. */
export function chosen(facts: PurchaseFacts, input: AdviceInput): Wanted[] {
  const excluded = new Set(input.excluded);
  return facts.wanted.filter(
    (one) => input.sources.includes(one.source) && !excluded.has(groupKey(one)),
  );
}

export function adviceProblem(
  facts: PurchaseFacts,
  wanted: readonly Wanted[],
  input: AdviceInput,
): PurchaseProblem {
  return problemOf({ ...facts, wanted, input });
}
