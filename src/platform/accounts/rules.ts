/** What a person's account is called, and an initial password somebody can read out and type. */
import { randomInt } from 'node:crypto';
import { passwordWeakness } from '../auth/passwords.ts';

/** Neither 0 O, 1 l I, nor signs that look alike in print. */
const LOWER = 'abcdefghijkmnpqrstuvwxyz';
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '23456789';
const LENGTH = 12;

/** The login of a person, undefined when the number cannot be one. */
export function loginOf(prefix: string, staffNo: string): string | undefined {
  const login = `${prefix}${staffNo}`.normalize('NFKC').trim();
  return /^[\p{L}\p{N}._-]{2,60}$/u.test(login) ? login : undefined;
}

export function initialPassword(userName: string): string {
  const all = LOWER + UPPER + DIGITS;
  for (;;) {
    let text = '';
    for (let at = 0; at < LENGTH; at++) text += all[randomInt(all.length)];
    if (passwordWeakness(text, userName) === undefined) return text;
  }
}
