/**
 * CBOR (RFC 8949), as much as software tags need: integers, byte and text strings, arrays, maps, tags, simple values, numbers.
 * Encoding is the deterministic one (shortest heads, definite lengths); decoding takes what others write and refuses what
 * would cost more memory or depth than the input itself.
 */

/** A tagged item, e.g. 1 = seconds since 1970. */
export class CborTag {
  readonly tag: number;
  readonly value: CborValue;
  constructor(tag: number, value: CborValue) {
    this.tag = tag;
    this.value = value;
  }
}
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Uint8Array
  | CborTag
  | readonly CborValue[]
  | ReadonlyMap<CborValue, CborValue>;

export class CborError extends Error {}

/** Numbers must be integers: tags hold no others. Maps keep their order. */
export function encodeCbor(value: CborValue): Buffer {
  const parts: Buffer[] = [];
  encode(value, parts);
  return Buffer.concat(parts);
}

function encode(value: CborValue, parts: Buffer[]): void {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'utf8');
    parts.push(head(3, bytes.length), bytes);
  } else if (typeof value === 'number' || typeof value === 'bigint') {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new CborError(`not an integer: ${value}`);
    }
    parts.push(value < 0 ? head(1, -1n - BigInt(value)) : head(0, value));
  } else if (typeof value === 'boolean') parts.push(Buffer.from([value ? 0xf5 : 0xf4]));
  else if (value === null) parts.push(Buffer.from([0xf6]));
  else if (value === undefined) parts.push(Buffer.from([0xf7]));
  else if (value instanceof Uint8Array) parts.push(head(2, value.length), Buffer.from(value));
  else if (value instanceof CborTag) {
    parts.push(head(6, value.tag));
    encode(value.value, parts);
  } else if (Array.isArray(value)) {
    parts.push(head(4, value.length));
    for (const one of value) encode(one, parts);
  } else encodeMap(value as ReadonlyMap<CborValue, CborValue>, parts);
}

function encodeMap(map: ReadonlyMap<CborValue, CborValue>, parts: Buffer[]): void {
  parts.push(head(5, map.size));
  for (const [key, one] of map) {
    encode(key, parts);
    encode(one, parts);
  }
}

function head(major: number, argument: number | bigint): Buffer {
  const first = major << 5;
  if (argument < 24) return Buffer.from([first | Number(argument)]);
  if (argument < 0x100) return Buffer.from([first | 24, Number(argument)]);
  const wide = Buffer.alloc(9);
  if (argument < 0x1_0000) {
    wide[0] = first | 25;
    wide.writeUInt16BE(Number(argument), 1);
    return wide.subarray(0, 3);
  }
  if (argument < 0x1_0000_0000) {
    wide[0] = first | 26;
    wide.writeUInt32BE(Number(argument), 1);
    return wide.subarray(0, 5);
  }
  wide[0] = first | 27;
  wide.writeBigUInt64BE(BigInt(argument), 1);
  return wide;
}

const MOST_DEEP = 32;

/** The one item the bytes hold. Throws `CborError` for what is cut off, too deep, longer than it can be, or no CBOR. */
export function decodeCbor(bytes: Uint8Array): CborValue {
  const decoder = new Decoder(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const value = decoder.item(0);
  if (!decoder.atEnd()) throw new CborError('bytes after the end');
  return value;
}

const BREAK = Symbol('break');

class Decoder {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  item(depth: number): CborValue {
    const value = this.next(depth);
    if (value === BREAK) throw new CborError('a break without a beginning');
    return value as CborValue;
  }

  private next(depth: number): CborValue | typeof BREAK {
    if (depth > MOST_DEEP) throw new CborError('too deep');
    const first = this.take(1)[0]!;
    const major = first >> 5;
    const info = first & 31;
    if (major === 7) return this.simple(info);
    if (info === 31) return this.indefinite(major, depth);
    const argument = this.argument(info);
    switch (major) {
      case 0:
        return argument;
      case 1:
        return typeof argument === 'bigint' ? -1n - argument : -1 - argument;
      case 2:
        return this.take(this.count(argument, 1));
      case 3:
        return text(this.take(this.count(argument, 1)));
      case 4:
        return this.list(this.count(argument, 1), depth);
      case 5:
        return this.map(this.count(argument, 2), depth);
      default:
        return new CborTag(Number(argument), this.item(depth + 1));
    }
  }

  private take(length: number): Buffer {
    if (length > this.bytes.length - this.at) throw new CborError('cut off');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  private argument(info: number): number | bigint {
    if (info < 24) return info;
    if (info === 24) return this.take(1)[0]!;
    if (info === 25) return this.take(2).readUInt16BE();
    if (info === 26) return this.take(4).readUInt32BE();
    if (info !== 27) throw new CborError('a reserved length');
    const wide = this.take(8).readBigUInt64BE();
    return wide <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(wide) : wide;
  }

  /** Each announced thing takes at least a byte, so no length can ask for more than there is. */
  private count(argument: number | bigint, each: number): number {
    if (argument > (this.bytes.length - this.at) / each)
      throw new CborError('longer than the input');
    return Number(argument);
  }

  private list(length: number, depth: number): CborValue[] {
    const list: CborValue[] = [];
    for (let index = 0; index < length; index++) list.push(this.item(depth + 1));
    return list;
  }

  private map(size: number, depth: number): Map<CborValue, CborValue> {
    const map = new Map<CborValue, CborValue>();
    for (let index = 0; index < size; index++) map.set(this.item(depth + 1), this.item(depth + 1));
    return map;
  }

  private indefinite(major: number, depth: number): CborValue {
    const parts: CborValue[] = [];
    for (let value = this.next(depth + 1); value !== BREAK; value = this.next(depth + 1)) {
      parts.push(value as CborValue);
    }
    if (major === 4) return parts;
    if (major === 5 && parts.length % 2 === 0) {
      const pairs = parts.length / 2;
      return new Map(Array.from({ length: pairs }, (_, n) => [parts[n * 2], parts[n * 2 + 1]]));
    }
    if (major === 3 && parts.every((part) => typeof part === 'string')) return parts.join('');
    if (major === 2 && parts.every((part) => part instanceof Uint8Array)) {
      return Buffer.concat(parts as Uint8Array[]);
    }
    throw new CborError('an indefinite length that fits nothing');
  }

  private simple(info: number): CborValue | typeof BREAK {
    if (info === 31) return BREAK;
    if (info === 20 || info === 21) return info === 21;
    if (info === 22) return null;
    if (info === 23) return undefined;
    if (info === 25) return half(this.take(2).readUInt16BE());
    if (info === 26) return this.take(4).readFloatBE();
    if (info === 27) return this.take(8).readDoubleBE();
    throw new CborError('a simple value without meaning');
  }
}

function text(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CborError('text that is no UTF-8');
  }
}

function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
