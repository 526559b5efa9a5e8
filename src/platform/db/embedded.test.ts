/** The supervisor against what happens to real servers: kills, leftovers, second starts, closed folders. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { type Embedded, joinEmbedded, startEmbedded } from './embedded.ts';

const settings = { fsync: 'off', shared_buffers: '16MB' };
const running: Embedded[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'zhengce-embedded-'));
  folders.push(folder);
  // Else the database of a deeper folder would lie outside, and stay there.
  chmodSync(folder, 0o711);
  return folder;
}

async function start(folder: string): Promise<Embedded> {
  const one = await startEmbedded({ folder, settings });
  running.push(one);
  return one;
}

async function query(config: pg.ClientConfig, text: string): Promise<unknown[]> {
  const client = new pg.Client(config);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Asks until the server answers again. */
async function queryUntilAnswered(config: pg.ClientConfig, text: string): Promise<unknown[]> {
  for (;;) {
    try {
      return await query(config, text);
    } catch {
      await sleep(50);
    }
  }
}

/** Runs a supervisor in a process of its own, writes one row, and returns both pids. */
async function startElsewhere(folder: string): Promise<{ node: number; postgres: number }> {
  const code = `
    import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))};
    const one = await startEmbedded(${JSON.stringify({ folder, settings })});
    console.log(one.pid());
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const postgres = await new Promise<number>((done, failed) => {
    child.stdout.once('data', (chunk) => done(Number(String(chunk))));
    child.once('exit', () => failed(new Error('the supervisor ended')));
  });
  return { node: child.pid!, postgres };
}

function processesIn(data: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === data;
    } catch {
      return false;
    }
  });
}

const watcherOf = (postgres: number) =>
  spawnSync('pgrep', ['-f', `kill -INT "\\$0" ${postgres}$`], { encoding: 'utf8' }).stdout.trim();

test('starts empty, keeps data over a restart, and the application is no superuser', async () => {
  const folder = newFolder();
  const first = await start(folder);
  await query(first.owner, 'create table kept (n int); insert into kept values (7)');
  expect(await query(first.app, 'select current_user::text as who, version()')).toMatchObject([
    { who: 'zhengce_app', version: expect.stringMatching(/^PostgreSQL 18/) },
  ]);
  await expect(query(first.app, 'select * from kept')).rejects.toThrow('permission denied');
  expect(
    await query(
      first.owner,
      `select datlocprovider, datlocale, datctype, current_setting('fsync') as fsync,
         '张' collate "zh-x-icu" > '李' as pinyin
       from pg_database where datname = 'zhengce'`,
    ),
  ).toEqual([
    { datlocprovider: 'b', datlocale: 'C.UTF-8', datctype: 'C.UTF-8', fsync: 'off', pinyin: true },
  ]);
  await running.pop()!.stop();
  const second = await start(folder);
  expect(await query(second.owner, 'select n from kept')).toEqual([{ n: 7 }]);
});

test('Chinese trigrams exist', async () => {
  const one = await start(newFolder());
  await query(one.owner, 'create extension pg_trgm');
  expect(await query(one.owner, `select cardinality(show_trgm('张伟')) as n`)).toEqual([{ n: 3 }]);
});

test('a second start on the same folder is refused and names the first', async () => {
  const folder = newFolder();
  const one = await start(folder);
  const pid = one.pid();
  await expect(startEmbedded({ folder, settings })).rejects.toThrow(
    new RegExp(`已由另一个正册服务使用（进程号 ${process.pid}）.*in use by process ${process.pid}`),
  );
  // Above all the refused start must not have touched the running server.
  expect(one.pid()).toBe(pid);
  expect(await query(one.owner, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

test('a command joins the running server and leaves it running', async () => {
  const folder = newFolder();
  const one = await start(folder);
  const joined = await joinEmbedded({ folder, settings });
  expect(joined.owner).toEqual(one.owner);
  await joined.stop();
  expect(await query(one.app, 'select 1 as alive')).toEqual([{ alive: 1 }]);
  await running.pop()!.stop();
  const alone = await joinEmbedded({ folder, settings });
  expect(await query(alone.app, 'select 1 as alive')).toEqual([{ alive: 1 }]);
  await alone.stop();
  await expect(query(alone.app, 'select 1')).rejects.toThrow();
});

test('a data folder of another major version is refused', async () => {
  const folder = newFolder();
  const one = await start(folder);
  const data = join(one.note.replace(/^.*数据在 /, ''), 'data');
  await running.pop()!.stop();
  writeFileSync(join(data, 'PG_VERSION'), '17\n');
  await expect(startEmbedded({ folder, settings })).rejects.toThrow(/属于 PostgreSQL 17.*has 18/);
});

test('an initdb that was killed leaves nothing in the way', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'postgres', 'data.new-abc', 'data', 'base'), { recursive: true });
  await start(folder);
  expect(readdirSync(join(folder, 'postgres')).filter((name) => name.includes('new'))).toEqual([]);
});

test('passwords are generated, private, and different', async () => {
  const folder = newFolder();
  const one = await start(folder);
  expect(one.owner.password).not.toBe(one.app.password);
  for (const name of ['owner', 'app']) {
    const file = join(folder, 'postgres', `${name}.password`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').length).toBeGreaterThanOrEqual(32);
  }
  await expect(query({ ...one.owner, password: 'password' }, 'select 1')).rejects.toThrow(
    'password authentication failed',
  );
});

test('a long path gets a short socket folder', async () => {
  const folder = join(newFolder(), '很长的目录名'.repeat(4), '再长一点'.repeat(4));
  const one = await start(folder);
  expect(one.owner.host!.length).toBeLessThan(60);
  expect(await query(one.owner, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

test('PostgreSQL that dies under a living server is started again', async () => {
  const one = await start(newFolder());
  await query(one.owner, 'create table kept (n int); insert into kept values (7)');
  const before = one.pid();
  process.kill(before, 'SIGKILL');
  while (one.pid() === before) await sleep(20);
  expect(await queryUntilAnswered(one.owner, 'select n from kept')).toEqual([{ n: 7 }]);
  expect(one.pid()).not.toBe(before);
});

test('when the server is killed, PostgreSQL ends by itself', async () => {
  const folder = newFolder();
  const pids = await startElsewhere(folder);
  process.kill(pids.node, 'SIGKILL');
  const data = join(folder, 'postgres', 'data');
  while (processesIn(data).length > 0) await sleep(20);
  expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
});

test.each([
  ['the server and its watcher: an orphan lives on', ['watcher', 'node']],
  ['postgres, then the server', ['watcher', 'postgres', 'node']],
  ['the server, then postgres', ['watcher', 'node', 'postgres']],
] as const)('starts again after kill -9 of %s', async (_title, victims) => {
  const folder = newFolder();
  const pids = { ...(await startElsewhere(folder)), watcher: 0 };
  // Its shell may be a moment behind.
  while (!pids.watcher) pids.watcher = Number(watcherOf(pids.postgres).split('\n')[0]);
  for (const victim of victims) process.kill(pids[victim], 'SIGKILL');
  const one = await start(folder);
  expect(await query(one.owner, 'select 1 as alive')).toEqual([{ alive: 1 }]);
  expect(one.pid()).not.toBe(pids.postgres);
});

test('lock files of a dead server do not block, even when their pid belongs to another program', async () => {
  const folder = newFolder();
  await start(folder);
  await running.pop()!.stop();
  const base = join(folder, 'postgres');
  const stale = `${process.pid}\n${join(base, 'data')}\n1\n5432\n${join(base, 'sock')}\n\n0 0\nready\n`;
  writeFileSync(join(base, 'data', 'postmaster.pid'), stale);
  writeFileSync(join(base, 'sock', '.s.PGSQL.5432.lock'), stale);
  const one = await start(folder);
  expect(await query(one.owner, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

test.skipIf(process.getuid?.() !== 0)(
  'as root below a closed folder: data lie where the OS user can reach them, and stay there',
  async () => {
    const closed = newFolder();
    chmodSync(closed, 0o700);
    const folder = join(closed, 'project', 'data');
    const one = await start(folder);
    const base = one.note.replace(/^.*数据在 /, '');
    folders.push(base);
    expect(base).toMatch(/^\/var\/lib\/zhengce\/project-[0-9a-f]{10}$/);
    await query(one.owner, 'create table kept (n int)');
    await running.pop()!.stop();
    chmodSync(closed, 0o755);
    const again = await start(folder);
    expect(await query(again.owner, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
  },
);
