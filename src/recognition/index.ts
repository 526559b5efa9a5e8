/** Recognition's public face: what discovery, reconciliation and configuration call. */
import type { Tx } from '../platform/db/database.ts';
import type { App } from '../platform/http/app.ts';
import { findProducts, productsByIds } from './catalogue/store.ts';
import { register as registerEntries } from './entries/routes.ts';
import { register as registerExchange } from './exchange/routes.ts';
import { register as registerLife } from './life/routes.ts';
import { register as registerProvisional } from './provisional/routes.ts';
import type { Product } from './shapes.ts';
import { register as registerUnitRules } from './unitrules/routes.ts';
import { register as registerVersions } from './versions/routes.ts';

export { loadCatalogue } from './catalogue/commands.ts';
export { recogniseNames, type WrittenName } from './entries/commands.names.ts';
export { startRecognition } from './entries/commands.start.ts';
export { type MatchListener, onMatchesChanged, recognisePending } from './entries/commands.ts';
export { recomputeMatches } from './entries/jobs.ts';
export { addDeviceCounts, internRawEntries, matchesOf } from './entries/store.ts';
export { lifeOfProduct } from './life/commands.ts';
export { onProvisionalDecided } from './provisional/commands.ts';
export * from './rules.ts';
export { previewCatalogue } from './versions/jobs.ts';

const MOST_FOUND = 50;

/** Products of the catalogue and of the unit whose names, publishers or aliases hold every word of the text. */
export function searchProducts(tx: Tx, unitId: string, text: string): Promise<Product[]> {
  return findProducts(tx, unitId, { text, limit: MOST_FOUND, offset: 0 });
}

export async function productById(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<Product | undefined> {
  const [product] = await productsByIds(tx, unitId, [id]);
  return product;
}

export function register(app: App): void {
  registerEntries(app);
  registerProvisional(app);
  registerLife(app);
  registerUnitRules(app);
  registerExchange(app);
  registerVersions(app);
}
