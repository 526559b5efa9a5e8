/**
 * One description per endpoint: the server binds it to a handler, the browser calls it, OpenAPI is written from it.
 * Neither Node nor DOM names here: both sides import this file.
 */
import { z } from 'zod';
import type { Permission } from '../auth/permissions.ts';

export type Access = Permission | 'public' | 'signedIn';

export type Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` places; `:unit` is a unit's code and is resolved by the wrapper. */
  path: string;
  /** One line in Chinese, shown in the API page. */
  summary: string;
  /** Chinese group name in the API page. */
  tag: string;
  permission: Access;
  params?: P;
  query?: Q;
  body?: B;
  output: O;
  /** Media type of a streamed answer; the handler returns a stream or buffer and `output` is ignored. */
  raw?: string;
  /** The request is multipart/form-data (file upload); the handler reads parts itself. */
  multipart?: boolean;
  /** Body limit in bytes; 1 MiB unless given. */
  bodyLimit?: number;
};

/** Returns its argument; the generic keeps each zod type. */
export function endpoint<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  O extends z.ZodType = z.ZodVoid,
>(description: Endpoint<P, Q, B, O>): Endpoint<P, Q, B, O> {
  return description;
}

/** The one form of an error answer. `message` is in the caller's language. */
export const Problem = z
  .object({
    code: z.string(),
    message: z.string(),
    path: z.string().optional(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** A calendar date `YYYY-MM-DD`. */
export const dateText = z.iso.date({ error: '日期应为 YYYY-MM-DD' });

/** What every list takes. `sort` is a column name, `-` in front for descending. */
export const listQuery = z.object({
  q: z.string().trim().max(200).optional(),
  sort: z.string().max(60).optional(),
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type ListQuery = z.output<typeof listQuery>;

/** What every list gives. `nextCursor` is absent on the last page; `total` where it can be had cheaply. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().optional(),
    total: z.number().int().optional(),
  });
}
export type Page<T> = { items: T[]; nextCursor?: string | undefined; total?: number | undefined };

/** A boolean in a query string: `true`/`1` or `false`/`0`. */
export const queryFlag = z
  .enum(['true', 'false', '1', '0'])
  .transform((value) => value === 'true' || value === '1');
