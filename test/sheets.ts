/** Sheets as users bring them: text in GB18030, waiting for background work, and files that mean harm. */
import { zipSync } from 'fflate';
import { writeXlsx } from 'hucre';
import { expect } from 'vitest';
import type { Client } from './harness.ts';

let table: Map<string, number[]> | undefined;

/** Node decodes GB18030 but has no encoder: the two-byte part of it, turned round. */
export function gb18030(text: string): Buffer {
  if (!table) {
    table = new Map();
    const decoder = new TextDecoder('gb18030');
    for (let high = 0x81; high <= 0xfe; high++) {
      for (let low = 0x40; low <= 0xfe; low++) {
        if (low === 0x7f) continue;
        table.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
      }
    }
  }
  return Buffer.from(
    [...text].flatMap((char) => (char < '\x80' ? [char.charCodeAt(0)] : table!.get(char)!)),
  );
}

/** The result of a job once it has ended. */
export async function jobResult(client: Client, jobId: string): Promise<unknown> {
  let result: unknown;
  await expect
    .poll(
      async () => {
        const { body } = await client.get(`/api/units/DW/jobs/${jobId}`);
        result = body.result;
        return body.state === 'failed' ? `failed: ${body.message}` : body.state;
      },
      { timeout: 60_000, interval: 100 },
    )
    .toBe('done');
  return result;
}

/** Name, bytes and the code each is refused with. */
export async function hostileFiles(): Promise<[string, Buffer, string][]> {
  const good = Buffer.from(await writeXlsx({ sheets: [{ name: 'a', rows: [['工号'], ['1']] }] }));
  const locked = await writeXlsx({
    sheets: [{ name: 'a', rows: [['工号']] }],
    encryption: { password: 'geheim', spinCount: 1 },
  });
  const part = (text: string) => new TextEncoder().encode(text);
  const macro = zipSync({
    '[Content_Types].xml': part('<Types/>'),
    'xl/workbook.xml': part('<workbook/>'),
    'xl/vbaProject.bin': Uint8Array.of(1, 2, 3),
  });
  const bomb = zipSync({
    'xl/workbook.xml': part('<workbook/>'),
    'xl/worksheets/sheet1.xml': new Uint8Array(60 * 1024 * 1024),
  });
  return [
    ['加密.xlsx', Buffer.from(locked), 'sheets.encrypted'],
    ['截断.xlsx', good.subarray(0, good.length / 2), 'sheets.damaged'],
    ['宏.xlsm', Buffer.from(macro), 'sheets.macro'],
    ['改名的宏.xlsx', Buffer.from(macro), 'sheets.macro'],
    ['炸弹.xlsx', Buffer.from(bomb), 'sheets.bomb'],
    ['网页.xls', Buffer.from('<html><table><tr><td>工号</td></tr></table>'), 'sheets.html'],
    ['图片.xlsx', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\0', 'latin1'), 'sheets.wrongType'],
    ['文档.xlsx', Buffer.from(zipSync({ 'word/document.xml': part('<w/>') })), 'sheets.notASheet'],
    ['表.et', Buffer.from(zipSync({ 'et/book.bin': part('x') })), 'sheets.et'],
    ['空.csv', Buffer.alloc(0), 'sheets.empty'],
    ['太大.csv', Buffer.alloc(20 * 1024 * 1024 + 1, '1,2\n'), 'sheets.tooLarge'],
  ];
}
