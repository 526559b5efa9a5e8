/** Binds the upload of inventory files. */
import { refuse } from '../../base/refusal.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { languageOf, localise } from '../../platform/http/texts.ts';
import { readOptions, readUpload, type Say } from '../../platform/sheets/index.ts';
import { takeFiles } from './commands.ts';
import { FileOptions, listUploadedFiles, uploadFiles } from './shapes.ts';
import * as store from './store.ts';

const UPLOAD = { maxBytes: 64 * 1024 * 1024, maxFiles: 200, maxTotalBytes: 128 * 1024 * 1024 };

export function register(app: App): void {
  route(
    app,
    uploadFiles,
    async ({ cx, request }) => {
      const { files, fields } = await readUpload(request, UPLOAD);
      if (files.length === 0) {
        throw refuse('sheets.noFile', '没有收到文件，请选择要导入的文件', {}, { path: 'file' });
      }
      const language = languageOf(request.headers['accept-language']);
      const say: Say = (sentence, params) => localise(language, sentence, params);
      const services = { database: app.database, intake: app.services.intake };
      const options = readOptions(fields.options, FileOptions);
      return { files: await takeFiles(services, cx, { files, options, say }) };
    },
    { ownTransactions: true },
  );
  route(app, listUploadedFiles, ({ cx, query }) => store.listFiles(cx.tx, cx.unitId, query));
}
