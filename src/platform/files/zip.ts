/** A zip of files that stand in memory: names in UTF-8, one time for all, so that equal content gives equal bytes. */
import { crc32, deflateRawSync } from 'node:zlib';

export type ZipEntry = { name: string; bytes: Uint8Array };

const UTF8 = 0x0800;
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
    const common = commonFields(at, bytes, packed.length, title.length);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, title]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), common, tail, title);
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  Buffer.from('504b0506', 'hex').copy(end);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listing, end]);
}

/** What the local header and the directory have in common: version, flags, method, time, sizes. */
function commonFields(at: Date, bytes: Uint8Array, packed: number, title: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(UTF8, 2);
  fields.writeUInt16LE(DEFLATED, 4);
  const [time, day] = dosTime(at);
  fields.writeUInt16LE(time, 6);
  fields.writeUInt16LE(day, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(bytes.length, 18);
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
