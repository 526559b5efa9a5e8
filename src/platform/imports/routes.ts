/** Binds an import endpoint to its importer, and the list of what was imported. */
import type { z } from 'zod';
import { newId } from '../../base/ids.ts';
import { widestScope } from '../auth/permissions.ts';
import type { CommandContext } from '../db/context.ts';
import { attachment, sendFile } from '../files/http.ts';
import type { App } from '../http/app.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { route } from '../http/route.ts';
import { languageOf, speakerFor } from '../http/texts.ts';
import { readImportUpload, type Say, XLSX_TYPE } from '../sheets/index.ts';
import type { ImportAnswer, importQuery } from '../sheets/shapes.ts';
import { type AnyImporter, importerOf, importers, registerImporter } from './importer.ts';
import { importJob } from './jobs.ts';
import {
  type Asked,
  copyName,
  copyOf,
  type ImportEnvironment,
  importFile,
  noSuchImport,
} from './run.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';
import { undoImport } from './undo.ts';

/** More bytes than this mean thousands of rows, whose reading and judging takes more than a moment. */
const IN_BACKGROUND_FROM = 512 * 1024;

type ImportEndpoint<P extends z.ZodType> = Endpoint<
  P,
  typeof importQuery,
  z.ZodUndefined,
  z.ZodType<ImportAnswer>
>;

/** The one way a slice offers an import. */
export function importRoute<P extends z.ZodType>(
  app: App,
  endpoint: ImportEndpoint<P>,
  importer: AnyImporter,
): void {
  registerImporter(importer);
  route(
    app,
    endpoint,
    async ({ cx, request, query, params, reply }): Promise<ImportAnswer> => {
      const { buffer, ...upload } = await readImportUpload(request);
      const { unit: _, ...places } = params as Record<string, string>;
      const language = languageOf(request.headers['accept-language']);
      const asked = { kind: importer.kind, ...upload, params: places, language };
      const env = environment(app, cx);
      if (query.copy) {
        const options = { ...asked.options, commit: false };
        const copy = await copyOf(
          env,
          await importFile(env, importer, { ...asked, options }, buffer),
        );
        reply.type(XLSX_TYPE).header('content-disposition', attachment(copyName(asked.fileName)));
        reply.send(copy);
        return undefined as never;
      }
      if (buffer.length >= IN_BACKGROUND_FROM)
        return { jobId: await queue(app, cx, asked, buffer) };
      return (await importFile(env, importer, asked, buffer)).report;
    },
    { ownTransactions: true },
  );
}

function environment(app: App, cx: CommandContext): ImportEnvironment {
  const { database } = app;
  return {
    database,
    files: app.services.files,
    unitId: cx.unitId,
    today: cx.today,
    write: (work) => database.write((tx) => work({ ...cx, tx })),
  };
}

function queue(app: App, cx: CommandContext, asked: Asked, bytes: Buffer): Promise<string> {
  return app.database.write(async (tx) => {
    const importId = newId();
    await store.insertUpload({ ...cx, tx }, importId, asked, bytes);
    return app.services.jobs.start({ ...cx, tx }, importJob, { importId });
  });
}

export function register(app: App): void {
  route(app, shapes.listImports, async ({ cx, query, request }) => {
    const say = speakerFor(request.headers['accept-language']);
    const kindsSeen = importers().filter((importer) => maySee(cx, importer));
    const kinds = kindsSeen.map(({ kind }) => kind).filter((kind) => (query.kind ?? kind) === kind);
    const found = await store.importPage(cx.tx, cx.unitId, { ...query, kinds });
    return {
      ...found,
      items: found.items.map((row) => shown(cx, row, say)),
      kinds: kindsSeen.map(({ kind, title }) => ({ kind, title: say(title) })),
    };
  });
  route(app, shapes.getImportReport, async ({ cx, params }) => {
    const row = await visible(cx, params.import);
    return store.reportOf(cx.tx, cx.unitId, row.id);
  });
  route(app, shapes.downloadImportCopy, async ({ cx, params, reply }) => {
    const row = await visible(cx, params.import);
    if (!row.copyFileId) throw noSuchImport();
    const { files } = app.services;
    return sendFile(files, reply, await files.find(cx.tx, cx.unitId, row.copyFileId));
  });
  route(
    app,
    shapes.undoImport,
    ({ cx, params, body, request }) => {
      const say = speakerFor(request.headers['accept-language']);
      return undoImport(app.database, { cx, id: params.import, reason: body.reason, say });
    },
    { ownTransactions: true },
  );
}

async function visible(cx: CommandContext, id: string): Promise<store.ImportRow> {
  const row = await store.importRow(cx.tx, cx.unitId, id);
  const importer = row && importerOf(row.kind);
  if (!row || !importer || !maySee(cx, importer)) throw noSuchImport();
  return row;
}

/** Who may import it, and who inspects everything. */
function maySee(cx: CommandContext, importer: AnyImporter): boolean {
  const { roles } = cx.actor;
  return (
    widestScope(roles, importer.permission) === 'all' || widestScope(roles, 'audit.view') === 'all'
  );
}

function shown(cx: CommandContext, row: store.ImportRow, say: Say): shapes.ImportBatch {
  const importer = importerOf(row.kind)!;
  const { params: _, copyFileId, state, ...plain } = row;
  return {
    ...plain,
    state: state === 'undone' ? 'undone' : 'committed',
    title: say(importer.title),
    hasCopy: copyFileId !== null,
    mayUndo:
      state === 'committed' &&
      importer.undo !== undefined &&
      widestScope(cx.actor.roles, importer.permission) === 'all',
  };
}
