/** Contents of the catalogues that were loaded: each file once, compressed, found by its digest. */
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { CatalogueCounts, CatalogueTexts } from './rules.ts';

export type KeptVersion = {
  version: string;
  number: number;
  loadedAt: string;
  program: string;
  shippedAt: string | null;
  products: number;
  counts: CatalogueCounts | null;
  /** False: loaded before contents were kept. */
  kept: boolean;
  /** Compressed bytes of its files, also of those that other versions share. */
  bytes: number;
};

/** Notes that the program came with this version; true when its contents are there already. */
export async function noteShipped(tx: Tx, version: string, at: string): Promise<boolean> {
  const result = await sql`
    update recognition_catalogue_version set shipped_at = ${at}::timestamptz
    where version = ${version} and parts is not null`.execute(tx);
  return Number(result.numAffectedRows) > 0;
}

/** Keeps a version's files; those that another version has already are not stored again. */
export async function keepVersion(
  tx: Tx,
  given: {
    version: string;
    texts: CatalogueTexts;
    counts: CatalogueCounts;
    program: string;
    shippedAt: string | null;
  },
): Promise<void> {
  const files = Object.entries(given.texts).map(([file, text]) => ({
    file,
    text,
    digest: createHash('sha256').update(text).digest(),
  }));
  const known = await sql<{ digest: string }>`
    select encode(digest, 'hex') as digest from recognition_catalogue_part
    where digest = any(${files.map(({ digest }) => digest)}::bytea[])`.execute(tx);
  const there = new Set(known.rows.map(({ digest }) => digest));
  const missing = files.filter(({ digest }) => !there.has(digest.toString('hex')));
  await sql`
    insert into recognition_catalogue_part (digest, content, size)
    select * from unnest(${missing.map(({ digest }) => digest)}::bytea[],
      ${missing.map(({ text }) => gzipSync(text))}::bytea[],
      ${missing.map(({ text }) => Buffer.byteLength(text))}::integer[])
    on conflict do nothing`.execute(tx);
  const parts = Object.fromEntries(files.map(({ file, digest }) => [file, digest.toString('hex')]));
  await sql`
    insert into recognition_catalogue_version (version, loaded_at, products, parts, counts, program, shipped_at)
    values (${given.version}, clock_timestamp(), ${given.counts.products}, ${JSON.stringify(parts)}::jsonb,
      ${JSON.stringify(given.counts)}::jsonb, ${given.program}, ${given.shippedAt}::timestamptz)
    on conflict (version) do update set parts = excluded.parts, counts = excluded.counts,
      program = excluded.program, shipped_at = excluded.shipped_at`.execute(tx);
}

/** A version's files; undefined when its contents were not kept. */
export async function versionTexts(
  tx: Tx,
  version: string,
): Promise<Record<string, string> | undefined> {
  const { rows } = await sql<{ file: string; content: Buffer }>`
    select f.key as file, p.content
    from recognition_catalogue_version v cross join lateral jsonb_each_text(v.parts) f
      join recognition_catalogue_part p on p.digest = decode(f.value, 'hex')
    where v.version = ${version}`.execute(tx);
  if (rows.length === 0) return undefined;
  return Object.fromEntries(
    rows.map(({ file, content }) => [file, gunzipSync(content).toString('utf8')]),
  );
}

/** Newest first. */
export async function listVersions(tx: Tx): Promise<KeptVersion[]> {
  const { rows } = await sql<KeptVersion>`
    select v.version, v.number, v.loaded_at, v.program, v.shipped_at, v.products, v.counts,
      v.parts is not null as kept,
      coalesce((select sum(length(p.content))::int from jsonb_each_text(v.parts) f
        join recognition_catalogue_part p on p.digest = decode(f.value, 'hex')), 0) as bytes
    from recognition_catalogue_version v order by v.number desc`.execute(tx);
  return rows;
}
