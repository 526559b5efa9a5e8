/** Posts over HTTP. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import { createPost, listPosts, updatePost } from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  route(app, listPosts, async ({ cx }) => ({
    items: await store.listedPosts(cx.tx, cx.unitId),
  }));
  route(app, createPost, ({ cx, body }) => commands.createPost(cx, body));
  route(app, updatePost, ({ cx, params, body }) => commands.updatePost(cx, params.id, body));
}
