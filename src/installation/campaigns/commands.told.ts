/** Told in the transaction in which a campaign or its computers move: upgrade schemes follow. */
import { createListeners } from '../../base/listeners.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { OrderState } from '../orders/shapes.ts';
import type { CampaignState } from './shapes.ts';

export type MovedCampaign = {
  campaignId: string;
  schemeId: string | null;
  state: CampaignState;
  /** Computers whose orders moved; empty when the campaign itself did. */
  devices: readonly { deviceId: string; state: OrderState }[];
};

export const campaignsMoved = createListeners<[CommandContext, MovedCampaign]>();
