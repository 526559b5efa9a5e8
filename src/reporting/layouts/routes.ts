/** Endpoints of the forms' layouts. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { listLayouts } from '../../platform/papers/shapes.layouts.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import { layoutsOf } from './store.ts';

export function register(app: App): void {
  route(app, listLayouts, async ({ cx }) => ({ items: await layoutsOf(cx.tx, cx.unitId) }));
  route(app, shapes.saveLayout, ({ cx, params, body }) =>
    commands.saveLayout(cx, params.form, body),
  );
  route(app, shapes.restoreLayout, ({ cx, params }) => commands.restoreLayout(cx, params.form));
}
