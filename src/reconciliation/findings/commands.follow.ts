/** Queues the computers concerned when reports, entries, entitlements, matches or computers change. */
import { entitlementsChanged } from '../../configuration/index.ts';
import { onSourceChanged } from '../../discovery/index.ts';
import { ordersMoved } from '../../installation/index.ts';
import { devicesChanged, entriesAppended, onDevicesMerged } from '../../ledgers/index.ts';
import { onMatchesChanged } from '../../recognition/index.ts';
import { computersWithSerialOf } from '../activation/store.ts';
import { followOrders } from './commands.orders.ts';
import * as store from './store.queue.ts';

let following = false;

/** Called once at start; a second call changes nothing. */
export function followChanges(): void {
  if (following) return;
  following = true;
  ordersMoved.on(followOrders);
  onSourceChanged(async (cx, unitId, deviceIds) => store.queueDevices(cx.tx, unitId, deviceIds));
  entriesAppended.on(async (cx, { deviceIds }) => store.queueDevices(cx.tx, cx.unitId, deviceIds));
  devicesChanged.on(async (cx, deviceIds) => store.queueDevices(cx.tx, cx.unitId, [...deviceIds]));
  onDevicesMerged(async (cx, { keepId, dropId }) =>
    store.queueDevices(cx.tx, cx.unitId, [keepId, dropId]),
  );
  entitlementsChanged.on(async (cx, softwareIds) => {
    await store.queueForSoftware(cx.tx, cx.unitId, [...softwareIds]);
    const reporting = await computersWithSerialOf(cx.tx, cx.unitId, [...softwareIds]);
    await store.queueDevices(cx.tx, cx.unitId, reporting);
  });
  onMatchesChanged(async (tx, unitId, rawEntryIds) =>
    store.queueForEntries(tx, unitId, [...rawEntryIds]),
  );
}
