/** Jobs on a real queue: queued with the command's commit, followed, stopped, failed, and picked up after a crash. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type TestApp, testApp, testContext } from '../../../test/harness.ts';
import { refuse } from '../../base/refusal.ts';
import type { Actor } from '../db/context.ts';
import type { Services } from '../http/app.ts';
import { defineJob, type Jobs, openJobs } from './jobs.ts';

const count = defineJob({
  kind: 'test.count',
  title: '数数',
  input: z.object({ upTo: z.number(), wait: z.number().default(0) }),
  async run(job, input, progress) {
    for (let step = 1; step <= input.upTo; step++) {
      await progress(step, input.upTo, '第 {{step}} 步', { step });
      await sleep(input.wait, undefined, { signal: job.signal });
    }
    return { counted: input.upTo, by: await job.write(async (cx) => cx.actor.name) };
  },
});
const refused = defineJob({
  kind: 'test.refused',
  title: '被拒',
  input: z.object({}),
  async run() {
    throw refuse('test.no', '第 {{row}} 行有误', { row: 7 });
  },
});
const broken = defineJob({
  kind: 'test.broken',
  title: '出错',
  input: z.object({}),
  async run() {
    throw new Error('connection string with a password');
  },
});
const once = defineJob({
  kind: 'test.once',
  title: '只做一次',
  input: z.object({}),
  afterCrash: 'fail',
  async run() {
    return 'ran';
  },
});

let app: TestApp;
let jobs: Jobs;
const reported: string[] = [];
const definitions = [count, refused, broken, once];

beforeAll(async () => {
  app = await testApp();
  // The application's own worker does not know the kinds of this test.
  await app.services.jobs.close();
  jobs = await openWorker();
});
afterAll(() => jobs.close());

function openWorker() {
  return openJobs(app.database, {
    definitions,
    services: {} as Services,
    alone: true,
    report: (error, what) => reported.push(`${what}: ${error}`),
  });
}

async function start<I>(definition: Parameters<Jobs['start']>[1], input: I, actor?: Actor) {
  return app.database.write((tx) =>
    jobs.start(testContext(tx, app.unitId, actor ? { actor } : {}), definition, input),
  );
}

async function until(id: string, fits: (job: { state: string; done: number }) => boolean) {
  const reader = await app.as('inspector');
  for (;;) {
    const { body } = await reader.get(`/api/units/${app.unitCode}/jobs/${id}`);
    if (fits(body)) return body;
    await sleep(50);
  }
}

test('runs in the name of its starter and keeps result and progress', async () => {
  const id = await start(count, { upTo: 3 });
  const job = await until(id, (one) => one.state === 'done');
  expect(job).toMatchObject({
    title: '数数',
    done: 3,
    total: 3,
    message: null,
    result: { counted: 3, by: '测试员' },
    createdBy: '测试员',
    canCancel: false,
  });
});

test('a command that is rolled back leaves no job', async () => {
  const before = await app.database.read((tx) =>
    sql<{ n: number }>`select count(*) as n from pgboss.job`.execute(tx),
  );
  await expect(
    app.database.write(async (tx) => {
      await jobs.start(testContext(tx, app.unitId), count, { upTo: 1, wait: 0 });
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  const after = await app.database.read((tx) =>
    sql<{ n: number }>`select count(*) as n from pgboss.job`.execute(tx),
  );
  expect(after.rows[0]!.n).toBe(before.rows[0]!.n);
});

test('a refusal is told as it is, a bug only by a number', async () => {
  const told = await until(await start(refused, {}), (one) => one.state === 'failed');
  expect(told.message).toBe('第 7 行有误');
  const id = await start(broken, {});
  const hidden = await until(id, (one) => one.state === 'failed');
  expect(hidden.message).toBe(`处理时发生内部错误，已记录，编号 ${id}`);
  expect(reported.join('\n')).toContain(`job test.broken ${id}: Error: connection string`);
});

test('is cancelled while running by its starter or an administrator, by nobody else', async () => {
  const technician = await app.as('itTechnician');
  const id = await start(count, { upTo: 1000, wait: 20 });
  await until(id, (one) => one.state === 'running' && one.done > 0);
  const path = `/api/units/${app.unitCode}/jobs/${id}`;
  expect((await technician.get(path)).body).toMatchObject({ canCancel: false });
  expect(await technician.post(`${path}/cancel`)).toMatchObject({
    status: 403,
    body: { code: 'platform.notYourJob' },
  });
  const manager = await app.as('itManager');
  expect((await manager.get(path)).body).toMatchObject({ canCancel: true });
  expect((await manager.post(`${path}/cancel`)).status).toBe(200);
  const job = await until(id, (one) => one.state === 'cancelled');
  expect(job.done).toBeLessThan(1000);
  expect(await manager.post(`${path}/cancel`)).toMatchObject({
    status: 409,
    body: { code: 'platform.jobOver' },
  });
});

test('a starter without an administrator’s role may cancel the own job', async () => {
  const technician = await app.as('itTechnician');
  const id = await start(
    count,
    { upTo: 1000, wait: 20 },
    {
      kind: 'account',
      id: technician.accountId,
      name: '技术员',
      roles: ['itTechnician'],
    },
  );
  const path = `/api/units/${app.unitCode}/jobs/${id}`;
  expect((await technician.post(`${path}/cancel`)).status).toBe(200);
  await until(id, (one) => one.state === 'cancelled');
});

test('an orderly stop puts a running job back; the next server finishes it', async () => {
  const id = await start(count, { upTo: 40, wait: 20 });
  await until(id, (one) => one.state === 'running');
  await jobs.close();
  const row = await app.database.read((tx) =>
    sql<{ state: string; attempts: number }>`
      select state, attempts from platform_job where id = ${id}`.execute(tx),
  );
  expect(row.rows[0]).toEqual({ state: 'queued', attempts: 0 });
  jobs = await openWorker();
  const job = await until(id, (one) => one.state === 'done');
  expect(job.result).toEqual({ counted: 40, by: '测试员' });
});

/** What a server killed in the middle leaves behind. */
async function asAfterCrash(id: string, attempts: number) {
  await app.database.write(async (tx) => {
    await sql`update platform_job set state = 'running', attempts = ${attempts},
      finished_at = null where id = ${id}`.execute(tx);
    await sql`update pgboss.job set state = 'active', completed_on = null
      where data ->> 'id' = ${id}`.execute(tx);
  });
  jobs = await openWorker();
}

test.each([
  ['runs again', count, 1, { state: 'done', message: null }],
  [
    'is given up when it may run only once',
    once,
    1,
    {
      state: 'failed',
      message: '服务器在处理途中停止，任务没有完成，请重新开始',
    },
  ],
  [
    'is given up after three broken runs',
    count,
    3,
    {
      state: 'failed',
      message: '服务器在处理途中多次停止，任务已放弃',
    },
  ],
])('after a crash a job %s', async (_title, definition, attempts, expected) => {
  const id = await start(definition, { upTo: 1 });
  await until(id, (one) => one.state === 'done');
  await jobs.close();
  await asAfterCrash(id, attempts as number);
  expect(await until(id, (one) => one.state !== 'running')).toMatchObject(expected as object);
});

test('the list pages, filters by state, and speaks the reader’s language', async () => {
  const reader = await app.as('inspector');
  const first = await reader.get(`/api/units/${app.unitCode}/jobs?limit=2`);
  expect(first.body.items).toHaveLength(2);
  const rest = await reader.get(
    `/api/units/${app.unitCode}/jobs?limit=2&cursor=${first.body.nextCursor}`,
  );
  const seen = [...first.body.items, ...rest.body.items].map((job: { id: string }) => job.id);
  expect(new Set(seen).size).toBe(4);
  const cancelled = await reader.get(`/api/units/${app.unitCode}/jobs?state=cancelled`);
  expect(cancelled.body.items).toHaveLength(2);
  const failed = await reader.get(`/api/units/${app.unitCode}/jobs?state=failed`, {
    'accept-language': 'en',
  });
  expect(failed.body.items.map((job: { message: string }) => job.message)).toContain(
    'The server stopped in the middle several times; the job was given up',
  );
  const staff = await app.as('staff');
  expect((await staff.get(`/api/units/${app.unitCode}/jobs`)).status).toBe(403);
});
