/**
 * Brings activation evidence of a batch of computers up to date, in the pass that compares them: facts first, then
 * keys counted over the unit and the installation, then flags. Other computers with the same key are queued.
 */

import { dateInChina } from '../../base/dates.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { SoftwareCategory } from '../../recognition/shapes.ts';
import type { DeviceFacts, Entitlement, FindingDraft } from '../findings/rules.ts';
import { queueDevices } from '../findings/store.queue.ts';
import { type LicenceFact, licencesOfDevice } from './rules.facts.ts';
import { flagsOf, needsDecision, type UnitWord } from './rules.ts';
import type { ActivationFact, ActivationFlag, Family } from './shapes.ts';
import { activeHosts } from './store.hosts.ts';
import * as store from './store.ts';

/**
 * Licences and flags of these computers as of their last comparison, by computer; one without any is absent. An OEM
 * channel read from the product id or reported by the system (`channel === 'oem'`, basis `productId` or `reported`)
 * is evidence that Windows came with the machine, not proof: the sticker or the invoice is.
 */
export async function activationOf(
  tx: Tx,
  unitId: string,
  deviceIds: string[],
): Promise<Map<string, ActivationFact[]>> {
  if (deviceIds.length === 0) return new Map();
  return Map.groupBy(await store.factsOf(tx, unitId, deviceIds), (fact) => fact.deviceId);
}

/** Facts and flags of these computers; returns the findings they give rise to, by computer. */
export async function compareActivation(
  cx: CommandContext,
  deviceIds: string[],
  devices: readonly DeviceFacts[],
  entitlements: readonly Entitlement[],
): Promise<Map<string, FindingDraft[]>> {
  const { tx, unitId } = cx;
  const facts = await loadFacts(cx, devices);
  const prints = unique(facts.map((fact) => fact.keyPrint));
  const registered = await store.registeredKeys(tx, unitId, prints, cx.today);
  const placed = facts.map((fact) => ({
    ...fact,
    softwareId: (fact.keyPrint && registered.get(fact.keyPrint)?.softwareId) || null,
  }));
  const moved = await store.saveFacts(tx, unitId, deviceIds, placed);
  await queueDevices(tx, unitId, await store.othersWith(tx, unitId, moved, deviceIds));
  const unit: UnitWord = {
    today: cx.today,
    kmsHosts: await activeHosts(tx, unitId),
    licensed: licensedFamilies(entitlements),
    registered,
    computers: await store.computersWith(tx, unitId, prints),
    outside: await store.knownOutside(tx, unitId, unique(facts.map((fact) => fact.keyMark))),
  };
  const byId = new Map(devices.map((device) => [device.deviceId, device]));
  const judged = placed.map((fact) => ({
    fact,
    flags: flagsOf(fact, byId.get(fact.deviceId)!, unit),
  }));
  await store.saveFlags(
    tx,
    unitId,
    judged.map(({ fact, flags }) => ({
      deviceId: fact.deviceId,
      licenceKey: fact.licenceKey,
      seenOutside: fact.keyMark !== null && unit.outside.has(fact.keyMark),
      flags,
    })),
  );
  const drafts = judged.flatMap(({ fact, flags }) =>
    flags.filter(needsDecision).map((one) => draftOf(fact, one)),
  );
  return Map.groupBy(drafts, (draft) => draft.deviceId!);
}

async function loadFacts(
  cx: CommandContext,
  devices: readonly DeviceFacts[],
): Promise<LicenceFact[]> {
  const live = devices.filter((device) => !device.retired);
  const ids = live.map((device) => device.deviceId);
  const words = Map.groupBy(await store.wordsOn(cx.tx, cx.unitId, ids), (row) => row.deviceId);
  return live.flatMap((device) => {
    const own = (words.get(device.deviceId) ?? []).map(({ seenAt, ...word }) => ({
      ...word,
      seenOn: dateInChina(new Date(seenAt)),
    }));
    return licencesOfDevice(device.deviceId, own, device.observed);
  });
}

function unique(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}

/** Families of which the register holds a commercial number in force; OEM and free numbers are no volume licences. */
function licensedFamilies(entitlements: readonly Entitlement[]): Set<Family> {
  const families = new Set<Family>();
  for (const { softwareType, softwareName, publisher } of entitlements) {
    if (softwareType !== 'commercial') continue;
    if (/windows/i.test(softwareName)) families.add('windows');
    const microsoft = /microsoft|微软/i.test(`${publisher} ${softwareName}`);
    if (microsoft && /\boffice\b|visio|project|\b365\b/i.test(softwareName)) families.add('office');
  }
  return families;
}

const CATEGORY: Record<Family, SoftwareCategory> = {
  windows: 'operatingSystem',
  office: 'office',
  other: 'other',
};

function draftOf(
  fact: LicenceFact & { softwareId: string | null },
  { kind, strength, sentence, params }: ActivationFlag,
): FindingDraft {
  return {
    fingerprint: `activation|${fact.deviceId}|${fact.licenceKey}|${kind}`,
    kind: 'activation',
    deviceId: fact.deviceId,
    softwareId: fact.softwareId,
    productId: fact.productId,
    softwareName: fact.name,
    softwareVersion: '',
    publisher: fact.family === 'other' ? '' : 'Microsoft',
    category: CATEGORY[fact.family],
    evidence: {
      activation: {
        flag: kind,
        strength,
        sentence,
        params,
        channel: fact.channel,
        reportedId: fact.reportedId,
        learntFrom: fact.learntFrom,
      },
    },
  };
}
