/**
 * Runs a program of ours under the right Node and ends when it ends. It passes signals on, and it notices when whoever
 * started it is gone: npm's shell dies of SIGTERM without telling its child.
 */
import { spawn } from 'node:child_process';
import { findNode, PrepareFailure } from './prepare.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Resolves with the exit code. The IPC channel tells the child at once should this process be killed. */
export function runNode(args, options = {}) {
  return new Promise((done) => {
    const child = spawn(findNode(), args, {
      ...options,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    const pass = (signal) => child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, pass);
    const watch = watchParent(() => pass('SIGTERM'));
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      done(1);
    });
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      for (const name of SIGNALS) process.off(name, pass);
      done(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** Only under npm: a service started in the background by hand is to outlive its shell. */
function watchParent(whenGone) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    whenGone();
  }, 250);
  return timer;
}

/** Runs `work` and turns an expected failure into one line. */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.stderr.write(`${error instanceof PrepareFailure ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
