/** Public face of the daily slice: annual plan (W1), training (W7), statutory clock. */
import type { App } from '../platform/http/app.ts';

export function register(_app: App): void {}
