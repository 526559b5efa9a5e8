/** The home page's figures. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { requiredPolicy, saveRequiredPolicy } from './commands.policy.ts';
import { homeOf } from './commands.ts';
import * as shapes from './shapes.ts';

export function register(app: App): void {
  route(app, shapes.getHome, ({ cx, scope }) => homeOf(cx, scope));
  route(app, shapes.getRequiredPolicy, ({ cx }) => requiredPolicy(cx));
  route(app, shapes.saveRequiredPolicy, ({ cx, body }) => saveRequiredPolicy(cx, body));
}
