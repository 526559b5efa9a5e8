/** Pages by keyset: the next page starts after the last key of this one, so deep pages cost what the first costs. */
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { refuse } from '../../base/refusal.ts';
import type { Page } from '../http/endpoint.ts';

export type SortColumn = {
  /** Never null: wrap in coalesce. */
  expression: RawBuilder<unknown>;
  /** PostgreSQL type the cursor's text is cast to. */
  type: 'text' | 'date' | 'bigint' | 'integer' | 'timestamptz' | 'numeric' | 'boolean';
};

type Cursor = { sort: string; key: string; id: string };

export type KeysetOptions = {
  /** `name` or `-name`; must be a key of `columns`. */
  sort: string | undefined;
  defaultSort: string;
  columns: Record<string, SortColumn>;
  /** Unique last key, e.g. sql`d.id`. */
  id: RawBuilder<unknown>;
  idType?: 'uuid' | 'bigint' | 'integer' | 'text';
  cursor: string | undefined;
  limit: number;
};

/** Adds order, cursor condition and limit to a select, runs it and cuts the page. */
export async function keyset<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  options: KeysetOptions,
): Promise<Page<O>> {
  const sort = options.sort ?? options.defaultSort;
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const column = Object.hasOwn(options.columns, name) ? options.columns[name] : undefined;
  if (!column) {
    throw refuse('platform.unknownSort', '不能按“{{sort}}”排序', { sort }, { path: 'query.sort' });
  }
  const cursor = options.cursor ? decodeCursor(options.cursor, sort) : undefined;
  if (cursor && !(fits(cursor.key, column.type) && fits(cursor.id, options.idType ?? 'uuid'))) {
    throw badCursor();
  }
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const idType = sql.raw(options.idType ?? 'uuid');
  let built = query
    .select([
      sql<string>`(${column.expression})::text`.as('keysetKey'),
      sql<string>`(${options.id})::text`.as('keysetId'),
    ])
    .orderBy(sql`${column.expression} ${direction}, ${options.id} ${direction}`)
    .limit(options.limit + 1);
  if (cursor) {
    const comparison = sql.raw(descending ? '<' : '>');
    built = built.where(
      sql<boolean>`(${column.expression}, ${options.id}) ${comparison}
        (${cursor.key}::${sql.raw(column.type)}, ${cursor.id}::${idType})`,
    );
  }
  const rows = (await built.execute()) as (O & { keysetKey: string; keysetId: string })[];
  const items = rows.slice(0, options.limit);
  const last = items.at(-1);
  const nextCursor =
    rows.length > options.limit && last
      ? encodeCursor({ sort, key: last.keysetKey, id: last.keysetId })
      : undefined;
  return { items: items.map(({ keysetKey: _, keysetId: __, ...item }) => item as O), nextCursor };
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.sort, cursor.key, cursor.id])).toString('base64url');
}

/** Refuses a cursor of another order: it would skip or repeat rows. */
export function decodeCursor(text: string, sort: string): Cursor {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (
      Array.isArray(parsed) &&
      parsed.length === 3 &&
      parsed.every((p) => typeof p === 'string')
    ) {
      const [cursorSort, key, id] = parsed as [string, string, string];
      if (cursorSort === sort && !`${key}${id}`.includes('\0')) return { sort, key, id };
    }
  } catch {
    // falls through to the refusal
  }
  throw badCursor();
}

function badCursor() {
  return refuse('platform.badCursor', '翻页位置无效，请回到第一页', {}, { path: 'query.cursor' });
}

const FORMS: Record<Exclude<SortColumn['type'], 'text' | 'date'> | 'uuid', RegExp> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  bigint: /^-?\d{1,18}$/,
  integer: /^-?\d{1,9}$/,
  numeric: /^-?\d{1,30}(\.\d{1,30})?$/,
  boolean: /^(true|false)$/,
  timestamptz: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?([+-]\d{2}(:\d{2})?)$|^-?infinity$/,
};

/** A key made by hand must not reach a cast that fails. */
function fits(text: string, type: SortColumn['type'] | 'uuid'): boolean {
  if (type === 'text') return true;
  // Years 1 and 9999 stand in for "none", so any day of the calendar will do.
  if (type === 'date') return isDay(text);
  return FORMS[type].test(text);
}

function isDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === text;
}

/** `%text%` for ILIKE with the wildcards of the user's text taken literally. */
export function likeAnywhere(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
