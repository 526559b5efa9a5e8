/**
 * Text folding for recognition: what an agent wrote → the forms names are compared in.
 * Chinese, Cyrillic and other letters are kept; only marks, case, width and blanks are levelled.
 */

import { simplifyHan } from './rules.han.ts';

const SPACE = 0;
const WORD = 1;
const CJK = 2;
const DOT = 3;
const LOW_SURROGATE = 4;

const WORD_CHARACTER = /[\p{L}\p{N}\p{M}+#µ]/u;
const CJK_CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}〇]/u;

/** Class of every UTF-16 unit: one look-up per character instead of a regular expression per name. */
const CLASS_OF = buildClasses();

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(0x10000);
  for (let code = 0; code < 0x10000; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCharCode(code);
    if (CJK_CHARACTER.test(character)) classes[code] = CJK;
    else if (WORD_CHARACTER.test(character)) classes[code] = WORD;
  }
  // Supplementary ideographs arrive as surrogate pairs (high D840–D88F); other pairs (emoji) are blanks.
  for (let code = 0xd840; code <= 0xd88f; code++) classes[code] = CJK;
  for (let code = 0xdc00; code <= 0xdfff; code++) classes[code] = LOW_SURROGATE;
  classes[0x2e] = DOT;
  return classes;
}

// `™` must go before NFKC, which would turn it into the letters "TM". The rest is UTF-8 read as Latin-1, once or twice.
const MARKS = /Ã¢â€žÂ¢|â„¢|Â[®©]|[®™©℠\uFFFD]|[\p{Cf}]/gu;
const BLANKS = /[\s\p{Cc}]+/gu;

const LEVEL = 0;
const BLANK = 1;
const OTHER = 2;

/** Printable ASCII with single blanks between words is folded already: most names are, and one look says so. */
function plainness(raw: string): number {
  let plain = LEVEL;
  let before = 0x20;
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return OTHER;
    if (code === 0x20 && before === 0x20) plain = BLANK;
    before = code;
  }
  return before === 0x20 ? BLANK : plain;
}

/** NFKC, trade marks removed, blanks levelled; case and punctuation kept. This is what patterns are tried on. */
export function foldText(raw: string): string {
  const plain = plainness(raw);
  if (plain === LEVEL) return raw;
  if (plain === BLANK) return raw.replace(/ +/g, ' ').trim();
  return raw.replace(MARKS, '').normalize('NFKC').replace(BLANKS, ' ').trim();
}

/** Lower case, tokens apart by one blank, a blank between CJK and other letters. */
export function normaliseName(folded: string): string {
  return normaliseLower(lowerForm(folded));
}

/** Lower case, traditional Chinese as simplified: what patterns are tried on. */
export function lowerForm(folded: string): string {
  const lower = folded.toLowerCase();
  return isAscii(lower) ? lower : simplifyHan(lower);
}

export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/**
 * Chinese glues the edition to the name (`编辑器个人版`): set apart, a name without it is the same words. Other endings
 * in 版 stay where they are (`版式`, `出版`).
 */
const EDITION_END =
  /((?:批量授权|大客户|批量|党政专用|政务专用|服务器|国产化|家庭单语言|开发者|专业增强|专业工作站|专业教育|家庭中文|家庭普通|家庭高级|家庭和学生|家庭和企业|小型企业|中小型企业|企业应用|商业应用|个人|企业|专业|政府|政务|党政|教育|校园|学生|家庭|标准|旗舰|高级|社区|商业|商用|团队|集团|信创|免费|网络|单机|开发|试用|评估|体验|正式|官方|最新|稳定|简体中文|繁体中文|中文|英文|电脑|桌面|便携|绿色|离线|精简|极速|经典|领航|抢先|抢鲜)版)(?![式本权面图块])/g;

export function normaliseLower(lower: string): string {
  return tokensOf(lower).join(' ');
}

/** The tokens of a text in lower case: runs of letters and digits, runs of CJK. */
export function tokensOf(lower: string): string[] {
  let text = lower;
  if (text.includes('(')) text = text.replaceAll(/\((?:r|tm|c)\)/g, ' ');
  if (text.includes('--')) text = text.replace('notepad--', 'notepadminus');
  return separate(text.includes('版') ? text.replace(EDITION_END, ' $1') : text);
}

function separate(text: string): string[] {
  const out: string[] = [];
  let start = -1;
  let before = SPACE;
  const end = text.length;
  for (let index = 0; index < end; index++) {
    let kind = CLASS_OF[text.charCodeAt(index)]!;
    if (kind >= DOT) {
      const next = index + 1 < end ? CLASS_OF[text.charCodeAt(index + 1)]! : SPACE;
      if (kind === LOW_SURROGATE) kind = before === CJK ? CJK : SPACE;
      else kind = before === WORD && next === WORD ? WORD : SPACE;
    }
    if (kind !== before) {
      if (before !== SPACE) out.push(text.slice(start, index));
      start = index;
      before = kind;
    }
  }
  if (before !== SPACE) out.push(text.slice(start));
  return out;
}

const VERSION =
  /^(?:v|ver|r)?\.?\d+(?:\.[\dx]+)*[a-z]?\d*$|^\d+(?:\.\d+)*(?:rc|beta|alpha|b|sp|u)\d*$/;
const NOISE = new Set(
  (
    'x64 x86 x32 amd64 arm64 i386 i586 i686 win32 win64 x86_64 64bit 32bit bit 64-bit version ver v user build release ' +
    'final stable en us zh cn enu chs cht fra deu esn ita jpn rus multilingual english french german chinese simplified ' +
    'français deutsch español italiano nederlands português русский 日本語 sp1 sp2 sp3 sp4 ' +
    'traditional machine system wide current all users 位 版 版本 正式版 官方版 最新版 稳定版 简体中文版 简体中文 中文版 ' +
    '简体 中文 英文版 多语言版 正式 电脑版 windows版 pc版 桌面版 win版 位版 remove only uninstall uninstaller ' +
    '繁体中文版 繁体中文 繁体 portable 便携版 绿色版 免安装版 单文件版 离线版 安装版 安装包 安装程序'
  ).split(' '),
);

/** True for a token that says which version, build or language, not which product. */
export function isVersionToken(token: string): boolean {
  const first = token.charCodeAt(0);
  if (first >= 48 && first <= 57 && isNumbers(token)) return true;
  // Only tokens that begin with a digit, r or v can be versions: the test saves the regular expression for the others.
  return ((first >= 48 && first <= 57) || first === 118 || first === 114) && VERSION.test(token);
}

/** Digits and dots alone; in a token a dot stands between two of them. */
function isNumbers(token: string): boolean {
  for (let at = 1; at < token.length; at++) {
    const code = token.charCodeAt(at);
    if (code !== 46 && (code < 48 || code > 57)) return false;
  }
  return true;
}

export function isNoiseToken(token: string): boolean {
  return NOISE.has(token);
}

/** `CS6`, `CC`, `XI`, `X4`, `V8`, `R2016b`, `R2`: versions that are no plain numbers. */
export const MARKED_VERSION =
  /^(?:cs\d?(?:\.\d)?|cc|mx|xi|x\d{0,2}|v\d+(?:\.\d+)*i?|r\d{4}[ab]?|r\d{1,2})$/;

/** `Line 6` is a name; `3.5`, `2019` and `15` behind one are versions. */
const PLAIN_VERSION = /\.|^\d{2,4}$/;

/** `9.20 (x64 edition)`: behind noise the word belongs to the architecture. */
const ARCHITECTURE_WORD = 'edition';

/** The normalised name without version, architecture and language tokens; the first token always stays. */
export function stripTokens(tokens: readonly string[]): string {
  return kept(tokens, tokens.length).join(' ');
}

function kept(tokens: readonly string[], end: number): string[] {
  const out: string[] = end > 0 ? [tokens[0]!] : [];
  let afterNoise = false;
  for (let index = 1; index < end; index++) {
    const token = tokens[index]!;
    if (isVersionToken(token) || NOISE.has(token)) afterNoise = true;
    else if (!(afterNoise && token === ARCHITECTURE_WORD)) {
      out.push(token);
      afterNoise = false;
    }
  }
  return out;
}

/** What stands before the first version that cannot be a part of a name (`foo` of `foo 3.3.5 2008r2plus`), else ''. */
export function headOf(tokens: readonly string[]): string {
  const end = tokens.findIndex(
    (token, at) => at > 0 && isVersionToken(token) && PLAIN_VERSION.test(token),
  );
  return end < 0 ? '' : kept(tokens, end).join(' ');
}

/** Words of the ending stand for themselves: the `ver` of `Server 2.0` is none. */
const TAIL =
  /[\s\-–_,(]*(?:(?:(?<![a-z])(?:version|ver\.?|v)\s?|\s?)\d+(?:[.-]\d+)+[a-z]?\d*|(?:64|32)[\s-]?(?:bit|位)|版本|(?<![a-z])(?:x64|x86|remove only|(?:current )?user|zh-cn|en-us|(?:machine-wide|system) installer))\)?$/i;

/** What the ending can end in: the look saves the expression for most names. */
function mayEnd(name: string): boolean {
  const last = name.length - (name.endsWith(')') ? 2 : 1);
  const code = name.charCodeAt(last);
  if (code >= 48 && code <= 57) return true;
  if (code > 0x7f) return name[last] === '位' || name[last] === '本';
  const before = name.charCodeAt(last - 1);
  return (before >= 48 && before <= 57) || 'tyrnsTYRNS'.includes(name[last] ?? '-');
}

/** A name for people: the folded name without its trailing version and architecture. */
export function displayName(folded: string): string {
  let name = folded.length > 300 ? folded.slice(0, 300).trim() : folded;
  // Piece by piece: one nested expression for all of them would backtrack without bound.
  for (let turn = 0; turn < 4; turn++) {
    if (!mayEnd(name)) break;
    const cut = name.replace(TAIL, '').trim();
    if (cut === name || cut.length < 2) break;
    name = cut;
  }
  return name;
}
