/** Binds the endpoints of orders. */
import type { App } from '../../platform/http/app.ts';

export function register(_app: App): void {}
