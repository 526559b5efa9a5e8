/** Binds the endpoints of delegations. */
import type { App } from '../../platform/http/app.ts';

export function register(_app: App): void {}
