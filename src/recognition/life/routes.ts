/** End of life over HTTP. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { endedSoftware } from './commands.ts';
import { listEnded } from './shapes.ts';

export function register(app: App): void {
  route(app, listEnded, async ({ cx, query }) => ({ items: await endedSoftware(cx, query) }));
}
