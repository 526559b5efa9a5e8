/** Public face of the configuration slice: software numbers, entitlements and the free-software list. */

export { addToFreeList } from './freelist/commands.ts';
export { freeListed, freeListLines } from './freelist/store.ts';
export { disposeSoftware, restoreSoftware, updateSoftware } from './software/commands.change.ts';
export { type InUse, type InUseCheck, registerInUseCheck } from './software/commands.inuse.ts';
export { maskedSerials, revealSerials } from './software/commands.serials.ts';
export {
  type Created,
  createSoftware,
  createSoftwareMany,
} from './software/commands.ts';
export type { Software } from './software/shapes.ts';
export {
  listActiveSoftware,
  softwareByIdentity,
  softwareByIds,
} from './software/store.ts';
