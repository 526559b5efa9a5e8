/** Public face of the configuration slice: software numbers, entitlements and the free-software list. */

export { addToFreeList } from './freelist/commands.ts';

import type { App } from '../platform/http/app.ts';
import { onProvisionalDecided } from '../recognition/index.ts';
import { register as registerContracts } from './contracts/routes.ts';
import { register as registerDemands } from './demands/routes.ts';
import { register as registerDocuments } from './documents/routes.ts';
import { register as registerFreeList } from './freelist/routes.ts';
import { register as registerNumbering } from './numbering/routes.ts';
import { register as registerPostStandards } from './poststandards/routes.ts';
import { register as registerPurchases } from './purchases/routes.ts';
import { register as registerRights } from './rights/routes.ts';
import { register as registerSelections } from './selections/routes.ts';
import { register as registerSoftware } from './software/routes.ts';
import { moveProducts } from './software/store.products.ts';

export { expiryTimer } from './contracts/jobs.ts';
export {
  type InstalledSoftware,
  registerInstalledInDepartment,
} from './demands/commands.installed.ts';
export { type DocumentOfSoftware, documentsOf } from './documents/store.ts';
export { freeListForm } from './freelist/commands.read.ts';
export { freeListed, freeListLines } from './freelist/store.ts';
export { standardOfPerson } from './poststandards/store.ts';
export { type AdvisedLine, putAdvisedLines } from './purchases/commands.advised.ts';
export { shortestLife } from './purchases/commands.ts';
export { rightsOf } from './rights/store.ts';
export { disposeSoftware, restoreSoftware, updateSoftware } from './software/commands.change.ts';
export { entitlementsChanged } from './software/commands.changed.ts';
export {
  type HoldJournal,
  type InUse,
  type InUseCheck,
  registerInUseCheck,
} from './software/commands.inuse.ts';
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

let following = false;

export function register(app: App): void {
  if (!following) onProvisionalDecided(moveProducts);
  following = true;
  registerSoftware(app);
  registerRights(app);
  registerDocuments(app);
  registerFreeList(app);
  registerNumbering(app);
  registerPostStandards(app);
  registerDemands(app);
  registerSelections(app);
  registerPurchases(app);
  registerContracts(app);
}
