/** Every morning the clock tells what has come due; once however many servers there are. */
import { allUnits } from '../../organisation/index.ts';
import { systemContext } from '../../platform/db/context.ts';
import type { TimerDefinition } from '../../platform/jobs/jobs.ts';
import { raiseDuties } from './commands.ts';

export const clockTimer: TimerDefinition = {
  name: 'daily.clock',
  cron: '5 7 * * *',
  async run({ database, signal }) {
    const units = await database.read((tx) => allUnits(tx));
    for (const unit of units) {
      if (signal.aborted) return;
      await database.write((tx) => raiseDuties(systemContext(tx, unit.id, '法定事项提醒')));
    }
  },
};
