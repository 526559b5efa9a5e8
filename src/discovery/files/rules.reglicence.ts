/**
 * What a registry export says about licences: the Windows product id and key, Office's registration keys, the KMS host
 * set on the machine. A binary DigitalProductId is decoded here and only its last five characters and marks go on.
 */
import {
  type KeyMarks,
  keyFacts,
  type SeenLicence,
  systemLicence,
} from '../intake/rules.licence.ts';

export type RegValues = Map<string, string | number | Uint8Array>;

const WINDOWS = /\\Microsoft\\Windows NT\\CurrentVersion$/i;
const REGISTRATION = /\\Microsoft\\Office\\[\d.]+\\Registration\\\{[-\w]+\}$/i;
const PLATFORM =
  /\\Microsoft\\(?:Windows NT\\CurrentVersion\\SoftwareProtectionPlatform|(Office)SoftwareProtectionPlatform)$/i;

/** Collects over all keys of an export. */
export class RegLicences {
  private readonly offices: RegValues[] = [];
  private windows: RegValues | undefined;
  private readonly hosts: { office: boolean; host: string }[] = [];

  note(path: string, values: RegValues): void {
    if (WINDOWS.test(path)) this.windows ??= values;
    else if (REGISTRATION.test(path) && values.get('digitalproductid') instanceof Uint8Array)
      this.offices.push(values);
    else {
      const platform = PLATFORM.exec(path);
      const host = String(values.get('keymanagementservicename') ?? '').trim();
      if (platform && host) this.hosts.push({ office: platform[1] !== undefined, host });
    }
  }

  licences(osName: string, marks: KeyMarks | undefined): SeenLicence[] {
    const found = this.offices.slice(0, 100).map((values) => officeLicence(values, marks));
    const windows = this.windows && windowsLicence(this.windows, osName, marks);
    const all = windows ? [windows, ...found] : found;
    for (const licence of all) {
      const office = licence.system !== true;
      const own = this.hosts.find((one) => one.office === office) ?? this.hosts[0];
      if (own) licence.kmsHost = own.host.slice(0, 200);
    }
    return all.filter((licence) => licence.name !== '');
  }
}

function windowsLicence(values: RegValues, osName: string, marks: KeyMarks | undefined) {
  const key = decodeProductKey(values.get('digitalproductid'));
  return systemLicence(osName, String(values.get('productid') ?? ''), key, marks);
}

function officeLicence(values: RegValues, marks: KeyMarks | undefined): SeenLicence {
  const text = (name: string) => String(values.get(name) ?? '');
  const productId = text('productid');
  const brand = text('productnamebrand');
  const name = text('productname') || text('converttoedition') || 'Microsoft Office';
  const trialType = /([1-9]\d*)$/.test(text('trialtype'));
  return {
    name,
    productId,
    oem: /OEM/i.test(productId) || text('oem') === '1',
    ...keyFacts(decodeProductKey(values.get('digitalproductid')), marks),
    ...(brand && { fullName: brand }),
    ...((trialType || /\btrial\b|试用/i.test(brand)) && { trial: true as const }),
    ...(text('splevel') && { update: text('splevel').slice(0, 40) }),
  };
}

const ALPHABET = 'BCDFGHJKMPQRTVWXY2346789';

/** The product key in a DigitalProductId (byte 52, or 808 in the long form); undefined when there is none. */
export function decodeProductKey(value: string | number | Uint8Array | undefined) {
  if (!(value instanceof Uint8Array)) return undefined;
  const at = value.length >= 823 ? 808 : 52;
  const bytes = Uint8Array.from(value.subarray(at, at + 15));
  if (bytes.length < 15 || bytes.every((byte) => byte === 0)) return undefined;
  // Since Windows 8 a bit says that an N stands where the first digit counts to.
  const withN = (bytes[14]! >> 3) & 1;
  bytes[14]! &= 0xf7;
  let key = '';
  let digit = 0;
  for (let position = 0; position < 25; position++) {
    digit = 0;
    for (let index = 14; index >= 0; index--) {
      digit = digit * 256 + bytes[index]!;
      bytes[index] = Math.floor(digit / 24);
      digit %= 24;
    }
    key = ALPHABET[digit]! + key;
  }
  if (withN) key = `${key.slice(1, digit + 1)}N${key.slice(digit + 1)}`;
  return key.match(/.{5}/g)!.join('-');
}
