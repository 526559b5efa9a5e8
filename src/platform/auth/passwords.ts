/** Password hashing (argon2id of node:crypto), rules, and random tokens. No cryptography of our own. */
import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { refuse } from '../../base/refusal.ts';

const argon2Async = promisify(argon2);
/** OWASP's second profile: 19 MiB, two passes. Higher cost later re-hashes at sign-in. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive(password, nonce, COST);
  return `argon2id$${COST.memory}$${COST.passes}$${COST.parallelism}$${nonce.toString('base64')}$${tag.toString('base64')}`;
}

/** True when the password fits; takes the same time for an unknown account (`stored` undefined). */
export async function verifyPassword(
  password: string,
  stored: string | undefined,
): Promise<boolean> {
  const [name, memory, passes, parallelism, nonce, tag] = (stored ?? DUMMY).split('$');
  if (name !== 'argon2id' || !nonce || !tag) return false;
  const cost = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
  const derived = await derive(password, Buffer.from(nonce, 'base64'), cost);
  const expected = Buffer.from(tag, 'base64');
  const same = expected.length === derived.length && timingSafeEqual(expected, derived);
  return same && stored !== undefined;
}

const DUMMY = `argon2id$${COST.memory}$${COST.passes}$${COST.parallelism}$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(TAG_BYTES).toString('base64')}`;

async function derive(
  password: string,
  nonce: Buffer,
  cost: { memory: number; passes: number; parallelism: number },
): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'), 'utf8');
  const tag = await argon2Async('argon2id', { message, nonce, ...cost, tagLength: TAG_BYTES });
  return Buffer.from(tag);
}

const COMMON =
  /^(password|passw0rd|admin|administrator|welcome|qwerty|letmein|zhengce|abc|iloveyou)[\d!@#$%^&*.]*$/i;

/** 8–128 characters, three of four classes, not the user's name, not a common one. Returns the reason or undefined. */
export function passwordWeakness(password: string, userName: string): string | undefined {
  if (password.length < 8) return '密码至少 8 个字符';
  if (password.length > 128) return '密码不超过 128 个字符';
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password));
  if (classes.length < 3) return '密码须含大写字母、小写字母、数字、其他符号中的三种';
  if (userName.length >= 3 && password.toLowerCase().includes(userName.toLowerCase())) {
    return '密码不能包含用户名';
  }
  if (COMMON.test(password) || /^(.)\1+$/.test(password)) return '密码过于常见';
  return undefined;
}

export function requireStrong(password: string, userName: string, path: string): void {
  const weakness = passwordWeakness(password, userName);
  if (weakness) throw refuse('platform.weakPassword', weakness, {}, { path });
}

/** 32 random bytes as text; only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
