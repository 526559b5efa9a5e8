/**
 * What the server has acknowledged survives kill -9 of node, of PostgreSQL, and of both, and the next start works by
 * itself: for real, ten times, with writers that never pause. And whoever stops the server leaves nothing running.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { inventory } from '../agents.ts';

const root = join(import.meta.dirname, '../..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'zhengce-durability-')));
const data = join(folder, 'postgres', 'data');
const PASSWORD = 'Durable-Test-42';
const environment = {
  ...process.env,
  PORT: '0',
  HOST: '127.0.0.1',
  ZHENGCE_DATA: folder,
  DATABASE_URL: '',
  ZHENGCE_ADMIN_PASSWORD: '',
};

const children = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  while (processesIn(data).length > 0) await sleep(50);
  rmSync(folder, { recursive: true, force: true });
});

type Server = { child: ChildProcess; base: string };

/** Waits for the address line, as a person would. */
function addressOf(child: ChildProcess): Promise<string> {
  children.add(child);
  let output = '';
  return new Promise((done, failed) => {
    child.stdout!.on('data', (chunk) => {
      output += String(chunk);
      const found = /http:\/\/\S+/.exec(output);
      if (found) done(found[0]);
    });
    child.once('exit', (code) => failed(new Error(`ended with ${code}: ${output}`)));
  });
}

async function startServer(): Promise<Server> {
  const child = spawn(process.execPath, [join(root, 'src/app/main.ts')], {
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { child, base: await addressOf(child) };
}

function processesIn(cwd: string): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === cwd;
      } catch {
        return false;
      }
    })
    .map(Number);
}

const postmaster = () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);

/** The shell that would stop PostgreSQL in good order when node dies. */
function watcher(): number[] {
  const found = spawnSync('pgrep', ['-f', `kill -INT "\\$0" ${postmaster()}$`]);
  return String(found.stdout).trim().split('\n').filter(Boolean).map(Number);
}

/** PostgreSQL's workers come and go: one that has ended since it was listed is dead enough. */
function kill(pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as { code?: string }).code !== 'ESRCH') throw error;
    }
  }
}

const VICTIMS: Record<string, (server: Server) => void> = {
  node: ({ child }) => kill([child.pid!]),
  'node, its watcher too': ({ child }) => kill([...watcher(), child.pid!]),
  postgres: () => kill([postmaster()]),
  'every process of postgres': () => kill(processesIn(data)),
  both: ({ child }) => kill([...watcher(), child.pid!, ...processesIn(data)]),
};
const ROUNDS = [...Object.keys(VICTIMS), ...Object.keys(VICTIMS)];

const FUSION = 'FusionInventory-Agent_v2.6-3';
let session = '';
let inventoryPath = '';

async function call(base: string, method: string, path: string, body?: unknown) {
  const answer = await fetch(base + path, {
    method,
    headers: { 'content-type': 'application/json', cookie: session },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (answer.headers.has('set-cookie')) session = answer.headers.get('set-cookie')!.split(';')[0]!;
  return { status: answer.status, body: await answer.text() };
}

/** Writes one post after the other; a name counts as acknowledged when the answer has arrived whole. */
async function writeUntil(stop: AbortSignal, base: string, name: string, acknowledged: string[]) {
  for (let n = 0; !stop.aborted; n++) {
    const post = { name: `${name}-${n}` };
    const answer = await call(base, 'POST', '/api/units/DW/posts', post).catch(() => undefined);
    if (answer?.status === 200) acknowledged.push(post.name);
    else await sleep(20);
  }
}

/** The same as an agent that reports: acknowledged is what was answered with the agent's own receipt. */
async function reportUntil(stop: AbortSignal, base: string, name: string, acknowledged: string[]) {
  for (let n = 0; !stop.aborted; n++) {
    const device = `${name}-${n}`;
    const answer = await fetch(base + inventoryPath, {
      method: 'POST',
      headers: { 'content-type': 'application/x-compress-zlib', 'user-agent': FUSION },
      body: new Uint8Array(deflateSync(inventory(device, ['WPS Office', `${device} tool`]))),
    })
      .then(async (told) => ({ status: told.status, text: await told.text() }))
      .catch(() => undefined);
    if (answer?.status === 200 && answer.text.includes('<REPLY>')) acknowledged.push(device);
    else await sleep(20);
  }
}

async function stored(): Promise<{ posts: string[]; audited: number; reports: string[] }> {
  const base = join(folder, 'postgres');
  const client = new pg.Client({
    host: join(base, 'sock'),
    user: 'zhengce_owner',
    password: readFileSync(join(base, 'owner.password'), 'utf8'),
    database: 'zhengce',
  });
  await client.connect();
  const posts = await client.query('select name from organisation_post');
  const audited = await client.query(
    `select count(*)::int as n from platform_audit where object_type = 'post'`,
  );
  const reports = await client.query(
    `select s.device_name as name from discovery_source s
     join discovery_present p using (unit_id) where p.source_id = s.id and p.software_rows = 2
     union all
     -- The database went away while it was written and was back for this: kept whole, to be replayed.
     select substring(agent_key from 'pc\\d+-\\d+-\\d+$') from discovery_quarantine
     where reason_code = 'notStored' and body is not null`,
  );
  await client.end();
  const names = (rows: { name: string }[]) => rows.map((row) => row.name);
  return {
    posts: names(posts.rows),
    audited: audited.rows[0].n,
    reports: names(reports.rows),
  };
}

test('nothing acknowledged is lost in ten kills, and every start works by itself', async () => {
  let server = await startServer();
  const setUp = await call(server.base, 'POST', '/api/setup', {
    userName: 'admin',
    displayName: '管理员',
    password: PASSWORD,
    unitCode: 'DW',
    unitName: '测试单位',
    unitType: 'government',
    alsoItManager: true,
  });
  expect(setUp).toMatchObject({ status: 200 });
  const token = await call(server.base, 'POST', '/api/units/DW/discovery/tokens', {
    name: '全单位',
  });
  inventoryPath = JSON.parse(token.body).path;
  const acknowledged: string[] = [];
  const reported: string[] = [];
  for (const [round, victim] of ROUNDS.entries()) {
    const stop = new AbortController();
    const before = acknowledged.length;
    const beforeReports = reported.length;
    const writers = [1, 2, 3].flatMap((n) => [
      writeUntil(stop.signal, server.base, `r${round}-${n}`, acknowledged),
      reportUntil(stop.signal, server.base, `pc${round}-${n}`, reported),
    ]);
    const enough = () =>
      acknowledged.length >= before + 20 && reported.length >= beforeReports + 20;
    while (!enough()) await sleep(5);
    await sleep(Math.random() * 150);
    VICTIMS[victim]!(server);
    if (server.child.exitCode === null && !victim.includes('node') && victim !== 'both') {
      // The server brings PostgreSQL back and goes on acknowledging.
      const killedAt = [acknowledged.length, reported.length] as const;
      while (acknowledged.length < killedAt[0] + 20 || reported.length < killedAt[1] + 20) {
        await sleep(20);
      }
      kill([server.child.pid!]);
    }
    stop.abort();
    await Promise.all(writers);
    server = await startServer();
    expect(await call(server.base, 'GET', '/healthz')).toMatchObject({ status: 200 });
    const kept = await stored();
    const missing = acknowledged.filter((name) => !kept.posts.includes(name));
    expect(missing, `round ${round}, killed: ${victim}`).toEqual([]);
    const lost = reported.filter((name) => !kept.reports.includes(name));
    expect(lost, `reports, round ${round}, killed: ${victim}`).toEqual([]);
    expect(kept.audited, 'each post has its audit line').toBe(kept.posts.length);
  }
  process.stdout.write(
    `${acknowledged.length} writes and ${reported.length} reports acknowledged, none lost in 10 kills\n`,
  );
  server.child.kill('SIGTERM');
  await new Promise((done) => server.child.once('exit', done));
  expect(server.child.exitCode).toBe(0);
  expect(processesIn(data)).toEqual([]);
}, 240_000);

/** As npm does it: a shell between, which does not pass signals on. */
async function startAsNpm(): Promise<{ shell: ChildProcess; base: string }> {
  const shell = spawn('sh', ['-c', 'node bin/start.mjs; exit $?'], {
    cwd: root,
    env: {
      ...environment,
      npm_lifecycle_event: 'start',
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { shell, base: await addressOf(shell) };
}

test.each(['SIGTERM', 'SIGKILL'] as const)(
  '%s to the shell of npm start leaves nothing',
  async (signal) => {
    const { shell, base } = await startAsNpm();
    expect((await call(base, 'GET', '/healthz')).status).toBe(200);
    shell.kill(signal);
    while (processesIn(data).length > 0) await sleep(20);
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
  },
  60_000,
);

test('a second server on the same folder is refused in one line, and the first does not notice', async () => {
  const server = await startServer();
  const second = spawnSync(process.execPath, [join(root, 'src/app/main.ts')], {
    env: environment,
    encoding: 'utf8',
  });
  expect(second.status).toBe(1);
  expect(second.stdout).toBe('');
  expect(second.stderr.trim().split('\n')).toEqual([
    expect.stringMatching(
      new RegExp(`^数据目录 .*已由另一个正册服务使用（进程号 ${server.child.pid}）.*\\(.*in use`),
    ),
  ]);
  expect((await call(server.base, 'GET', '/healthz')).status).toBe(200);
  server.child.kill('SIGTERM');
  await new Promise((done) => server.child.once('exit', done));
}, 60_000);
