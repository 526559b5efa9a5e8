/**
 * PostgreSQL as a process: started as our child in a session of its own (so that Ctrl-C reaches it only through us),
 * stopped in order with a time limit, and cleared away when a killed server left it or its lock files behind.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFailure } from './embedded.failure.ts';
import { type OsUser, onWindows } from './embedded.place.ts';

export type Cluster = {
  native: string;
  user: OsUser;
  data: string;
  /** What PostgreSQL says before its own log collector takes over; its logs lie beside it. */
  log: string;
  /** Socket folder; on Windows 127.0.0.1. */
  host: string;
  port: number;
  settings: Record<string, string>;
};
export type Running = { pid: number; exited: Promise<void> };

const STOP_MS = 10_000;
const START_MS = 60_000;

export function program(native: string, name: string): string {
  return join(native, 'bin', onWindows ? `${name}.exe` : name);
}

/** A clean environment: no PG* variable of the caller's shell may change what we start. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, TZ: 'UTC', ...(onWindows ? { SystemRoot, TEMP } : {}) };
}

/** Starts the cluster and waits until it takes connections. */
export async function startPostgres(cluster: Cluster): Promise<Running> {
  const running = onWindows ? startOnWindows(cluster) : spawnPostgres(cluster);
  const limit = Date.now() + START_MS;
  let over = false;
  void running.exited.then(() => {
    over = true;
  });
  while (!isReady(cluster.data, onWindows ? undefined : running.pid)) {
    if (over || Date.now() > limit) {
      if (!over) await stopPostgres(cluster, running);
      throw new StartFailure(
        `PostgreSQL 未能启动，原因见 ${dirname(cluster.log)}：${lastComplaint(cluster.log)}`,
        'PostgreSQL did not start; see its log',
      );
    }
    await sleep(20);
  }
  return running;
}

function settingArguments(cluster: Cluster): string[] {
  const where: Record<string, string> = onWindows
    ? { listen_addresses: cluster.host }
    : { listen_addresses: '', unix_socket_directories: cluster.host };
  const all = { ...where, port: String(cluster.port), ...cluster.settings };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function spawnPostgres(cluster: Cluster): Running {
  const log = openSync(cluster.log, 'a', 0o600);
  const child: ChildProcess = spawn(
    program(cluster.native, 'postgres'),
    ['-D', cluster.data, ...settingArguments(cluster)],
    {
      ...cluster.user,
      cwd: '/',
      env: cleanEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  const exited = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  child.unref();
  if (child.pid) stopWithUs(child.pid, cluster.user, exited);
  return { pid: child.pid ?? -1, exited };
}

/**
 * A shell that waits for the end of our pipe and then tells PostgreSQL to stop: when we are killed, nothing stays
 * behind. It is a convenience, not what safety rests on: `clearRemains` deals with what is left when it is killed too.
 */
function stopWithUs(pid: number, user: OsUser, exited: Promise<void>): void {
  const script = 'while read -r line; do :; done; kill -INT "$0"';
  const watcher = spawn('/bin/sh', ['-c', script, String(pid)], {
    ...user,
    cwd: '/',
    env: cleanEnvironment(),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.on('error', () => {});
  watcher.stdin.on('error', () => {});
  watcher.unref();
  (watcher.stdin as Socket).unref();
  // Its number may belong to another program afterwards.
  void exited.then(() => watcher.kill('SIGKILL'));
}

/** There PostgreSQL gives up administrator rights only through pg_ctl. */
function startOnWindows(cluster: Cluster): Running {
  const options = settingArguments(cluster).join(' ');
  const result = spawnSync(
    program(cluster.native, 'pg_ctl'),
    ['start', '-w', '-D', cluster.data, '-l', cluster.log, '-o', options],
    { env: cleanEnvironment(), stdio: 'ignore' },
  );
  const pid = readPidFile(cluster.data)?.pid ?? -1;
  const exited = result.status === 0 ? watchPid(pid) : Promise.resolve();
  return { pid, exited };
}

async function watchPid(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(500);
}

/** Fast shutdown, then immediate (the next start recovers), then kill: this path always comes to an end. */
export async function stopPostgres(cluster: Cluster, running: Running): Promise<void> {
  if (onWindows) {
    spawnSync(
      program(cluster.native, 'pg_ctl'),
      ['stop', '-m', 'fast', '-w', '-t', '10', '-D', cluster.data],
      { env: cleanEnvironment(), stdio: 'ignore' },
    );
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    sendSignal(running.pid, signal);
    const timer = new AbortController();
    const late = sleep(STOP_MS, 'late', { signal: timer.signal }).catch(() => 'late');
    const first = await Promise.race([running.exited, late]);
    timer.abort();
    if (first !== 'late') return;
  }
}

/**
 * After a kill -9: a postmaster that lived on is stopped (restarting takes 0.1 s and gives known settings); lock files
 * of a dead one are removed, also when its pid is a zombie or now belongs to another program.
 */
export async function clearRemains(cluster: Cluster): Promise<void> {
  if (onWindows || !existsSync('/proc/self/cwd')) {
    if (!existsSync(join(cluster.data, 'postmaster.pid'))) return;
    spawnSync(
      program(cluster.native, 'pg_ctl'),
      ['stop', '-m', 'fast', '-w', '-t', '10', '-D', cluster.data],
      { ...cluster.user, cwd: onWindows ? undefined : '/', env: cleanEnvironment() },
    );
    return;
  }
  const recorded = readPidFile(cluster.data);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const left = processesIn(cluster.data);
    if (left.length === 0) break;
    // The postmaster alone takes part in an orderly stop; backends without one are ended directly.
    const postmaster = left.filter((pid) => pid === recorded?.pid);
    for (const pid of postmaster.length > 0 ? postmaster : left) sendSignal(pid, signal);
    const limit = Date.now() + STOP_MS;
    while (processesIn(cluster.data).length > 0 && Date.now() < limit) await sleep(20);
  }
  rmSync(join(cluster.data, 'postmaster.pid'), { force: true });
  rmSync(join(cluster.host, `.s.PGSQL.${cluster.port}`), { force: true });
  rmSync(join(cluster.host, `.s.PGSQL.${cluster.port}.lock`), { force: true });
}

/** Every process whose working folder is the data folder, as all of PostgreSQL's are; zombies have none. */
function processesIn(data: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === data;
      } catch {
        return false;
      }
    })
    .map(Number);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    if (pid > 1) process.kill(pid, signal);
  } catch {
    // Already gone.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function readPidFile(data: string): { pid: number; status: string } | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) ? { pid, status: (lines[7] ?? '').trim() } : undefined;
  } catch {
    return undefined;
  }
}

function isReady(data: string, pid: number | undefined): boolean {
  const found = readPidFile(data);
  return found?.status === 'ready' && (pid === undefined || found.pid === pid);
}

/** The last complaint in the newest of the logs. */
function lastComplaint(log: string): string {
  const folder = dirname(log);
  const newest = readdirSync(folder)
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
    .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
  return newest.findLast((line) => /FATAL|PANIC|could not/.test(line)) ?? '';
}
