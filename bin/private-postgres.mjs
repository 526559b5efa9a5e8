/** A PostgreSQL server from given programs, on a free port of this machine, for one test run only. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** As root the server runs as Debian's `postgres` user; PostgreSQL itself refuses root. */
export async function startPrivatePostgres(work, programs) {
  const user = process.getuid?.() === 0 ? userNamed('postgres') : {};
  const password = randomBytes(18).toString('base64url');
  chmodSync(work, 0o755);
  const base = join(work, 'server');
  mkdirSync(base, { mode: 0o777 });
  chmodSync(base, 0o777);
  const passwordFile = join(work, 'password');
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const data = join(base, 'data');
  const run = (name, args) => {
    const options = { ...user, cwd: '/', encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] };
    const result = spawnSync(join(programs, name), args, options);
    if (result.status !== 0) throw new Error(`${name}: ${result.stderr || result.error}`);
  };
  run('initdb', [
    ...['-D', data, '-U', 'tester', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
  ]);
  const port = await freePort();
  const settings = [
    ...[`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${base}`],
    ...['max_connections=200', 'shared_buffers=128MB'],
    ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  ];
  const options = settings.map((setting) => `-c ${setting}`).join(' ');
  run('pg_ctl', ['start', '-w', '-D', data, '-l', join(base, 'log'), '-o', options]);
  return {
    version: readFileSync(join(data, 'PG_VERSION'), 'utf8').trim(),
    url: `postgresql://tester:${password}@127.0.0.1:${port}/postgres`,
    stop: () => run('pg_ctl', ['stop', '-m', 'immediate', '-w', '-D', data]),
  };
}

function userNamed(name) {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const entry = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
  if (!entry) throw new Error(`no OS user ${name} to run PostgreSQL as`);
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

function freePort() {
  const probe = createServer();
  return new Promise((done) => {
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
