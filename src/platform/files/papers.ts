/** What all records share that have papers with a kind and a title: an upload's fields, its keeping, its finding. */
import type { z } from 'zod';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../db/context.ts';
import type { Files, ReceivedFile } from './files.ts';

export type Upload = { file: ReceivedFile; fields: Record<string, string> };

type Named<K extends string> = { kind: K; title: string };

export type KeptPaper<K extends string> = Named<K> & {
  id: string;
  fileId: string;
  fileName: string;
  fileSize: number;
  createdAt: string;
  createdBy: string;
};

/** The fields of an upload; the first that is wrong is refused by its name. */
export function paperFields<S extends z.ZodType>(schema: S, { fields }: Upload): z.output<S> {
  const read = schema.safeParse(fields);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw refuse('files.paperFields', issue!.message, {}, { path: issue!.path.join('.') });
}

/** Keeps the file, unless the record has `most` papers already (409); without a title it goes by its name. */
export async function keepPaper<K extends string>(
  cx: CommandContext,
  files: Files,
  { file }: Upload,
  { kind, title }: Named<K>,
  room: { purpose: string; present: number; most: number },
): Promise<KeptPaper<K>> {
  if (room.present >= room.most) {
    const sentence = '已有 {{n}} 份资料，达到上限，请合并后再上传';
    throw refuse('files.tooManyPapers', sentence, { n: room.present }, { status: 409 });
  }
  const kept = await files.keep(cx, file, room.purpose);
  return {
    id: newId(),
    kind,
    title: title || kept.name,
    fileId: kept.id,
    fileName: kept.name,
    fileSize: kept.size,
    createdAt: cx.now.toISOString(),
    createdBy: cx.actor.name,
  };
}

/** One of a record's papers; 404 where it is gone or another record's. */
export function paperAmong<P extends { id: string }>(papers: readonly P[], id: string): P {
  const found = papers.find((one) => one.id === id);
  if (found) return found;
  const sentence = '没有这份资料，可能已被移除，请刷新';
  throw refuse('files.noPaper', sentence, {}, { status: 404 });
}
