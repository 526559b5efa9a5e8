/**
 * Which machine a source is: agent identity first, then serial, UUID and MAC without the meaningless ones. Certain
 * matches are made, likely ones are only shown: two machines taken for one would spoil both ledgers.
 */
import { uuidSpellings } from '../../ledgers/devices/rules.ts';
import type { JunkList } from './rules.junk.ts';

/** Keys in the spellings of the device ledger; empty = not known. */
export type Identity = {
  serialKey: string;
  uuid: string;
  macs: readonly string[];
  hostKey: string;
};
export type Known = Identity & { deviceId: string };

export const MATCH_REASONS = {
  serial: { label: '序列号相同' },
  uuid: { label: '主板 UUID 相同' },
  mac: { label: '网卡地址相同' },
  host: { label: '主机名相同' },
  serialDiffers: { label: '序列号不同', tone: 'amber' },
  uuidDiffers: { label: '主板 UUID 不同', tone: 'amber' },
} as const;
export type MatchReason = keyof typeof MATCH_REASONS;

export type Likely = { deviceId: string; reasons: MatchReason[]; score: number };
export type Verdict =
  | { kind: 'matched'; deviceId: string; by: 'serial' | 'uuid' | 'mac' }
  | { kind: 'candidate'; likely: Likely[] };

/** The identity without what means nothing. */
export function meaningful(identity: Identity, junk: JunkList): Identity {
  return {
    serialKey: junk.isJunk('serial', identity.serialKey) ? '' : identity.serialKey,
    uuid: junk.isJunk('uuid', identity.uuid) ? '' : identity.uuid,
    macs: identity.macs.filter((mac) => !junk.isJunk('mac', mac)),
    hostKey: identity.hostKey,
  };
}

/** What two meaningful identities have in common and where they contradict. */
export function compare(a: Identity, b: Identity): MatchReason[] {
  const reasons: MatchReason[] = [];
  if (a.serialKey && b.serialKey)
    reasons.push(a.serialKey === b.serialKey ? 'serial' : 'serialDiffers');
  if (a.uuid && b.uuid)
    reasons.push(uuidSpellings(a.uuid).includes(b.uuid) ? 'uuid' : 'uuidDiffers');
  if (a.macs.some((mac) => b.macs.includes(mac))) reasons.push('mac');
  if (a.hostKey && a.hostKey === b.hostKey) reasons.push('host');
  return reasons;
}

const WEIGHTS: Record<MatchReason, number> = {
  serial: 8,
  uuid: 8,
  mac: 4,
  host: 1,
  serialDiffers: -6,
  uuidDiffers: -6,
};

function scoreOf(reasons: readonly MatchReason[]): number {
  return reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0);
}

/** Certain enough to act on: one hard identity equal and none contradicting. */
export function isCertain(reasons: readonly MatchReason[]): boolean {
  if (reasons.includes('serialDiffers') || reasons.includes('uuidDiffers')) return false;
  return reasons.includes('serial') || reasons.includes('uuid') || reasons.includes('mac');
}

/** The one device a source certainly is, or the ones it may be. `known` may name a device more than once. */
export function matchDevice(identity: Identity, known: readonly Known[]): Verdict {
  const best = new Map<string, Likely>();
  for (const one of known) {
    const reasons = compare(identity, one);
    if (!reasons.some((reason) => !reason.endsWith('Differs'))) continue;
    const likely = { deviceId: one.deviceId, reasons, score: scoreOf(reasons) };
    const before = best.get(one.deviceId);
    if (!before || before.score < likely.score) best.set(one.deviceId, likely);
  }
  const likely = [...best.values()].sort(
    (a, b) => b.score - a.score || a.deviceId.localeCompare(b.deviceId),
  );
  const certain = likely.filter((one) => isCertain(one.reasons));
  if (certain.length === 1) {
    const { deviceId, reasons } = certain[0]!;
    const by = reasons.includes('serial') ? 'serial' : reasons.includes('uuid') ? 'uuid' : 'mac';
    return { kind: 'matched', deviceId, by };
  }
  return { kind: 'candidate', likely: likely.slice(0, 5) };
}

/**
 * True when an agent identity now speaks from other hardware: a disk that was cloned with its agent. The same board
 * with another network card, or the same card in another board, is still taken for the same machine.
 */
export function isOtherMachine(known: Identity, seen: Identity): boolean {
  const reasons = compare(known, seen);
  if (reasons.includes('serial') || reasons.includes('uuid') || reasons.includes('mac'))
    return false;
  return reasons.includes('serialDiffers') || reasons.includes('uuidDiffers');
}

/** A word that tells clones with one agent identity apart. */
export function hardwareWord(identity: Identity): string {
  return identity.uuid || identity.serialKey;
}

/** Waiting sources that are certainly one machine, together: one click makes one device of them. */
export function groupSources<T extends Identity & { id: string }>(sources: readonly T[]): T[][] {
  const groups: T[][] = [];
  const places = new Map<string, number[]>();
  for (const source of sources) {
    const marks = [
      ...(source.serialKey ? [`s/${source.serialKey}`] : []),
      ...uuidSpellings(source.uuid).map((uuid) => `u/${uuid}`),
      ...source.macs.map((mac) => `m/${mac}`),
    ];
    const near = new Set(marks.flatMap((mark) => places.get(mark) ?? []));
    const fitting = [...near].filter((index) =>
      groups[index]!.every((other) => !contradict(source, other)),
    );
    const target = fitting.length > 0 ? Math.min(...fitting) : groups.push([]) - 1;
    groups[target]!.push(source);
    for (const mark of marks) places.set(mark, [...(places.get(mark) ?? []), target]);
  }
  return groups;
}

function contradict(a: Identity, b: Identity): boolean {
  const reasons = compare(a, b);
  return reasons.includes('serialDiffers') || reasons.includes('uuidDiffers');
}

/** How much of a machine's software its sources show. */
export const COVERAGES = {
  full: { label: '完整', tone: 'green' },
  perUserMissing: { label: '未含个人安装', tone: 'amber' },
  partial: { label: '部分', tone: 'amber' },
  waiting: { label: '等待完整报告', tone: 'amber' },
  noSoftware: { label: '代理未上报软件', tone: 'red' },
} as const;
export type Coverage = keyof typeof COVERAGES;

export type CoverageFacts = {
  hasList: boolean;
  noSoftware: boolean;
  wantsFull: boolean;
  /** null without a list. */
  complete: boolean | null;
  perUserSeen: boolean | null;
};

export function coverageOf(facts: CoverageFacts): Coverage {
  if (facts.wantsFull) return 'waiting';
  if (!facts.hasList) return facts.noSoftware ? 'noSoftware' : 'waiting';
  if (facts.complete === false) return 'partial';
  return facts.perUserSeen === false ? 'perUserMissing' : 'full';
}
