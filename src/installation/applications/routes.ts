/** Binds the endpoints of applications. */
import type { App } from '../../platform/http/app.ts';

export function register(_app: App): void {}
