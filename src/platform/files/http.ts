/** Files over HTTP: one file of a multipart request in, a stream that no browser will run out. */
import type { Readable } from 'node:stream';
import type {} from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../base/refusal.ts';
import type { Files, ReceivedFile, ReceiveOptions, StoredFile } from './files.ts';
import { DEFAULT_LIMIT } from './files.ts';

/** The request's one file, streamed to disk, and its text fields. */
export async function receiveUpload(
  files: Files,
  request: FastifyRequest,
  options: Omit<ReceiveOptions, 'name'>,
): Promise<{ file: ReceivedFile; fields: Record<string, string> }> {
  const missing = () =>
    refuse('files.missing', '没有收到文件，请选择要上传的文件', {}, { path: 'file', status: 422 });
  if (!request.isMultipart()) throw missing();
  const fields: Record<string, string> = {};
  let file: ReceivedFile | undefined;
  const limits = { fileSize: (options.limitBytes ?? DEFAULT_LIMIT) + 1, files: 1, fields: 20 };
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') fields[part.fieldname] = String(part.value);
      else file = await files.receive(part.file, { ...options, name: part.filename });
    }
  } catch (error) {
    // The rest is read and dropped: a sender that cannot get rid of it would not read our answer, and the next
    // request on the connection would wait behind it for ever.
    request.raw.unpipe();
    request.raw.resume();
    throw error;
  }
  if (!file) throw missing();
  return { file, fields };
}

/** Saved, not shown: whatever the bytes are, they never run in the page's origin. */
export function sendFile(files: Files, reply: FastifyReply, file: StoredFile): Readable {
  reply
    .header('content-type', file.mediaType)
    .header('content-length', file.size)
    .header('content-disposition', attachment(file.name))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store')
    .header('etag', `"${file.sha256}"`);
  return files.read(file);
}

/** A plain name for old readers, the real one in UTF-8 (RFC 6266). */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w.() -]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
