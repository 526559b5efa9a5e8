/** Discovery's public face: what reconciliation, the pages and the app call. */
import { registerObservedDevices } from '../installation/index.ts';
import { onDevicesMerged } from '../ledgers/devices/index.ts';
import type { Database } from '../platform/db/database.ts';
import type { App } from '../platform/http/app.ts';
import { register as registerFiles } from './files/routes.ts';
import { Intake } from './intake/commands.ts';
import { register as registerIntake } from './intake/routes.ts';
import { LIMITS, type Limits } from './intake/rules.report.ts';
import { Follower } from './sightings/jobs.ts';
import { register as registerSightings } from './sightings/routes.ts';
import { devicesWithProduct } from './sightings/store.ts';
import { followMerge } from './sources/commands.ts';
import { register as registerSources } from './sources/routes.ts';

export { newAgentToken } from './intake/commands.manage.ts';
export { type Accepted, Intake } from './intake/commands.ts';
export {
  type DevicePresence,
  presenceOfDevices,
  softwareOfDevice,
} from './sightings/commands.read.ts';
export { onSourceChanged, type SourceListener } from './sightings/commands.ts';
export type { Follower } from './sightings/jobs.ts';
export { devicesSeenSince, devicesWithEntries, lastSeenOfDevices } from './sightings/store.ts';
export { assignSources, createDevicesFromSources } from './sources/commands.ts';
export { coverageCounts } from './sources/store.ts';

declare module '../platform/http/app.ts' {
  interface Services {
    follower: Follower;
  }
}

/** Starts intake and its follower on a database; the app keeps both among its services. */
export function openDiscovery(
  database: Database,
  options: { limits?: Limits; report: (error: unknown) => void },
): { intake: Intake; follower: Follower; close(): Promise<void> } {
  const intake = new Intake(database, options.limits ?? LIMITS);
  const follower = new Follower(database, intake.engine, options.report);
  onDevicesMerged(followMerge);
  follower.start();
  return {
    intake,
    follower,
    async close() {
      await follower.close();
      await intake.close();
    },
  };
}

export function register(app: App): void {
  registerObservedDevices((cx, productId) => devicesWithProduct(cx.tx, cx.unitId, productId));
  registerIntake(app);
  registerFiles(app);
  registerSources(app);
  registerSightings(app);
}
