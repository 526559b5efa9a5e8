/** The public face of the computers. */

export { devicesChanged } from './commands.changed.ts';
export {
  assignHolder,
  assignHolders,
  followPeople,
  type HolderInput,
} from './commands.holders.ts';
export {
  type DeviceMerge,
  mergeDevices,
  onDevicesMerged,
  undoMerge,
} from './commands.merge.ts';
export { type StatusInput, setStatus } from './commands.status.ts';
export { createDevice, createDevices, updateDevice, updateDevices } from './commands.ts';
export { register } from './routes.ts';
export {
  computerUsersOn,
  type DeviceCounts,
  deviceCountsOn,
  findDevicesByIdentity,
  type HolderFact,
  holderOn,
  type Identities,
  type IdentityKind,
  type IdentityMatch,
} from './store.figures.ts';
export { type DeviceRow, devicesByIds } from './store.ts';
