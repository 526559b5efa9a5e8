/**
 * Every paper as it was looked at and approved, in Word, Excel and PDF: golden XML, words and greys, and what LibreOffice
 * makes of the files. `UPDATE_GOLDEN=1 npx vitest run src/reporting/papers/golden.test.ts` writes the golden files anew.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORM7_SAMPLE } from '../../../test/forms.ts';
import {
  EXCEL_PARTS,
  expectGolden,
  expectGreys,
  pageGreys,
  pdfWords,
  poppler,
  WORD_PARTS,
  xmlOf,
} from '../../../test/golden.ts';
import { type PaperSample, paperSamples } from '../../../test/papers.ts';
import { writeFile } from '../../platform/papers/index.ts';
import type { FileFormat } from '../../platform/papers/shapes.ts';
import { form7Papers } from '../forms/rules.workbook.ts';

const samples = paperSamples();
const golden = (name: string) => join(import.meta.dirname, '../../../test/golden/papers', name);
const write = ({ title, papers }: PaperSample, format: FileFormat) =>
  writeFile(format, papers, { title, on: '2026-06-30' });
const plain = (words: string) => words.replaceAll(/\s/g, '');

describe.each(samples)('$key', (sample) => {
  test('Word and Excel', async () => {
    const word = await write(sample, 'docx');
    expectGolden(golden(`${sample.key}.docx.xml`), xmlOf(word, WORD_PARTS));
    const excel = xmlOf(await write(sample, 'xlsx'), EXCEL_PARTS);
    expectGolden(golden(`${sample.key}.xlsx.xml`), excel);
    expect(excel).not.toContain('<f>');
  });

  test.skipIf(!poppler)('PDF (skipped without poppler)', async () => {
    const bytes = await write(sample, 'pdf');
    const words = pdfWords(bytes);
    expect(plain(words)).toContain(plain(sample.papers[0]!.sheet.title));
    expect(plain(words)).toContain(plain(sample.last));
    expectGolden(golden(`${sample.key}.pdf.txt`), words);
    expectGreys(golden(`${sample.key}.grey.txt`), pageGreys(bytes));
  });
});

const office = spawnSync('soffice', ['--version']).status === 0;
if (!office || !poppler) {
  console.info(
    'LibreOffice or poppler is not installed: what an office program shows is not checked',
  );
}

describe.skipIf(!office || !poppler)('in LibreOffice (skipped without it and poppler)', () => {
  test('Word and Excel open and print with title and last line, the head on every page', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => ({
      ...FORM7_SAMPLE.lines[n % 4]!,
      lineNo: n + 1,
    }));
    const long: PaperSample = {
      key: 'long',
      title: '附件7',
      papers: form7Papers({ ...FORM7_SAMPLE, lines }),
      last: '60',
    };
    const folder = mkdtempSync(join(tmpdir(), 'zhengce-papers-'));
    const run = (command: string, ...args: string[]) => {
      const env = { ...process.env, HOME: folder };
      const done = spawnSync(command, args, { cwd: folder, env });
      expect(done.status, `${command}: ${done.stderr}`).toBe(0);
      return done.stdout.toString();
    };
    try {
      const names: string[] = [];
      for (const sample of [...samples, long]) {
        for (const format of ['docx', 'xlsx'] as const) {
          const name = `${sample.key}-${format}.${format}`;
          writeFileSync(join(folder, name), await write(sample, format));
          names.push(name);
        }
      }
      // One process for all of them: starting it costs more than converting.
      run('soffice', '--headless', '--convert-to', 'pdf', ...names);
      for (const sample of samples) {
        for (const format of ['docx', 'xlsx']) {
          const words = pdfWords(readFileSync(join(folder, `${sample.key}-${format}.pdf`)));
          expect(plain(words), sample.key).toContain(plain(sample.papers[0]!.sheet.title));
          expect(plain(words), sample.key).toContain(plain(sample.last));
        }
      }
      for (const format of ['docx', 'xlsx']) {
        const info = run('pdfinfo', `long-${format}.pdf`);
        expect(info).toMatch(/Page size:\s+84[12]\.?\d* x 595/);
        const pages = Number(/Pages:\s+(\d+)/.exec(info)![1]);
        expect(pages).toBeGreaterThan(2);
        run('pdftotext', '-layout', `long-${format}.pdf`, 'long.txt');
        const texts = readFileSync(join(folder, 'long.txt'), 'utf8').split('\f').slice(0, pages);
        texts.forEach((text, at) => {
          expect(text).toContain('软件编号');
          expect(text).toMatch(new RegExp(`第\\s*${at + 1}\\s*页\\s*共\\s*${pages}\\s*页`));
          expect(text.includes('软件使用情况汇总表')).toBe(at === 0);
        });
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 180_000);
});
