/** The Word and PDF writers: every word of any layout arrives, headers repeat, merges hold, nothing is lost between pages. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import * as fontkit from 'fontkit';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { FORM7_SAMPLE, FORM8_SAMPLE, FORM9_SAMPLE } from '../../../test/forms.ts';
import { type Layout, resolveLayout } from '../../base/layout.ts';
import { form7Papers, form8Papers, form9Papers } from '../../reporting/forms/rules.workbook.ts';
import { fontBytes } from './fonts.ts';
import { paperCode, setFontFolder, WORD_ROWS, writeFile } from './index.ts';
import type { Paper } from './shapes.ts';

const ON = { title: '样张', on: '2026-06-30' };
const LAYOUT: Layout = {
  id: 'sample',
  title: '样表',
  page: {
    size: 'A4',
    orientation: 'landscape',
    margin: { top: 20, right: 15, bottom: 15, left: 15 },
  },
  cols: [67, 100, 100],
  styles: { title: { font: 'hei', size: 18 }, body: { font: 'song', size: 10 } },
  rows: [
    { cells: [{ text: '样表', span: 3, style: 'title', border: false }] },
    { repeat: true, cells: ['组', '名称', '金额'].map((text) => ({ text, span: 1 })) },
  ],
  body: {
    columns: [
      { key: 'group', grouped: true },
      { key: 'name', align: 'left' },
      { key: 'amount', type: 'money', align: 'right' },
    ],
    empty: '--',
  },
  tail: [{ cells: [{ text: '审核人签字：', span: 3, align: 'left' }] }],
  footer: '第 {p} 页 共 {n} 页',
};
const sample = (rows: number, name = (n: number) => `第${n}项`): Paper => ({
  name: '样表',
  sheet: resolveLayout(LAYOUT, {
    fields: {},
    rows: Array.from({ length: rows }, (_, n) => ({
      group: Math.floor(n / 7),
      values: { group: `G${Math.floor(n / 7)}`, name: name(n), amount: n * 100 },
    })),
  }),
});

const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0;
const withPdftotext = hasPdftotext ? it : it.skip;
if (!hasPdftotext)
  console.log('pdftotext is not installed: the text of PDF files is not read back.');

/** Pages as text, as a reader selects it. */
function pagesOf(bytes: Buffer): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'zhengce-pdf-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes);
    const { stdout } = spawnSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], {
      encoding: 'utf8',
    });
    return stdout.split('\f').slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const documentOf = (bytes: Buffer) => strFromU8(unzipSync(bytes)['word/document.xml']!);
const plain = (text: string) => text.replaceAll(/\s/g, '');

/** A font whose one character is no font's: ours, with another table of characters behind it. */
function privateFont(): Buffer {
  const font = fontBytes('regular');
  const { id } = (fontkit.create(font) as fontkit.Font).glyphForCodePoint('甲'.codePointAt(0)!);
  const words = [0x0000_0001, 0x0003_000a, 12, 0x000c_0000, 28, 0, 1, 0x12000, 0x12000, id];
  const table = Buffer.alloc(words.length * 4);
  for (const [at, word] of words.entries()) table.writeUInt32BE(word, at * 4);
  const whole = Buffer.concat([font, table]);
  const record = whole.indexOf('cmap');
  whole.writeUInt32BE(font.length, record + 8);
  whole.writeUInt32BE(table.length, record + 12);
  // What fonts are told apart by.
  whole.writeUInt32BE(1, whole.readUInt32BE(whole.indexOf('head') + 8) + 8);
  return whole;
}

describe('PDF', () => {
  withPdftotext('has every row once, the header on each page, and counts its pages', async () => {
    const pages = pagesOf(await writeFile('pdf', [sample(120)], ON));
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, at) => {
      expect(page).toMatch(/组\s+名称\s+金额/);
      expect(plain(page)).toContain(`第${at + 1}页共${pages.length}页`);
    });
    const all = pages.join('\n');
    for (let n = 0; n < 120; n++) expect(all.split(`第${n}项`).length, `row ${n}`).toBe(2);
    expect(pages.at(-1)).toContain('审核人签字：');
    // A computer whose lines go over the page is named again there.
    const names = [...all.matchAll(/G\d+/g)].map(([name]) => name);
    expect(new Set(names).size).toBe(18);
    expect(names.length).toBeGreaterThanOrEqual(18);
  });

  withPdftotext('breaks a row that is taller than a page and loses none of it', async () => {
    const words = Array.from({ length: 900 }, (_, n) => `词${n}号`).join('\n');
    const pages = pagesOf(await writeFile('pdf', [sample(1, () => words)], ON));
    expect(pages.length).toBeGreaterThan(1);
    const found = plain(pages.join('')).match(/词\d+号/g) ?? [];
    expect(found).toHaveLength(900);
    expect(new Set(found).size).toBe(900);
  });

  withPdftotext('says what the official forms say, rare names included', async () => {
    const papers = [
      ...form7Papers(FORM7_SAMPLE),
      ...form8Papers(FORM8_SAMPLE),
      ...form9Papers(FORM9_SAMPLE),
      sample(1, () => '喆堃䶮𠙶'.slice(0, 3)),
    ];
    const text = plain(pagesOf(await writeFile('pdf', papers, ON)).join(''));
    for (const word of ['软件使用情况汇总表', '123,456.50', '喆堃䶮']) {
      expect(text).toContain(word);
    }
  });

  it('gives equal bytes for equal content, here and in a thread', async () => {
    for (const rows of [3, 600]) {
      const once = await writeFile('pdf', [sample(rows)], ON);
      expect(once.equals(await writeFile('pdf', [sample(rows)], ON))).toBe(true);
    }
  });

  it('refuses characters its font lacks instead of drawing empty boxes', async () => {
    await expect(writeFile('pdf', [sample(1, () => '𒀀')], ON)).rejects.toThrow('papers.noGlyph');
  });

  withPdftotext(
    'draws them from a font the unit has put into its folder, here and in a thread',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'zhengce-fonts-'));
      try {
        writeFileSync(join(folder, '单位.ttf'), privateFont());
        writeFileSync(join(folder, '坏.ttf'), 'no font');
        setFontFolder(folder);
        for (const rows of [1, 400]) {
          const bytes = await writeFile('pdf', [sample(rows, () => '张𒀀三')], ON);
          expect(plain(pagesOf(bytes).join(''))).toContain('张𒀀三');
        }
      } finally {
        setFontFolder(undefined);
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

describe('signs nobody sees, pasted along with a name', () => {
  const pasted = '甲\u200b乙\ufe0f丙\t丁\u2028戊\u0007\u000b己\ud842\ufeff';

  it('are left out of the PDF instead of refusing it', async () => {
    const bytes = await writeFile('pdf', [sample(1, () => pasted)], ON);
    const shown = await writeFile('pdf', [sample(1, () => '甲乙丙 丁\n戊\n己')], ON);
    expect(bytes.equals(shown)).toBe(true);
  });

  it('do not make a Word file that Word cannot open', async () => {
    const properties = { ...ON, title: `样\u0007张${pasted}` };
    const files = unzipSync(await writeFile('docx', [sample(1, () => pasted)], properties));
    for (const [name, bytes] of Object.entries(files)) {
      if (!name.endsWith('.xml')) continue;
      const parser = new SaxesParser({});
      parser.on('error', (error) => expect.fail(`${name}: ${error.message}`));
      parser.write(strFromU8(bytes)).close();
    }
  });
});

describe('Word', () => {
  it('has real tables: title outside, header repeated, merged cells, the official fonts', async () => {
    const bytes = await writeFile('docx', form8Papers(FORM8_SAMPLE), ON);
    const document = documentOf(bytes);
    const [before, ...tables] = document.split('<w:tbl>');
    expect(before).toContain('软件使用情况明细表');
    expect(tables).toHaveLength(2);
    expect(tables[1]!.match(/<w:tblHeader\/>/g)).toHaveLength(2);
    expect(document).toContain('<w:vMerge w:val="restart"/>');
    expect(document).toContain('<w:vMerge w:val="continue"/>');
    // Fonts stand once, in the style sheet.
    expect(strFromU8(unzipSync(bytes)['word/styles.xml']!)).toContain('w:eastAsia="宋体"');
    expect(document).toContain('w:orient="landscape"');
  });

  it('has every word, escaped', async () => {
    const document = documentOf(await writeFile('docx', [sample(20, (n) => `<甲&乙>${n}`)], ON));
    for (let n = 0; n < 20; n++) expect(document).toContain(`&lt;甲&amp;乙&gt;${n}<`);
  });

  it('is refused for tables nobody would edit', async () => {
    await expect(writeFile('docx', [sample(WORD_ROWS)], ON)).rejects.toThrow(
      'papers.tooLongForWord',
    );
  });

  it('says in its properties of what day it is, not when it was made', async () => {
    const core = strFromU8(
      unzipSync(await writeFile('docx', [sample(1)], ON))['docProps/core.xml']!,
    );
    expect(core).toContain('2026-06-30T00:00:00Z');
    expect(core).toContain('<dc:title>样张</dc:title>');
  });
});

it('the square code stands on Word and PDF', async () => {
  const code = paperCode('https://zc.example/v/abc', '版本 abc');
  const word = unzipSync(await writeFile('docx', [{ ...sample(1), code }], ON));
  expect(Object.keys(word).some((name) => /^word\/media\/.*\.png$/.test(name))).toBe(true);
  const without = await writeFile('pdf', [sample(1)], ON);
  const pdf = await writeFile('pdf', [{ ...sample(1), code }], ON);
  expect(pdf.length).toBeGreaterThan(without.length + 200);
});
