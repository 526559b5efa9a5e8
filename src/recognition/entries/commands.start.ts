/** What recognition does when the server starts. */
import { Refusal } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { systemContext } from '../../platform/db/context.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { catalogueOf, loadCatalogue, shippedCatalogue } from '../catalogue/commands.ts';
import { queueRecompute } from './jobs.ts';
import {
  followShipped,
  saveCatalogue,
  unitsBehind,
  unitsUnder,
  versionsInForce,
} from './store.state.ts';

const STARTER = '产品目录更新';

/**
 * Keeps the shipped catalogue as a version. Units stay on the version in force for them until somebody there puts
 * another in force; only what cannot be read any more is left for the shipped one. Starts making the matches anew of
 * every unit that is behind.
 */
export async function startRecognition(database: Database, jobs: Jobs): Promise<void> {
  await loadCatalogue(database);
  await database.write(async (tx) => {
    await followShipped(tx, shippedCatalogue().version);
    for (const version of await versionsInForce(tx)) {
      if (!(await readable(tx, version))) await leave(tx, version);
    }
  });
  const behind = await database.read((tx) => unitsBehind(tx));
  for (const unitId of behind) {
    await database.write((tx) => queueRecompute(systemContext(tx, unitId, STARTER), jobs));
  }
}

async function readable(tx: Tx, version: string): Promise<boolean> {
  try {
    await catalogueOf(tx, version);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

async function leave(tx: Tx, version: string): Promise<void> {
  const shipped = shippedCatalogue().version;
  for (const unitId of await unitsUnder(tx, version)) {
    const cx = systemContext(tx, unitId, STARTER);
    await saveCatalogue(tx, unitId, shipped, { at: cx.now.toISOString(), name: STARTER });
    await audit(cx, {
      action: 'recognition.catalogue.force',
      objectType: 'recognitionCatalogue',
      objectId: shipped,
      before: { version },
      after: { version: shipped },
    });
  }
}
