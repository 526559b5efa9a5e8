/** When a licence term is worth a word on my page. */
import { addDays } from '../../base/dates.ts';
import type { MyInstall } from './shapes.ts';

/** A term that ends within this many days is said to end soon. */
export const SOON_DAYS = 30;

export function expiryOf(validUntil: string | null, today: string): MyInstall['expiry'] {
  if (validUntil === null) return null;
  if (validUntil < today) return 'past';
  return validUntil <= addDays(today, SOON_DAYS) ? 'soon' : null;
}
