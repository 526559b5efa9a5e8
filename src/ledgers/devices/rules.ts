/**
 * What a computer counts as (TZ-1.1: server, desktop, laptop and nothing else), how its identities are spelled, and
 * which changes of state make sense. Pure: used by the server, by imports and by the pages.
 */
import { choiceByLabel } from '../../base/choices.ts';
import { DEVICE_STATUSES, DEVICE_TYPES, type DeviceStatus, type DeviceType } from './shapes.ts';

/**
 * Words found in asset lists and inventory reports, most telling first; a name that holds the word counts as that
 * type. Tablets count with the portable ones, thin clients and all-in-ones with the desks they stand on.
 */
const TYPE_WORDS: readonly [RegExp, DeviceType][] = [
  [/服务器|刀片|server|blade|rack|小型机|mainframe/, 'server'],
  [/笔记本|便携|移动工作站|平板|手提|上网本|超极本/, 'laptop'],
  [/laptop|notebook|portable|tablet|convertible|detachable|netbook|hand ?held/, 'laptop'],
  [/台式|一体|工作站|微机|微型|主机|瘦客户|云终端|终端机|个人电脑|个人计算机/, 'desktop'],
  [
    /desktop|tower|workstation|all[- ]?in[- ]?one|mini|stick|thin client|space-saving|pc$/,
    'desktop',
  ],
];

/**
 * The type a word of the unit's own language counts as. `typeName` keeps the word when it says more than the type
 * does. Undefined for anything that is no computer (打印机) or not understood.
 */
export function deviceTypeOf(
  word: string,
): { deviceType: DeviceType; typeName: string } | undefined {
  const plain = word.normalize('NFKC').trim();
  const exact = choiceByLabel(DEVICE_TYPES, plain);
  if (exact) return { deviceType: exact, typeName: '' };
  const folded = plain.toLowerCase();
  if (/打印|复印|扫描|投影|交换机|路由|printer|switch|router|phone|手机/.test(folded))
    return undefined;
  for (const [pattern, deviceType] of TYPE_WORDS) {
    if (pattern.test(folded)) return { deviceType, typeName: plain.slice(0, 100) };
  }
  return undefined;
}

const STATUS_WORDS: readonly [RegExp, DeviceStatus][] = [
  [/报废|已处置|销毁/, 'scrapped'],
  [/调出|转出|划转|移交/, 'transferredOut'],
  [/维修|送修|故障|待修/, 'inRepair'],
  [/闲置|库存|备用|停用|未用|待分配/, 'idle'],
  [/在用|使用|正常|在网/, 'inUse'],
];

export function deviceStatusOf(word: string): DeviceStatus | undefined {
  const plain = word.normalize('NFKC').trim();
  const exact = choiceByLabel(DEVICE_STATUSES, plain);
  if (exact) return exact;
  return STATUS_WORDS.find(([pattern]) => pattern.test(plain))?.[1];
}

/** Scrapped or handed out: no longer counted (D3). */
export function isRetired(status: DeviceStatus): boolean {
  return status === 'scrapped' || status === 'transferredOut';
}

/** Brand and model as forms 8 and 9 print them; a model that repeats its brand prints once. */
export function computerBrand(device: { brand: string; model: string }): string {
  const { brand, model } = device;
  if (model.toLowerCase().startsWith(brand.toLowerCase())) return model;
  return [brand, model].filter((part) => part !== '').join(' ');
}

/** One spelling of a serial number: NFKC, upper case, without blanks and dashes. */
export function serialKey(serial: string): string {
  return serial
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-_]/g, '');
}

/** Canonical UUID, '' for anything that has not 32 hexadecimal digits. */
export function uuidKey(uuid: string): string {
  const hex = uuid.toLowerCase().replaceAll(/[^0-9a-z]/g, '');
  if (!/^[0-9a-f]{32}$/.test(hex)) return '';
  return [8, 4, 4, 4, 12].map((length, index) => hex.substr(UUID_AT[index]!, length)).join('-');
}
const UUID_AT = [0, 8, 12, 16, 20];

/**
 * A UUID and its other byte order: firmware and agents disagree on the first three groups, so that one machine
 * reports both (a VMware serial is the UUID in the order of bytes, agents.md 3.5).
 */
export function uuidSpellings(uuid: string): string[] {
  const key = uuidKey(uuid);
  if (key === '') return [];
  const [a, b, c, ...rest] = key.split('-') as [string, string, string, string, string];
  const swapped = [swapBytes(a), swapBytes(b), swapBytes(c), ...rest].join('-');
  return swapped === key ? [key] : [key, swapped];
}

function swapBytes(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join('');
}

/** `00-1A-2B-3C-4D-5E`, `001a2b3c4d5e` → `00:1a:2b:3c:4d:5e`; '' when it is none. */
export function macKey(mac: string): string {
  const hex = mac.toLowerCase().replaceAll(/[^0-9a-z]/g, '');
  return /^[0-9a-f]{12}$/.test(hex) ? (hex.match(/../g) ?? []).join(':') : '';
}

/** Host names compare without case and without their domain. */
export function hostKey(hostName: string): string {
  return hostName.normalize('NFKC').trim().toLowerCase().split('.')[0] ?? '';
}

/** Last four characters; a short number shows nothing of itself. */
export function maskTail(text: string): string {
  if (text === '') return '';
  return text.length <= 6 ? '****' : `****${text.slice(-4)}`;
}

/** A masked value that comes back from an exported sheet means "as it was". */
export function isMasked(text: string): boolean {
  return text.startsWith('****');
}

export type StatusProblem = 'same' | 'reasonNeeded' | 'beforeBeginning' | 'beforeLastChange';

/**
 * A state is entered in the order of time: registers of earlier days would change unseen otherwise. Coming back from
 * scrap or from another unit needs a reason, because it takes back a statement of the ledger.
 */
export function statusProblem(
  now: { status: DeviceStatus; fromOn: string; beganOn: string },
  change: { status: DeviceStatus; fromOn: string; reason: string },
): StatusProblem | undefined {
  if (change.status === now.status) return 'same';
  if (change.fromOn < now.beganOn) return 'beforeBeginning';
  if (change.fromOn < now.fromOn) return 'beforeLastChange';
  if (isRetired(now.status) && change.reason.trim() === '') return 'reasonNeeded';
  return undefined;
}
