/** Zips: names in UTF-8, one time for all, so that equal content gives equal bytes. */
import { crc32, deflateRawSync } from 'node:zlib';

export type ZipEntry = { name: string; bytes: Uint8Array };

const UTF8 = 0x0800;
const STORED = 0;
const DEFLATED = 8;
/** Without the 64-bit extension a zip ends here; tags of one computer stay far below. */
const MOST_ENTRIES = 65_535;

export function writeZip(entries: readonly ZipEntry[], at: Date): Buffer {
  if (entries.length > MOST_ENTRIES) throw new Error(`too many files for a zip: ${entries.length}`);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name, 'utf8');
    const sums = { method: DEFLATED, crc: crc32(bytes), packed: packed.length, size: bytes.length };
    const common = commonFields(at, sums, title.length);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, title]);
    directory.push(listed(common, offset), title);
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  return Buffer.concat([...parts, ending(directory, entries.length, offset)]);
}

function ending(directory: readonly Buffer[], entries: number, offset: number): Buffer {
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  Buffer.from('504b0506', 'hex').copy(end);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([listing, end]);
}

/** `crc` and `size` are known before: old readers want them in front of the bytes. */
export type StreamedEntry = {
  name: string;
  crc: number;
  size: number;
  open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
};
/** An entry whose bytes are at hand. */
export function entryOf(name: string, bytes: Uint8Array): StreamedEntry {
  return { name, crc: crc32(bytes), size: bytes.length, open: () => [bytes] };
}

/** Old readers see no further. */
const MOST_BYTES = 0xffff_fff0;
export class ZipTooLarge extends Error {}

/** A zip of any size up to 4 GB as it grows: files stored as they are, never all in memory. */
export async function* streamZip(
  entries: AsyncIterable<StreamedEntry>,
  at: Date,
): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  let count = 0;
  for await (const { name, crc, size, open } of entries) {
    const title = Buffer.from(name, 'utf8');
    const common = commonFields(at, { method: STORED, crc, packed: size, size }, title.length);
    const head = Buffer.concat([Buffer.from('504b0304', 'hex'), common, title]);
    directory.push(listed(common, offset), title);
    count++;
    offset += head.length + size;
    if (count > MOST_ENTRIES || offset > MOST_BYTES) throw new ZipTooLarge(name);
    yield head;
    for await (const chunk of open()) yield chunk;
  }
  yield ending(directory, count, offset);
}

/**
 * An entry of the directory. Made under Unix, as a plain file: of one made under DOS the unzip of Linux takes names for a
 * code page of DOS, whatever the flag says.
 */
function listed(common: Buffer, offset: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(0o100644 * 0x10000, 6);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from('504b01021403', 'hex'), common, tail]);
}

type Sums = { method: number; crc: number; packed: number; size: number };

/** What the local header and the directory have in common: version, flags, method, time, sizes. */
function commonFields(at: Date, sums: Sums, title: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(UTF8, 2);
  fields.writeUInt16LE(sums.method, 4);
  const [time, day] = dosTime(at);
  fields.writeUInt16LE(time, 6);
  fields.writeUInt16LE(day, 8);
  fields.writeUInt32LE(sums.crc, 10);
  fields.writeUInt32LE(sums.packed, 14);
  fields.writeUInt32LE(sums.size, 18);
  fields.writeUInt16LE(title, 22);
  return fields;
}

/** MS-DOS time of China, two seconds fine. */
function dosTime(at: Date): [number, number] {
  const local = new Date(Math.max(at.getTime(), Date.UTC(1980, 0, 2)) + 8 * 3_600_000);
  const time =
    (local.getUTCHours() << 11) | (local.getUTCMinutes() << 5) | (local.getUTCSeconds() >> 1);
  const day =
    ((local.getUTCFullYear() - 1980) << 9) | ((local.getUTCMonth() + 1) << 5) | local.getUTCDate();
  return [time, day];
}
