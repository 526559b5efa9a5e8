/** Told in the transaction in which orders move: applications and campaigns follow their orders. */
import { createListeners } from '../../base/listeners.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { OrderOrigin, OrderState } from './shapes.ts';

export type MovedOrder = {
  id: string;
  orderNo: string;
  origin: OrderOrigin;
  originId: string;
  deviceId: string;
  state: OrderState;
};

export const ordersMoved = createListeners<[CommandContext, readonly MovedOrder[]]>();
