/** Endpoints of the software numbers. */

import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { languageOf } from '../../platform/http/texts.ts';
import { importRoute } from '../../platform/imports/index.ts';
import * as change from './commands.change.ts';
import { softwareSheet, softwareTemplate } from './commands.export.ts';
import { softwareImporter } from './commands.import.ts';
import { listSoftware, previewSoftware, readHistory, readSoftware } from './commands.read.ts';
import { revealSerials } from './commands.serials.ts';
import { createSoftware } from './commands.ts';
import * as shapes from './shapes.api.ts';

export function register(app: App): void {
  route(app, shapes.listSoftware, ({ cx, query }) => listSoftware(cx.tx, cx.unitId, query));
  route(app, shapes.exportSoftware, ({ cx, query, reply }) => {
    reply.header('content-disposition', attachment('软件与授权.xlsx'));
    return softwareSheet(cx.tx, cx.unitId, query);
  });
  route(app, shapes.softwareTemplate, ({ reply }) => {
    reply.header('content-disposition', attachment('软件记录导入模板.xlsx'));
    return softwareTemplate();
  });
  route(app, shapes.getSoftware, ({ cx, params }) => readSoftware(cx.tx, cx.unitId, params.id));
  route(app, shapes.softwareHistory, async ({ cx, params }) => ({
    items: await readHistory(cx.tx, cx.unitId, params.id),
  }));
  route(app, shapes.createSoftware, ({ cx, body }) => createSoftware(cx, body));
  route(app, shapes.previewSoftware, ({ cx, body, request }) =>
    previewSoftware(cx, body, languageOf(request.headers['accept-language'])),
  );
  route(app, shapes.updateSoftware, ({ cx, params, body }) =>
    change.changeAndRead(cx, params.id, () => change.updateSoftware(cx, params.id, body)),
  );
  route(app, shapes.disposeSoftware, ({ cx, params, body }) =>
    change.changeAndRead(cx, params.id, () => change.disposeSoftware(cx, params.id, body)),
  );
  route(app, shapes.restoreSoftware, ({ cx, params, body }) =>
    change.changeAndRead(cx, params.id, () => change.restoreSoftware(cx, params.id, body)),
  );
  route(app, shapes.revealSerials, async ({ cx, params }) => ({
    serialNumbers: (await revealSerials(cx, [params.id])).get(params.id) ?? [],
  }));
  importRoute(app, shapes.importSoftware, softwareImporter);
}
