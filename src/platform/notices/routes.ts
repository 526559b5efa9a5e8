/** Binds the endpoints of notices. */
import type { App } from '../http/app.ts';

export function register(_app: App): void {}
