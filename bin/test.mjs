/**
 * `npm test`: format and lint, types, pages, then every test; the last line adds everything up. With
 * ZHENGCE_TEST_POSTGRES set to a folder of PostgreSQL programs (CI: Debian's, the oldest supported), the tests that use a
 * database run on a server of that version, started for this run only; journeys, agents and start-up tests keep the
 * embedded one, so that every run meets both. Arguments name single test files.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildPages, findNode, installDependencies, PrepareFailure, root } from './prepare.mjs';
import { startPrivatePostgres } from './private-postgres.mjs';
import { main, runNode } from './run.mjs';

const program = (...parts) => join(root, 'node_modules', ...parts);
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
let interrupted = false;

await main(async () => {
  installDependencies();
  const files = process.argv.slice(2);
  if (files.length === 0) runChecks();
  const work = mkdtempSync(join(tmpdir(), 'zhengce-test-'));
  try {
    const programs = process.env.ZHENGCE_TEST_POSTGRES;
    const elsewhere = programs && files.length === 0 ? databaseTests() : [];
    await runTests(work, 'tests', [...files, ...elsewhere.map((file) => `--exclude=${file}`)], {});
    if (elsewhere.length > 0 && !interrupted) await runOnServer(work, programs, elsewhere);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  for (const failure of failures) process.stdout.write(`✗ ${failure}\n`);
  const { passed, failed, skipped } = total;
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed > 0 ? 1 : 0;
});

/** Each check counts as one test: a badly formatted file fails the run, but does not hide the tests' results. */
function runChecks() {
  const tsc = program('typescript', 'bin', 'tsc');
  const biome = program('@biomejs', 'biome', 'bin', 'biome');
  check('format and lint', [biome, 'ci', '--diagnostic-level=error', '--colors=off', '.']);
  for (const part of ['tsconfig.json', 'tsconfig.web.json', 'tsconfig.journeys.json']) {
    check(`types ${part}`, [tsc, '-p', part]);
  }
  try {
    buildPages();
    count('pages', true);
  } catch (error) {
    if (!(error instanceof PrepareFailure)) throw error;
    count('pages', false);
  }
}

function check(title, args) {
  const result = spawnSync(findNode(), args, { cwd: root, stdio: 'inherit' });
  count(title, result.status === 0);
}

function count(title, ok) {
  total[ok ? 'passed' : 'failed'] += 1;
  process.stdout.write(`${ok ? '✓' : '✗'} ${title}\n`);
  if (!ok) failures.push(title);
}

async function runTests(work, title, files, environment) {
  process.stdout.write(`\n== ${title}\n`);
  const countsFile = join(work, `${title.replaceAll(/\W/g, '-')}.json`);
  const args = [program('vitest', 'vitest.mjs'), 'run', ...files];
  const env = { ...process.env, ...environment, ZHENGCE_TEST_COUNTS: countsFile };
  const code = await runNode(args, { cwd: root, env });
  interrupted = code === 130 || code === 143;
  const counts = existsSync(countsFile)
    ? JSON.parse(readFileSync(countsFile, 'utf8'))
    : { passed: 0, failed: 1, skipped: 0 };
  // vitest's own verdict counts too: it also fails for reasons that belong to no test.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  for (const key of Object.keys(total)) total[key] += counts[key];
  failures.push(...(counts.failures ?? []));
}

async function runOnServer(work, programs, files) {
  const server = await startPrivatePostgres(work, programs);
  try {
    await runTests(work, `tests on PostgreSQL ${server.version}`, files, {
      DATABASE_URL: server.url,
    });
  } finally {
    server.stop();
  }
}

/** Test files that use a database and bring no server of their own. */
function databaseTests() {
  return ['src', 'test', 'bench']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(join('test', 'journeys')))
    .filter((file) => /\b(testDatabase|testApp)\b/.test(readFileSync(file, 'utf8')))
    .map((file) => relative(root, file));
}
