/**
 * Recognition against labelled names: precision and recall, rows from real machines apart, a side kept apart while
 * tuning; and how many distinct entries one core recognises per second.
 * Run: npx zhengce-node is not needed: `node bench/recognition.ts [--failures]`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shippedCatalogue } from '../src/recognition/catalogue/commands.ts';
import { createMatcher } from '../src/recognition/matching/rules.matcher.ts';
import { type Labelled, measure, readLabelled } from '../src/recognition/matching/rules.measure.ts';

const file = fileURLToPath(new URL('../../shared/catalogue/labelled.tsv', import.meta.url));
if (!existsSync(file)) {
  console.log('No labelled names at ../shared/catalogue: nothing measured.');
  process.exit(0);
}

const started = performance.now();
const match = createMatcher({ catalogue: shippedCatalogue(), unitRules: [], unitProducts: [] });
console.log(`catalogue read and compiled in ${Math.round(performance.now() - started)} ms`);

const rows = readLabelled(readFileSync(file, 'utf8'));
const sides: [string, (row: Labelled) => boolean][] = [
  ['all', () => true],
  ['all, tuned on', (row) => !row.apart],
  ['all, kept apart', (row) => row.apart],
  ['real machines', (row) => row.real],
  ['real machines, tuned on', (row) => row.real && !row.apart],
  ['real machines, kept apart', (row) => row.real && row.apart],
];
const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} % (${part}/${whole})`;
for (const [title, wanted] of sides) {
  const figures = measure(rows.filter(wanted), match);
  console.log(`\n${title}: ${figures.rows} rows`);
  for (const [name, [part, whole]] of Object.entries(figures.ratios)) {
    console.log(`  ${name.padEnd(36)} ${percent(part, whole)}`);
  }
  if (process.argv.includes('--failures') && title.endsWith('tuned on')) {
    for (const line of figures.failures) console.log(`    ${line}`);
  }
}

// Distinct entries: every name with made-up versions, so that no cache of whole entries could help.
const base = rows.map((row) => row.raw);
const many = Array.from({ length: 200_000 }, (_, index) => {
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
