/** Binds the endpoints of my. */
import type { App } from '../../platform/http/app.ts';

export function register(_app: App): void {}
