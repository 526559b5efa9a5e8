/** Works out what another version of the catalogue would change: the recomputing pass, written down instead of done. */
import { z } from 'zod';
import type { CommandContext } from '../../platform/db/context.ts';
import { defineJob, type Jobs } from '../../platform/jobs/jobs.ts';
import { catalogueOf } from '../catalogue/commands.ts';
import { differenceOf } from '../catalogue/rules.ts';
import { matcherUnder } from '../entries/commands.ts';
import { matchDigest } from '../entries/rules.digest.ts';
import { countEntries, digestedAfter, matchesOf } from '../entries/store.ts';
import type { Matcher } from '../matching/rules.matcher.ts';
import type { Match } from '../shapes.ts';
import { beginPreview, requirePreview, settledState } from './commands.ts';
import { changeOf, sideOf } from './rules.ts';
import * as store from './store.ts';

const CHUNK = 10_000;

export const previewCatalogue = defineJob({
  kind: 'recognition.preview',
  title: '预览产品目录更新',
  input: z.object({ preview: z.uuid() }),
  async run(job, input, progress) {
    const id = input.preview;
    const begun = await job.write((cx) => begin(cx, id));
    const total = await job.read((cx) => countEntries(cx.tx, cx.unitId));
    let moving = 0;
    let afterId = 0;
    let done = 0;
    await progress(0, total);
    for (;;) {
      const chunk = await job.write((cx) => previewChunk(cx, id, begun.matcher, afterId));
      if (chunk.read === 0) break;
      moving += chunk.moving;
      done += chunk.read;
      afterId = chunk.lastId;
      await progress(done, total);
    }
    await job.write(async (cx) => {
      const { from, to } = begun;
      const difference = differenceOf(await catalogueOf(cx.tx, from), await catalogueOf(cx.tx, to));
      const result = {
        at: cx.now.toISOString(),
        revision: begun.revision,
        entries: done,
        difference,
      };
      await store.finishPreview(cx.tx, cx.unitId, id, result);
    });
    return { moving };
  },
});

type Begun = { matcher: Matcher; revision: number; from: string; to: string };

async function begin(cx: CommandContext, id: string): Promise<Begun> {
  const state = await settledState(cx.tx, cx.unitId);
  const { toVersion } = await requirePreview(cx, id);
  await store.clearMoves(cx.tx, cx.unitId, id);
  const matcher = await matcherUnder(cx.tx, cx.unitId, toVersion);
  return { matcher, revision: state.revision, from: state.catalogue, to: toVersion };
}

/** Entries never recognised yet have nothing to move from: they wait for `recognisePending`. */
async function previewChunk(cx: CommandContext, id: string, matcher: Matcher, afterId: number) {
  const { tx, unitId } = cx;
  const rows = await digestedAfter(tx, unitId, afterId, CHUNK);
  const differing = new Map<number, Match>();
  for (const { entry, digest, matched } of rows) {
    if (!matched) continue;
    const now = matcher(entry);
    if (digest === null || digest !== matchDigest(now)) differing.set(entry.id, now);
  }
  const present = await matchesOf(tx, unitId, [...differing.keys()]);
  const moves: store.NewMove[] = [];
  for (const [rawEntryId, becomes] of differing) {
    const was = present.get(rawEntryId)!;
    const change = changeOf(was, becomes);
    if (change) moves.push({ rawEntryId, change, was: sideOf(was), becomes: sideOf(becomes) });
  }
  await store.insertMoves(tx, unitId, id, moves);
  return { read: rows.length, moving: moves.length, lastId: rows.at(-1)?.entry.id ?? afterId };
}

export async function startPreview(cx: CommandContext, jobs: Jobs, version: string) {
  const id = await beginPreview(cx, version);
  const jobId = await jobs.start(cx, previewCatalogue, { preview: id });
  await store.notePreviewJob(cx.tx, cx.unitId, id, jobId);
  return { id, jobId };
}
