/**
 * The embedded PostgreSQL: real server binaries from the npm registry, run by this supervisor. The package only says
 * where the binaries are; its own start and stop neither survive a kill nor report why they fail.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { FolderInUse, StartFailure } from './embedded.failure.ts';
import { lockFolder } from './embedded.lock.ts';
import { findPlace, onWindows, type Place, privateFolder, socketFolder } from './embedded.place.ts';
import {
  type Cluster,
  cleanEnvironment,
  clearRemains,
  program,
  type Running,
  startPostgres,
  stopPostgres,
} from './embedded.process.ts';

export type Embedded = {
  /** Owns everything: migrations, maintenance. */
  owner: pg.ClientConfig;
  /** What the application runs as: migrations decide what it may do. */
  app: pg.ClientConfig;
  /** Where binaries and data lie, one Chinese sentence. */
  note: string;
  /** The database server's process id; changes when the supervisor has restarted it. */
  pid(): number;
  stop(): Promise<void>;
};
export type EmbeddedOptions = {
  folder: string;
  /** PostgreSQL settings on top of ours, for example `fsync: 'off'` in tests. */
  settings?: Record<string, string>;
};

const OWNER = 'zhengce_owner';
const APP = 'zhengce_app';
const DATABASE = 'zhengce';
const MAJOR = '18';
const RESTARTS_PER_MINUTE = 3;

/** Modest: node and PostgreSQL together are to fit a small server. */
const SETTINGS: Record<string, string> = {
  max_connections: '120',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'pglz',
  random_page_cost: '1.1',
  jit: 'off',
  huge_pages: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  // A week of logs beside the data, one file per weekday, so that they never grow without end.
  logging_collector: 'on',
  log_directory: '../log',
  log_filename: 'postgresql-%u.log',
  log_rotation_age: '1d',
  log_truncate_on_rotation: 'on',
};

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const place = findPlace(options.folder);
  const lock = lockFolder(place.base);
  try {
    return await startLocked(place, options, lock.release);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * For commands beside the server: its running PostgreSQL when there is one (which `stop` then leaves alone), otherwise
 * one started for the occasion.
 */
export async function joinEmbedded(
  options: EmbeddedOptions,
): Promise<Pick<Embedded, 'owner' | 'app' | 'note' | 'stop'>> {
  try {
    return await startEmbedded(options);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
  }
  const { base, native } = findPlace(options.folder);
  const where = JSON.parse(readFileSync(join(base, 'connection.json'), 'utf8')) as Address;
  return {
    owner: login(where, OWNER, secret(base, 'owner')),
    app: login(where, APP, secret(base, 'app')),
    note: noteOf(native, base),
    stop: async () => {},
  };
}

async function startLocked(
  place: Place,
  options: EmbeddedOptions,
  release: () => void,
): Promise<Embedded> {
  const settings = { ...SETTINGS, ...options.settings };
  const data = prepareData(place, settings.fsync === 'off');
  const logs = join(place.base, 'log');
  privateFolder(logs, place.user);
  const cluster: Cluster = {
    native: place.native,
    user: place.user,
    data: realpathSync(data),
    log: join(logs, 'start.log'),
    host: onWindows ? '127.0.0.1' : socketFolder(place.base, place.user),
    port: onWindows ? await freePort() : 5432,
    settings,
  };
  rmSync(cluster.log, { force: true });
  const address: Address = { host: cluster.host, port: cluster.port };
  writeFileSync(join(place.base, 'connection.json'), JSON.stringify(address));
  const server = await supervise(cluster);
  const owner: pg.ClientConfig = login(address, OWNER, secret(place.base, 'owner'));
  const app: pg.ClientConfig = login(address, APP, secret(place.base, 'app'));
  try {
    await prepareDatabase(owner, String(app.password));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    owner,
    app,
    note: noteOf(place.native, place.base),
    pid: server.pid,
    stop: async () => {
      await server.stop();
      release();
    },
  };
}

/** Keeps PostgreSQL running: when it dies under a living server it is started again, unless it keeps dying. */
async function supervise(cluster: Cluster): Promise<{ pid(): number; stop(): Promise<void> }> {
  await clearRemains(cluster);
  let stopping = false;
  let running: Running = await startPostgres(cluster);
  let restarting: Promise<void> = Promise.resolve();
  const restarts: number[] = [];
  const watch = (current: Running): void => {
    void current.exited.then(() => {
      if (stopping) return;
      restarting = restart().catch((error: Error) => {
        process.stderr.write(`${error.message}\n`);
        process.exit(1);
      });
    });
  };
  const restart = async (): Promise<void> => {
    const now = Date.now();
    restarts.push(now);
    if (restarts.filter((at) => now - at < 60_000).length > RESTARTS_PER_MINUTE) {
      throw new StartFailure(
        `PostgreSQL 一分钟内多次退出，服务停止，原因见 ${cluster.log}`,
        'PostgreSQL keeps exiting; see its log',
      );
    }
    process.stderr.write('PostgreSQL 意外退出，正在重新启动 (restarting PostgreSQL)\n');
    await clearRemains(cluster);
    if (stopping) return;
    running = await startPostgres(cluster);
    watch(running);
  };
  watch(running);
  return {
    pid: () => running.pid,
    stop: async () => {
      stopping = true;
      await restarting;
      await stopPostgres(cluster, running);
    },
  };
}

/** The data folder, made when absent; beside its final place first, so that a killed initdb leaves nothing half. */
function prepareData(place: Place, throwAway: boolean): string {
  const data = join(place.base, 'data');
  if (existsSync(data)) {
    const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
    if (version === MAJOR) return data;
    throw new StartFailure(
      `数据目录 ${data} 属于 PostgreSQL ${version}，本版内置 PostgreSQL ${MAJOR}：请用旧版导出后在新版导入（见 docs/operations.md）`,
      `data folder belongs to PostgreSQL ${version}, this release has ${MAJOR}; dump and restore`,
    );
  }
  for (const name of readdirSync(place.base)) {
    if (name.startsWith('data.new-')) rmSync(join(place.base, name), { recursive: true });
  }
  const half = mkdtempSync(join(place.base, 'data.new-'));
  if (place.user) chownSync(half, place.user.uid, place.user.gid);
  const inner = join(half, 'data');
  const passwordFile = join(half, 'password');
  writeFileSync(passwordFile, secret(place.base, 'owner'), { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  const made = spawnSync(
    program(place.native, 'initdb'),
    [
      ...['-D', inner, '-U', OWNER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', `--locale=${libcLocale()}`],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      ...(throwAway ? ['--no-sync'] : []),
    ],
    { ...place.user, cwd: onWindows ? undefined : '/', env: cleanEnvironment(), encoding: 'utf8' },
  );
  if (made.status !== 0) {
    rmSync(half, { recursive: true });
    const reason = (made.stderr || String(made.error ?? '')).trim().split('\n').join(' ');
    throw new StartFailure(`建立数据库失败：${reason}`, 'initdb failed');
  }
  rmSync(passwordFile);
  renameSync(inner, data);
  rmSync(half, { recursive: true });
  return data;
}

/** LC_CTYPE must not be C: trigram search would silently find no Chinese. */
function libcLocale(): string {
  if (onWindows) return 'en-US';
  return process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
}

/** A generated password in a file only the server's own user can read. */
function secret(base: string, name: string): string {
  const file = join(base, `${name}.password`);
  if (!existsSync(file)) {
    const half = `${file}.${process.pid}`;
    writeFileSync(half, randomBytes(24).toString('base64url'), { mode: 0o600 });
    renameSync(half, file);
  }
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}

type Address = { host: string; port: number };

function login({ host, port }: Address, user: string, password: string): pg.ClientConfig {
  return { host, port, user, password, database: DATABASE };
}

function noteOf(native: string, base: string): string {
  return `数据库程序在 ${native}，数据在 ${base}`;
}

async function prepareDatabase(owner: pg.ClientConfig, appPassword: string): Promise<void> {
  // The statement with the password must not reach the server's log, whatever happens to it.
  const options = '-c log_min_error_statement=panic';
  const client = new pg.Client({ ...owner, database: 'postgres', options });
  await client.connect();
  try {
    const roles = await client.query('select 1 from pg_roles where rolname = $1', [APP]);
    const verb = roles.rowCount ? 'alter' : 'create';
    await client.query(`${verb} role ${APP} login password ${pg.escapeLiteral(appPassword)}`);
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!found.rowCount) await client.query(`create database ${DATABASE} owner ${OWNER}`);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
