/**
 * Background work with progress and an end on request. pg-boss carries the jobs (queue, wake-up, heartbeat, another
 * try after a crash); the row in `platform_job` is what people see. A job is queued in the transaction of the command
 * that starts it, so it exists exactly when that command's other effects do.
 */
import { fromKysely, PgBoss } from 'pg-boss';
import type { z } from 'zod';
import { dateInChina } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { Refusal, type RefusalParams } from '../../base/refusal.ts';
import { audit } from '../audit/audit.ts';
import type { CommandContext } from '../db/context.ts';
import type { Database } from '../db/database.ts';
import type { Services } from '../http/app.ts';
import * as store from './store.ts';

/** `done` of `total`, and what is being done. Throws when the job is to end: let it pass. */
export type Progress = (
  done: number,
  total?: number,
  sentence?: string,
  params?: RefusalParams,
) => Promise<void>;

export type JobContext = {
  unitId: string;
  jobId: string;
  database: Database;
  services: Services;
  /** Aborted when somebody cancels the job or the server stops. */
  signal: AbortSignal;
  /** One read-write transaction in the name of whoever started the job. */
  write<T>(work: (cx: CommandContext) => Promise<T>): Promise<T>;
  read<T>(work: (cx: CommandContext) => Promise<T>): Promise<T>;
};

export type JobDefinition<I, R> = {
  /** `slice.verb`, e.g. `recognition.recompute`. */
  kind: string;
  /** Chinese, with its English in the slice's dictionary. */
  title: string;
  input: z.ZodType<I>;
  /** After a crash in the middle: run again from the start (default; must be harmless), or give up with a message. */
  afterCrash?: 'again' | 'fail';
  run(job: JobContext, input: I, progress: Progress): Promise<R>;
};

export function defineJob<I, R>(definition: JobDefinition<I, R>): JobDefinition<I, R> {
  return definition;
}

/** Work the system does by itself at times of day in China, e.g. `{ cron: '10 2 * * *' }`: once however many servers. */
export type TimerDefinition = {
  name: string;
  cron: string;
  run(timer: { database: Database; services: Services; signal: AbortSignal }): Promise<void>;
};

export type Jobs = {
  /** Queues the job with the command's own commit and returns its id. */
  start<I, R>(cx: CommandContext, definition: JobDefinition<I, R>, input: I): Promise<string>;
  close(): Promise<void>;
};

declare module '../http/app.ts' {
  interface Services {
    jobs: Jobs;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: definitions of many inputs and results stand in one list
export type AnyJobDefinition = JobDefinition<any, unknown>;
type Reference = { unitId: string; id: string };
export type JobsOptions = {
  definitions: AnyJobDefinition[];
  timers?: TimerDefinition[];
  services: Services;
  /** No other server works on this database: what is marked as running was left by a crash. */
  alone: boolean;
  report?(error: unknown, what: string): void;
};

const QUEUE = 'jobs';
const MAX_RUNS = 3;
const PROGRESS_EVERY_MS = 300;
const CANCEL_CHECK_MS = 1_000;
const STOP_MS = 8_000;

class JobCancelled extends Error {}
class ServerStopping extends Error {}

/** The job goes back into the queue: what it was given is needed again. */
export function isServerStopping(signal: AbortSignal): boolean {
  return signal.aborted && signal.reason instanceof ServerStopping;
}

export async function openJobs(database: Database, options: JobsOptions): Promise<Jobs> {
  const report = options.report ?? reportOnStandardError;
  const boss = new PgBoss({
    ...(database.app as object),
    max: 4,
    application_name: 'zhengce-jobs',
    // The migrations install its schema; this role may not.
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
    useListenNotify: true,
    schedule: (options.timers ?? []).length > 0,
    monitorIntervalSeconds: 30,
  });
  const stopping = new AbortController();
  // One line each: it goes on by itself. And its closing connections complain when the database stops right after.
  boss.on('error', (error) => stopping.signal.aborted || report(error.message, 'pg-boss'));
  await boss.start();
  const definitions = new Map(options.definitions.map((one) => [one.kind, one]));
  if (definitions.size !== options.definitions.length) throw new Error('a job kind is named twice');
  await boss.createQueue(QUEUE, {
    notify: true,
    // Our own row decides when to give up, so that it never stays "running" by itself.
    retryLimit: 1_000,
    heartbeatSeconds: 30,
    expireInSeconds: 20 * 3600,
  });
  if (options.alone) await releaseLeftovers(boss);
  const runner = { database, options, definitions, stopping: stopping.signal, report };
  await boss.work<Reference>(
    QUEUE,
    { batchSize: 1, localConcurrency: 2, pollingIntervalSeconds: 1 },
    async ([job]) => {
      if (job) await runJob(runner, job.data);
    },
  );
  for (const timer of options.timers ?? []) await openTimer(boss, timer, runner);
  return {
    start: (cx, definition, input) => queueJob(boss, cx, definition, input),
    close: async () => {
      if (stopping.signal.aborted) return;
      stopping.abort(new ServerStopping());
      await boss.stop({ graceful: true, timeout: STOP_MS });
    },
  };
}

async function queueJob<I, R>(
  boss: PgBoss,
  cx: CommandContext,
  definition: JobDefinition<I, R>,
  input: I,
): Promise<string> {
  const id = newId();
  const { unitId, actor } = cx;
  const parsed = definition.input.parse(input);
  const { kind, title } = definition;
  await store.insertJob(cx.tx, { unitId, id, kind, title, input: parsed, actor, at: cx.now });
  await boss.send(QUEUE, { unitId, id }, { db: fromKysely(cx.tx as never) });
  await audit(cx, { action: 'job.start', objectType: 'job', objectId: id, after: { kind } });
  return id;
}

/** After a crash: hands everything that was being worked on back to the queue at once. */
async function releaseLeftovers(boss: PgBoss): Promise<void> {
  const { rows } = await boss
    .getDb()
    .executeSql(`select id from pgboss.job where name = '${QUEUE}' and state = 'active'`);
  const ids = rows.map((row: { id: string }) => row.id);
  if (ids.length > 0) await boss.fail(QUEUE, ids);
}

type Runner = {
  database: Database;
  options: JobsOptions;
  definitions: Map<string, AnyJobDefinition>;
  stopping: AbortSignal;
  report(error: unknown, what: string): void;
};

async function openTimer(boss: PgBoss, timer: TimerDefinition, runner: Runner): Promise<void> {
  const queue = `timer.${timer.name}`;
  await boss.createQueue(queue, { retryLimit: 0, expireInSeconds: 3600 });
  await boss.schedule(queue, timer.cron, null, { tz: 'Asia/Shanghai', missed: 'once' });
  await boss.work(queue, { pollingIntervalSeconds: 30 }, async () => {
    try {
      const { database, options, stopping } = runner;
      await timer.run({ database, services: options.services, signal: stopping });
    } catch (error) {
      runner.report(error, queue);
    }
  });
}

async function runJob(runner: Runner, key: Reference): Promise<void> {
  const { database } = runner;
  const row = await database.write((tx) => store.claimJob(tx, key));
  if (!row) return;
  const finish = (end: Parameters<typeof store.finishJob>[2]) =>
    database.write((tx) => store.finishJob(tx, key, end));
  const definition = runner.definitions.get(row.kind);
  const gaveUp = whyNotRun(row, definition);
  if (!definition || gaveUp) return finish({ state: 'failed', message: gaveUp ?? UNKNOWN });
  const end = new AbortController();
  const signal = AbortSignal.any([end.signal, runner.stopping]);
  const watch = setInterval(() => {
    void database
      .read((tx) => store.isCancelRequested(tx, key))
      .then((asked) => asked && end.abort(new JobCancelled()))
      .catch(() => {});
  }, CANCEL_CHECK_MS);
  try {
    const result = await definition.run(
      contextOf(runner, row, signal),
      definition.input.parse(row.input),
      progressOf(runner, key, signal),
    );
    await finish({ state: 'done', message: null, result });
  } catch (error) {
    const cause = signal.aborted ? signal.reason : error;
    if (cause instanceof ServerStopping) {
      await database.write((tx) => store.requeueJob(tx, key));
      throw cause;
    }
    if (cause instanceof JobCancelled) await finish({ state: 'cancelled', message: null });
    else await finish({ state: 'failed', message: messageOf(runner, error, row) });
  } finally {
    clearInterval(watch);
  }
}

function text(sentence: string, params: RefusalParams = {}): store.Message {
  return { sentence, params };
}

const UNKNOWN = text('这一版程序没有这种任务');

function whyNotRun(
  row: store.JobRow & { interrupted: boolean },
  definition: AnyJobDefinition | undefined,
): store.Message | undefined {
  if (!definition) return UNKNOWN;
  if (row.interrupted && definition.afterCrash === 'fail') {
    return text('服务器在处理途中停止，任务没有完成，请重新开始');
  }
  if (row.attempts > MAX_RUNS) return text('服务器在处理途中多次停止，任务已放弃');
  return undefined;
}

/** A refusal is told as it is; anything else is our fault, logged, and told by the job's number. */
function messageOf(runner: Runner, error: unknown, row: store.JobRow): store.Message {
  if (error instanceof Refusal) return text(error.sentence, error.params);
  runner.report(error, `job ${row.kind} ${row.id}`);
  return text('处理时发生内部错误，已记录，编号 {{id}}', { id: row.id });
}

function contextOf(runner: Runner, row: store.JobRow, signal: AbortSignal): JobContext {
  const { database } = runner;
  const commandContext = (tx: CommandContext['tx']): CommandContext => {
    const now = new Date();
    const { unitId, actor } = row;
    return { tx, unitId, actor, today: dateInChina(now), now, requestId: `job-${row.id}` };
  };
  return {
    unitId: row.unitId,
    jobId: row.id,
    database,
    services: runner.options.services,
    signal,
    write: (work) => database.write((tx) => work(commandContext(tx))),
    read: (work) => database.read((tx) => work(commandContext(tx))),
  };
}

/** Writes at most every 300 ms, so that a loop may report every row. */
function progressOf(runner: Runner, key: Reference, signal: AbortSignal): Progress {
  let writtenAt = 0;
  return async (done, total, sentence, params) => {
    signal.throwIfAborted();
    const now = Date.now();
    if (now - writtenAt < PROGRESS_EVERY_MS && done !== total) return;
    writtenAt = now;
    const message = sentence === undefined ? null : text(sentence, params);
    const asked = await runner.database.write((tx) =>
      store.noteProgress(tx, key, { done, total: total ?? null, message }),
    );
    if (asked) throw new JobCancelled();
  };
}

export function reportOnStandardError(error: unknown, what: string): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${what}: ${detail}\n`);
}
