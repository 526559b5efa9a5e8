/** Makes the orders of a large campaign part by part; run again after a crash it makes only what is missing. */
import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.ts';
import { issueOrders } from './commands.ts';
import * as store from './store.ts';

export const issueOrdersJob = defineJob({
  kind: 'installation.issueOrders',
  title: '生成统一部署的工作单',
  input: z.object({ campaignId: z.uuid() }),
  async run(job, { campaignId }, progress) {
    const total = await job.read(
      async (cx) => (await store.unordered(cx, campaignId, 1_000_000)).length,
    );
    let done = 0;
    for (let made = 1; made > 0; ) {
      made = await job.write((cx) => issueOrders(cx, campaignId));
      done += made;
      await progress(done, total, '已生成 {{n}} 张工作单', { n: done });
    }
    return { orders: done };
  },
});
