/**
 * Looks at an uploaded file before any parser does: size, true type by its first bytes, and for a zip what it would
 * inflate to. A spreadsheet parser believes what a file says about itself; this does not.
 */
import yauzl from 'yauzl';
import { refuse } from '../../base/refusal.ts';

export type SheetLimits = {
  maxBytes: number;
  maxRows: number;
  timeoutMs: number;
};
export const SHEET_LIMITS: SheetLimits = {
  maxBytes: 20 * 1024 * 1024,
  maxRows: 200_000,
  timeoutMs: 60_000,
};

export type ZipLimits = {
  entries: number;
  entryBytes: number;
  totalBytes: number;
  /** Inflated : packed, asked only above `ratioFromBytes`. */
  ratio: number;
  ratioFromBytes: number;
};
export const ZIP_LIMITS: ZipLimits = {
  entries: 2_000,
  entryBytes: 256 * 1024 * 1024,
  totalBytes: 512 * 1024 * 1024,
  ratio: 200,
  ratioFromBytes: 10 * 1024 * 1024,
};

export type SheetKind = 'xlsx' | 'xls' | 'csv';
type File = { bytes: Buffer; fileName: string };

/** WPS saves tables under a name of its own, most of them in Excel's formats. */
const OF_WPS = /\.ett?$/i;

/** Decides what the file really is, or refuses with the remedy. */
export async function guardSheet(file: File, limits: SheetLimits): Promise<SheetKind> {
  const { bytes, fileName } = file;
  if (bytes.length === 0) throw refuse('sheets.empty', '文件 {{fileName}} 是空的', { fileName });
  if (bytes.length > limits.maxBytes) {
    throw refuse(
      'sheets.tooLarge',
      '文件 {{fileName}} 超过 {{limit}} MB。请拆成几个文件后分别导入',
      { fileName, limit: Math.floor(limits.maxBytes / 1024 / 1024) },
      { status: 413 },
    );
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return guardZip(file);
  if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0xd0cf11e0) return guardOle(file);
  return guardText(file);
}

async function guardZip({ bytes, fileName }: File): Promise<SheetKind> {
  const names = await inflateToNowhere(bytes, fileName);
  if (/\.xlsm$|\.xltm$|\.xlsb$/i.test(fileName) || names.has('xl/vbaProject.bin')) {
    throw refuse(
      'sheets.macro',
      '{{fileName}} 含有宏。请在 Excel 或 WPS 中另存为不含宏的 .xlsx 后再导入',
      { fileName },
    );
  }
  if (names.has('xl/workbook.xml')) return 'xlsx';
  if (OF_WPS.test(fileName)) throw ownFormat(fileName);
  throw refuse(
    'sheets.notASheet',
    '{{fileName}} 不是 Excel 工作簿（.xlsx）。请用 Excel 或 WPS 打开后另存为 .xlsx',
    { fileName },
  );
}

/** Old Excel and encrypted new Excel share this container; the stream names tell them apart. */
function guardOle({ bytes, fileName }: File): SheetKind {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    throw refuse(
      'sheets.encrypted',
      '{{fileName}} 设有打开密码。请在 Excel 或 WPS 中取消密码并保存后再导入',
      { fileName },
    );
  }
  const isWorkbook = ['Workbook', 'Book'].some((name) =>
    bytes.includes(Buffer.from(`${name}\0`, 'utf16le')),
  );
  if (isWorkbook) return 'xls';
  throw OF_WPS.test(fileName) ? ownFormat(fileName) : wrongType(fileName);
}

function guardText({ bytes, fileName }: File): SheetKind {
  const start = bytes.subarray(0, 4096);
  const utf16 = isUtf16(start);
  const head = start
    .toString(utf16 ? 'utf16le' : 'latin1')
    .replace(/^(\uFEFF|\u00EF\u00BB\u00BF)/, '')
    .trimStart()
    .toLowerCase();
  if (head.startsWith('<')) {
    throw refuse(
      'sheets.html',
      '{{fileName}} 其实是网页或 XML，只是改了扩展名。请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入',
      { fileName },
    );
  }
  if (head.startsWith('%pdf') || head.startsWith('{\\rtf')) throw wrongType(fileName);
  if (!utf16 && start.includes(0)) throw wrongType(fileName);
  return 'csv';
}

/** UTF-16 by its mark, or little-endian by the zero high bytes of its ASCII (PowerShell writes it both ways). */
export function isUtf16(start: Buffer): boolean {
  if (start.length < 4) return false;
  const mark = start.readUInt16BE(0);
  if (mark === 0xfffe || mark === 0xfeff) return true;
  let high = 0;
  for (let at = 0; at + 1 < start.length; at += 2) {
    if (start[at] === 0) return false;
    if (start[at + 1] === 0) high++;
  }
  return high > start.length / 8;
}

function wrongType(fileName: string): Error {
  return refuse(
    'sheets.wrongType',
    '{{fileName}} 不是可以导入的文件。可以导入 .xlsx、.xls 和 .csv',
    { fileName },
    { status: 415 },
  );
}

/** Inflates every entry without keeping it, so that a bomb is met here and not in the parser. Gives the names. */
export function inflateToNowhere(
  bytes: Buffer,
  fileName: string,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<Set<string>> {
  const names = new Set<string>();
  let total = 0;
  return new Promise((resolve, reject) => {
    const broken = () =>
      reject(
        refuse('sheets.damaged', '{{fileName}} 已损坏，无法解压。请重新保存后再试', { fileName }),
      );
    yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error || !zip) return broken();
      const stop = () => {
        zip.close();
        reject(
          refuse(
            'sheets.bomb',
            '{{fileName}} 解压后过大或条目过多，已拒绝。请确认它是正常保存的文件',
            { fileName },
            { status: 413 },
          ),
        );
      };
      if (zip.entryCount > limits.entries) return stop();
      zip.on('error', broken);
      zip.on('end', () => resolve(names));
      zip.on('entry', (entry: yauzl.Entry) => {
        names.add(entry.fileName);
        if (entry.isEncrypted() || entry.uncompressedSize > limits.entryBytes) return stop();
        zip.openReadStream(entry, (openError, stream) => {
          if (openError || !stream) return broken();
          let size = 0;
          stream.on('data', (chunk: Buffer) => {
            size += chunk.length;
            total += chunk.length;
            const bloated =
              size > limits.ratioFromBytes &&
              size > limits.ratio * Math.max(entry.compressedSize, 1);
            if (size > limits.entryBytes || total > limits.totalBytes || bloated) {
              stream.destroy();
              stop();
            }
          });
          stream.on('error', broken);
          stream.on('end', () => zip.readEntry());
        });
      });
      zip.readEntry();
    });
  });
}

function ownFormat(fileName: string): Error {
  return refuse(
    'sheets.et',
    '{{fileName}} 是 WPS 专用格式。请在 WPS 表格中选择“另存为”，类型选 .xlsx 后再导入',
    { fileName },
  );
}
