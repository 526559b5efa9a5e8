/** Makes a unit's matches anew after its rules, its products or the catalogue changed. */
import { z } from 'zod';
import type { CommandContext } from '../../platform/db/context.ts';
import { defineJob, type Jobs } from '../../platform/jobs/jobs.ts';
import { shippedCatalogue } from '../catalogue/commands.ts';
import { beginRecompute, finishRecompute, recomputeChunk } from './commands.ts';
import { noteQueued, unitState } from './store.state.ts';
import { countEntries } from './store.ts';

/** Large enough that statements cost little, small enough for progress and cancelling. */
const CHUNK = 20_000;
/** A job that has not begun by then was cancelled or lost: another may be queued. */
const LOST_AFTER_MS = 10 * 60_000;

/**
 * One pass over all entries. Every chunk is made under the rules of its moment; when these changed under way, the change
 * has queued a job of its own, which goes over everything once more.
 */
export const recomputeMatches = defineJob({
  kind: 'recognition.recompute',
  title: '重新识别软件',
  input: z.object({}),
  async run(job, _input, progress) {
    const rules = await job.write((cx) => beginRecompute(cx.tx, cx.unitId));
    if (rules === undefined) return { changed: 0 };
    const total = await job.read((cx) => countEntries(cx.tx, cx.unitId));
    let changed = 0;
    let afterId = 0;
    for (let done = 0; ; ) {
      const chunk = await job.write((cx) => recomputeChunk(cx.tx, cx.unitId, afterId, CHUNK));
      if (chunk.read === 0) break;
      changed += chunk.changed;
      done += chunk.read;
      afterId = chunk.lastId;
      await progress(done, total);
    }
    await job.write((cx) => finishRecompute(cx.tx, cx.unitId, rules));
    return { changed };
  },
});

/** Queues the job with the caller's change, unless one waits already: that one will see the change. */
export async function queueRecompute(cx: CommandContext, jobs: Jobs): Promise<void> {
  const { version } = shippedCatalogue();
  const { jobQueuedAt } = await unitState(cx.tx, cx.unitId, version, 'update');
  if (jobQueuedAt && cx.now.getTime() - Date.parse(jobQueuedAt) < LOST_AFTER_MS) return;
  await noteQueued(cx.tx, cx.unitId, cx.now.toISOString());
  await jobs.start(cx, recomputeMatches, {});
}
