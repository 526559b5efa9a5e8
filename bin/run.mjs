/**
 * Runs a program of ours under the right Node and ends when it ends. It passes signals on, and it notices when whoever
 * started it is gone: npm's shell dies of SIGTERM without telling its child.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode, PrepareFailure, root } from './prepare.mjs';

const compileCache = join(root, 'node_modules', '.cache', 'zhengce-node');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Resolves with the exit code. The IPC channel tells the child at once should this process be killed. */
export function runNode(args, options = {}) {
  return new Promise((done) => {
    const child = spawn(findNode(), args, {
      ...options,
      // Stripped types and compiled code are kept: halves the time to load at later starts.
      env: { NODE_COMPILE_CACHE: compileCache, ...(options.env ?? process.env) },
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

/**
 * Only under npm: a service started in the background by hand is to outlive its shell. Between npm and us stands a
 * shell, which lives on when npm is killed: so npm itself is watched too where /proc shows it.
 */
function watchParent(whenGone) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const parents = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const atStart = parents();
  const timer = setInterval(() => {
    if (parents() === atStart) return;
    clearInterval(timer);
    whenGone();
  }, 250);
  return timer;
}

function parentOf(pid) {
  try {
    // "pid (name) state ppid …"; the name may hold anything.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1];
  } catch {
    return '';
  }
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
