/** Binds the endpoints of post standards. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { savePostStandard } from './commands.ts';
import * as shapes from './shapes.ts';
import { postStandards } from './store.ts';

export function register(app: App): void {
  route(app, shapes.listPostStandards, async ({ cx }) => ({
    items: await postStandards(cx.tx, cx.unitId),
  }));
  route(app, shapes.savePostStandard, ({ cx, params, body }) =>
    savePostStandard(cx, params.post, body.lines),
  );
}
