/** Names of files in a batch: readable, safe on Windows, none twice. */

const LONGEST = 80;
/** What Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** One piece of a path. Full-width signs stand for what no file system takes, so that the words stay readable. */
export function safeName(words: string): string {
  const clean = words
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u{fffe}\u{ffff}]/gu, '')
    .replaceAll('/', '／')
    .replaceAll('\\', '＼')
    .replaceAll(':', '：')
    .replaceAll('*', '＊')
    .replaceAll('?', '？')
    .replaceAll('"', '＂')
    .replaceAll('<', '＜')
    .replaceAll('>', '＞')
    .replaceAll('|', '｜')
    .replaceAll(/\s+/g, ' ')
    .trim();
  // A dot or space at the end would be dropped by Windows, and two names become one.
  const short = [...clean]
    .slice(0, LONGEST)
    .join('')
    .replace(/[. ]+$/, '');
  if (short === '') return '未命名';
  return RESERVED.test(short) ? `_${short}` : short;
}

/** Paths of one zip: a second of the same name is numbered. Upper and lower case are one name on Windows. */
export class Paths {
  #used = new Set<string>();

  take(folder: string, name: string, ending: string): string {
    for (let no = 1; ; no++) {
      const path = `${folder}/${no === 1 ? name : `${name}_${no}`}.${ending}`;
      const key = path.toLowerCase();
      if (this.#used.has(key)) continue;
      this.#used.add(key);
      return path;
    }
  }
}

export type Period = { from: string; to: string };

/** `2026年` for a whole year, else the two days. */
export function periodLabel({ from, to }: Period): string {
  const year = from.slice(0, 4);
  if (from === `${year}-01-01` && to === `${year}-12-31`) return `${year}年`;
  return `${from}至${to}`;
}

/** Whether a year's paper (plan, statistics, summary) belongs to the period. */
export function yearIn(year: number, { from, to }: Period): boolean {
  return Number(from.slice(0, 4)) <= year && year <= Number(to.slice(0, 4));
}

/** Whether a day, or the day of an instant, lies in the period. */
export function dayIn(day: string | null | undefined, { from, to }: Period): boolean {
  return day !== null && day !== undefined && from <= day && day <= to;
}
