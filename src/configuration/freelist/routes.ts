/** Endpoints of 附件6. */

import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { importRoute } from '../../platform/imports/index.ts';
import { streamSheet } from '../../platform/sheets/index.ts';
import { FIELDS, freeListImporter } from './commands.import.ts';
import { listLines, readLine } from './commands.read.ts';
import { addToFreeList, changeLine, stopLine } from './commands.ts';
import * as shapes from './shapes.ts';

export function register(app: App): void {
  route(app, shapes.listFreeList, ({ cx, query }) => listLines(cx, query));
  route(app, shapes.freeListTemplate, ({ reply }) => {
    reply.header('content-disposition', attachment('可使用免费软件清单导入模板.xlsx'));
    const columns = FIELDS.map(({ title }) => ({ title, width: 18 }));
    return streamSheet({ columns, rows: [], sheetName: '附件6' });
  });
  importRoute(app, shapes.importFreeList, freeListImporter);
  route(app, shapes.addFreeListLine, async ({ cx, body }) => {
    const { id } = await addToFreeList(cx, body);
    return readLine(cx, id);
  });
  route(app, shapes.changeFreeListLine, async ({ cx, params, body }) => {
    await changeLine(cx, params.id, body);
    return readLine(cx, params.id);
  });
  route(app, shapes.stopFreeListLine, async ({ cx, params, body }) => {
    await stopLine(cx, params.id, body.validTo);
    return readLine(cx, params.id);
  });
}
