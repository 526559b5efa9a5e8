/** Makes the files of a closing: minutes for a large unit. Run again after a crash it begins anew; nothing was kept. */
import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.ts';
import { generate } from './commands.ts';

export const generateClosingJob = defineJob({
  kind: 'reporting.generateClosing',
  title: '生成台账结存',
  input: z.object({ closingId: z.uuid() }),
  async run(job, { closingId }) {
    await generate(job, closingId);
    return {};
  },
});
