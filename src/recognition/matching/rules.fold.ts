/**
 * Text folding for recognition: what an agent wrote → the forms names are compared in.
 * Chinese, Cyrillic and other letters are kept; only marks, case, width and blanks are levelled.
 */

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

const NOT_ASCII = /[^\x20-\x7e]/;
// `™` must go before NFKC, which would turn it into the letters "TM". The rest is UTF-8 read as Latin-1, once or twice.
const MARKS = /Ã¢â€žÂ¢|â„¢|Â[®©]|[®™©℠\uFFFD]|[\p{Cf}]/gu;
const BLANKS = /[\s\p{Cc}]+/gu;

/** NFKC, trade marks removed, blanks levelled; case and punctuation kept. This is what patterns are tried on. */
export function foldText(raw: string): string {
  if (!NOT_ASCII.test(raw)) return raw.includes('  ') ? raw.replace(/ +/g, ' ').trim() : raw.trim();
  return raw.replace(MARKS, '').normalize('NFKC').replace(BLANKS, ' ').trim();
}

/** Lower case, tokens apart by one blank, a blank between CJK and other letters. */
export function normaliseName(folded: string): string {
  return normaliseLower(folded.toLowerCase());
}

export function normaliseLower(lower: string): string {
  let text = lower;
  if (text.includes('(')) text = text.replaceAll(/\((?:r|tm|c)\)/g, ' ');
  if (text.includes('notepad--')) text = text.replace('notepad--', 'notepadminus');
  return separate(text);
}

function separate(text: string): string {
  let out = '';
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
      if (before !== SPACE)
        out += out === '' ? text.slice(start, index) : ` ${text.slice(start, index)}`;
      start = index;
      before = kind;
    }
  }
  if (before !== SPACE) out += out === '' ? text.slice(start) : ` ${text.slice(start)}`;
  return out;
}

const VERSION =
  /^(?:v|ver|r)?\.?\d+(?:\.[\dx]+)*[a-z]?\d*$|^\d+(?:\.\d+)*(?:rc|beta|alpha|b|sp|u)\d*$/;
const NOISE = new Set(
  (
    'x64 x86 x32 amd64 arm64 i386 i586 i686 win32 win64 x86_64 64bit 32bit bit 64-bit version ver v user build release ' +
    'final stable en us zh cn enu chs cht fra deu esn ita jpn rus multilingual english french german chinese simplified ' +
    'traditional machine system wide current all users 位 版 版本 正式版 官方版 最新版 稳定版 简体中文版 简体中文 中文版 ' +
    '简体 中文 英文版 多语言版 正式 电脑版 windows版 pc版 桌面版 win版 位版 remove only uninstall'
  ).split(' '),
);

/** True for a token that says which version, build or language, not which product. */
export function isVersionToken(token: string): boolean {
  const first = token.charCodeAt(0);
  // Only tokens that begin with a digit, r or v can be versions: the test saves the regular expression for the others.
  return ((first >= 48 && first <= 57) || first === 118 || first === 114) && VERSION.test(token);
}

export function isNoiseToken(token: string): boolean {
  return NOISE.has(token);
}

/** The normalised name without version, architecture and language tokens; the first token always stays. */
export function stripTokens(tokens: readonly string[]): string {
  let out = tokens[0] ?? '';
  for (let index = 1; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (NOISE.has(token) || isVersionToken(token)) continue;
    out += ` ${token}`;
  }
  return out;
}

const TAIL =
  /[\s\-–_,(]*(?:(?:version|ver\.?|v)?\s?\d+(?:[.-]\d+)+[a-z]?\d*|(?:64|32)[\s-]?(?:bit|位)|x64|x86|remove only|(?:current )?user|版本|zh-cn|en-us|(?:machine-wide|system) installer)\)?$/i;

/** A name for people: the folded name without its trailing version and architecture. */
export function displayName(folded: string): string {
  let name = folded.slice(0, 300);
  // Piece by piece: one nested expression for all of them would backtrack without bound.
  for (let turn = 0; turn < 4; turn++) {
    const cut = name.replace(TAIL, '').trim();
    if (cut === name || cut.length < 2) break;
    name = cut;
  }
  return name;
}
