/** Progress, result and end of background jobs. */
import { refuse } from '../../base/refusal.ts';
import { audit } from '../audit/audit.ts';
import type { Actor, CommandContext } from '../db/context.ts';
import type { App } from '../http/app.ts';
import { route } from '../http/route.ts';
import { type Language, languageOf, localise } from '../http/texts.ts';
import { cancelJob, getJob, type Job, listJobs } from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  route(app, listJobs, async ({ cx, query, request }) => {
    const language = languageOf(request.headers['accept-language']);
    const { items, nextCursor } = await store.listJobRows(cx.tx, cx.unitId, query);
    return { items: items.map((row) => shown(row, cx.actor, language)), nextCursor };
  });
  route(app, getJob, async ({ cx, params, request }) => {
    const row = await existing(cx, params.id);
    return shown(row, cx.actor, languageOf(request.headers['accept-language']));
  });
  route(app, cancelJob, async ({ cx, params, request }) => {
    const row = await existing(cx, params.id);
    if (!mayCancel(row, cx.actor)) {
      throw refuse(
        'platform.notYourJob',
        '只有发起人、信息化部门管理员或系统管理员可以取消这项任务',
        {},
        { status: 403 },
      );
    }
    const asked = await store.requestCancel(cx.tx, { unitId: cx.unitId, id: params.id });
    if (!asked) {
      throw refuse('platform.jobOver', '任务已经结束，不能取消', {}, { status: 409 });
    }
    await audit(cx, { action: 'job.cancel', objectType: 'job', objectId: params.id });
    return shown(asked, cx.actor, languageOf(request.headers['accept-language']));
  });
}

async function existing(cx: CommandContext, id: string): Promise<store.JobRow> {
  const row = await store.findJob(cx.tx, { unitId: cx.unitId, id });
  if (!row) throw refuse('platform.unknownJob', '没有这项任务', {}, { status: 404 });
  return row;
}

function mayCancel(row: store.JobRow, actor: Actor): boolean {
  const starter = row.actor.kind === actor.kind && row.actor.id === actor.id;
  return starter || actor.roles.includes('itManager') || actor.roles.includes('sysAdmin');
}

function shown(row: store.JobRow, actor: Actor, language: Language): Job {
  const open = row.state === 'queued' || row.state === 'running';
  return {
    id: row.id,
    kind: row.kind,
    title: localise(language, row.title),
    state: row.state,
    done: row.done,
    total: row.total,
    message: row.message ? localise(language, row.message.sentence, row.message.params) : null,
    result: row.result,
    createdBy: row.actor.name,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    cancelRequested: row.cancelRequested,
    canCancel: open && !row.cancelRequested && mayCancel(row, actor),
  };
}
