/** Tells later slices which numbers changed what may be used: records, quantities, versions, lines of 附件6. */
import { createListeners } from '../../base/listeners.ts';
import type { CommandContext } from '../../platform/db/context.ts';

/** Heard in the command's transaction, with the numbers concerned. */
export const entitlementsChanged = createListeners<[CommandContext, readonly string[]]>();
