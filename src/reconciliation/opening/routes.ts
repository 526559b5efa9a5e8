/** Opening proposals from sightings, and the imported register compared with them. */

import { onPostImported } from '../../ledgers/index.ts';
import { collectOpening } from '../../ledgers/opening/shapes.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { speakerFor } from '../../platform/http/texts.ts';
import { tieOutGuard, tieWorkbook } from './commands.ts';
import { collectOpeningJob, tieOutJob } from './jobs.ts';
import { exportTieDifferences, listTieDifferences, startTieOut } from './shapes.ts';
import { tiePage, tieSummary } from './store.ts';

export function register(app: App): void {
  onPostImported(tieOutGuard);
  route(app, collectOpening, async ({ cx }) => ({
    jobId: await app.services.jobs.start(cx, collectOpeningJob, {}),
  }));
  route(app, startTieOut, async ({ cx }) => ({
    jobId: await app.services.jobs.start(cx, tieOutJob, {}),
  }));
  route(app, listTieDifferences, async ({ cx, query }) => ({
    ...(await tiePage(cx.tx, cx.unitId, query)),
    summary: await tieSummary(cx.tx, cx.unitId),
  }));
  route(app, exportTieDifferences, ({ cx, query, request, reply }) => {
    reply.header('content-disposition', attachment(`建账核对差异 ${cx.today}.xlsx`));
    return tieWorkbook(cx, query, speakerFor(request.headers['accept-language']));
  });
}
