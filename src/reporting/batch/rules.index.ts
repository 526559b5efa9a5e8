/** The index of a batch: what is in it, what is missing and why; as a page that opens anywhere, and as rows for Excel. */
import type { PeriodPaper } from './commands.ts';

export type Entry = Pick<PeriodPaper, 'path' | 'folder' | 'title' | 'on' | 'format'> & {
  size: number;
  sha256: string;
};
export type IndexFacts = {
  unitName: string;
  period: string;
  madeOn: string;
  madeBy: string;
  withheld: readonly string[];
  notes: readonly string[];
};

export const INDEX_COLUMNS = [
  { title: '序号', type: 'integer', width: 8 },
  { title: '文件夹', width: 30 },
  { title: '表单', width: 40 },
  { title: '日期', type: 'date', width: 13 },
  { title: '格式', width: 8 },
  { title: '文件', width: 60 },
  { title: '字节', type: 'integer', width: 12 },
  { title: 'SHA-256', width: 68 },
] as const;

export function indexRows(entries: readonly Entry[]): (string | number)[][] {
  return entries.map((one, at) => [
    at + 1,
    one.folder,
    one.title,
    one.on,
    one.format,
    one.path.split('/').at(-1)!,
    one.size,
    one.sha256,
  ]);
}

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const STYLE = `body{font:14px/1.6 "Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:24px;color:#222}
h1{font-size:20px;margin:0}h2{font-size:15px;margin:20px 0 4px}p{margin:2px 0;color:#666}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:3px 8px;text-align:left}
th{background:#f3f3f3;font-weight:600}td.n{text-align:right;white-space:nowrap}code{font-size:11px;color:#888}`;

/** Links are relative to the root folder, where the page lies. */
export function indexPage(facts: IndexFacts, entries: readonly Entry[]): string {
  const folders = new Map<string, Entry[]>();
  for (const one of entries) folders.set(one.folder, [...(folders.get(one.folder) ?? []), one]);
  const tables = [...folders].map(
    ([folder, own]) => `<h2>${escaped(folder)}（${own.length}）</h2>
<table><tr><th>表单</th><th>日期</th><th>文件</th><th>字节</th><th>SHA-256</th></tr>
${own.map(lineOf).join('\n')}</table>`,
  );
  const missing = [
    ...facts.withheld.map((folder) => `${folder}：没有查看全部的权限，未列入`),
    ...facts.notes,
  ];
  const list = missing.length
    ? `<h2>未列入</h2><ul>${missing.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>`
    : '';
  const title = escaped(`${facts.unitName} ${facts.period} 软件正版化表单`);
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>
<style>${STYLE}</style></head><body><h1>${title}</h1>
<p>共 ${entries.length} 个文件，${escaped(facts.madeBy)} 于 ${facts.madeOn} 由正册导出。</p>
${tables.join('\n')}
${list}</body></html>
`;
}

function lineOf(one: Entry): string {
  const [, ...below] = one.path.split('/');
  const href = below.map(encodeURIComponent).join('/');
  const name = escaped(below.at(-1)!);
  return `<tr><td>${escaped(one.title)}</td><td>${one.on}</td><td><a href="${href}">${name}</a></td><td class="n">${one.size}</td><td><code>${one.sha256}</code></td></tr>`;
}
