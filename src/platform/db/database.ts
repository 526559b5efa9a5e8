/**
 * The one way to the database. Reads run in a read-only snapshot, writes in one transaction; commands receive the
 * transaction, never the pool. `pool` is for the two hot paths that need prepared statements (intake, exports).
 */
import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';

// biome-ignore lint/complexity/noBannedTypes: slices add their own tables with `tables<T>(tx)`
export type NoTables = {};
export type Tx = Transaction<NoTables>;

export type Database = {
  /** Pool of the application's role, which may not change journal and audit. */
  pool: pg.Pool;
  app: pg.ClientConfig;
  owner: pg.ClientConfig;
  /** Runs `work` in one read-write transaction. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `work` in one read-only snapshot: figures and the lists behind them agree. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A read-only snapshot that lives as long as a stream; `end` may be called twice. */
  beginRead(): Promise<{ tx: Tx; end(): Promise<void> }>;
  close(): Promise<void>;
};

const BIGINT = 20;
const NUMERIC = 1700;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

/** bigint → number (checked), numeric → string, date → `YYYY-MM-DD`, timestamptz → ISO string. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (format === 'binary') return pg.types.getTypeParser(oid, format);
    if (oid === BIGINT) return parseBigint;
    if (oid === NUMERIC || oid === DATE) return (text: string) => text;
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    return pg.types.getTypeParser(oid, format);
  },
};

function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} is outside the safe range`);
  return value;
}

/** Opens the pool. `max` connections; idle ones that lose their server are dropped, not thrown. */
export function openDatabase(options: {
  app: pg.ClientConfig;
  owner: pg.ClientConfig;
  max?: number;
}): Database {
  const pool = new pg.Pool({
    ...options.app,
    types: typeParsers,
    max: options.max ?? 12,
    statement_timeout: 120_000,
    application_name: 'zhengce',
  });
  pool.on('error', () => {});
  // A connection that is lost while it is in use tells its query; without a listener it would also end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  const kysely = new Kysely<NoTables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return {
    pool,
    app: options.app,
    owner: options.owner,
    write: (work) => kysely.transaction().execute(work),
    read: (work) =>
      kysely
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(work),
    beginRead: async () => {
      const tx = await kysely
        .startTransaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute();
      let ended = false;
      return {
        tx,
        async end() {
          if (ended) return;
          ended = true;
          await tx.commit().execute();
        },
      };
    },
    close: () => kysely.destroy(),
  };
}

/** The transaction with a slice's own table types: `tables<DeviceTables>(tx).selectFrom('ledgersDevice')`. */
export function tables<T>(tx: Tx): Transaction<T> {
  return tx as unknown as Transaction<T>;
}

/** True when PostgreSQL refused because of a unique key (optionally: that one). */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return false;
  return constraint === undefined || ('constraint' in error && error.constraint === constraint);
}

/** Holds a named lock until the transaction ends; waits for whoever has it. */
export async function lockNamed(tx: Tx, unitId: string, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${unitId}/${name}`}, 0))`.execute(tx);
}
