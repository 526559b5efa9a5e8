/**
 * Recognition against labelled names: every figure beside its target, rows from real machines apart, a side kept
 * apart while tuning; and how many distinct entries one core recognises per second.
 * Run with the pinned Node: `node bench/recognition.ts [--failures] [--database]`; `--database` also fills a fresh
 * embedded database with 200,000 (`--million`: 1,000,000) distinct entries and recognises them twice, as intake and as the job after a rule.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { newId } from '../src/base/ids.ts';
import { openDatabase } from '../src/platform/db/database.ts';
import { startEmbedded } from '../src/platform/db/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { loadCatalogue, shippedCatalogue } from '../src/recognition/catalogue/commands.ts';
import { nextRevision, recomputeChunk } from '../src/recognition/entries/commands.ts';
import { internRawEntries, rawEntryKey, recognisePending } from '../src/recognition/index.ts';
import { EQUIVALENT } from '../src/recognition/matching/rules.labels.ts';
import { createMatcher } from '../src/recognition/matching/rules.matcher.ts';
import { LOOK_ALIKES } from '../src/recognition/matching/rules.measure.risk.ts';
import {
  type Labelled,
  measure,
  measureRisk,
  readLabelled,
  readRiskExamples,
  TARGETS,
} from '../src/recognition/matching/rules.measure.ts';
import { insertRules } from '../src/recognition/unitrules/store.ts';

const file = fileURLToPath(new URL('../../shared/catalogue/labelled.tsv', import.meta.url));
if (!existsSync(file)) {
  console.log('No labelled names at ../shared/catalogue: nothing measured.');
  process.exit(0);
}

const started = performance.now();
const catalogue = shippedCatalogue();
const match = createMatcher({ catalogue, unitRules: [], unitProducts: [] });
const families = new Set(catalogue.products.filter((one) => one.family).map(({ id }) => id));
console.log(`catalogue read and compiled in ${Math.round(performance.now() - started)} ms`);

const rows = readLabelled(readFileSync(file, 'utf8'));
const risks = [
  ...readRiskExamples(readFileSync(file.replace('labelled.tsv', 'risk-examples.tsv'), 'utf8')),
  ...LOOK_ALIKES.map((name) => ({ name, risk: false, apart: false })),
];
type Side = (row: { apart: boolean }) => boolean;
const SIDES: [string, Side][] = [
  ['whole', () => true],
  ['tuned on', (row) => !row.apart],
  ['kept apart', (row) => row.apart],
];

console.log('\nids on labels counted as the catalogue\u2019s:');
for (const { reason, ids } of EQUIVALENT) console.log(`  ${ids.length}: ${reason}`);
console.log('  OpenJDK builds: single versions of one build are one family.');
console.log(
  '  A family found by an alias that is in the name of a product labelled as new is right.',
);

report('all', 'all', rows);
report(
  'real machines',
  'real',
  rows.filter((row) => row.real),
);

/** Every figure for the whole, the side tuned on and the side kept apart, with the target beside it. */
function report(title: string, of: 'all' | 'real', wanted: readonly Labelled[]): void {
  const sides = SIDES.map(([, side]) => {
    const figures = measure(wanted.filter(side), match, families);
    // Risk examples have no origin: the same stand in both tables.
    Object.assign(figures.ratios, measureRisk(risks.filter(side), match).ratios);
    return figures;
  });
  const names = Object.keys(sides[0]!.ratios).sort(
    (a, b) => Number(b in TARGETS) - Number(a in TARGETS) || (a < b ? -1 : 1),
  );
  const head = SIDES.map(([name], at) => `${name} (${sides[at]!.rows})`.padEnd(22)).join('');
  console.log(`\n${title.padEnd(34)}${'target'.padEnd(11)}${head}`);
  for (const name of names) {
    const target = TARGETS[name];
    const cells = sides.map((side) => cell(side.ratios[name], target && { ...target, of }));
    const asked = target ? `${target.most ? '<=' : '>='} ${100 * target[of]} %` : '';
    console.log(`  ${name.padEnd(32)}${asked.padEnd(11)}${cells.join('')}`);
  }
  if (process.argv.includes('--failures')) {
    for (const line of sides[1]!.failures) console.log(`    ${line}`);
  }
}

function cell(
  ratio: [number, number] | undefined,
  target: { all: number; real: number; most?: boolean; of: 'all' | 'real' } | undefined,
): string {
  if (!ratio) return '-'.padEnd(22);
  const [part, whole] = ratio;
  const share = part / whole;
  const met = !target || (target.most ? share <= target[target.of] : share >= target[target.of]);
  return `${(100 * share).toFixed(1)} % (${part}/${whole})${met ? '' : ' !'}`.padEnd(22);
}

// Distinct entries: every name with made-up versions, so that no cache of whole entries could help.
const base = rows.map((row) => row.raw);
const MANY = process.argv.includes('--million') ? 1_000_000 : 200_000;
const many = Array.from({ length: MANY }, (_, index) => {
  const entry = base[index % base.length]!;
  return { ...entry, name: `${entry.name} ${index % 97}.${index}`, version: `${index}` };
});
for (let turn = 0; turn < 3; turn++) {
  const before = performance.now();
  const cpu = process.cpuUsage();
  for (const entry of many) match(entry);
  const wall = (performance.now() - before) / 1000;
  const used = process.cpuUsage(cpu);
  const seconds = (used.user + used.system) / 1e6;
  console.log(
    `\n${many.length} distinct entries: ${Math.round(many.length / wall)}/s by the clock, ` +
      `${Math.round(many.length / seconds)}/s of CPU time`,
  );
}

if (process.argv.includes('--database')) await measureDatabase();

async function measureDatabase(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'zhengce-bench-'));
  const cluster = await startEmbedded({ folder });
  const database = openDatabase(cluster);
  try {
    await migrate(cluster.owner, fileURLToPath(new URL('../migrations', import.meta.url)));
    const clock = async (title: string, count: number, work: () => Promise<unknown>) => {
      const before = performance.now();
      await work();
      const seconds = (performance.now() - before) / 1000;
      console.log(`${title.padEnd(44)} ${seconds.toFixed(2)} s, ${Math.round(count / seconds)}/s`);
    };
    await clock('catalogue into the tables', 9_000, () => loadCatalogue(database));
    await clock('catalogue when it is there already', 1, () => loadCatalogue(database));
    const unitId = newId();
    await database.write((tx) =>
      sql`insert into organisation_unit (id, code, name, type) values (${unitId}, 'B', 'bench', 'government')`.execute(
        tx,
      ),
    );
    await clock('new entries into the dictionary', many.length, async () => {
      for (let at = 0; at < many.length; at += 5000) {
        const items = many.slice(at, at + 5000).map((raw) => ({ key: rawEntryKey(raw), raw }));
        await database.write((tx) => internRawEntries(tx, unitId, items));
      }
    });
    await clock('first recognition, stored', many.length, async () => {
      while ((await database.write((tx) => recognisePending(tx, unitId, 5_000))) > 0);
    });
    const recompute = async () => {
      for (let after = 0; ; ) {
        const chunk = await database.write((tx) => recomputeChunk(tx, unitId, after, 20_000));
        after = chunk.lastId;
        if (chunk.read === 0) return;
      }
    };
    await clock('again, nothing changed', many.length, recompute);
    await database.write(async (tx) => {
      await nextRevision(tx, unitId);
      const rule = { id: newId(), batchId: newId(), patternKind: 'contains', note: '' } as const;
      const wide = { ...rule, pattern: 'microsoft', publisher: '', productId: null };
      await insertRules(tx, unitId, [wide], { at: new Date().toISOString(), name: 'bench' });
    });
    await clock('again, under a rule that moves a fifth', many.length, recompute);
  } finally {
    await database.close();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
