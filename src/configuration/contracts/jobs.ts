/** Every morning what is about to end is told; once however many servers there are. */
import { allUnits } from '../../organisation/index.ts';
import { systemContext } from '../../platform/db/context.ts';
import type { TimerDefinition } from '../../platform/jobs/jobs.ts';
import { warnOfExpiries } from './commands.expiry.ts';

export const expiryTimer: TimerDefinition = {
  name: 'configuration.expiries',
  cron: '10 7 * * *',
  async run({ database, signal }) {
    const units = await database.read((tx) => allUnits(tx));
    for (const unit of units) {
      if (signal.aborted) return;
      await database.write((tx) => warnOfExpiries(systemContext(tx, unit.id, '到期提醒')));
    }
  },
};
