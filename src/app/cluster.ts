/** The database server of a settings' choice: the embedded one, or the one DATABASE_URL names. */
import pg from 'pg';
import { StartFailure } from '../platform/db/embedded.failure.ts';
import { appConfigOf } from '../platform/db/roles.ts';
import type { Settings } from './settings.ts';

export type Cluster = {
  owner: pg.ClientConfig;
  app: pg.ClientConfig;
  /** Where it is, one Chinese sentence. */
  note: string;
  stop(): Promise<void>;
};

/** `embedded` says how the embedded one is come by: the server starts it, a command also joins a running one. */
export async function openCluster(
  settings: Pick<Settings, 'databaseUrl' | 'dataFolder'>,
  embedded: (options: { folder: string }) => Promise<Cluster>,
): Promise<Cluster> {
  if (settings.databaseUrl === undefined) return embedded({ folder: settings.dataFolder });
  const { owner, app } = appConfigOf(settings.databaseUrl);
  await requireAnswer(owner);
  const note = `数据库在 ${owner.host}:${owner.port}/${owner.database}，文件在 ${settings.dataFolder}`;
  return { owner, app, note, stop: async () => {} };
}

/** Says in one line why the external database cannot be used; the password is never part of it. */
async function requireAnswer(owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...owner, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    const where = `${owner.host}:${owner.port}`;
    const reasons: Record<string, string> = {
      ECONNREFUSED: `${where} 没有服务在监听，请启动数据库或更正 DATABASE_URL 的主机和端口`,
      ENOTFOUND: `找不到主机 ${owner.host}，请更正 DATABASE_URL`,
      '28P01': '用户名或密码不对，请更正 DATABASE_URL',
      '28000': '数据库不允许该用户从本机登录，请检查 pg_hba.conf',
      '3D000': `没有数据库 ${owner.database}，请先由管理员建立`,
    };
    throw new StartFailure(
      `无法连接 DATABASE_URL 指定的数据库：${reasons[code] ?? `${where} 没有应答（${(error as Error).message}）`}`,
      `cannot connect to the database of DATABASE_URL, ${code || 'no answer'}`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}
