/** Who counts on a day (D1), and pinyin initials so that `zw` finds 张伟. Pure. */

/** Employed on `date`: joined by then (unknown = since the beginning) and not left; the day of leaving is out. */
export function employedOn(
  person: { joinedOn: string | null; leftOn: string | null },
  date: string,
): boolean {
  return (
    (person.joinedOn === null || person.joinedOn <= date) &&
    (person.leftOn === null || person.leftOn > date)
  );
}

/** The first character of each letter in pinyin order; no syllable begins with i, u or v. */
const FIRST_OF_LETTER: readonly [string, string][] = [
  ['a', '阿'],
  ['b', '八'],
  ['c', '嚓'],
  ['d', '咑'],
  ['e', '妸'],
  ['f', '发'],
  ['g', '旮'],
  ['h', '哈'],
  ['j', '丌'],
  ['k', '咔'],
  ['l', '垃'],
  ['m', '妈'],
  ['n', '拏'],
  ['o', '噢'],
  ['p', '妑'],
  ['q', '七'],
  ['r', '呥'],
  ['s', '仨'],
  ['t', '他'],
  ['w', '屲'],
  ['x', '夕'],
  ['y', '丫'],
  ['z', '帀'],
];

/** Surnames that are read otherwise than the same character elsewhere. */
const SURNAMES: Readonly<Record<string, string>> = {
  单: 's',
  曾: 'z',
  仇: 'q',
  解: 'x',
  查: 'z',
  翟: 'z',
  朴: 'p',
  盖: 'g',
  乐: 'y',
  尉: 'w',
  区: 'o',
  覃: 'q',
  缪: 'm',
  员: 'y',
};

const pinyin = new Intl.Collator('zh-Hans-CN-u-co-pinyin');

/** 张伟 → `zw`, Anna Li → `al`, 欧阳·娜 → `oyn`. */
export function initialsOf(name: string): string {
  const characters = [...name.normalize('NFKC').trim()];
  const first = SURNAMES[characters[0] ?? ''];
  let initials = '';
  let inWord = false;
  for (const [index, character] of characters.entries()) {
    if (index === 0 && first) initials += first;
    else if (/\p{Script=Han}/u.test(character)) initials += letterOf(character);
    else if (/[A-Za-z0-9]/.test(character)) {
      if (!inWord) initials += character.toLowerCase();
      inWord = true;
      continue;
    }
    inWord = false;
  }
  return initials;
}

function letterOf(character: string): string {
  let letter = '';
  for (const [candidate, first] of FIRST_OF_LETTER) {
    if (pinyin.compare(character, first) < 0) break;
    letter = candidate;
  }
  return letter;
}
