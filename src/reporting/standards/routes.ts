/** Binds the exports in standard formats. */
import type { FastifyReply } from 'fastify';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { deviceFile, entitlementsFile, type Made } from './commands.ts';
import { exportDevice, exportEntitlements } from './shapes.ts';

export function register(app: App): void {
  route(app, exportDevice, async ({ cx, params, query, reply }) =>
    send(reply, await deviceFile(cx, params.device, query.format)),
  );
  route(app, exportEntitlements, async ({ cx, query, reply }) =>
    send(reply, await entitlementsFile(cx, query.format, query.asOf)),
  );
}

function send(reply: FastifyReply, { fileName, type, bytes }: Made): Buffer {
  reply.header('content-type', type).header('content-disposition', attachment(fileName));
  return bytes;
}
