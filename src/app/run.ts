/** The whole server from its settings to an address, and back down in the reverse order. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { interpolate, Refusal } from '../base/refusal.ts';
import { WHOLE_INSTALLATION } from '../platform/auth/authenticate.ts';
import { setUp } from '../platform/auth/commands.ts';
import { accountCount } from '../platform/auth/store.ts';
import { systemContext } from '../platform/db/context.ts';
import { type Database, openDatabase } from '../platform/db/database.ts';
import { StartFailure } from '../platform/db/embedded.failure.ts';
import { startEmbedded } from '../platform/db/embedded.ts';
import { migrate } from '../platform/db/migrate.ts';
import { startRecognition } from '../recognition/index.ts';
import { openCluster } from './cluster.ts';
import { directory } from './directory.ts';
import { buildServer } from './server.ts';
import { openServices } from './services.ts';
import { migrationsFolder, projectRoot, type Settings } from './settings.ts';

export type RunningServer = {
  /** `http://127.0.0.1:8080` */
  address: string;
  /** Where binaries and data lie; the external server's host with DATABASE_URL. */
  note: string;
  /** Asked on the first-run page while there is no account and the server can be reached from elsewhere. */
  setupCode: string | undefined;
  stop(): Promise<void>;
};

const LOOPBACK = /^(127\.|::1$|localhost$)/;

export async function runServer(settings: Settings): Promise<RunningServer> {
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const cluster = await openCluster(settings, startEmbedded);
    closers.push(cluster.stop);
    await migrate(cluster.owner, migrationsFolder);
    const database = openDatabase(cluster);
    closers.push(database.close);
    const empty = await prepareAccounts(database, settings);
    const shared = settings.databaseUrl !== undefined;
    const opened = await openServices(database, { dataFolder: settings.dataFolder, shared });
    closers.push(opened.close);
    await startRecognition(database, opened.services.jobs);
    const reachable = !LOOPBACK.test(settings.host);
    const setupCode = empty && reachable ? randomBytes(6).toString('base64url') : undefined;
    const http = await buildServer(database, {
      services: opened.services,
      pagesFolder: join(projectRoot, 'dist'),
      setupCode,
      trustProxy: settings.trustProxy,
    });
    closers.push(() => http.close());
    if (settings.demo) await opened.services.sample.load();
    const address = await listen(http, settings);
    return { address, note: cluster.note, setupCode, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The first administrator from ZHENGCE_ADMIN_PASSWORD; says whether there is still no account. */
async function prepareAccounts(database: Database, settings: Settings): Promise<boolean> {
  const count = await database.read((tx) => accountCount(tx));
  if (count > 0 || settings.adminPassword === undefined) return count === 0;
  const admin = { userName: 'admin', displayName: '管理员', password: settings.adminPassword };
  try {
    await database.write((tx) =>
      setUp(systemContext(tx, WHOLE_INSTALLATION, 'start'), directory, admin),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new StartFailure(
      `ZHENGCE_ADMIN_PASSWORD 不合要求：${interpolate(error.sentence, error.params)}`,
      'ZHENGCE_ADMIN_PASSWORD is too weak',
    );
  }
  return false;
}

async function listen(http: FastifyInstance, settings: Settings): Promise<string> {
  try {
    await http.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    const { host, port } = settings;
    if (code === 'EADDRINUSE') {
      throw new StartFailure(
        `端口 ${port} 已被其他程序占用：请停止它，或用 PORT 指定别的端口`,
        `port ${port} is in use; set PORT`,
      );
    }
    if (code === 'EACCES') {
      throw new StartFailure(
        `当前用户不能使用端口 ${port}：请用 PORT 指定 1024 以上的端口`,
        `not allowed to use port ${port}; set PORT`,
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartFailure(
        `HOST 的值“${host}”不是本机的地址：请改用 127.0.0.1、0.0.0.0 或本机网卡的地址`,
        'HOST is not an address of this machine',
      );
    }
    throw error;
  }
  const { port } = http.server.address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  return `http://${host}:${port}`;
}
