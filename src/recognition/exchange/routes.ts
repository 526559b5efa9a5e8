/** Export and import of rules over HTTP. */
import { dateInChina } from '../../base/dates.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { languageOf, localise } from '../../platform/http/texts.ts';
import { queueRecompute } from '../entries/jobs.ts';
import { takeBackImport } from './commands.back.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import { listImports } from './store.ts';

export function register(app: App): void {
  const recompute = (cx: CommandContext) => queueRecompute(cx, app.services.jobs);
  route(app, shapes.exportRules, async ({ cx, reply }) => {
    const file = await commands.ruleFile(cx);
    const name = `识别规则-${file.unit.code}-${dateInChina(cx.now)}.json`;
    reply.header('content-disposition', attachment(name));
    return Buffer.from(`${JSON.stringify(file, null, 2)}\n`);
  });
  route(
    app,
    shapes.checkImport,
    ({ cx, body, request }) => {
      const language = languageOf(request.headers['accept-language']);
      return commands.checkImport(cx, body.file, ({ sentence, params }) =>
        localise(language, sentence, params),
      );
    },
    { access: 'read' },
  );
  route(app, shapes.importRules, async ({ cx, body }) => {
    const done = await commands.importRules(cx, body);
    await recompute(cx);
    return done;
  });
  route(app, shapes.listImports, async ({ cx }) => ({
    items: await listImports(cx.tx, cx.unitId),
  }));
  route(app, shapes.takeBackImport, async ({ cx, params }) => {
    const outcome = await takeBackImport(cx, params.import);
    await recompute(cx);
    return outcome;
  });
}
