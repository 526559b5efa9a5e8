/** Takes the two parts every import sends: `file`, and `options` as JSON. */
import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { cut } from '../../base/cut.ts';
import { refuse } from '../../base/refusal.ts';
import { languageOf, localise } from '../http/texts.ts';
import { SHEET_LIMITS } from './guard.ts';
import type { Say } from './import.ts';
import { ImportOptions, importQuery } from './shapes.ts';

export type UploadedFile = { fileName: string; buffer: Buffer };

/** Files and text fields of a multipart request, in order; each file at most `maxBytes`, at most `maxFiles` of them. */
export async function readUpload(
  request: FastifyRequest,
  limits: { maxBytes: number; maxFiles: number; maxTotalBytes?: number },
): Promise<{ files: UploadedFile[]; fields: Record<string, string> }> {
  if (!request.isMultipart()) {
    throw refuse(
      'sheets.notMultipart',
      '请以 multipart/form-data 上传文件',
      {},
      { path: 'file', status: 415 },
    );
  }
  const files: UploadedFile[] = [];
  let total = 0;
  const fields: Record<string, string> = {};
  const tooLarge = (fileName: string) =>
    refuse(
      'sheets.tooLarge',
      '文件 {{fileName}} 超过 {{limit}} MB。请拆成几个文件后分别导入',
      { fileName, limit: Math.floor(limits.maxBytes / 1024 / 1024) },
      { path: 'file', status: 413 },
    );
  const parts = request.parts({
    limits: { fileSize: limits.maxBytes, files: limits.maxFiles, fields: 20, fieldSize: 200_000 },
  });
  try {
    for await (const part of parts) {
      if (part.type === 'field') {
        fields[part.fieldname] = String(part.value);
        continue;
      }
      const fileName = baseName(part.filename);
      const buffer = await part.toBuffer();
      if (part.file.truncated) throw tooLarge(fileName);
      total += buffer.length;
      if (limits.maxTotalBytes !== undefined && total > limits.maxTotalBytes) {
        throw refuse(
          'sheets.uploadTooLarge',
          '一次上传的文件合计超过 {{limit}} MB。请分几次上传',
          { limit: Math.floor(limits.maxTotalBytes / 1024 / 1024) },
          { path: 'file', status: 413 },
        );
      }
      files.push({ fileName, buffer });
    }
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw tooLarge('');
    if (code !== 'FST_FILES_LIMIT') throw error;
    throw refuse(
      'sheets.tooManyFiles',
      '一次最多上传 {{n}} 个文件。可以打成一个 zip 再上传',
      { n: limits.maxFiles },
      { path: 'file', status: 413 },
    );
  }
  return { files, fields };
}

export async function readImportUpload(
  request: FastifyRequest,
): Promise<UploadedFile & { options: ImportOptions; say: Say }> {
  const { files, fields } = await readUpload(request, {
    maxBytes: SHEET_LIMITS.maxBytes,
    maxFiles: 1,
  });
  const file = files[0];
  if (!file)
    throw refuse('sheets.noFile', '没有收到文件，请选择要导入的文件', {}, { path: 'file' });
  const language = languageOf(request.headers['accept-language']);
  const say: Say = (sentence, params) => localise(language, sentence, params);
  const options = readOptions(fields.options, ImportOptions);
  const { commit } = importQuery.catch({ commit: false, copy: false }).parse(request.query ?? {});
  return { ...file, options: { ...options, commit: options.commit || commit }, say };
}

/** The multipart field `options`, validated. */
export function readOptions<S extends z.ZodType>(text: string | undefined, schema: S): z.output<S> {
  let raw: unknown;
  try {
    raw = JSON.parse(text === undefined || text === '' ? '{}' : text);
  } catch {
    throw refuse('sheets.options', '导入选项不是有效的 JSON', {}, { path: 'options' });
  }
  const options = schema.safeParse(raw);
  if (options.success) return options.data;
  const path = ['options', ...(options.error.issues[0]?.path ?? [])].join('.');
  throw refuse('sheets.options', '导入选项有误：{{path}}', { path }, { path });
}

/** Some browsers send the whole path. */
function baseName(name: string | undefined): string {
  const last = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  return cut(last.toWellFormed().replaceAll(/\p{Cc}/gu, ''), 200) || 'file';
}
