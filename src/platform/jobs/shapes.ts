/** Work done in the background, as its starter sees it: how far it is, what came out, and whether it may be stopped. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { endpoint, listQuery, page } from '../http/endpoint.ts';

export const JOB_STATES = {
  queued: { label: '排队中', tone: 'grey' },
  running: { label: '进行中', tone: 'blue' },
  done: { label: '已完成', tone: 'green' },
  failed: { label: '失败', tone: 'red' },
  cancelled: { label: '已取消', tone: 'amber' },
} as const;
export const jobState = z.enum(choiceValues(JOB_STATES));

export const Job = z
  .object({
    id: z.string(),
    kind: z.string(),
    /** In the reader's language, as is `message`. */
    title: z.string(),
    state: jobState,
    done: z.number().int(),
    total: z.number().int().nullable(),
    message: z.string().nullable(),
    result: z.unknown(),
    createdBy: z.string(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    cancelRequested: z.boolean(),
    /** The reader may stop it now. */
    canCancel: z.boolean(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof Job>;

const byId = z.object({ id: z.uuid() });

export const listJobs = endpoint({
  method: 'GET',
  path: '/api/units/:unit/jobs',
  summary: '后台任务列表',
  tag: '系统',
  permission: 'job.view',
  query: listQuery.extend({ state: jobState.optional(), kind: z.string().max(60).optional() }),
  output: page(Job),
});

export const getJob = endpoint({
  method: 'GET',
  path: '/api/units/:unit/jobs/:id',
  summary: '后台任务的进度与结果',
  tag: '系统',
  permission: 'job.view',
  params: byId,
  output: Job,
});

export const cancelJob = endpoint({
  method: 'POST',
  path: '/api/units/:unit/jobs/:id/cancel',
  summary: '取消后台任务',
  tag: '系统',
  permission: 'job.view',
  params: byId,
  output: Job,
});
