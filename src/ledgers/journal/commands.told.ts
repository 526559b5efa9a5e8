/** Tells later slices which computers and numbers new entries concern. */
import { createListeners } from '../../base/listeners.ts';
import type { CommandContext } from '../../platform/db/context.ts';

export type Appended = { deviceIds: string[]; softwareIds: string[] };

/** Heard in the transaction that wrote the entries. */
export const entriesAppended = createListeners<[CommandContext, Appended]>();
