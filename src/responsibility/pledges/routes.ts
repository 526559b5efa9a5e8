/** Binds the endpoints of pledges. */
import type { App } from '../../platform/http/app.ts';

export function register(_app: App): void {}
