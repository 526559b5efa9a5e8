/** Starts collecting opening proposals from sightings. */

import { collectOpening } from '../../ledgers/opening/shapes.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { collectOpeningJob } from './jobs.ts';

export function register(app: App): void {
  route(app, collectOpening, async ({ cx }) => ({
    jobId: await app.services.jobs.start(cx, collectOpeningJob, {}),
  }));
}
