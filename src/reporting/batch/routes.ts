/** Binds the endpoints of batches. */
import { refuse } from '../../base/refusal.ts';
import { sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { orderBatch, requireBatch, shown } from './commands.make.ts';
import { makeBatchJob } from './jobs.ts';
import * as shapes from './shapes.ts';
import { noteJob, ownBatches } from './store.ts';

export function register(app: App): void {
  route(app, shapes.listBatches, async ({ cx }) => ({
    items: (await ownBatches(cx)).map(shown),
  }));
  route(app, shapes.makeBatch, async ({ cx, body }) => {
    const batchId = await orderBatch(cx, body);
    const jobId = await app.services.jobs.start(cx, makeBatchJob, { batchId });
    await noteJob(cx, batchId, jobId);
    return shown(await requireBatch(cx, batchId));
  });
  route(app, shapes.downloadBatch, async ({ cx, params, reply }) => {
    const { outcome } = await requireBatch(cx, params.batch);
    if (!outcome) {
      throw refuse('reporting.batchNotReady', '文件还没有生成', {}, { status: 409 });
    }
    const file = await app.services.files.find(cx.tx, cx.unitId, outcome.fileId);
    return sendFile(app.services.files, reply, file);
  });
}
