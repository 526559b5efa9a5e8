/**
 * One server per data folder. The lock is the operating system's, held through an open SQLite transaction: it ends
 * with the process whatever kills it, cannot be left behind, and two starts at the same moment cannot both get it.
 * A plain lock file gives none of the three.
 */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FolderInUse } from './embedded.failure.ts';

const SQLITE_BUSY = 5;
/** A killed server takes a moment to be gone; a start right behind it (a service manager's) waits so long. */
const DYING_MS = 2000;

export function lockFolder(folder: string): { release(): void } {
  const holderFile = join(folder, 'lock.json');
  const lockFile = join(folder, 'lock');
  const database = new DatabaseSync(lockFile, { timeout: DYING_MS });
  chmodSync(lockFile, 0o600);
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    const holder = holderIn(holderFile);
    throw new FolderInUse(
      `数据目录 ${folder} 已由另一个正册服务使用（进程号 ${holder}）：请先停止它，或用 ZHENGCE_DATA 指定别的目录`,
      `data folder already in use by process ${holder}; stop it or set ZHENGCE_DATA`,
    );
  }
  writeFileSync(holderFile, JSON.stringify({ pid: process.pid }));
  return { release: () => database.close() };
}

/** Only for the sentence above: the lock itself never depends on this file. */
function holderIn(file: string): string {
  try {
    return String((JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid);
  } catch {
    return '?';
  }
}
