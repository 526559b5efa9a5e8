/** Binds the endpoints of the statutory clock. */
import { sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { speakerFor } from '../../platform/http/texts.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { registerConfigurationEvidence } from './commands.records.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';

export function register(app: App): void {
  registerConfigurationEvidence();
  registerTodos(commands.clockTodos);
  route(app, shapes.getClock, ({ cx, query, request }) => {
    const say = speakerFor(request.headers['accept-language'] as string | undefined);
    return commands.clockOf(cx, query.year ?? Number(cx.today.slice(0, 4)), say);
  });
  route(app, shapes.closeDuty, async ({ cx, params, body }) => {
    await commands.closeDuty(cx, params.duty, params.period, body);
    return { ok: true as const };
  });
  route(app, shapes.reopenDuty, async ({ cx, params, body }) => {
    await commands.reopenDuty(cx, params.duty, params.period, body.reason);
    return { ok: true as const };
  });
  route(app, shapes.downloadDutyFile, async ({ cx, params, reply }) => {
    const fileId = await commands.closingFile(cx, params.duty, params.period);
    const file = await app.services.files.find(cx.tx, cx.unitId, fileId);
    return sendFile(app.services.files, reply, file);
  });
  route(app, shapes.saveClock, async ({ cx, body }) => {
    await commands.saveParameters(cx, body);
    return body;
  });
}
