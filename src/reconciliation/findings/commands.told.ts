/** Told in the transaction in which findings become cases: responsibility opens them. */
import { createListeners } from '../../base/listeners.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Finding } from './shapes.ts';

export const casesOpened = createListeners<[CommandContext, readonly Finding[], string]>();
