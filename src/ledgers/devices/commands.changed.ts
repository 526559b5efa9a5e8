/** Tells later slices which computers changed in what a comparison looks at: state, holder, evidence. */
import { createListeners } from '../../base/listeners.ts';
import type { CommandContext } from '../../platform/db/context.ts';

/** Heard in the command's transaction. */
export const devicesChanged = createListeners<[CommandContext, readonly string[]]>();
