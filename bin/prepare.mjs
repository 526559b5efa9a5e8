/**
 * Brings what is missing before a start or a test: dependencies when the lock file changed, pages when their sources
 * did. Plain JavaScript on Node's own modules, because it runs before anything is installed, on Node 18 and up.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
/** argon2 in node:crypto came with it. */
const OLDEST_NODE = [24, 7];

export class PrepareFailure extends Error {}

/** Everything needed to run the server. */
export function prepare() {
  installDependencies();
  buildPages();
  return findNode();
}

export function installDependencies() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const wanted = `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}`;
  const mark = join(modules, '.zhengce-installed');
  if (read(mark) === wanted || holdsAll(JSON.parse(lock))) return;
  say('正在安装依赖，首次约需一分钟 (installing dependencies)');
  const aside = mkdtempSync(join(tmpdir(), 'zhengce-node-'));
  try {
    const node = nodeForNpm(JSON.parse(lock).packages, aside);
    if (runNpm(['ci', '--ignore-scripts', '--loglevel=error'], root, node) !== 0) throw npmFailed();
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  writeFileSync(mark, wanted);
}

function npmFailed() {
  return new PrepareFailure(
    '安装依赖失败，请检查网络或用 npm_config_registry 指定镜像 (npm ci failed; check the network or set npm_config_registry)',
  );
}

/**
 * npm silently leaves out optional packages that do not name the running Node as fitting, the page builder's binary
 * among them. So where the machine's Node is old, the pinned one is brought first, and npm runs under it.
 */
function nodeForNpm(packages, aside) {
  const name = pinnedName();
  const entry = packages[`node_modules/${name}`];
  if (isNewEnough() || !entry) return process.execPath;
  const flags = ['--prefix', aside, '--ignore-scripts', '--no-save', '--loglevel=error'];
  if (runNpm(['install', ...flags, `${name}@${entry.version}`], aside) !== 0) throw npmFailed();
  const got = JSON.parse(read(join(aside, 'node_modules', '.package-lock.json')) ?? '{}');
  if (got.packages?.[`node_modules/${name}`]?.integrity !== entry.integrity) {
    throw new PrepareFailure(
      `下载的 ${name} 与锁定的内容不符，已停止 (the downloaded ${name} is not what the lock file names)`,
    );
  }
  return join(aside, 'node_modules', name, 'bin', NODE_FILE);
}

function runNpm(args, folder, node = process.execPath) {
  const cli = process.env.npm_execpath;
  const viaNode = cli?.endsWith('.js');
  const result = spawnSync(viaNode ? node : 'npm', [...(viaNode ? [cli] : []), ...args], {
    cwd: folder,
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
    stdio: ['ignore', 2, 2],
    shell: !viaNode && process.platform === 'win32',
  });
  return result.status;
}

/** What npm says it installed covers the lock file. */
function holdsAll(lock) {
  const text = read(join(modules, '.package-lock.json'));
  if (!text) return false;
  const present = JSON.parse(text).packages;
  const release = existsSync(join(root, 'dist', 'index.html')) && !existsSync(viteProgram());
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (path === '' || (release && entry.dev)) return true;
    const found = present[path];
    // Packages for other machines are optional and absent.
    if (!found) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

const NODE_FILE = process.platform === 'win32' ? 'node.exe' : 'node';

function pinnedName() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  return `node-${system}-${process.arch}`;
}

function isNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** The pinned Node from the dependencies; the machine's own where the registry has none for it. */
export function findNode() {
  const pinned = join(modules, pinnedName(), 'bin', NODE_FILE);
  if (existsSync(pinned)) return pinned;
  if (isNewEnough()) return process.execPath;
  throw new PrepareFailure(
    `本机 Node 为 ${process.versions.node}，且没有适合本机的内置版本，请安装 Node 24.7 或更高版本 (please install Node 24.7 or later)`,
  );
}

const viteProgram = () => join(modules, 'vite', 'bin', 'vite.js');

export function buildPages() {
  const mark = join(root, 'dist', '.sources');
  const wanted = hashOfPageSources();
  if (read(mark) === wanted) return;
  // A release archive comes with its pages and without the tools to build them.
  if (!existsSync(viteProgram()) && existsSync(join(root, 'dist', 'index.html'))) return;
  say('正在生成页面 (building pages)');
  const result = spawnSync(findNode(), [viteProgram(), 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0)
    throw new PrepareFailure('生成页面失败，原因见上 (building pages failed)');
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, wanted);
}

/** Files that never reach the browser: a change in them is no reason to build. */
const SERVER_ONLY = /(^|\/)(store|commands|routes|jobs|index)(\.[\w-]+)?\.ts$|\.test\.tsx?$|\.md$/;
const WEB = /\/(web|pages)\//;
const SERVER_FOLDERS = /^src\/(platform\/(db|files|audit|numbering)|app\/[^/]+$)/;

/** Whether a file (path from the project's root) can be part of the pages. */
export function isPageSource(name) {
  if (WEB.test(name)) return true;
  return (
    !SERVER_ONLY.test(name) &&
    (!SERVER_FOLDERS.test(name) || /shapes\.ts$|app\/machines\.ts$/.test(name))
  );
}

function hashOfPageSources() {
  const hash = createHash('sha256');
  for (const name of ['index.html', 'vite.config.ts', 'package-lock.json', 'tsconfig.web.json']) {
    hash.update(read(join(root, name)) ?? '');
  }
  for (const file of filesUnder(join(root, 'src'))) {
    const name = relative(root, file).split(sep).join('/');
    if (!isPageSource(name)) continue;
    hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    });
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** On standard error, so that the one line on standard output stays the address. */
function say(line) {
  process.stderr.write(`${line}\n`);
}
