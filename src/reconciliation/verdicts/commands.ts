/**
 * Keeps the verdicts of computers up to date, in the same pass as their findings: facts as sets, the rules, the
 * difference written. Also after an allocation, for the computers it touched.
 */
import type { CommandContext } from '../../platform/db/context.ts';
import type { SoftwareCategory } from '../../recognition/shapes.ts';
import { numberKey, productKey } from '../allocation/rules.picture.ts';
import { suitePartsOf } from '../allocation/store.facts.ts';
import type { DeviceFacts, UnitFacts } from '../findings/rules.ts';
import {
  type DeviceExtras,
  type Draft,
  oldBefore,
  type Position,
  positionsOf,
  type UnitExtras,
  verdictsOf,
} from './rules.device.ts';
import type { ActivationFacts, NumberFacts } from './rules.ts';
import * as facts from './store.facts.ts';
import * as store from './store.ts';

/** What activation data of computers says about a program on one of them. */
export type ActivationOf = (
  deviceId: string,
  program: { productKey: string; category: SoftwareCategory },
) => ActivationFacts;
export type ActivationSource = (
  cx: CommandContext,
  deviceIds: readonly string[],
) => Promise<ActivationOf>;

const SILENT: ActivationFacts = { flags: [], oemChannel: false };
let activationSource: ActivationSource | undefined;

/** Whoever reads activation data says here what it means for a verdict; without it nothing is said. */
export function registerActivation(source: ActivationSource | undefined): void {
  activationSource = source;
}

/** Judges computers whose facts the comparison has loaded; those of `deviceIds` without facts lose their verdicts. */
export async function judgeLoaded(
  cx: CommandContext,
  deviceIds: string[],
  devices: readonly DeviceFacts[],
  unit: UnitFacts,
): Promise<number> {
  const all = await unitExtras(cx, unit, deviceIds);
  const extras = await deviceExtras(cx, deviceIds);
  const drafts: Draft[] = [];
  const positions: Position[] = [];
  for (const device of devices) {
    const own = extras(device.deviceId);
    const verdicts = verdictsOf(device, unit, own, all);
    drafts.push(...verdicts);
    positions.push(...positionsOf(device, unit, own, all, verdicts));
  }
  await store.savePositions(cx, deviceIds, positions);
  return store.saveVerdicts(cx, deviceIds, drafts);
}

async function unitExtras(
  cx: CommandContext,
  unit: UnitFacts,
  deviceIds: readonly string[],
): Promise<UnitExtras> {
  const numbers = await numbersOf(cx, unit);
  const suites = new Map<string, NumberFacts[]>();
  for (const { softwareId, parts } of await suitePartsOf(cx.tx, cx.unitId)) {
    const suite = numbers.get(softwareId);
    for (const part of suite ? parts : []) {
      const key = productKey(part.productId, part.productName);
      suites.set(key, [...(suites.get(key) ?? []), suite!]);
    }
  }
  return {
    numbers,
    groups: Map.groupBy(numbers.values(), (number) => numberKey(number, unit)),
    suites,
    beyond: await facts.beyondQuantity(cx.tx, cx.unitId, deviceIds),
    oldBefore: oldBefore(cx.today),
  };
}

type Numbers = Map<string, NumberFacts & { nextChange: string | null }>;

export async function numbersOf(cx: CommandContext, unit: UnitFacts): Promise<Numbers> {
  const papers = await facts.papersOfNumbers(cx.tx, cx.unitId, cx.today);
  const numbers: Numbers = new Map();
  for (const [id, entitlement] of unit.byId) {
    const proved = papers.get(id);
    if (proved) numbers.set(id, { ...entitlement, ...proved });
  }
  return numbers;
}

async function deviceExtras(
  cx: CommandContext,
  deviceIds: string[],
): Promise<(deviceId: string) => DeviceExtras> {
  const { tx, unitId } = cx;
  const use = await facts.deviceUse(tx, unitId, deviceIds);
  const recorded = Map.groupBy(
    await facts.recordedEntries(tx, unitId, deviceIds),
    (row) => row.deviceId,
  );
  const allocated = Map.groupBy(
    await facts.allocatedOn(tx, unitId, deviceIds),
    (row) => row.deviceId,
  );
  const activation = activationSource ? await activationSource(cx, deviceIds) : () => SILENT;
  return (deviceId) => ({
    ...(use.get(deviceId) ?? { inUse: false, held: false }),
    recorded: recorded.get(deviceId) ?? [],
    allocated: allocated.get(deviceId) ?? [],
    activation: (program) => activation(deviceId, program),
  });
}
