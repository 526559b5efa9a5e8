/** Public face of the ledger slice: computers, the journal, the registers, the opening balance. */
import { registerInstalledInDepartment, registerInUseCheck } from '../configuration/index.ts';
import type { App } from '../platform/http/app.ts';
import { onDevicesMerged, register as registerDevices } from './devices/index.ts';
import { followMerge } from './journal/commands.merge.ts';
import { register as registerJournal } from './journal/routes.ts';
import { lockChain, usageOf } from './journal/store.ts';
import { register as registerOpening } from './opening/routes.ts';
import { register as registerRegisters } from './registers/routes.ts';
import { installedInDepartment } from './registers/store.ts';

export * from './devices/index.ts';
export { type Retirement, retireDevice } from './journal/commands.retire.ts';
export { reverse, reverseMany } from './journal/commands.reverse.ts';
export { type Appended, entriesAppended } from './journal/commands.told.ts';
export { type AppendDraft, append, check } from './journal/commands.ts';
export { ledgerVerify, rebuild } from './journal/commands.verify.ts';
export { lockChain as lockJournal } from './journal/store.ts';
export { type OpeningGuard, onPostImported } from './opening/commands.guard.ts';
export { proposeOpening } from './opening/commands.ts';
export {
  form7,
  form7Header,
  form8Computers,
  form9Sheets,
  formHeader,
  reachOf,
  whenOf,
} from './registers/commands.ts';
export {
  devicesOn,
  installedCounts,
  openInstallsOf,
  openInstallsOn,
  type Reach,
  type When,
} from './registers/store.ts';

export function register(app: App): void {
  registerInUseCheck(usageOf, lockChain);
  registerInstalledInDepartment(installedInDepartment);
  onDevicesMerged(followMerge, lockChain);
  registerDevices(app);
  registerJournal(app);
  registerRegisters(app);
  registerOpening(app);
}
