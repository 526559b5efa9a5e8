/** Binds the endpoints of closings, and tells the clock which halves are closed. */
import { registerDutyEvidence } from '../../daily/index.ts';
import { sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { prepareSignature, signatureImage } from '../../platform/signatures/signatures.ts';
import * as commands from './commands.ts';
import { generateClosingJob } from './jobs.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerTodos(commands.closingTodos);
  registerDutyEvidence('closing', async (cx, year) =>
    (await store.closings(cx.tx, cx.unitId, { states: ['signed'] }))
      .filter((row) => row.period.startsWith(String(year)))
      .map((row) => ({
        period: row.period,
        on: row.asOf,
        sentence: '附件7、8、9 已结存并签字',
        link: `/closings/${row.id}`,
      })),
  );
  registerReads(app);
  registerSteps(app);
}

function registerReads(app: App): void {
  route(app, shapes.listClosings, async ({ cx }) => ({
    items: await store.closings(cx.tx, cx.unitId),
  }));
  route(app, shapes.getClosing, ({ cx, params }) => commands.closingRecord(cx, params.closing));
  route(app, shapes.downloadClosingFile, async ({ cx, params, reply }) => {
    const { fileId } = await commands.closingFile(cx, params.closing, params.form);
    const file = await app.services.files.find(cx.tx, cx.unitId, fileId);
    return sendFile(app.services.files, reply, file);
  });
  route(app, shapes.closingSignature, async ({ cx, params, reply }) => {
    const { signature } = await commands.closingRecord(cx, params.closing);
    reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff');
    const id = signature?.id ?? params.closing;
    return signatureImage(cx.tx, cx.unitId, 'closing', params.closing, id);
  });
}

function registerSteps(app: App): void {
  route(app, shapes.createClosing, async ({ cx, body }) => {
    const closingId = await commands.createClosing(cx, body);
    await app.services.jobs.start(cx, generateClosingJob, { closingId });
    return commands.closingRecord(cx, closingId);
  });
  route(app, shapes.reviewClosing, async ({ cx, params, body }) => {
    await commands.review(cx, params.closing, body.opinion);
    return commands.closingRecord(cx, params.closing);
  });
  route(
    app,
    shapes.signClosing,
    async ({ cx, params, body, caller }) => {
      const { database } = app;
      const prepared = await prepareSignature(database, caller.accountId, body.signature);
      return database.write(async (tx) => {
        const own = { ...cx, tx };
        await commands.sign(own, params.closing, body, prepared);
        return commands.closingRecord(own, params.closing);
      });
    },
    { ownTransactions: true },
  );
  route(app, shapes.discardClosing, async ({ cx, params, body }) => {
    await commands.discard(cx, params.closing, body.reason);
    return commands.closingRecord(cx, params.closing);
  });
}
