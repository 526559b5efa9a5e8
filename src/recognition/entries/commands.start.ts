/** What recognition does when the server starts. */
import { systemContext } from '../../platform/db/context.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { loadCatalogue, shippedCatalogue } from '../catalogue/commands.ts';
import { queueRecompute } from './jobs.ts';
import { unitsBehind } from './store.state.ts';

/** Loads a new catalogue and starts making the matches anew of every unit that is behind it. */
export async function startRecognition(database: Database, jobs: Jobs): Promise<void> {
  await loadCatalogue(database);
  const behind = await database.read((tx) => unitsBehind(tx, shippedCatalogue().version));
  for (const unitId of behind) {
    await database.write((tx) => queueRecompute(systemContext(tx, unitId, '产品目录更新'), jobs));
  }
}
