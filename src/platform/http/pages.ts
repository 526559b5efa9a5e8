/** Serves the built pages: assets from a hashed folder, index.html with a fresh nonce for every answer. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const NONCE = '__CSP_NONCE__';

/** `folder` is Vite's output; without it the server answers the API only and says how to build the pages. */
export async function registerPages(http: FastifyInstance, folder: string): Promise<void> {
  const index = join(folder, 'index.html');
  if (existsSync(join(folder, 'assets'))) {
    await http.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
    });
  }
  http.setNotFoundHandler((request, reply) => {
    if (
      request.url.startsWith('/api/') ||
      request.method !== 'GET' ||
      request.url.startsWith('/assets/')
    ) {
      return reply
        .status(404)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ code: 'platform.notFound', message: '没有这个地址' }));
    }
    // Read every time: pages built anew are served without a restart, and it is two kilobytes.
    const html = existsSync(index) ? readFileSync(index, 'utf8') : undefined;
    if (!html) {
      return reply
        .status(503)
        .type('text/plain; charset=utf-8')
        .send('页面尚未构建：npm run pages');
    }
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-security-policy', policy(nonce))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(html.replaceAll(NONCE, nonce));
  });
}

function policy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
