/**
 * The parser's dictionary of distinct raw entries. Reports repeat the same few thousand entries, so a row is known by
 * its bytes: hash, then comparison of every byte (a hash alone could be forged), and no string is made for it.
 */
import { type OsKind, type RawEntry, type SoftwareRow, toRawEntry } from './rules.report.ts';

export const BYTE_FIELDS = 6;
const OS_KINDS: readonly OsKind[] = ['windows', 'linux', 'macos', 'other'];
const ARENA_LIMIT = 24 * 1024 * 1024;
const SLOTS = 1 << 18;
const SEPARATOR = 0x1f;

export class EntryTable {
  readonly entries: RawEntry[] = [];
  private readonly byText = new Map<string, number>();
  private readonly slots = new Int32Array(SLOTS);
  private readonly hashes = new Int32Array(SLOTS >> 1);
  private readonly offsets = new Int32Array((SLOTS >> 1) + 1);
  private readonly ids = new Int32Array(SLOTS >> 1);
  private arena = Buffer.allocUnsafe(1 << 20);
  private rows = 0;
  /** Differs per process, so that nobody can prepare names that collide. */
  private readonly seed = crypto.getRandomValues(new Int32Array(1))[0]!;

  /** The id of an entry; a new one gets the next number. */
  intern(raw: RawEntry): number {
    const text = `${raw.name}\u001f${raw.publisher}\u001f${raw.version}\u001f${raw.from}\u001f${raw.systemCategory}\u001f${raw.os}`;
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const id = this.entries.length;
    // Substrings would keep the whole report alive; a round through a buffer makes them stand alone.
    this.entries.push(JSON.parse(JSON.stringify(raw)) as RawEntry);
    this.byText.set(Buffer.from(text).toString(), id);
    return id;
  }

  /** As `intern`, for fields that are still bytes of the report; -1 when the row names nothing. */
  internBytes(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    os: OsKind,
    row: () => SoftwareRow,
  ): number {
    const osIndex = OS_KINDS.indexOf(os);
    let hash = this.seed ^ osIndex;
    let length = 1;
    for (let field = 0; field < BYTE_FIELDS; field++) {
      const end = ends[field]!;
      for (let index = starts[field]!; index < end; index++)
        hash = Math.imul(hash ^ bytes[index]!, 0x01000193);
      hash = Math.imul(hash ^ SEPARATOR, 0x01000193);
      length += end - starts[field]! + 1;
    }
    hash ^= hash >>> 15;
    let slot = hash & (SLOTS - 1);
    while (this.slots[slot] !== 0) {
      const found = this.slots[slot]! - 1;
      if (this.hashes[found] === hash && this.same(found, bytes, starts, ends, osIndex))
        return this.ids[found]!;
      slot = (slot + 1) & (SLOTS - 1);
    }
    const raw = toRawEntry(row(), os);
    const id = raw ? this.intern(raw) : -1;
    if (this.rows < SLOTS >> 2) this.remember(slot, hash, length, id, bytes, starts, ends, osIndex);
    return id;
  }

  private same(
    found: number,
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    osIndex: number,
  ): boolean {
    const arena = this.arena;
    let at = this.offsets[found]!;
    const limit = this.offsets[found + 1]!;
    if (arena[at++] !== osIndex) return false;
    for (let field = 0; field < BYTE_FIELDS; field++) {
      const end = ends[field]!;
      if (at + (end - starts[field]!) >= limit) return false;
      for (let index = starts[field]!; index < end; index++)
        if (arena[at++] !== bytes[index]) return false;
      if (arena[at++] !== SEPARATOR) return false;
    }
    return at === limit;
  }

  private remember(
    slot: number,
    hash: number,
    length: number,
    id: number,
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    osIndex: number,
  ): void {
    let at = this.offsets[this.rows]!;
    if (at + length > this.arena.length) {
      if (this.arena.length * 2 > ARENA_LIMIT) return;
      const larger = Buffer.allocUnsafe(Math.max(this.arena.length * 2, at + length));
      this.arena.copy(larger, 0, 0, at);
      this.arena = larger;
    }
    this.arena[at++] = osIndex;
    for (let field = 0; field < BYTE_FIELDS; field++) {
      for (let index = starts[field]!; index < ends[field]!; index++)
        this.arena[at++] = bytes[index]!;
      this.arena[at++] = SEPARATOR;
    }
    this.hashes[this.rows] = hash;
    this.ids[this.rows] = id;
    this.rows += 1;
    this.offsets[this.rows] = at;
    this.slots[slot] = this.rows;
  }
}
