/** Endpoints of the rights of a licence. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { readRights, saveRights } from './commands.ts';
import * as shapes from './shapes.ts';

export function register(app: App): void {
  route(app, shapes.getRights, ({ cx, params }) => readRights(cx, params.id));
  route(app, shapes.saveRights, ({ cx, params, body }) => saveRights(cx, params.id, body));
}
