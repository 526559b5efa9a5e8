/** Binds the endpoints of post standards. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { postStandard, savePostStandard } from './commands.ts';
import * as shapes from './shapes.ts';
import { postStandards } from './store.ts';

export function register(app: App): void {
  route(app, shapes.listPostStandards, async ({ cx }) => ({
    items: await postStandards(cx.tx, cx.unitId),
  }));
  route(app, shapes.getPostStandard, ({ cx, params }) => postStandard(cx, params.post));
  route(app, shapes.savePostStandard, ({ cx, params, body }) =>
    savePostStandard(cx, params.post, body.lines),
  );
}
