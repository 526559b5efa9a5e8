/**
 * Asks a reading endpoint from inside, in the transaction and the name of a command: the same permission, reach, masking
 * and shape as over HTTP, without a request. For jobs that gather what many slices show.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refuse } from '../../base/refusal.ts';
import { widestScope } from '../auth/permissions.ts';
import type { CommandContext } from '../db/context.ts';
import type { Services } from './app.ts';
import type { Endpoint } from './endpoint.ts';
import { InvalidInput } from './errors.ts';

/** Values of an endpoint's places and its query, as they would stand in the address. */
export type Place = { params?: Record<string, string>; query?: Record<string, string> };

type Reader = { endpoint: Endpoint; handler: (input: unknown) => unknown };

declare module './app.ts' {
  interface Services {
    /** Reading endpoints by their path; filled as routes are bound. */
    readers?: Map<string, Reader>;
  }
}

export function noteReader(
  services: Services,
  endpoint: Endpoint,
  handler: Reader['handler'],
): void {
  services.readers ??= new Map();
  services.readers.set(endpoint.path, { endpoint, handler });
}

export function parse(part: string, schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new InvalidInput(part, parsed.error);
  return parsed.data;
}

/** How far the actor may read it; undefined = not at all. */
export function mayRead(cx: CommandContext, endpoint: Pick<Endpoint, 'permission'>) {
  if (endpoint.permission === 'signedIn') return 'all';
  if (endpoint.permission === 'public') return undefined;
  return widestScope(cx.actor.roles, endpoint.permission);
}

/**
 * The answer, checked against the endpoint's shape; of a raw one what its handler gives. Refusals are thrown. An endpoint
 * that writes down who reads it wants a `cx` that may write.
 */
export async function readInside(
  services: Services,
  cx: CommandContext,
  path: string,
  { params = {}, query = {} }: Place = {},
): Promise<unknown> {
  const reader = services.readers?.get(path);
  if (!reader) throw new Error(`no reading endpoint ${path}`);
  const { endpoint, handler } = reader;
  const scope = mayRead(cx, endpoint);
  if (!scope) throw refuse('platform.forbidden', '您的角色没有这项权限', {}, { status: 403 });
  const result = await handler({
    params: endpoint.params ? parse('params', endpoint.params, params) : {},
    query: endpoint.query ? parse('query', endpoint.query, query) : undefined,
    body: undefined,
    cx,
    scope,
    caller: { actor: cx.actor, unitId: cx.unitId, scope },
    request: REQUEST,
    reply: REPLY,
  });
  if (endpoint.raw) return result;
  const checked = endpoint.output.safeParse(result);
  if (checked.success) return checked.data;
  throw new Error(`${path} answered what it does not describe: ${z.prettifyError(checked.error)}`);
}

/** Papers are Chinese whatever the reader speaks; heads of an answer that is never sent go nowhere. */
const REQUEST = { headers: { 'accept-language': 'zh-CN' }, id: 'inside' } as FastifyRequest;
const REPLY: FastifyReply = new Proxy({} as FastifyReply, {
  get: () => () => REPLY,
});
