/**
 * Two records that are one machine. The kept record stands for it; what it does not know is filled from the other.
 * The other keeps all its data and is only marked, so that the merge can be taken back exactly.
 */
import { isRetired } from './rules.ts';
import type { DeviceStatus, OemEvidence } from './shapes.ts';

export type MergeFacts = {
  id: string;
  status: DeviceStatus;
  mergedInto: string | null;
  assetNo: string;
  typeName: string;
  brand: string;
  model: string;
  serialNo: string;
  uuid: string;
  macs: string[];
  hostName: string;
  osName: string;
  location: string;
  remark: string;
  acquiredOn: string | null;
  oemEvidence: OemEvidence[];
  hasHolders: boolean;
};

export const FILLED_FIELDS = [
  'assetNo',
  'typeName',
  'brand',
  'model',
  'serialNo',
  'uuid',
  'macs',
  'hostName',
  'osName',
  'location',
  'remark',
  'acquiredOn',
  'oemEvidence',
] as const;
export type FilledField = (typeof FILLED_FIELDS)[number];
export type Filled = Partial<Record<FilledField, { before: unknown; after: unknown }>>;

export type MergeProblem = 'same' | 'keepMerged' | 'dropMerged' | 'keepRetired';

/** Why the two cannot be merged this way round. */
export function mergeProblem(
  keep: Pick<MergeFacts, 'id' | 'status' | 'mergedInto'>,
  drop: Pick<MergeFacts, 'id' | 'status' | 'mergedInto'>,
): MergeProblem | undefined {
  if (keep.id === drop.id) return 'same';
  if (keep.mergedInto) return 'keepMerged';
  if (drop.mergedInto) return 'dropMerged';
  if (isRetired(keep.status) && !isRetired(drop.status)) return 'keepRetired';
  return undefined;
}

/** What the kept record learns from the other one. */
export function mergePlan(
  keep: MergeFacts,
  drop: MergeFacts,
): { filled: Filled; takeHolders: boolean } {
  const filled: Filled = {};
  for (const field of FILLED_FIELDS) {
    const before = keep[field];
    const after = merged(before, drop[field]);
    if (JSON.stringify(before) !== JSON.stringify(after)) filled[field] = { before, after };
  }
  return { filled, takeHolders: !keep.hasHolders && drop.hasHolders };
}

function merged(keep: unknown, drop: unknown): unknown {
  if (Array.isArray(keep) && Array.isArray(drop)) {
    const seen = new Set(keep.map((item) => JSON.stringify(item)));
    return [...keep, ...drop.filter((item) => !seen.has(JSON.stringify(item)))];
  }
  return keep === '' || keep === null ? drop : keep;
}

/** Fields to put back when the merge is undone; one that was edited since stays as it was edited. */
export function undoPlan(
  now: Pick<MergeFacts, FilledField>,
  filled: Filled,
): Partial<Record<FilledField, unknown>> {
  const restored: Partial<Record<FilledField, unknown>> = {};
  for (const field of FILLED_FIELDS) {
    const change = filled[field];
    if (change && JSON.stringify(now[field]) === JSON.stringify(change.after)) {
      restored[field] = change.before;
    }
  }
  return restored;
}
