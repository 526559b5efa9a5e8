/** Large campaigns part by part: making orders, cancelling what is open; run again they do only what is missing. */
import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.ts';
import { endPart } from './commands.end.ts';
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

export const endCampaignJob = defineJob({
  kind: 'installation.endCampaign',
  title: '取消统一部署的其余工作单',
  input: z.object({ campaignId: z.uuid() }),
  async run(job, { campaignId }, progress) {
    const total = await job.read(
      async (cx) => (await store.openOrderIds(cx.tx, cx.unitId, campaignId)).length,
    );
    let done = 0;
    for (let cancelled = 1; cancelled > 0; ) {
      cancelled = await job.write((cx) => endPart(cx, campaignId));
      done += cancelled;
      await progress(done, total, '已取消 {{n}} 张工作单', { n: done });
    }
    return { orders: done };
  },
});
