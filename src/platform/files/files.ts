/**
 * Files by content: bytes lie in the data folder under their own hash, rows in `platform_file` say whose they are.
 * The same content is kept once. Bytes reach the disk before the row that speaks of them is committed.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { cut, cutFront } from '../../base/cut.ts';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../audit/audit.ts';
import type { CommandContext } from '../db/context.ts';
import type { Tx } from '../db/database.ts';
import { type FileGroup, mediaTypeOf, SNIFF_BYTES } from './kinds.ts';

/** Bytes that are safe on disk and belong to nobody yet. */
export type ReceivedFile = { sha256: string; name: string; size: number; mediaType: string };
export type StoredFile = ReceivedFile & { id: string; purpose: string; createdAt: string };
export type ReceiveOptions = { name: string; accept: FileGroup[]; limitBytes?: number };

export type Files = {
  /** Takes a stream: checks size and kind while it flows, and returns when it is durable. */
  receive(source: Readable, options: ReceiveOptions): Promise<ReceivedFile>;
  /** Gives received bytes an owner, in the command's transaction. `purpose` is the slice's word for it. */
  keep(cx: CommandContext, file: ReceivedFile, purpose: string): Promise<StoredFile>;
  /** Throws 404 when the unit has no such file. */
  find(tx: Tx, unitId: string, id: string): Promise<StoredFile>;
  read(file: { sha256: string }): Readable;
};

declare module '../http/app.ts' {
  interface Services {
    files: Files;
  }
}

const MIB = 1024 * 1024;
export const DEFAULT_LIMIT = 50 * MIB;
const DAY_MS = 86_400_000;

export async function openFiles(dataFolder: string): Promise<Files> {
  const folder = join(dataFolder, 'files');
  const incoming = join(folder, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeOldRemains(incoming);
  const pathOf = ({ sha256 }: { sha256: string }) =>
    join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  return {
    receive: (source, options) => receive(source, options, incoming, pathOf),
    keep,
    find,
    read: (file) => createReadStream(pathOf(file)),
  };
}

async function receive(
  source: Readable,
  options: ReceiveOptions,
  incoming: string,
  pathOf: (file: { sha256: string }) => string,
): Promise<ReceivedFile> {
  const aside = join(incoming, randomUUID());
  const handle = await open(aside, 'wx', 0o600);
  try {
    const received = await writeChecked(source, handle, options);
    await handle.sync();
    await handle.close();
    await moveInto(aside, pathOf(received));
    return received;
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(aside, { force: true });
    throw error;
  }
}

/** Kind is decided as soon as enough bytes are there, so that a wrong file is refused before it has all arrived. */
async function writeChecked(
  source: Readable,
  handle: FileHandle,
  options: ReceiveOptions,
): Promise<ReceivedFile> {
  const name = plainName(options.name);
  const limit = options.limitBytes ?? DEFAULT_LIMIT;
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let mediaType: string | undefined;
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(name, limit);
    if (mediaType === undefined) {
      head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES)]).subarray(0, SNIFF_BYTES);
      if (head.length === SNIFF_BYTES) mediaType = mediaTypeOf(name, head, options.accept);
    }
    hash.update(chunk);
    await handle.write(chunk);
  }
  // A multipart stream that ran into its own limit ends early without an error.
  if ((source as { truncated?: boolean }).truncated) throw tooLarge(name, limit);
  if (size === 0) {
    throw refuse('files.empty', '文件“{{name}}”是空的，请重新选择', { name }, { path: 'file' });
  }
  mediaType ??= mediaTypeOf(name, head, options.accept);
  return { sha256: hash.digest('hex'), name, size, mediaType };
}

function tooLarge(name: string, limit: number) {
  return refuse(
    'files.tooLarge',
    '文件“{{name}}”超过 {{limit}} MB 的上限，请压缩或拆分后再上传',
    { name, limit: Math.floor(limit / MIB) },
    { path: 'file', status: 413 },
  );
}

/** Some browsers send the whole path; control characters and direction marks would disguise a name. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim();
  return clean.length <= 200 ? clean || 'file' : `${cut(clean, 180)}${cutFront(clean, 20)}`;
}

/** The folder's own entry must be on disk too before the file counts as kept. */
async function moveInto(aside: string, target: string): Promise<void> {
  const folder = dirname(target);
  const madeFrom = await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(aside, target);
  await syncFolder(folder);
  if (madeFrom === undefined) return;
  await syncFolder(dirname(folder));
  await syncFolder(dirname(dirname(folder)));
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no such operation on folders.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a killed server left half received. */
async function removeOldRemains(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > DAY_MS) await rm(path, { force: true });
  }
}

async function keep(cx: CommandContext, file: ReceivedFile, purpose: string): Promise<StoredFile> {
  const { sha256, name, size, mediaType } = file;
  const id = newId();
  const createdAt = cx.now.toISOString();
  await sql`
    insert into platform_file
      (unit_id, id, sha256, name, size, media_type, purpose, created_at, created_by)
    values (${cx.unitId}, ${id}, ${sha256}, ${name}, ${size}, ${mediaType}, ${purpose},
      ${createdAt}, ${cx.actor.id})
  `.execute(cx.tx);
  await audit(cx, {
    action: 'file.keep',
    objectType: 'file',
    objectId: id,
    after: { name, size, sha256, purpose },
  });
  return { id, sha256, name, size, mediaType, purpose, createdAt };
}

async function find(tx: Tx, unitId: string, id: string): Promise<StoredFile> {
  const { rows } = await sql<StoredFile>`
    select id, sha256, name, size, media_type, purpose, created_at from platform_file
    where unit_id = ${unitId} and id = ${id}
  `.execute(tx);
  if (!rows[0]) throw refuse('files.unknown', '没有这个文件', {}, { status: 404 });
  return rows[0];
}
