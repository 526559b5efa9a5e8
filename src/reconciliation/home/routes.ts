/** The home page's figures. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { homeOf } from './commands.ts';
import { getHome } from './shapes.ts';

export function register(app: App): void {
  route(app, getHome, ({ cx, scope }) => homeOf(cx, scope));
}
