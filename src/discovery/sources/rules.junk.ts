/**
 * Identities that mean nothing: what board makers leave in the firmware, virtual network cards, Windows' own
 * miniports. Shipped as data; a unit adds its own and makes exceptions (docking stations, its own asset labels).
 */
import { macKey, serialKey, uuidKey } from '../../ledgers/devices/rules.ts';

export type JunkKind = 'serial' | 'uuid' | 'mac';
export type JunkRule = { kind: JunkKind; value: string; blocked: boolean };

/** Compared in the spelling of `serialKey`: upper case, without blanks and dashes. */
const SERIALS = [
  'TOBEFILLEDBYO.E.M.',
  'TOBEFILLEDBYOEM',
  'SYSTEMSERIALNUMBER',
  'DEFAULTSTRING',
  'NOTSPECIFIED',
  'NOTAPPLICABLE',
  'NOTAVAILABLE',
  'SERNUMBER',
  'SERIALNUMBER',
  'OEMSERIAL',
  'OEM',
  'EMPTY',
  'NONE',
  'NULL',
  'UNKNOWN',
  'INVALID',
  'STANDARD',
  'CHASSISSERIALNUMBER',
  'BASEBOARDSERIALNUMBER',
  'MBSERIALNUMBER',
  'XXXXXXXXXX',
  'NA',
  'N/A',
  'PARALLELS',
  'VMWARE',
  'VIRTUALBOX',
  'BOCHS',
];
/** One repeated character, runs like 123456…, and a first digit followed by zeros. */
const SERIAL_SHAPES = [/^(.)\1*$/, /^0?12345(6(7(89?0?)?)?)?\d?$/, /^\d0*\d?0{5,}$/, /^.{1,3}$/];

const UUIDS = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '03000200-0400-0500-0006-000700080009',
  '00020003-0004-0005-0006-000700080009',
  '6ab5b300-538d-1014-9fb5-b0684d007b53',
  '01010101-0101-0101-0101-010101010101',
  '11111111-1111-1111-1111-111111111111',
  '12345678-1234-5678-90ab-cddeefaabbcc',
];

const MACS = [
  '00:00:00:00:00:00',
  'ff:ff:ff:ff:ff:ff',
  '44:45:53:54:42:00',
  '50:50:54:50:30:30',
  '33:50:6f:45:30:30',
  '20:41:53:59:4e:ff',
  '00:05:9a:3c:7a:00',
  '00:05:9a:3c:78:00',
  '00:50:56:c0:00:01',
  '00:50:56:c0:00:08',
  '00:1c:42:00:00:08',
  '00:1c:42:00:00:09',
];
/** VirtualBox host-only, Docker bridges and containers. */
const MAC_SHAPES = [/^0a:00:27:/, /^02:42:/];

export const SHIPPED: readonly { kind: JunkKind; value: string }[] = [
  ...SERIALS.map((value) => ({ kind: 'serial' as const, value })),
  ...UUIDS.map((value) => ({ kind: 'uuid' as const, value })),
  ...MACS.map((value) => ({ kind: 'mac' as const, value })),
];

export function junkKey(kind: JunkKind, value: string): string {
  if (kind === 'serial') return serialKey(value);
  return kind === 'uuid' ? uuidKey(value) : macKey(value);
}

export type JunkList = { isJunk(kind: JunkKind, key: string): boolean };

/** The shipped rules with the unit's additions and exceptions. */
export function junkList(own: readonly JunkRule[]): JunkList {
  const shipped = new Set(SHIPPED.map((rule) => `${rule.kind}/${rule.value}`));
  const decided = new Map(own.map((rule) => [`${rule.kind}/${rule.value}`, rule.blocked]));
  return {
    isJunk(kind, key) {
      if (key === '') return true;
      const place = `${kind}/${key}`;
      const unit = decided.get(place);
      if (unit !== undefined) return unit;
      if (shipped.has(place)) return true;
      if (kind === 'serial') return SERIAL_SHAPES.some((shape) => shape.test(key));
      return kind === 'mac' && MAC_SHAPES.some((shape) => shape.test(key));
    },
  };
}
