/** Loads what `checkDrafts` asks about: computers, software numbers, the free list and the pairs' history. */
import { freeListed, type Software, softwareByIds } from '../../configuration/index.ts';
import { termSpan } from '../../configuration/software/rules.terms.ts';
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { CheckFacts, DeviceFact, Draft, SoftwareFact } from './rules.check.ts';
import { deviceFacts, historyOf } from './store.ts';

export type LoadedFacts = CheckFacts & { records: ReadonlyMap<string, Software> };

export async function loadFacts(
  cx: CommandContext,
  drafts: readonly Draft[],
): Promise<LoadedFacts> {
  const softwareIds = [...new Set(drafts.map((draft) => draft.softwareId))];
  const deviceIds = [...new Set(drafts.map((draft) => draft.deviceId))];
  const records = await softwareByIds(cx.tx, cx.unitId, softwareIds);
  const devices = await deviceFacts(cx.tx, cx.unitId, deviceIds);
  const free = [...records.values()].filter((one) => one.softwareType === 'free');
  const listed = await freeVersions(
    cx,
    free.map((one) => one.id),
    drafts,
  );
  const history = await historyOf(cx.tx, cx.unitId, drafts);
  return {
    today: cx.today,
    records,
    history,
    devices: new Map(devices.map((row): [string, DeviceFact] => [row.id, row])),
    software: new Map(
      [...records].map(([id, record]) => [id, softwareFact(record, listed.get(id) ?? [])]),
    ),
  };
}

type Listed = { usable: (version: string) => boolean };

/**
 * What 附件6 allows: as the list stands today, or stood on the day of an earlier install. A unit that writes its list
 * down now may still record what has been in use for years.
 */
async function freeVersions(
  cx: CommandContext,
  ids: readonly string[],
  drafts: readonly Draft[],
): Promise<Map<string, Listed[]>> {
  const found = new Map<string, Listed[]>();
  if (ids.length === 0) return found;
  const wanted = new Set(ids);
  const days = new Set([cx.today]);
  for (const draft of drafts) {
    if (draft.kind === 'install' && draft.cause !== 'opening' && wanted.has(draft.softwareId)) {
      days.add(draft.occurredOn);
    }
  }
  for (const day of days) {
    const lists = await freeListed(cx.tx, cx.unitId, [...ids], day);
    for (const [id, usable] of lists) {
      const entry = { usable: (version: string) => versionUsable(usable, version) };
      found.set(id, [...(found.get(id) ?? []), entry]);
    }
  }
  return found;
}

function softwareFact(record: Software, listed: readonly Listed[]): SoftwareFact {
  const span = record.licenseTerm ? termSpan(record.licenseTerm) : { start: null, end: null };
  return {
    id: record.id,
    softwareNo: record.softwareNo,
    softwareType: record.softwareType,
    softwareVersion: record.softwareVersion,
    usableText: record.usableVersionsText ?? '',
    usable: (version) => versionUsable(record.usableVersions, version),
    termFrom: span.start,
    termTo: span.end,
    disposedOn: record.disposedOn,
    freeListed: listed.length > 0,
    freeVersionListed: (version) => listed.some((one) => one.usable(version)),
  };
}
