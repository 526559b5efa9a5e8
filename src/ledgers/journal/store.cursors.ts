/** Cursors of the ledger's lists: the last row's place, checked when it comes back, because anybody can write one. */
import type { z } from 'zod';
import { refuse } from '../../base/refusal.ts';
import { decodeCursor, encodeCursor } from '../../platform/db/page.ts';

export function writeCursor(list: string, place: unknown): string {
  return encodeCursor({ sort: list, key: JSON.stringify(place), id: '' });
}

/** Undefined for the first page. */
export function readCursor<S extends z.ZodType>(
  text: string | undefined,
  list: string,
  place: S,
): z.output<S> | undefined {
  if (text === undefined) return undefined;
  const read = place.safeParse(parsed(decodeCursor(text, list).key));
  if (read.success) return read.data;
  throw refuse('platform.badCursor', '翻页位置无效，请回到第一页', {}, { path: 'query.cursor' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
