/** Binds the endpoints of upgrades. */
import type { App } from '../../platform/http/app.ts';

export function register(_app: App): void {}
