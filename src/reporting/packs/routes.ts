/** Binds the endpoints of packs. */
import { sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { baseAddress } from '../prints/commands.stamp.ts';
import * as commands from './commands.ts';
import { makePackJob } from './jobs.ts';
import * as shapes from './shapes.ts';
import { noteJob } from './store.ts';

export function register(app: App): void {
  route(app, shapes.listPacks, async ({ cx }) => ({ items: await commands.listOf(cx) }));
  route(app, shapes.makePack, async ({ cx, body, request }) => {
    const base = await baseAddress(cx.tx, cx.unitId, request);
    const packId = await commands.orderPack(cx, body, base);
    await noteJob(cx, packId, await app.services.jobs.start(cx, makePackJob, { packId }));
    return commands.shown(cx, await commands.packOf(cx, packId));
  });
  route(
    app,
    shapes.downloadPack,
    async ({ cx, params, reply }) => {
      const { files } = app.services;
      const fileId = await commands.packFile(cx, params.pack);
      return sendFile(files, reply, await files.find(cx.tx, cx.unitId, fileId));
    },
    { access: 'write' },
  );
}
