/** Makes a unit's matches anew after its rules, its products or the catalogue changed. */
import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.ts';
import { finishRecompute, recomputeChunk } from './commands.ts';
import { countEntries } from './store.ts';

const CHUNK = 5_000;
const MOST_ROUNDS = 10;

export const recomputeMatches = defineJob({
  kind: 'recognition.recompute',
  title: '重新识别软件',
  input: z.object({}),
  async run(job, _input, progress) {
    let changed = 0;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const total = await job.read((cx) => countEntries(cx.tx, cx.unitId));
      let afterId = 0;
      let done = 0;
      let revision = 0;
      for (;;) {
        const chunk = await job.write((cx) => recomputeChunk(cx.tx, cx.unitId, afterId, CHUNK));
        // The rules changed under way: what was done before must be done again.
        if (revision !== 0 && chunk.revision !== revision) break;
        revision = chunk.revision;
        changed += chunk.changed;
        done += chunk.read;
        afterId = chunk.lastId;
        await progress(done, total);
        if (chunk.read === 0) break;
      }
      if (await job.write((cx) => finishRecompute(cx.tx, cx.unitId, revision))) return { changed };
    }
    throw new Error('the rules of the unit kept changing');
  },
});
