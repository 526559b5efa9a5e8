/** Units over HTTP. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import { createSubordinate, listUnits, updateUnit } from './shapes.ts';

export function register(app: App): void {
  route(app, listUnits, async ({ cx }) => ({ items: await commands.unitTree(cx.tx, cx.unitId) }));
  route(app, createSubordinate, ({ cx, body }) => commands.createSubordinate(cx, body));
  route(app, updateUnit, ({ cx, params, body }) => commands.updateUnit(cx, params.code, body));
}
