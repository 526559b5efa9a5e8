/**
 * What a file is by its bytes, not by its name: programs and scripts are refused, and a name that claims something
 * else than the bytes show is refused too, because a browser or a reader would be misled by it.
 */
import { refuse } from '../../base/refusal.ts';

export type FileGroup = 'document' | 'image' | 'sheet' | 'text' | 'archive';
type Content =
  | 'pdf'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'tiff'
  | 'zip'
  | 'ole'
  | 'text'
  | 'gzip';
type Kind = { group: FileGroup; content: Content[]; mediaType: string };

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN = 'application/vnd.oasis.opendocument';

/** By the name's ending: what may lie inside, and the type it is sent back as. */
const KINDS: Record<string, Kind> = {
  pdf: { group: 'document', content: ['pdf'], mediaType: 'application/pdf' },
  ofd: { group: 'document', content: ['zip'], mediaType: 'application/ofd' },
  docx: {
    group: 'document',
    content: ['zip'],
    mediaType: `${OFFICE}.wordprocessingml.document`,
  },
  doc: { group: 'document', content: ['ole'], mediaType: 'application/msword' },
  wps: { group: 'document', content: ['ole', 'zip'], mediaType: 'application/vnd.ms-works' },
  odt: { group: 'document', content: ['zip'], mediaType: `${OPEN}.text` },
  pptx: {
    group: 'document',
    content: ['zip'],
    mediaType: `${OFFICE}.presentationml.presentation`,
  },
  xlsx: { group: 'sheet', content: ['zip'], mediaType: `${OFFICE}.spreadsheetml.sheet` },
  xls: { group: 'sheet', content: ['ole'], mediaType: 'application/vnd.ms-excel' },
  et: { group: 'sheet', content: ['ole', 'zip'], mediaType: 'application/vnd.ms-excel' },
  ods: { group: 'sheet', content: ['zip'], mediaType: `${OPEN}.spreadsheet` },
  csv: { group: 'sheet', content: ['text'], mediaType: 'text/csv' },
  txt: { group: 'text', content: ['text'], mediaType: 'text/plain' },
  json: { group: 'text', content: ['text'], mediaType: 'application/json' },
  xml: { group: 'text', content: ['text'], mediaType: 'application/xml' },
  reg: { group: 'text', content: ['text'], mediaType: 'text/plain' },
  png: { group: 'image', content: ['png'], mediaType: 'image/png' },
  jpg: { group: 'image', content: ['jpeg'], mediaType: 'image/jpeg' },
  jpeg: { group: 'image', content: ['jpeg'], mediaType: 'image/jpeg' },
  gif: { group: 'image', content: ['gif'], mediaType: 'image/gif' },
  webp: { group: 'image', content: ['webp'], mediaType: 'image/webp' },
  bmp: { group: 'image', content: ['bmp'], mediaType: 'image/bmp' },
  tif: { group: 'image', content: ['tiff'], mediaType: 'image/tiff' },
  tiff: { group: 'image', content: ['tiff'], mediaType: 'image/tiff' },
  zip: { group: 'archive', content: ['zip'], mediaType: 'application/zip' },
  gz: { group: 'archive', content: ['gzip'], mediaType: 'application/gzip' },
};

/** How many bytes `mediaTypeOf` wants to see. */
export const SNIFF_BYTES = 4_096;

/** The media type of a file that may be kept; throws a refusal that says what is wrong with it and what would do. */
export function mediaTypeOf(name: string, head: Buffer, accept: FileGroup[]): string {
  if (isProgram(head)) {
    throw refuse(
      'files.program',
      '文件“{{name}}”是程序或脚本，不能上传。请上传文档、图片或表格',
      { name },
      { path: 'file', status: 415 },
    );
  }
  const ending = /\.([a-z\d]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const kind = Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined;
  if (!kind || !accept.includes(kind.group)) {
    throw refuse(
      'files.type',
      '不接受文件“{{name}}”的类型。可以上传：{{accepted}}',
      { name, accepted: endingsOf(accept).join(' ') },
      { path: 'file', status: 415 },
    );
  }
  const content = contentOf(head);
  if (content === undefined || !kind.content.includes(content)) {
    throw refuse(
      'files.mismatch',
      '文件“{{name}}”的内容与扩展名 .{{ending}} 不符，可能已损坏或改过名。请另存后重新上传',
      { name, ending },
      { path: 'file', status: 415 },
    );
  }
  return kind.mediaType;
}

function endingsOf(accept: FileGroup[]): string[] {
  return Object.entries(KINDS)
    .filter(([, kind]) => accept.includes(kind.group))
    .map(([ending]) => `.${ending}`);
}

function startsWith(head: Buffer, ...bytes: number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

function isProgram(head: Buffer): boolean {
  // Windows programs begin with MZ; so may a text, but then the word PE or a stub does not follow.
  if (startsWith(head, 0x4d, 0x5a) && head.length > 64 && contentOf(head) !== 'text') return true;
  const magic = head.length >= 4 ? head.readUInt32BE(0) : 0;
  const machO = [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe];
  if (magic === 0x7f454c46 || machO.includes(magic)) return true;
  const text = head.toString('latin1', 0, 256);
  return text.startsWith('#!') || /^\s*<(?:html|!doctype html|script|svg)\b/i.test(text);
}

function contentOf(head: Buffer): Content | undefined {
  const text = head.toString('latin1', 0, 16);
  // Before PDF: a zip may hold one as it is.
  if (startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6)) return 'zip';
  // Some scanners put a few bytes before the mark; readers accept it within the first 1024.
  if (head.toString('latin1', 0, 1024).includes('%PDF-')) return 'pdf';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (/^GIF8[79]a/.test(text)) return 'gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (/^(II\*\0|MM\0\*)/.test(text)) return 'tiff';
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'ole';
  if (startsWith(head, 0x1f, 0x8b)) return 'gzip';
  if (text.startsWith('BM') && head.length > 14 && head.readUInt32LE(6) === 0) return 'bmp';
  return isText(head) ? 'text' : undefined;
}

/** UTF-16 with a mark, or bytes without control characters (UTF-8, GB18030). */
function isText(head: Buffer): boolean {
  if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) return true;
  return !head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte));
}
