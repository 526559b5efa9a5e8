/**
 * Computers on which a product is observed: discovery is a later slice and says how it finds them, so that this one
 * need not know it.
 */
import type { CommandContext } from '../../platform/db/context.ts';
import type { ScopeInput } from './shapes.ts';
import { devicesInScope, type ScopedDevice, type ScopedWork } from './store.scope.ts';

/** Ids of the computers that had it when they were last seen. */
export type ObservedDevices = (cx: CommandContext, productId: string) => Promise<string[]>;

let find: ObservedDevices = () => Promise.reject(new Error('nobody knows what is observed'));

/** Called once in discovery's `register`. */
export function registerObservedDevices(known: ObservedDevices): void {
  find = known;
}

/** Every computer the scope means, with why some are left out. */
export async function scopedDevices(
  cx: CommandContext,
  scope: ScopeInput,
  work: ScopedWork,
): Promise<ScopedDevice[]> {
  // Scopes stored before products could be chosen have no such field.
  const productId = scope.withProductId ?? null;
  const observed = productId === null ? null : await find(cx, productId);
  return devicesInScope(cx, scope, work, observed);
}
