/**
 * Binds an endpoint description to a handler: checks who asks, validates the input, opens the transaction, validates
 * the answer. Handlers stay a few lines long.
 */
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dateInChina } from '../../base/dates.ts';
import { authenticate, type Caller } from '../auth/authenticate.ts';
import type { CommandContext, Scope } from '../db/context.ts';
import type { Tx } from '../db/database.ts';
import type { App } from './app.ts';
import type { Endpoint } from './endpoint.ts';
import { noteReader, parse } from './inside.ts';
import { refuseUnstorable } from './storable.ts';

export type HandlerInput<P, Q, B> = {
  params: P & { unit: string };
  query: Q;
  body: B;
  cx: CommandContext;
  scope: Scope;
  caller: Caller;
  request: FastifyRequest;
  reply: FastifyReply;
};

export type RouteOptions = {
  /** The handler opens its own transactions (`app.database.write`); `cx.tx` must not be used. */
  ownTransactions?: boolean;
  /** A GET that must write (rare), or a POST that only reads. */
  access?: 'read' | 'write';
  /** Requests per minute and address. */
  ratePerMinute?: number;
};

export function route<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType,
>(
  app: App,
  endpoint: Endpoint<P, Q, B, O>,
  handler: (
    input: HandlerInput<z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<z.input<O> | Readable | Buffer> | z.input<O> | Readable | Buffer,
  options: RouteOptions = {},
): void {
  if (endpoint.method === 'GET' && !options.ownTransactions) {
    noteReader(app.services, endpoint, handler as never);
  }
  app.http.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: documentation(endpoint),
    ...(endpoint.bodyLimit ? { bodyLimit: endpoint.bodyLimit } : {}),
    ...(options.ratePerMinute
      ? { config: { rateLimit: { max: options.ratePerMinute, timeWindow: 60_000 } } }
      : {}),
    handler: async (request, reply) => {
      refuseUnstorable(request);
      const caller = await authenticate(app, request, endpoint);
      const input = parseInput(endpoint, request);
      const work = (tx: Tx) =>
        handler({
          ...input,
          cx: contextOf(tx, caller, request),
          scope: caller.scope,
          caller,
          request,
          reply,
        } as never);
      const access = options.access ?? (endpoint.method === 'GET' ? 'read' : 'write');
      if (endpoint.raw) return sendRaw(app, endpoint.raw, work, access, options, reply);
      const result = options.ownTransactions
        ? await work(noTransaction)
        : await app.database[access](async (tx) => work(tx));
      return sendJson(endpoint, result, reply);
    },
  });
}

const noTransaction = new Proxy({} as Tx, {
  get() {
    throw new Error('this route opens its own transactions');
  },
});

function contextOf(tx: Tx, caller: Caller, request: FastifyRequest): CommandContext {
  const now = new Date();
  return {
    tx,
    unitId: caller.unitId,
    actor: caller.actor,
    today: dateInChina(now),
    now,
    requestId: request.id,
    address: request.ip,
  };
}

function parseInput(endpoint: Endpoint, request: FastifyRequest) {
  const given = request.params as Record<string, string>;
  const params = endpoint.params ? parse('params', endpoint.params, given) : {};
  return {
    params: { ...(params as object), unit: given.unit ?? '' },
    query: endpoint.query ? parse('query', endpoint.query, request.query) : undefined,
    body:
      endpoint.body && !endpoint.multipart
        ? parse('body', endpoint.body, request.body ?? {})
        : undefined,
  };
}

/** Unknown keys of the answer do not leave the server; an answer that does not fit is our bug. */
function sendJson(endpoint: Endpoint, result: unknown, reply: FastifyReply) {
  if (reply.sent) return reply;
  if (endpoint.output instanceof z.ZodVoid) return reply.status(204).send();
  const checked = endpoint.output.safeParse(result);
  if (!checked.success) {
    throw new Error(
      `${endpoint.method} ${endpoint.path} answered what it does not describe: ${z.prettifyError(checked.error)}`,
    );
  }
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(checked.data));
}

/** A stream keeps its read-only transaction until it has ended, so that it shows one moment. */
async function sendRaw(
  app: App,
  mediaType: string,
  work: (tx: Tx) => unknown,
  access: 'read' | 'write',
  options: RouteOptions,
  reply: FastifyReply,
) {
  if (!reply.hasHeader('content-type')) reply.type(mediaType);
  if (options.ownTransactions) return reply.send(await work(noTransaction));
  if (access === 'write') return reply.send(await app.database.write(async (tx) => work(tx)));
  const transaction = await app.database.beginRead();
  try {
    const result = await work(transaction.tx);
    if (result instanceof Readable) {
      result.once('close', () => void transaction.end());
      result.once('error', () => void transaction.end());
    } else {
      await transaction.end();
    }
    return reply.send(result);
  } catch (error) {
    await transaction.end();
    throw error;
  }
}

/** What OpenAPI shows; validation itself happens above. */
function documentation(endpoint: Endpoint): Record<string, unknown> {
  const names = [...endpoint.path.matchAll(/:(\w+)/g)].map((found) => found[1]!);
  const shape: Record<string, z.ZodType> = {};
  const given = endpoint.params instanceof z.ZodObject ? endpoint.params.shape : {};
  for (const name of names) shape[name] = given[name] ?? z.string();
  const open = endpoint.permission === 'public';
  return {
    summary: endpoint.summary,
    tags: [endpoint.tag],
    'x-permission': endpoint.permission,
    ...(open ? { security: [] } : {}),
    ...(names.length > 0 ? { params: z.object(shape) } : {}),
    ...(endpoint.query ? { querystring: endpoint.query } : {}),
    ...(endpoint.body && !endpoint.multipart ? { body: endpoint.body } : {}),
    ...(endpoint.multipart ? { consumes: ['multipart/form-data'] } : {}),
    ...(endpoint.raw ? { produces: [endpoint.raw] } : { response: { 200: endpoint.output } }),
  };
}
