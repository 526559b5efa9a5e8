/**
 * Editions read from names. `专业版`, `Professional` and `Pro` are one edition: a licence for it is compared by this
 * word, whatever language the installed program speaks.
 */

import { foldText, normaliseName } from './rules.fold.ts';

/** Canonical word → the ways it is written, in lower case; the empty word takes away what only looks like one. */
const EDITIONS: readonly [string, string][] = [
  [
    '',
    'worry free|ad free|ads free|spam free|virus free|error free|risk free|hands free|spyware free|royalty free',
  ],
  [
    '专业增强版',
    '专业增强版|professional plus|proplus|professionnel plus|profesional plus|профессиональный плюс',
  ],
  ['专业工作站版', '专业工作站版|pro for workstations'],
  ['专业教育版', '专业教育版|pro education'],
  [
    '家庭和学生版',
    '家庭和学生版|home and student|home student|famille et étudiant|hogar y estudiantes|casa e estudantes|для дома и учебы',
  ],
  [
    '家庭和企业版',
    '家庭和企业版|小型企业版|中小型企业版|home and business|home business|small business|famille et petite entreprise|petite entreprise|hogar y empresas|hogar y pequeña empresa|casa e pequena empresa|для дома и бизнеса|家用及中小 企业版',
  ],
  ['家庭中文版', '家庭中文版|home china|home single language|家庭单语言版'],
  ['家庭高级版', '家庭高级版|home premium'],
  ['家庭普通版', '家庭普通版|home basic'],
  [
    '专业版',
    '专业版|professional|profesional|professionnel|professionell|professioneel|профессиональный|профессиональная|pro',
  ],
  ['企业版', '企业版|企业应用版|enterprise|entreprise|empresarial|корпоративный|корпоративная'],
  ['政府版', '政府版|政务版|党政版|党政专用版|政务专用版'],
  ['信创版', '信创版|国产化版'],
  ['教育版', '教育版|education|éducation|edu'],
  ['学生版', '学生版|student'],
  ['校园版', '校园版'],
  ['家庭版', '家庭版|家用版|home|famille|familiale|домашняя|домашний'],
  ['个人版', '个人版|personal'],
  ['免费版', '免费版|free edition|free|gratuit|gratuito|kostenlos|бесплатный|бесплатная'],
  ['标准版', '标准版|standard|standaard|estándar|стандартный|стандартная'],
  ['高级版', '高级版|premium'],
  ['旗舰版', '旗舰版|ultimate|intégrale|максимальная'],
  ['社区版', '社区版|community'],
  ['商业版', '商业版|商用版|business'],
  ['团队版', '团队版|team edition'],
  ['集团版', '集团版'],
  ['单机版', '单机版|standalone'],
  ['网络版', '网络版|network edition'],
  ['服务器版', '服务器版'],
  ['开发版', '开发版|开发者版|developer edition|developer'],
  ['试用版', '试用版|评估版|体验版|trial|evaluation'],
  ['Express', 'express'],
  ['LTSC', 'ltsc|ltsb'],
  ['批量授权版', '批量授权版|批量版|大客户版|volume|vl'],
  ['OEM版', 'oem 版|oem'],
];

/** First token → what is written with it (tokens joined by a blank) → canonical word; the longest wins. */
const BY_TOKEN = new Map<string, { written: string[]; canonical: string }[]>();
for (const [canonical, all] of EDITIONS) {
  for (const text of all.split('|')) {
    const written = text.split(' ');
    const list = BY_TOKEN.get(written[0]!) ?? [];
    list.push({ written, canonical });
    BY_TOKEN.set(written[0]!, list);
  }
}
for (const list of BY_TOKEN.values()) list.sort((a, b) => b.written.length - a.written.length);

/** The canonical editions that a normalised name's tokens say, in the order they stand. */
export function editionsIn(tokens: readonly string[]): readonly string[] | undefined {
  let found: string[] | undefined;
  for (let at = 0; at < tokens.length; at++) {
    const list = BY_TOKEN.get(tokens[at]!);
    const hit = list?.find(({ written }) => written.every((word, on) => tokens[at + on] === word));
    if (!hit) continue;
    if (hit.canonical === '') {
      at += hit.written.length - 1;
      continue;
    }
    if (!found) found = [hit.canonical];
    else if (!found.includes(hit.canonical)) found.push(hit.canonical);
    at += hit.written.length - 1;
  }
  return found;
}

const known = new Map<string, readonly string[]>();

type Named = { name: string; nameZh: string };

function editionsOfProduct(product: Named): readonly string[] {
  const names = `${product.nameZh} ${product.name}`;
  const cached = known.get(names);
  if (cached) return cached;
  const found = editionsIn(normaliseName(foldText(names)).split(' ')) ?? [];
  known.set(names, found);
  return found;
}

/** Of the editions a name says (`editionsIn`), those the product's own names do not; '' where it says none. */
export function editionOf(found: readonly string[] | undefined, product?: Named): string {
  if (!found) return '';
  const said = product ? editionsOfProduct(product) : [];
  return found.filter((edition) => !said.includes(edition)).join(' ');
}

/** Editions sold to organisations, and those given away, as canonical words. */
const PAID = new Set([
  '专业版',
  '企业版',
  '高级版',
  '旗舰版',
  '商业版',
  '政府版',
  '团队版',
  '集团版',
  '信创版',
  '批量授权版',
]);
const PAID_WORD =
  /企业版|商业版|商用版|政府版|政务版|党政版|团队版|集团版|信创版|国产化版|大客户版|批量版/;
const GIVEN = new Set(['免费版', '社区版']);
/** `Foo for Enterprise Developers` says for whom it is made, not which edition it is. */
const WHOSE = new Set(['for', 'by', 'with', 'from', 'and', '适用于']);

/**
 * A free product whose name says an edition that is sold, or a sold one whose name says an edition that is given away,
 * is not what the catalogue says of it. The alias decides when it holds the word itself.
 */
export function isOtherEdition(
  found: readonly string[] | undefined,
  name: { normal: string; tokens: readonly string[] },
  product: Named & { kind: string },
  aliasText: string,
): boolean {
  if (product.kind === 'free' && name.normal.includes('版')) {
    const word = PAID_WORD.exec(name.normal)?.[0];
    const own = `${product.nameZh} ${product.name}`;
    if (word !== undefined && !aliasText.includes(word) && !own.includes(word)) return true;
  }
  const said = product.kind === 'free' ? PAID : GIVEN;
  if (!found?.some((edition) => said.has(edition))) return false;
  const end = name.tokens.findIndex((token) => WHOSE.has(token));
  const own = end < 0 ? found : (editionsIn(name.tokens.slice(0, end)) ?? []);
  const known = [...(editionsIn(aliasText.split(' ')) ?? []), ...editionsOfProduct(product)];
  return own.some((edition) => said.has(edition) && !known.includes(edition));
}
