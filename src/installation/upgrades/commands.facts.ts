/** Loads what the rules of a scheme ask. */
import { departmentTree } from '../../organisation/index.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Check, remainingOf } from '../applications/rules.ts';
import { numberFacts } from '../applications/store.ts';
import { scopedDevices } from '../campaigns/commands.observed.ts';
import { missingLicences, NO_LIMIT, previewOf } from '../campaigns/rules.scope.ts';
import type { ScopeInput, ScopePreview } from '../campaigns/shapes.ts';
import { checksOf, type RequestFacts, type UpgradeCaller } from './rules.ts';
import * as store from './store.ts';

export function callerOf(cx: CommandContext): UpgradeCaller {
  return {
    accountId: cx.actor.id,
    personId: cx.actor.personId,
    can: (permission) => widestScope(cx.actor.roles, permission) !== undefined,
  };
}

export type Assessed = { scope: ScopePreview; checks: Check[] };

/** What a scheme comes to today: its computers, those left out and why, and whether it may be carried out. */
export async function assess(
  cx: CommandContext,
  scheme: {
    fromSoftwareIds: readonly string[];
    toSoftwareId: string;
    version: string;
    scope: ScopeInput;
  },
  requests: readonly RequestFacts[],
): Promise<Assessed> {
  const devices = await scopedDevices(cx, scheme.scope, {
    kind: 'upgrade',
    softwareId: scheme.toSoftwareId,
    fromSoftwareIds: scheme.fromSoftwareIds,
  });
  const taking = devices.filter((device) => device.exclusion === null);
  const departmentIds = (await departmentTree(cx.tx, cx.unitId)).map((row) => row.id);
  const [to] = await numberFacts(cx, { ids: [scheme.toSoftwareId], departmentIds });
  if (!to) return { scope: previewOf(devices, scheme.scope, NO_LIMIT), checks: [] };
  const leaving = taking.filter((device) => device.fromSoftwareId !== to.softwareId);
  const already = await store.withNumber(
    cx,
    to.softwareId,
    leaving.map((device) => device.deviceId),
  );
  const checks = checksOf({
    today: cx.today,
    to,
    version: scheme.version,
    devices: new Map(taking.map((device) => [device.deviceId, device.fromSoftwareId])),
    already,
    requests,
  });
  const licences = { left: remainingOf(to), promised: to.reserved ?? 0 };
  const shown = previewOf(devices, scheme.scope, licences);
  const licencesMissing = missingLicences(leaving.length, licences);
  return { scope: { ...shown, licencesMissing }, checks };
}
