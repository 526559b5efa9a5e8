/** Binds the endpoint of my page. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { speakerFor } from '../../platform/http/texts.ts';
import { myPage } from './commands.ts';
import { getMyPage } from './shapes.ts';

export function register(app: App): void {
  route(app, getMyPage, ({ cx, request }) =>
    myPage(cx, speakerFor(request.headers['accept-language'])),
  );
}
