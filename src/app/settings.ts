/** What the environment and the command line may say. A wrong value is refused with one line that names it. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartFailure } from '../platform/db/embedded.failure.ts';

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const migrationsFolder = join(projectRoot, 'migrations');

export type Settings = {
  host: string;
  port: number;
  /** Files, and the embedded database unless `databaseUrl` is given. */
  dataFolder: string;
  databaseUrl: string | undefined;
  adminPassword: string | undefined;
  /** Address of the reverse proxy whose X-Forwarded-* headers are believed. */
  trustProxy: string | undefined;
  /** Load the sample unit at the first start. */
  demo: boolean;
};

const DEFAULT_PORT = 8080;
const HOST_NAME = /^(?=.{1,253}$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i;

export function readSettings(
  environment: Record<string, string | undefined>,
  args: string[],
  root: string = projectRoot,
): Settings {
  requireSealKey(environment.ZHENGCE_SEAL_KEY);
  for (const arg of args) {
    if (arg === '--demo') continue;
    throw new StartFailure(
      `不认识的参数 ${arg}：只支持 --demo，其余设置用环境变量（见 docs/operations.md）`,
      `unknown argument ${arg}; only --demo is supported`,
    );
  }
  return {
    host: readHost(given(environment, 'HOST')),
    port: readPort(given(environment, 'PORT')),
    dataFolder: readDataFolder(given(environment, 'ZHENGCE_DATA') ?? join(root, 'data')),
    databaseUrl: readDatabaseUrl(given(environment, 'DATABASE_URL')),
    adminPassword: readAdminPassword(environment.ZHENGCE_ADMIN_PASSWORD),
    trustProxy: readTrustProxy(given(environment, 'ZHENGCE_TRUST_PROXY')),
    demo: args.includes('--demo'),
  };
}

/** An empty variable is one that was not set. */
function given(environment: Record<string, string | undefined>, name: string): string | undefined {
  return environment[name]?.trim() || undefined;
}

function readPort(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new StartFailure(
    `PORT 的值“${text}”不对：应为 0 到 65535 的整数，例如 PORT=8080`,
    'PORT must be a whole number from 0 to 65535',
  );
}

function readHost(text: string | undefined): string {
  if (text === undefined) return '127.0.0.1';
  if (isIP(text) !== 0 || (HOST_NAME.test(text) && !/^[\d.]+$/.test(text))) return text;
  throw new StartFailure(
    `HOST 的值“${text}”不对：应为本机的 IP 地址或主机名，例如 HOST=0.0.0.0`,
    'HOST must be an address or name of this machine',
  );
}

function readDataFolder(text: string): string {
  const folder = resolve(text);
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  if (!statSync(existing).isDirectory()) {
    throw new StartFailure(
      `ZHENGCE_DATA 的值“${text}”不对：${existing} 不是目录，请指定一个目录`,
      'ZHENGCE_DATA must be a folder',
    );
  }
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch {
    throw new StartFailure(
      `数据目录 ${folder} 不可写：请用 ZHENGCE_DATA 指定当前用户可写的目录`,
      'the data folder is not writable; set ZHENGCE_DATA',
    );
  }
  return folder;
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  const scheme = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
  if (url && scheme && url.pathname.length > 1) return text;
  // The value is not repeated: it may hold a password.
  throw new StartFailure(
    'DATABASE_URL 的值不对：应形如 postgresql://用户:密码@主机:5432/数据库',
    'DATABASE_URL must look like postgresql://user:password@host:5432/database',
  );
}

function readAdminPassword(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (text.length >= 8 && text.length <= 128) return text;
  throw new StartFailure(
    'ZHENGCE_ADMIN_PASSWORD 的长度不对：应为 8 到 128 个字符',
    'ZHENGCE_ADMIN_PASSWORD must have 8 to 128 characters',
  );
}

function readTrustProxy(text: string | undefined): string | undefined {
  const fits = (part: string) => isIP(part.replace(/\/\d{1,3}$/, '')) !== 0;
  if (text === undefined || text.split(',').every((part) => fits(part.trim()))) return text;
  throw new StartFailure(
    `ZHENGCE_TRUST_PROXY 的值“${text}”不对：应为反向代理的 IP 地址，例如 127.0.0.1`,
    'ZHENGCE_TRUST_PROXY must be the address of the reverse proxy',
  );
}

/** Read where the sealer opens; refused here, before anything has started. */
function requireSealKey(text: string | undefined): void {
  if (text === undefined || text === '' || /^[0-9a-fA-F]{64}$/.test(text)) return;
  throw new StartFailure(
    'ZHENGCE_SEAL_KEY 的值不对：应为 64 位十六进制数，可用 openssl rand -hex 32 生成',
    'ZHENGCE_SEAL_KEY must be 64 hex digits',
  );
}
