/** One computer's imported lines against what is seen on it. Pure. */
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import {
  type DeviceFacts,
  entitlementsFor,
  nameKey,
  type ObservedProduct,
  type UnitFacts,
} from '../findings/rules.ts';
import type { TieKind } from './shapes.ts';

/** A line of an imported list, waiting or posted already. */
export type RegisterLine = {
  deviceId: string;
  /** The waiting line; null once it is an entry. */
  lineId: string | null;
  recorded: boolean;
  softwareId: string | null;
  softwareName: string;
  productId: string | null;
  /** What recognition makes of the written name. */
  namedProductId: string | null;
  version: string;
};

export type TieDraft = {
  kind: TieKind;
  deviceId: string | null;
  lineId: string | null;
  recorded: boolean;
  softwareId: string | null;
  softwareName: string;
  registerText: string;
  seenText: string;
};

/**
 * Differences of one computer. Absence proves something only where a complete list was seen; a computer never seen is
 * one difference, not one per line.
 */
export function tieComputer(
  device: DeviceFacts | undefined,
  lines: readonly RegisterLine[],
  unit: UnitFacts,
): TieDraft[] {
  if (device?.retired) return [];
  const left = (device?.observed ?? []).filter(isCounted);
  if (!device || (left.length === 0 && !device.complete)) {
    const first = lines[0];
    return first ? [notSeen(first.deviceId, lines)] : [];
  }
  const drafts: TieDraft[] = [];
  for (const line of lines) {
    const at = left.findIndex((seen) => isSame(line, seen, unit));
    if (at < 0) {
      if (device.complete) drafts.push(draft('onlyRegister', line, line.version, ''));
      continue;
    }
    const [seen] = left.splice(at, 1);
    const version = seen!.version || seen!.rawVersion;
    if (!sameVersion(line.version, version)) {
      drafts.push(draft('version', line, line.version, version));
    }
  }
  const recorded = new Set(device.recorded.map((install) => install.softwareId));
  for (const seen of left) {
    const numbers = entitlementsFor(unit, seen);
    if (numbers.some((number) => recorded.has(number.softwareId))) continue;
    // A second edition or language of what a line named already.
    if (lines.some((line) => isSame(line, seen, unit))) continue;
    drafts.push({
      kind: 'onlySeen',
      deviceId: device.deviceId,
      lineId: null,
      recorded: false,
      softwareId: numbers.length === 1 ? numbers[0]!.softwareId : null,
      softwareName: seen.productName,
      registerText: '',
      seenText: seen.version || seen.rawVersion,
    });
  }
  return drafts;
}

function isCounted(seen: ObservedProduct): boolean {
  return !seen.risk && ['commercial', 'oem', 'free'].includes(seen.kind);
}

function isSame(line: RegisterLine, seen: ObservedProduct, unit: UnitFacts): boolean {
  if (line.softwareId !== null) {
    const { softwareId } = line;
    if (entitlementsFor(unit, seen).some((number) => number.softwareId === softwareId)) return true;
  }
  const { productId } = seen;
  if (productId !== null && [line.productId, line.namedProductId].includes(productId)) return true;
  return nameKey(line.softwareName) === nameKey(seen.productName);
}

/** `12` and `12.1.3` say the same with different care; an unknown version says nothing. */
export function sameVersion(left: string, right: string): boolean {
  if (left === '' || right === '') return true;
  const covers = (wide: string, narrow: string) => versionUsable([{ exact: wide }], narrow);
  return left === right || covers(left, right) || covers(right, left);
}

function notSeen(deviceId: string, lines: readonly RegisterLine[]): TieDraft {
  return {
    kind: 'computerNotSeen',
    deviceId,
    lineId: null,
    recorded: lines.every((line) => line.recorded),
    softwareId: null,
    softwareName: '',
    registerText: String(lines.length),
    seenText: '',
  };
}

function draft(
  kind: TieKind,
  line: RegisterLine,
  registerText: string,
  seenText: string,
): TieDraft {
  const { deviceId, lineId, recorded, softwareId, softwareName } = line;
  return { kind, deviceId, lineId, recorded, softwareId, softwareName, registerText, seenText };
}

/** 安装数量 of an imported form 7 against the lines there are: recorded ones and those that wait. */
export function tieCount(stated: {
  softwareId: string;
  softwareName: string;
  quantity: number;
  lines: number;
}): TieDraft[] {
  if (stated.quantity === stated.lines) return [];
  const { softwareId, softwareName, quantity, lines } = stated;
  return [
    {
      kind: 'count',
      deviceId: null,
      lineId: null,
      recorded: false,
      softwareId,
      softwareName,
      registerText: String(quantity),
      seenText: String(lines),
    },
  ];
}
