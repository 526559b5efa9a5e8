/** Entry of the server process: settings from the environment, one address line, and an orderly end. */
import { StartFailure } from '../platform/db/embedded.failure.ts';
import { MigrationRefused } from '../platform/db/migrate.ts';
import { type RunningServer, runServer } from './run.ts';
import { readSettings } from './settings.ts';

/** An open export or a hung database must not keep a stopped server alive. */
const STOP_LIMIT_MS = 20_000;

let server: RunningServer | undefined;
let stopping = false;

async function start(): Promise<void> {
  const settings = readSettings(process.env, process.argv.slice(2));
  const started = await runServer(settings);
  server = started;
  if (stopping) return end(0);
  process.stderr.write(`${started.note}\n`);
  if (started.setupCode) process.stderr.write(`首次设置码 (setup code): ${started.setupCode}\n`);
  process.stdout.write(`正册已启动，请用浏览器打开 (ready): ${started.address}\n`);
}

async function end(code: number): Promise<void> {
  const running = server;
  server = undefined;
  setTimeout(() => process.exit(code || 1), STOP_LIMIT_MS).unref();
  await running?.stop();
  process.exit(code);
}

/** A signal during the start is kept until there is something to stop; a second one changes nothing. */
function stop(): void {
  if (stopping) return;
  stopping = true;
  if (server) void end(0);
}

function fail(error: unknown): void {
  const expected = error instanceof StartFailure || error instanceof MigrationRefused;
  process.stderr.write(
    `${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  void end(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
// Whoever started us through bin/start.mjs is gone, by whatever signal.
if (process.connected) process.on('disconnect', stop);
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
await start().catch(fail);
