/** Takes scans of signed papers; what they are signatures of is said by the command that uses them. */
import { receiveUpload } from '../files/http.ts';
import type { App } from '../http/app.ts';
import { route } from '../http/route.ts';
import { uploadSignatureScan } from './shapes.ts';
import { SCAN_PURPOSE } from './signatures.ts';

const LIMIT_BYTES = 20 * 1024 * 1024;

export function register(app: App): void {
  route(
    app,
    uploadSignatureScan,
    async ({ cx, request }) => {
      const { files } = app.services;
      const accept = ['document', 'image'] as const;
      const { file } = await receiveUpload(files, request, {
        accept: [...accept],
        limitBytes: LIMIT_BYTES,
      });
      return app.database.write(async (tx) => {
        const kept = await files.keep({ ...cx, tx }, file, SCAN_PURPOSE);
        return { fileId: kept.id, name: kept.name };
      });
    },
    { ownTransactions: true, ratePerMinute: 60 },
  );
}
