/** The pack's contents as a page that opens anywhere and prints well: five parts, every file a link, what is missing first. */
import type { ManifestFile } from './rules.manifest.ts';
import { PARTS, type Part } from './rules.parts.ts';

export type Listed = ManifestFile & { part: Part; folder: string; title: string };
export type IndexFacts = {
  unit: string;
  from: string;
  to: string;
  /** The day the registers show. */
  asOf: string;
  missing: readonly { part: Part; words: string }[];
  withheld: readonly { part: Part; words: string }[];
  notes: readonly string[];
};

const markup = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const STYLE = `body{font:14px/1.65 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;color:#1f2933;background:#f4f6f8;margin:0}
main{max-width:980px;margin:28px auto;background:#fff;border:1px solid #dde3e9;border-radius:8px;padding:28px 36px}
h1{font-size:22px;margin:0 0 4px}h2{font-size:17px;margin:28px 0 6px;padding-bottom:4px;border-bottom:2px solid #1c5d99}
h3{font-size:14px;margin:14px 0 4px}p{margin:3px 0}.quiet{color:#667}nav a{margin-right:16px}a{color:#1c5d99;text-decoration:none}
ul.miss{margin:6px 0;padding:8px 12px 8px 30px;background:#fdf3e7;border-left:4px solid #d97706}
ul.miss li.no{color:#667}table{border-collapse:collapse;width:100%}td,th{border:1px solid #dde3e9;padding:3px 8px;text-align:left;vertical-align:top}
th{background:#f0f4f8;font-weight:600}td.n{text-align:right;white-space:nowrap;width:70px}td.h{width:150px;color:#889;font:11px/1.8 Consolas,monospace}
@media print{body{background:#fff}main{border:0;margin:0;padding:0;max-width:none}h2,h3{break-after:avoid}tr{break-inside:avoid}a{color:#000}nav{display:none}}`;

export function packIndex(facts: IndexFacts, files: readonly Listed[]): string {
  const title = markup(`${facts.unit} 软件正版化迎检资料`);
  const parts = Object.keys(PARTS) as Part[];
  const nav = parts
    .map((part) => `<a href="#${part}">${PARTS[part]}（${countOf(files, part)}）</a>`)
    .join('');
  const notes = facts.notes.length
    ? `<h2>说明</h2><ul class="miss">${facts.notes.map((one) => `<li>${markup(one)}</li>`).join('')}</ul>`
    : '';
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${STYLE}</style></head><body><main>
<h1>${title}</h1>
<p>期间 ${facts.from} 至 ${facts.to}；台账截至 ${facts.asOf}。共 ${files.length} 个文件。序列号按规定隐去。</p>
<p class="quiet">核对文件是否被改动：打开同一文件夹中的 <a href="verify.html">verify.html</a>，不需要联网。</p>
<nav>${nav}</nav>
${parts.map((part) => partOf(facts, files, part)).join('\n')}
${notes}
</main></body></html>
`;
}

const countOf = (files: readonly Listed[], part: Part) =>
  files.filter((one) => one.part === part).length;

function partOf(facts: IndexFacts, files: readonly Listed[], part: Part): string {
  const missing = facts.missing.filter((one) => one.part === part);
  const withheld = facts.withheld.filter((one) => one.part === part);
  const lines = [
    ...missing.map(({ words }) => `<li><b>缺：</b>${markup(words)}</li>`),
    ...withheld.map(
      ({ words }) => `<li class="no">${markup(words)}：生成人无权查看全部，没有列入</li>`,
    ),
  ];
  const folders = new Map<string, Listed[]>();
  for (const one of files.filter((file) => file.part === part)) {
    folders.set(one.folder, [...(folders.get(one.folder) ?? []), one]);
  }
  const tables = [...folders].map(
    ([folder, own]) => `<h3>${markup(folder)}（${own.length}）</h3>
<table><tr><th>文件</th><th>大小</th><th>SHA-256（前 16 位）</th></tr>
${own.map(lineOf).join('\n')}</table>`,
  );
  return `<h2 id="${part}">${PARTS[part]}</h2>
${lines.length ? `<ul class="miss">${lines.join('')}</ul>` : ''}
${tables.join('\n') || '<p class="quiet">没有文件。</p>'}`;
}

function lineOf(one: Listed): string {
  const href = one.path.split('/').map(encodeURIComponent).join('/');
  const size =
    one.size >= 1024 * 1024
      ? `${(one.size / 1024 / 1024).toFixed(1)} MB`
      : `${Math.ceil(one.size / 1024)} KB`;
  return `<tr><td><a href="${href}">${markup(one.title)}</a></td><td class="n">${size}</td><td class="h">${one.sha256.slice(0, 16)}</td></tr>`;
}
