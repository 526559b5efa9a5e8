/** Connection settings from DATABASE_URL: the owner for migrations, the application's role for everything else. */
import type pg from 'pg';
import { APP_ROLE } from './migrate.ts';

/** Throws on a text that is not a postgres URL; the message never holds the password. */
export function appConfigOf(url: string): { owner: pg.ClientConfig; app: pg.ClientConfig } {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new Error('DATABASE_URL is not a URL');
  }
  if (!['postgres:', 'postgresql:'].includes(parsed.protocol)) {
    throw new Error('DATABASE_URL must begin with postgresql://');
  }
  const owner: pg.ClientConfig = {
    host: decodeURIComponent(parsed.searchParams.get('host') ?? parsed.hostname),
    port: Number(parsed.port || 5432),
    database: decodeURIComponent(parsed.pathname.slice(1) || 'zhengce'),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    ...(['require', 'verify-full'].includes(parsed.searchParams.get('sslmode') ?? '')
      ? { ssl: { rejectUnauthorized: parsed.searchParams.get('sslmode') === 'verify-full' } }
      : {}),
  };
  return { owner, app: { ...owner, options: `-c role=${APP_ROLE}` } };
}
