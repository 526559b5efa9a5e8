/**
 * The allocation: equality with trying everything on small random problems, and time, proofs, gap and memory for units
 * of 1,000, 10,000 and 100,000 computers; what fixed orders lose; one touched computer solved again.
 * Run with the pinned Node: `node bench/allocation.ts [--small 24000] [--sizes 1000,10000] [--seeds 1]`. A size of 100000
 * needs ten minutes and 1.5 GB.
 */
import { checkAllocation } from '../src/reconciliation/allocation/rules.checker.ts';
import { reduceProblem } from '../src/reconciliation/allocation/rules.components.ts';
import type { Component, Problem, Proof } from '../src/reconciliation/allocation/rules.problem.ts';
import { PROOFS } from '../src/reconciliation/allocation/rules.problem.ts';
import { solveAllocation } from '../src/reconciliation/allocation/rules.solve.ts';
import { smallProblem } from '../test/allocation.small.ts';
import { bruteForce, valuesOf } from '../test/allocation.ts';
import { inFixedOrder, type Mix, ORDERS, world } from './allocation.world.ts';

const option = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? otherwise : process.argv[at + 1]!;
};
const LOTS: Record<number, number> = { 1000: 200, 10000: 800, 100000: 2000 };
const LEVELS = ['weight', 'cost', 'changes'] as const;

/** Seconds on the clock and of this process's own work; a shared machine makes them differ. */
async function timed<T>(work: () => T | Promise<T>): Promise<[T, string]> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
  return [
    result,
    `${seconds(performance.now() - start)} s (${seconds((user + system) / 1000)} s of work)`,
  ];
}

const megabytes = () => `${Math.round(process.resourceUsage().maxRSS / 2 ** 10)} MB`;

function words(components: Component[]): string {
  const count = (list: Proof[]) =>
    PROOFS.map((word) => [word, list.filter((own) => own === word).length] as const)
      .filter(([, own]) => own > 0)
      .map(([word, own]) => `${word} ${own} (${((100 * own) / list.length).toFixed(1)} %)`)
      .join(', ');
  const lines = LEVELS.map((level) => {
    const value = components.reduce((sum, one) => sum + one[level].value, 0);
    const gap = components.reduce(
      (sum, one) => sum + Math.abs(one[level].bound - one[level].value),
      0,
    );
    const share = value === 0 ? 0 : (100 * gap) / Math.abs(value);
    return `  ${level}: ${value}, gap ${gap} (${share.toFixed(4)} %); ${count(components.map((one) => one[level].proof))}`;
  });
  return [`  components: ${count(components.map((one) => one.proof))}`, ...lines].join('\n');
}

async function small(count: number): Promise<void> {
  let [equal, skipped] = [0, 0];
  const components: Component[] = [];
  const wrong: number[] = [];
  const [, time] = await timed(async () => {
    for (let seed = 0; equal + wrong.length < count; seed++) {
      const problem = smallProblem(seed);
      const best = bruteForce(problem);
      if (!best) {
        skipped += 1;
        continue;
      }
      const allocation = await solveAllocation(problem);
      components.push(...allocation.components.map((one) => ({ ...one, covers: [], seats: [] })));
      const own = valuesOf(allocation);
      if (LEVELS.every((level) => own[level] === best[level])) equal += 1;
      else wrong.push(seed);
    }
  });
  console.log(
    `small problems: ${equal} of ${count} equal to trying everything on all three levels, ${time}; ${skipped} too large`,
  );
  if (wrong.length > 0) console.log(`  NOT EQUAL: seeds ${wrong.slice(0, 20).join(', ')}`);
  console.log(words(components));
}

async function large(mix: Mix, size: number, seed: number): Promise<void> {
  const problem = world(mix, size, LOTS[size] ?? Math.round(size / 12), seed);
  console.log(
    `\n${size} computers, ${mix}, seed ${seed}: ${problem.installs.length} installs, ${problem.lots.length} lots`,
  );
  const [reduced, reduceTime] = await timed(() => reduceProblem(problem));
  const blocks = reduced.classes.reduce((sum, kind) => sum + kind.blocks.length, 0);
  const largest = Math.max(...reduced.parts.map((part) => part.classes.length));
  console.log(
    `  reduced in ${reduceTime}: ${blocks} blocks, ${reduced.classes.length} classes, ${reduced.pools.pools.length} pools, ${reduced.parts.length} components, largest ${largest} classes`,
  );
  const [allocation, time] = await timed(() => solveAllocation(problem));
  console.log(`  solved and checked in ${time}, at most ${megabytes()}`);
  console.log(words(allocation.components));
  const certificate = JSON.stringify(allocation.components.map((one) => one.certificate)).length;
  const [verdict, checkTime] = await timed(() => checkAllocation(problem, allocation));
  const trouble = verdict.complaints.length + verdict.claims.length;
  console.log(
    `  checked again in ${checkTime}: ${trouble} complaints; certificates ${Math.round(certificate / 1024)} kB`,
  );
  const best = valuesOf(allocation);
  for (const order of ORDERS) {
    const { weight, cost } = inFixedOrder(problem, order);
    console.log(
      `  fixed order by ${order}: weight ${weight} (${((100 * (best.weight - weight)) / best.weight).toFixed(1)} % lost), cost ${cost}`,
    );
  }
  await again(problem, allocation.components);
}

/** The day after: yesterday's seats are those given, and one computer has lost a program. */
async function again(problem: Problem, components: Component[]): Promise<void> {
  const byId = new Map(components.map((one) => [one.id, one]));
  const yesterday = components.flatMap((one) => one.seats);
  const known = (id: string) => byId.get(id);
  const [gone] = problem.installs.slice(-1);
  const touched = {
    ...problem,
    yesterday,
    installs: problem.installs.filter((own) => own !== gone),
  };
  const [next, time] = await timed(() => solveAllocation(touched, { known, before: components }));
  const solved = next.components.filter(({ id }) => next.solved.includes(id));
  const sizes = solved.filter((one) => !byId.has(one.id)).map((one) => one.installIds.length);
  console.log(
    `  one touched computer: ${time}, ${sizes.length} components solved again (${sizes.join(', ')} installs)`,
  );
}

const count = Number(option('small', '24000'));
if (count > 0) await small(count);
for (const size of option('sizes', '1000,10000')
  .split(',')
  .map(Number)
  .filter((own) => own > 0)) {
  for (const mix of ['standard', 'adversarial'] as const) {
    for (const seed of option('seeds', '1').split(',').map(Number)) await large(mix, size, seed);
  }
}
