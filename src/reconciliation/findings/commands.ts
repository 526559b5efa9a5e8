/**
 * Keeps the findings of computers and numbers up to date: load facts as sets, ask the rules, write the difference.
 * Run after each report and each entry from the queue, never inside the report's or the entry's own transaction.
 */
import { noteVerifications, unverifiedLines } from '../../installation/index.ts';
import { departmentTree } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { matchesOf } from '../../recognition/index.ts';
import { compareActivation } from '../activation/commands.ts';
import { savePictures } from '../allocation/commands.picture.ts';
import { judgeLoaded } from '../verdicts/commands.ts';
import { type LineVerdict, verifyLines } from './rules.orders.ts';
import {
  type DeviceFacts,
  deviceFindings,
  type FindingDraft,
  softwareFindings,
  type UnitFacts,
  unitFacts,
} from './rules.ts';
import * as facts from './store.facts.ts';
import * as store from './store.ts';

/**
 * Order of locks: this one, the journal, software numbers, then queue and findings. Decisions and comparisons of a
 * unit wait for each other, so that neither meets the other's rows half-way.
 */
export const RECONCILIATION_LOCK = 'reconciliation';

export type Compared = { deviceIds: string[]; changed: number };

/** Compares these computers and judges what is on them; those merged into another record keep nothing of their own. */
export async function compareDevices(cx: CommandContext, deviceIds: string[]): Promise<Compared> {
  if (deviceIds.length === 0) return { deviceIds, changed: 0 };
  const devices = await loadDevices(cx, deviceIds);
  const entitlements = await facts.entitlementsOf(cx.tx, cx.unitId, cx.today);
  const unit = unitFacts(entitlements, cx.today);
  const found = new Map(devices.map((device) => [device.deviceId, deviceFindings(device, unit)]));
  await verifyOrders(cx, devices, unit, found);
  const activation = await compareActivation(cx, deviceIds, devices, entitlements);
  for (const [id, drafts] of activation) found.get(id)!.push(...drafts);
  const changed = await store.saveFindings(cx, deviceIds, [...found.values()].flat());
  await savePictures(cx, deviceIds, devices, unit);
  await judgeLoaded(cx, deviceIds, devices, unit);
  return { deviceIds, changed };
}

/** Holds signed orders against the reports that came after them, and adds what they contradict. */
async function verifyOrders(
  cx: CommandContext,
  devices: readonly DeviceFacts[],
  unit: UnitFacts,
  found: Map<string, FindingDraft[]>,
): Promise<void> {
  const ids = devices.filter((device) => !device.retired).map((device) => device.deviceId);
  const lines = Map.groupBy(await unverifiedLines(cx.tx, cx.unitId, ids), (one) => one.deviceId);
  if (lines.size === 0) return;
  const reports = await facts.latestReports(cx.tx, cx.unitId, [...lines.keys()]);
  const verdicts: LineVerdict[] = [];
  for (const device of devices) {
    const own = lines.get(device.deviceId);
    if (!own) continue;
    const verified = verifyLines(device, unit, own, reports.get(device.deviceId) ?? null);
    verdicts.push(...verified.verdicts);
    const rest = found.get(device.deviceId)!.filter((draft) => !verified.covers(draft));
    found.set(device.deviceId, [...rest, ...verified.drafts]);
  }
  await noteVerifications(cx, verdicts);
}

/** Compares the unit's numbers as wholes: over-use and expiry. */
export async function compareNumbers(cx: CommandContext): Promise<number> {
  const entitlements = await facts.entitlementsOf(cx.tx, cx.unitId, cx.today);
  return store.saveFindings(cx, null, softwareFindings(unitFacts(entitlements, cx.today)));
}

/** Everything the rules ask about these computers, as sets. */
export async function loadDevices(cx: CommandContext, deviceIds: string[]): Promise<DeviceFacts[]> {
  const { tx, unitId } = cx;
  const devices = await facts.deviceRows(tx, unitId, deviceIds);
  const recorded = Map.groupBy(await facts.recordedOn(tx, unitId, deviceIds), (r) => r.deviceId);
  const presence = Map.groupBy(await facts.presenceOn(tx, unitId, deviceIds), (r) => r.deviceId);
  const rawIds = [...new Set([...presence.values()].flat().flatMap((row) => row.entries))];
  // What is not recognised yet is left out: whoever recognises it queues the computer again.
  const matches = await matchesOf(tx, unitId, rawIds);
  const interesting = rawIds.filter((id) => matches.get(id)?.kind !== 'component');
  const raws = await facts.rawEntriesOf(tx, unitId, interesting);
  const above = await ancestors(cx);
  return devices.map((device) => {
    const rows = presence.get(device.deviceId) ?? [];
    return {
      deviceId: device.deviceId,
      retired: device.retired,
      departmentIds: device.departmentId ? (above.get(device.departmentId) ?? []) : [],
      oemEvidence: device.oemEvidence,
      complete: rows.some((row) => row.complete),
      observed: facts.observedProducts(rows, matches, raws),
      recorded: recorded.get(device.deviceId) ?? [],
    };
  });
}

/** Department → itself and those above it. */
async function ancestors(cx: CommandContext): Promise<Map<string, string[]>> {
  const tree = await departmentTree(cx.tx, cx.unitId);
  const chains = new Map<string, string[]>();
  for (const department of tree) {
    const parents = department.parentId ? (chains.get(department.parentId) ?? []) : [];
    chains.set(department.id, [department.id, ...parents]);
  }
  return chains;
}
