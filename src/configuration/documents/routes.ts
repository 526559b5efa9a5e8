/** Endpoints of the documents of a software number. */
import { receiveUpload, sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { attachDocument, documentOf, removeDocument } from './commands.ts';
import * as shapes from './shapes.ts';
import { documentsOf } from './store.ts';

export function register(app: App): void {
  route(app, shapes.listDocuments, async ({ cx, params }) => ({
    items: await documentsOf(cx.tx, cx.unitId, params.id),
  }));
  route(
    app,
    shapes.uploadDocument,
    async ({ cx, params, request }) => {
      const accept = ['document', 'image', 'sheet', 'text', 'archive'] as const;
      const received = await receiveUpload(app.services.files, request, { accept: [...accept] });
      return app.database.write((tx) =>
        attachDocument({ ...cx, tx }, app.services.files, params.id, received),
      );
    },
    { ownTransactions: true },
  );
  route(app, shapes.downloadDocument, async ({ cx, params, reply }) => {
    const document = await documentOf(cx.tx, cx.unitId, params.id, params.document);
    const file = await app.services.files.find(cx.tx, cx.unitId, document.fileId);
    return sendFile(app.services.files, reply, file);
  });
  route(app, shapes.removeDocument, ({ cx, params }) =>
    removeDocument(cx, params.id, params.document),
  );
}
