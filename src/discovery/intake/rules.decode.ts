/**
 * From the bytes of a request to text: agents declare their compression in Content-Type with six spellings and are
 * often wrong, so the bytes decide. Nothing inflates beyond the limit.
 */
import { isUtf8 } from 'node:buffer';
import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { type Limits, RefusedReport } from './rules.report.ts';

export type Compression = 'zlib' | 'gzip' | 'none';
export type Plain = { bytes: Buffer; compression: Compression };

export function sniffCompression(body: Uint8Array): Compression {
  if (body.length < 2) return 'none';
  // The zlib header is a multiple of 31, which keeps a plain text beginning with "x" apart.
  if ((body[0]! & 0x0f) === 8 && body[0]! >> 4 <= 7 && ((body[0]! << 8) | body[1]!) % 31 === 0)
    return 'zlib';
  if (body[0] === 0x1f && body[1] === 0x8b) return 'gzip';
  return 'none';
}

/** Inflates by what the bytes say. Throws `corrupt` or `tooLarge`. */
export function inflateBody(body: Buffer, limits: Limits): Plain {
  const compression = sniffCompression(body);
  if (compression === 'none') {
    if (body.length > limits.inflatedBytes) throw tooLarge(limits);
    return { bytes: body, compression };
  }
  const options = {
    maxOutputLength: limits.inflatedBytes,
    // One chunk for a usual report: fewer copies, and 13:1 is the usual ratio.
    chunkSize: Math.min(Math.max(body.length * 8, 16_384), 1_048_576),
  };
  try {
    const inflate = compression === 'gzip' ? gunzipSync : inflateSync;
    return { bytes: inflate(body, options), compression };
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limits);
    throw new RefusedReport(
      'corrupt',
      '报告的压缩数据不完整或已损坏（可能在传输中被截断）；请让代理重新上报。',
    );
  }
}

/** As much as can be had of a damaged body, for the quarantine; empty when nothing comes out. */
export function salvage(body: Buffer, byteLimit: number): Buffer {
  const compression = sniffCompression(body);
  if (compression === 'none') return body.subarray(0, byteLimit);
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: byteLimit };
  const skip = compression === 'gzip' ? 10 : 2;
  const tries =
    compression === 'gzip'
      ? [() => gunzipSync(body, options), () => inflateRawSync(body.subarray(skip), options)]
      : [() => inflateSync(body, options), () => inflateRawSync(body.subarray(skip), options)];
  for (const attempt of tries) {
    try {
      return attempt();
    } catch {
      // The next, less strict way may still give something.
    }
  }
  return Buffer.alloc(0);
}

function tooLarge(limits: Limits): RefusedReport {
  const megabytes = Math.floor(limits.inflatedBytes / 1_048_576);
  return new RefusedReport(
    'tooLarge',
    `报告解压后超过 ${megabytes} MB 的上限，未予接收；请检查代理，或由管理员调高上限。`,
  );
}

const DECLARED = /^[^<]{0,8}<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']/;

/** True when the bytes can be scanned as they are: valid UTF-8 that does not say it is something else. */
export function isPlainUtf8(bytes: Buffer): boolean {
  const declared = declaredEncoding(bytes);
  return (
    (!declared || /^(utf-?8|us-ascii)$/i.test(declared)) && isUtf8(bytes) && !hasUtf16Bom(bytes)
  );
}

function declaredEncoding(bytes: Buffer): string | undefined {
  return DECLARED.exec(bytes.toString('latin1', 0, 240))?.[1];
}

function hasUtf16Bom(bytes: Buffer): boolean {
  return (
    bytes.length >= 2 &&
    ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
  );
}

/** The text, by byte-order mark, then declaration, then what the bytes can be; without its BOM. */
export function decodeText(bytes: Buffer): string {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe)
    return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff)
    return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.length >= 4 && bytes[0] === 0x3c && bytes[1] === 0)
    return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0x3c)
    return new TextDecoder('utf-16be').decode(bytes);
  const declared = declaredEncoding(bytes);
  if (declared && !/^utf-?8$/i.test(declared)) {
    const text = decodeAs(declared, bytes);
    if (text !== undefined) return text;
  }
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  return decodeUndeclared(bytes);
}

/** GB18030 before Latin-1 (this is China), but a UTF-8 text with a few broken bytes stays UTF-8. */
function decodeUndeclared(bytes: Buffer): string {
  const lossy = new TextDecoder('utf-8').decode(bytes);
  let broken = 0;
  let whole = 0;
  for (let index = 0; index < lossy.length; index++) {
    const code = lossy.charCodeAt(index);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) whole += 1;
  }
  if (whole > broken * 4) return lossy;
  return decodeAs('gb18030', bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}

function decodeAs(label: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What a decoded body begins with. */
export function sniffFormat(text: string | Buffer): 'xml' | 'json' | 'other' {
  const start = typeof text === 'string' ? text.slice(0, 200) : text.toString('latin1', 0, 200);
  const first = /^(?:\ufeff|ï»¿)?\s*([<{[])/.exec(start)?.[1];
  if (first === '<') return 'xml';
  return first ? 'json' : 'other';
}
