/** The one address agents post to, and the endpoints for tokens and quarantine. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import {
  dismissReport,
  newAgentToken,
  readQuarantined,
  replayReports,
  revokeAgentToken,
} from './commands.manage.ts';
import { type Answer, addresseeOf, refuseInKind } from './rules.reply.ts';
import * as shapes from './shapes.ts';
import { listQuarantined } from './store.quarantine.ts';
import { listTokens } from './store.tokens.ts';

export function register(app: App): void {
  registerAgents(app);
  route(app, shapes.listTokens, async ({ cx }) => ({ items: await listTokens(cx.tx, cx.unitId) }));
  route(app, shapes.createToken, ({ cx, body }) => newAgentToken(cx, body.name));
  route(app, shapes.revokeToken, ({ cx, params }) =>
    revokeAgentToken(cx, params.id, app.services.intake),
  );
  route(app, shapes.listQuarantine, ({ cx, query }) => listQuarantined(cx.tx, cx.unitId, query));
  route(app, shapes.getQuarantined, ({ cx, params }) => readQuarantined(cx, params.id));
  route(app, shapes.replayQuarantined, ({ cx, body }) =>
    replayReports(cx, body.ids, app.services.intake),
  );
  route(app, shapes.dismissQuarantined, ({ cx, params }) => dismissReport(cx, params.id));
}

/** What the sender called its body. Replaced before Fastify reads it: it would refuse the stranger spellings. */
const sentTypes = new WeakMap<FastifyRequest, string>();

/** Any content type, any compression: the bytes decide. Nothing of the usual body handling applies here. */
function registerAgents(app: App): void {
  const { intake } = app.services;
  void app.http.register(async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers();
    scope.addHook('onRequest', async (request) => {
      sentTypes.set(request, request.headers['content-type'] ?? '');
      request.headers['content-type'] = 'application/octet-stream';
    });
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: intake.limits.compressedBytes },
      (_request, body, done) => done(null, body),
    );
    scope.setErrorHandler((error, request, reply) => {
      const tooLarge = (error as { statusCode?: number }).statusCode === 413;
      if (!tooLarge) request.log.error({ err: error }, 'a report was not taken');
      const sentence = tooLarge
        ? '报告超过大小上限，未予接收 (report too large)'
        : '服务器内部错误，请稍后再上报 (server error, please report again later)';
      send(reply, refuseInKind(senderOf(request), tooLarge ? 413 : 503, sentence));
    });
    const options = { schema: { hide: true } };
    scope.get('/inventory/:token', options, (_request, reply) => tellPeople(reply));
    scope.get('/inventory', options, (_request, reply) => tellPeople(reply));
    scope.post<{ Params: { token: string } }>('/inventory/:token', options, (request, reply) =>
      take(app, request, reply, request.params.token),
    );
    scope.post('/inventory', options, (request, reply) => {
      const token = basicPassword(request);
      if (token !== undefined) return take(app, request, reply, token);
      return challenge(request, reply);
    });
  });
}

async function take(app: App, request: FastifyRequest, reply: FastifyReply, token: string) {
  const { intake } = app.services;
  const unitId = await intake.unitOf(token);
  if (!unitId) {
    if (request.headers.authorization) return challenge(request, reply);
    const sentence = '上报地址中的令牌无效或已撤销 (unknown or revoked token in the address)';
    return send(reply, refuseInKind(senderOf(request), 404, sentence));
  }
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const answer = await intake.post(unitId, {
    body,
    userAgent: request.headers['user-agent'] ?? '',
    agentId: headerText(request, 'glpi-agent-id'),
    contentType: sentTypes.get(request) ?? '',
  });
  // A debugging GLPI agent looks for its own mark in the answer.
  const mark = headerText(request, 'glpi-request-id');
  if (/^[0-9A-F]{8}$/.test(mark)) reply.header('GLPI-Request-ID', mark);
  return send(reply, answer);
}

/** Exactly this form: agents understand Basic with a quoted realm and nothing else. */
function challenge(request: FastifyRequest, reply: FastifyReply) {
  reply.header('www-authenticate', 'Basic realm="zhengce"');
  const sentence = '需要上报令牌：以令牌为密码登录 (use the token as the password)';
  return send(reply, refuseInKind(senderOf(request), 401, sentence));
}

/** A browser, or an agent asking for tasks we do not have: 404 means "not supported" to it. */
function tellPeople(reply: FastifyReply) {
  return reply
    .status(404)
    .type('text/plain; charset=utf-8')
    .send('这是清点代理的上报地址，只接收 POST。\nAgents post their reports here.\n');
}

function send(reply: FastifyReply, answer: Answer) {
  return reply.status(answer.status).type(answer.type).send(answer.body);
}

function senderOf(request: FastifyRequest) {
  return addresseeOf(
    request.headers['user-agent'] ?? '',
    headerText(request, 'glpi-agent-id'),
    sentTypes.get(request) ?? '',
  );
}

function headerText(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value.slice(0, 100) : '';
}

/** The token travels as the password; the user name is free. */
function basicPassword(request: FastifyRequest): string | undefined {
  const found = /^Basic\s+([A-Za-z0-9+/=]{1,400})$/i.exec(request.headers.authorization ?? '');
  if (!found) return undefined;
  const text = Buffer.from(found[1]!, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
}
