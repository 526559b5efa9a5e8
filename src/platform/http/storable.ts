/** Text the database can keep: no NUL, no half of a surrogate pair. Anything else is refused before it is used. */
import { refuse } from '../../base/refusal.ts';

/** Path of the first text that cannot be stored (`body.name`), undefined when all can. */
export function unstorable(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed() ? path : undefined;
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorable(key, path) ?? unstorable(inner, `${path}.${key}`);
    if (found) return found;
  }
  return undefined;
}

type Parts = { params: unknown; query: unknown; body: unknown };

export function refuseUnstorable(request: Parts): void {
  for (const part of ['params', 'query', 'body'] as const) {
    const path = unstorable(request[part], part);
    if (path === undefined) continue;
    throw refuse(
      'platform.unstorable',
      '文字中有不能保存的字符（空字符或残缺的字符），请删去后再试',
      {},
      { path },
    );
  }
}
