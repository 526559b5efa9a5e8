/** Makes a pack; run again after a crash it begins anew, nothing was kept. */
import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.ts';
import { makePack } from './commands.make.ts';

export const makePackJob = defineJob({
  kind: 'reporting.makePack',
  title: '生成迎检资料包',
  input: z.object({ packId: z.uuid() }),
  async run(job, { packId }, progress) {
    await makePack(job, packId, progress);
    return { packId };
  },
});
