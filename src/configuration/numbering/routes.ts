/** Endpoints of the numbering settings. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { changeSettings, readSettings } from './commands.ts';
import { getSettings, putSettings } from './shapes.ts';

export function register(app: App): void {
  route(app, getSettings, ({ cx }) => readSettings(cx.tx, cx.unitId));
  route(app, putSettings, ({ cx, body }) => changeSettings(cx, body));
}
