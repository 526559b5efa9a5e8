/** OpenAPI 3.1 from the endpoint descriptions, and a plain readable page of it: no script, works offline. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import about from '../../../package.json' with { type: 'json' };

export async function registerOpenApi(http: FastifyInstance): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: '正册 API',
        version: about.version,
        description: '正版软件管理系统。错误一律为 {code, message, path?, issues?}。',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'zhengce_session' },
          apiKey: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { apiKey: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  let document: string | undefined;
  http.get('/api/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    document ??= JSON.stringify(http.swagger());
    return reply.type('application/json; charset=utf-8').send(document);
  });
  http.get('/api/docs', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(docsPage(http.swagger() as unknown as Document)),
  );
}

type Operation = {
  summary?: string;
  tags?: string[];
  'x-permission'?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: unknown }[];
  requestBody?: { content?: Record<string, { schema?: unknown }> };
  responses?: Record<string, { content?: Record<string, { schema?: unknown }> }>;
};
type Document = { paths: Record<string, Record<string, Operation>>; components?: unknown };

const STYLE = `body{font:14px/1.6 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;max-width:1000px;
margin:24px auto;padding:0 16px;color:#1f2329;background:#fff}h2{margin:32px 0 8px;border-bottom:1px solid #ddd}
details{border:1px solid #e3e5e8;border-radius:6px;margin:6px 0;padding:6px 12px}summary{cursor:pointer}
code{font:13px ui-monospace,Consolas,monospace}b.m{display:inline-block;width:62px;color:#1456b8}
pre{background:#f5f6f7;padding:8px;overflow:auto;font-size:12px}.p{color:#666;float:right}
@media(prefers-color-scheme:dark){body{background:#17181a;color:#ddd}pre{background:#222}details{border-color:#333}}`;

function docsPage(document: Document): string {
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? '其他';
      const rows = groups.get(tag) ?? [];
      rows.push(operationHtml(method, path, operation));
      groups.set(tag, rows);
    }
  }
  const body = [...groups]
    .map(([tag, rows]) => `<h2>${escapeHtml(tag)}</h2>${rows.join('')}`)
    .join('');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>正册 API</title>
<style>${STYLE}</style></head><body><h1>正册 API</h1>
<p>机器可读：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。程序调用请带
<code>Authorization: Bearer zck_…</code>，密钥由系统管理员建立，或用
<code>npx zhengce api-key create --role itManager --unit 单位编码</code>。
错误一律为 <code>{code, message, path?, issues?}</code>，语言随 <code>Accept-Language</code>。</p>${body}
<h2>数据结构</h2>${schemasHtml(document)}</body></html>`;
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? [])
    .map(
      (p) =>
        `<li><code>${escapeHtml(p.name)}</code>（${p.in === 'path' ? '路径' : '查询'}${p.required ? '，必填' : ''}）
        <code>${escapeHtml(JSON.stringify(p.schema ?? {}))}</code></li>`,
    )
    .join('');
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const answer = Object.values(operation.responses?.['200']?.content ?? {})[0]?.schema;
  return `<details><summary><b class="m">${method.toUpperCase()}</b><code>${escapeHtml(path)}</code>
${escapeHtml(operation.summary ?? '')}<span class="p">${escapeHtml(operation['x-permission'] ?? '')}</span></summary>
${parameters ? `<ul>${parameters}</ul>` : ''}${schemaHtml('请求', body)}${schemaHtml('回答', answer)}</details>`;
}

function schemasHtml(document: Document): string {
  const schemas = (document.components as { schemas?: Record<string, unknown> })?.schemas ?? {};
  return Object.entries(schemas)
    .map(
      ([
        name,
        schema,
      ]) => `<details id="${escapeHtml(name)}"><summary><code>${escapeHtml(name)}</code></summary>
${schemaHtml('', schema)}</details>`,
    )
    .join('');
}

function schemaHtml(title: string, schema: unknown): string {
  if (schema === undefined) return '';
  return `${title ? `<p>${title}</p>` : ''}<pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll(
    /[&<>"']/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c,
  );
}
