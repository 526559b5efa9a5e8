/** The cover: unit, period, how many files, the digest to be compared, and the square that leads to the list in the system. */
import { type Layout, type ResolvedSheet, resolveLayout } from '../../base/layout.ts';

const LAYOUT: Layout = {
  id: 'packCover',
  title: '软件正版化迎检资料',
  page: {
    size: 'A4',
    orientation: 'portrait',
    margin: { top: 25, right: 25, bottom: 25, left: 25 },
  },
  cols: [36, 124],
  styles: {
    title: { font: 'hei', size: 26 },
    unit: { font: 'song', size: 18 },
    label: { font: 'song', size: 12, bold: true },
    body: { font: 'song', size: 12 },
    note: { font: 'song', size: 10.5 },
  },
  rows: [
    open('', 110, 'body'),
    open({ field: 'unit' }, 44, 'unit'),
    open('软件正版化迎检资料', 64, 'title'),
    open('', 60, 'body'),
    line('期间', 'period'),
    line('台账截至', 'asOf'),
    line('文件数', 'files'),
    line('生成', 'made'),
    line('总摘要\n(SHA-256)', 'digest', 48),
    open('', 18, 'body'),
    open(
      '目录见 index.html。用浏览器打开 verify.html，把资料包的文件夹或 zip 拖进去，即可核对每个文件；页面上的总摘要应与本页和正册“迎检资料包”页面上的相同。',
      48,
      'note',
    ),
  ],
};

function open(text: string | { field: string }, height: number, style: string) {
  const align = style === 'note' ? ('left' as const) : ('center' as const);
  return { height, cells: [{ text, span: 2, style, align, border: false }] };
}
function line(label: string, field: string, height = 32) {
  return {
    height,
    cells: [
      { text: label, span: 1, style: 'label' },
      { text: { field }, span: 1, align: 'left' as const },
    ],
  };
}

export type CoverFacts = {
  unit: string;
  period: string;
  asOf: string;
  files: string;
  made: string;
  digest: string;
};

export function coverSheet(facts: CoverFacts): ResolvedSheet {
  const digest = facts.digest.match(/.{1,8}/g)!;
  const words = `${digest.slice(0, 4).join(' ')}\n${digest.slice(4).join(' ')}`;
  return resolveLayout(LAYOUT, { fields: { ...facts, digest: words }, rows: [] });
}
export const COVER_LAYOUT = LAYOUT;
