/** Provisional products over HTTP. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { queueRecompute } from '../entries/jobs.ts';
import { decideProvisional } from './commands.ts';
import * as shapes from './shapes.ts';
import { listProvisional } from './store.ts';

export function register(app: App): void {
  route(app, shapes.listProvisional, ({ cx, query }) => listProvisional(cx.tx, cx.unitId, query));
  route(app, shapes.decideProvisional, async ({ cx, body }) => {
    const decided = await decideProvisional(cx, body);
    await queueRecompute(cx, app.services.jobs);
    return decided;
  });
}
