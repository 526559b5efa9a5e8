/** Makes the files of a batch; run again after a crash it begins anew, nothing was kept. */
import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.ts';
import { makeBatch } from './commands.make.ts';

export const makeBatchJob = defineJob({
  kind: 'reporting.makeBatch',
  title: '批量导出表单',
  input: z.object({ batchId: z.uuid() }),
  async run(job, { batchId }, progress) {
    await makeBatch(job, batchId, progress);
    return { batchId };
  },
});
