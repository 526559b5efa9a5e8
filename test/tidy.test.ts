/** The code's tidiness as a test: file kinds, import directions, table owners, sizes, and the dictionary. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const ORDER = [
  'base',
  'platform',
  'organisation',
  'recognition',
  'configuration',
  'ledgers',
  'installation',
  'discovery',
  'reconciliation',
  'responsibility',
  'daily',
  'reporting',
  'rollup',
  'app',
];
const KINDS = ['shapes', 'rules', 'store', 'commands', 'routes', 'jobs', 'index', 'texts'];
const PURE = new Set(['shapes', 'rules', 'texts']);
/** Computing only: no I/O, so pure code of the server may use them. */
const PURE_NODE = new Set(['node:crypto', 'node:zlib', 'node:buffer']);

type Source = {
  path: string;
  slice: string;
  kind: string;
  text: string;
  imports: { from: string; target: string | undefined; typeOnly: boolean }[];
};

const sources = walk(join(ROOT, 'src'))
  .filter((path) => /\.tsx?$/.test(path))
  .map(read);
const code = sources.filter((source) => !/\.test\.tsx?$/.test(source.path));

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

function read(absolute: string): Source {
  const path = relative(ROOT, absolute);
  const text = readFileSync(absolute, 'utf8');
  const slice = path.split('/')[1]!;
  const imports = [
    ...text.matchAll(/^(?:import|export)\s+(type\s+)?[^'";]*?from\s+'([^']+)'/gm),
  ].map((found) => ({
    from: found[2]!,
    typeOnly: found[1] !== undefined,
    target: found[2]!.startsWith('.')
      ? relative(ROOT, resolve(dirname(absolute), found[2]!))
      : undefined,
  }));
  for (const found of text.matchAll(/import\(\s*'(\.[^']+)'\s*\)/g)) {
    const target = relative(ROOT, resolve(dirname(absolute), found[1]!));
    imports.push({ from: found[1]!, typeOnly: false, target });
  }
  return { path, slice, kind: kindOf(path), text, imports };
}

function kindOf(path: string): string {
  if (
    /\/pages\//.test(path) ||
    path.startsWith('src/app/web/') ||
    path.startsWith('src/platform/web/')
  )
    return 'web';
  return path.split('/').at(-1)!.split('.')[0]!;
}

describe('import directions', () => {
  test('a slice imports only earlier slices', () => {
    const wrong = code.flatMap((source) =>
      source.imports
        .filter((found) => found.target?.startsWith('src/'))
        .filter(
          (found) => ORDER.indexOf(found.target!.split('/')[1]!) > ORDER.indexOf(source.slice),
        )
        .map((found) => `${source.path} imports ${found.target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('from another slice only index, shapes and rules; pages also its pages', () => {
    const free = new Set(['base', 'platform']);
    const wrong = code.flatMap((source) =>
      source.imports
        .filter((found) => {
          const slice = found.target?.split('/')[1];
          if (!found.target?.startsWith('src/') || slice === source.slice || free.has(slice!))
            return false;
          if (source.slice === 'app') return false;
          return !['index', 'shapes', 'rules'].includes(kindOf(found.target));
        })
        .map((found) => `${source.path} imports ${found.target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('pages never reach stores, commands, routes, jobs or Node', () => {
    const wrong = code
      .filter((source) => source.kind === 'web')
      .flatMap((source) =>
        source.imports
          .filter(
            (found) =>
              found.from.startsWith('node:') ||
              ['kysely', 'pg', 'fastify'].includes(found.from) ||
              (found.target !== undefined &&
                ['store', 'commands', 'routes', 'jobs'].includes(kindOf(found.target))),
          )
          .map((found) => `${source.path} imports ${found.from}`),
      );
    expect(wrong).toEqual([]);
  });

  test('rules and shapes never reach I/O', () => {
    const wrong = code
      .filter((source) => PURE.has(source.kind) && source.slice !== 'app')
      .flatMap((source) =>
        source.imports
          .filter((found) => !found.typeOnly)
          .filter(
            (found) =>
              (found.from.startsWith('node:') && !PURE_NODE.has(found.from)) ||
              ['kysely', 'pg', 'fastify', 'pg-boss'].includes(found.from) ||
              (found.target !== undefined &&
                (['store', 'commands', 'routes', 'jobs', 'web'].includes(kindOf(found.target)) ||
                  /^src\/platform\/(db|audit|jobs|files|numbering)\//.test(found.target))),
          )
          .map((found) => `${source.path} imports ${found.from}`),
      );
    expect(wrong).toEqual([]);
  });

  test('base stands on nothing of ours', () => {
    const wrong = code
      .filter((source) => source.slice === 'base')
      .flatMap((source) =>
        source.imports.filter((found) => found.target && !found.target.startsWith('src/base/')),
      )
      .map((found) => found.target);
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  test('a feature invents no new kind of file', () => {
    const wrong = code
      .filter((source) => !['base', 'platform', 'app'].includes(source.slice))
      .filter((source) => source.kind !== 'web' && !KINDS.includes(source.kind))
      .map((source) => source.path);
    expect(wrong).toEqual([]);
  });

  test('a file stays under 400 lines and says first what it is for', () => {
    const long = sources
      .filter(
        (source) => source.text.split('\n').length > 401 && !source.path.endsWith('texts.en.ts'),
      )
      .map((source) => `${source.path}: ${source.text.split('\n').length} lines`);
    const silent = code
      .filter((source) => !/^(\/\/|\/\*)/.test(source.text))
      .map((source) => `${source.path}: no opening comment`);
    expect([...long, ...silent]).toEqual([]);
  });

  test('a function fits a screen', () => {
    const limit = (path: string) => (path.endsWith('.tsx') ? 120 : 72);
    const long = code.flatMap((source) =>
      [
        ...source.text.matchAll(
          /^(?:export )?(?:default )?(?:async )?function\*? (\w+)[\s\S]*?^\}/gm,
        ),
      ]
        .filter((found) => found[0].split('\n').length > limit(source.path))
        .map((found) => `${source.path}: ${found[1]} has ${found[0].split('\n').length} lines`),
    );
    expect(long).toEqual([]);
  });

  test('nothing is left over', () => {
    const wrong = sources.flatMap((source) =>
      [/\b(TODO|FIXME|XXX|HACK)\b/, /\b(test|describe|it)\.only\(/, /^\s*debugger;/m]
        .filter((pattern) => pattern.test(source.text))
        .map((pattern) => `${source.path}: ${pattern}`),
    );
    expect(wrong).toEqual([]);
  });

  test('every file is used', () => {
    const used = new Set(sources.flatMap((source) => source.imports.map((found) => found.target)));
    for (const folder of ['test', 'bench', 'bin']) {
      for (const path of walk(join(ROOT, folder)).filter((name) => /\.(ts|mjs)$/.test(name))) {
        const text = readFileSync(path, 'utf8');
        for (const found of text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
          used.add(relative(ROOT, resolve(dirname(path), found[1]!)));
        }
      }
    }
    const named = sources.map((source) => source.text).join('\n');
    // The pages find route lists and dictionaries by their names (src/app/web/routes.tsx, english.ts).
    const entries =
      /src\/app\/(main|cli)\.ts$|src\/app\/web\/main\.tsx$|\.d\.ts$|\/index\.ts$|\/pages\/routes\.tsx$|\/texts\.en\.ts$/;
    const unused = code
      .filter((source) => !used.has(source.path) && !entries.test(source.path))
      .filter((source) => !named.includes(`./${source.path.split('/').at(-1)}'`))
      .map((source) => source.path);
    expect(unused).toEqual([]);
  });

  test('every slice with code introduces itself', () => {
    const slices = [...new Set(code.map((source) => source.slice))].filter(
      (slice) => slice !== 'app',
    );
    const silent = slices.filter((slice) => {
      try {
        return readFileSync(join(ROOT, 'src', slice, 'README.md'), 'utf8').length < 40;
      } catch {
        return true;
      }
    });
    expect(silent).toEqual([]);
  });
});

describe('tables', () => {
  test('only the owner slice writes a table', () => {
    const statement =
      /\b(?:insert\s+into|delete\s+from|truncate(?:\s+table)?|update(?!\s+of\b|\s+set\b))\s+(?:only\s+)?([a-z]+)_[a-z_]+\b/gi;
    const builder = /\b(?:insertInto|updateTable|deleteFrom)\(\s*'([a-z]+)[A-Z]/g;
    const wrong = code.flatMap((source) =>
      [...source.text.matchAll(statement), ...source.text.matchAll(builder)]
        .filter((found) => ORDER.includes(found[1]!.toLowerCase()))
        .filter((found) => found[1]!.toLowerCase() !== source.slice)
        .map((found) => `${source.path}: ${found[0]}`),
    );
    expect(wrong).toEqual([]);
  });

  test('every table of a slice leads with unit_id or is a known shared one', () => {
    const shared = new Set([
      'platform_account',
      'platform_login_name',
      'platform_session',
      'organisation_unit',
      'recognition_catalogue_part',
      'recognition_catalogue_version',
      'recognition_product',
    ]);
    const wrong: string[] = [];
    for (const name of readdirSync(join(ROOT, 'migrations')).filter((file) =>
      /^\d{4}_/.test(file),
    )) {
      const text = readFileSync(join(ROOT, 'migrations', name), 'utf8').replaceAll(/--.*$/gm, '');
      for (const found of text.matchAll(/create table (\w+) \(\s*(\w+)/gi)) {
        if (!shared.has(found[1]!) && found[2] !== 'unit_id') wrong.push(`${name}: ${found[1]}`);
      }
      for (const banned of text.match(/\bcreate (?:constraint )?trigger\b|\bwith recursive\b/gi) ??
        []) {
        wrong.push(`${name}: ${banned}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('dictionary', () => {
  const CHINESE = /[\u4e00-\u9fff]/;
  const english = new Set<string>();
  for (const source of sources.filter((file) => file.path.endsWith('texts.en.ts'))) {
    for (const found of source.text.matchAll(
      /^\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s'":]+)):/gm,
    )) {
      english.add((found[1] ?? found[2] ?? found[3]!).replaceAll(/\\(.)/g, '$1'));
    }
  }

  test('every sentence shown to people stands in a dictionary', () => {
    const literal = String.raw`('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")`;
    const spoken = [
      new RegExp(String.raw`\b(?:t|text)\(\s*${literal}`, 'g'),
      new RegExp(String.raw`\brefuse\(\s*'[\w.]+',\s*${literal}`, 'g'),
    ];
    const shown = new RegExp(
      String.raw`\b(?:label|title|error|hint|empty|placeholder|text|note):\s*${literal}`,
      'g',
    );
    const missing = new Set<string>();
    for (const source of code.filter((file) => !file.path.startsWith('src/reporting/forms/'))) {
      const text = source.text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
      // Column titles of official forms and exports are Chinese only; what pages show comes from shapes and pages.
      const places = ['shapes', 'web', 'rules'].includes(source.kind) ? [...spoken, shown] : spoken;
      for (const place of places) {
        for (const found of text.matchAll(place)) {
          const sentence = found[1]!.slice(1, -1).replaceAll(/\\(.)/g, '$1');
          if (CHINESE.test(sentence) && !english.has(sentence))
            missing.add(`${source.path}: ${sentence}`);
        }
      }
    }
    expect([...missing]).toEqual([]);
  });
});
