/** Builds the HTTP server: everything the slices offer on one Fastify instance. */
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newId } from '../base/ids.ts';
import { refuse } from '../base/refusal.ts';
import type { Database } from '../platform/db/database.ts';
import type { App, Services } from '../platform/http/app.ts';
import { answerError } from '../platform/http/errors.ts';
import { registerOpenApi } from '../platform/http/openapi.ts';
import { registerPages } from '../platform/http/pages.ts';
import { addTexts } from '../platform/http/texts.ts';
import { directory } from './directory.ts';
import { dictionaries, registrations } from './slices.ts';

export type ServerOptions = {
  services: Services;
  /** Vite's output folder. */
  pagesFolder: string;
  logLevel?: 'info' | 'warn' | 'error' | 'silent';
  /** Asked during set-up when the server listens beyond this machine. */
  setupCode?: string | undefined;
  /** Address of the reverse proxy whose X-Forwarded-* headers are believed. */
  trustProxy?: string | undefined;
};

const MIB = 1024 * 1024;

/** Ready to `listen` or `inject`; closing it does not close the database. */
export async function buildServer(
  database: Database,
  options: ServerOptions,
): Promise<FastifyInstance> {
  const http = Fastify({
    logger:
      options.logLevel === 'silent'
        ? false
        : {
            level: options.logLevel ?? 'warn',
            redact: ['req.headers.authorization', 'req.headers.cookie'],
            serializers: { req: (request) => ({ method: request.method, id: request.id }) },
          },
    bodyLimit: MIB,
    genReqId: () => newId(),
    requestTimeout: 300_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: 200 },
  });
  z.config(z.locales.zhCN());
  http.setValidatorCompiler(() => () => true);
  http.setSerializerCompiler(() => (data) => JSON.stringify(data));
  http.setErrorHandler(answerError);
  await http.register(cookie);
  await http.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false });
  await http.register(rateLimit, { global: false });
  await http.register(multipart, { limits: { fileSize: 64 * MIB, files: 200, fields: 20 } });
  await registerOpenApi(http);
  registerHealth(http, database);
  const app: App = {
    http,
    database,
    directory,
    services: options.services,
    setupCode: options.setupCode,
  };
  for (const dictionary of dictionaries) addTexts(dictionary);
  await http.register(async (scope) => {
    for (const register of registrations) register({ ...app, http: scope });
  });
  await registerPages(http, options.pagesFolder);
  return http;
}

/** Ok only when the database answers. */
function registerHealth(http: FastifyInstance, database: Database): void {
  http.get('/healthz', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await database.pool.query('select 1');
      return { status: 'ok' };
    } catch {
      throw refuse('platform.databaseDown', '数据库没有应答', {}, { status: 503 });
    } finally {
      reply.header('cache-control', 'no-store');
    }
  });
}
