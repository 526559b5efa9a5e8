/** What reclaiming would save: never more than is wanted, and only with a price that is known. */
import type { IdleNumber } from './shapes.idle.ts';

export type IdleFacts = Omit<IdleNumber, 'avoided' | 'avoidedFen' | 'maintenanceSavedFen'>;

export const DEFAULT_IDLE_DAYS = 90;

/** Spare licences are given to whoever wants them without reclaiming; the unseen ones come after. */
export function savings(facts: IdleFacts): IdleNumber {
  const avoided = Math.min(facts.unseen, Math.max(0, facts.wanted - facts.spare));
  const idle = facts.unseen + facts.spare - avoided;
  const paid = facts.maintenanceFen;
  return {
    ...facts,
    avoided,
    avoidedFen: avoided * (facts.priceFen ?? 0),
    maintenanceSavedFen:
      paid === null || facts.quantity === 0 ? null : Math.floor((paid * idle) / facts.quantity),
  };
}
