/**
 * The purchase optimiser on made-up units: what a plan costs, how far it is proven, how long it takes. Everything is
 * synthetic; the figures describe these units and nobody's real one.
 * Run with the pinned Node: `node bench/optimiser.ts [devices ...]` (default 1000 10000); `--cap` also with money for
 * two thirds; `--small` compares so many random small problems with trying everything (`--small 20000`).
 */
import { performance } from 'node:perf_hooks';
import { loadSolver } from '../src/platform/solver/highs.ts';
import type {
  Carrier,
  Need,
  Offer,
  PurchaseProblem,
  Right,
} from '../src/reconciliation/optimiser/rules.problem.ts';
import { singly } from '../src/reconciliation/optimiser/rules.reasons.ts';
import { solvePurchases } from '../src/reconciliation/optimiser/rules.solve.ts';
import { bruteForce, randomOf, smallProblem } from '../test/purchases.small.ts';

const solver = await loadSolver();
const smallAt = process.argv.indexOf('--small');
if (smallAt > 0) compareSmall(Number(process.argv[smallAt + 1] ?? 20_000));
else {
  const sizes = process.argv.slice(2).map(Number).filter(Boolean);
  for (const devices of sizes.length > 0 ? sizes : [1_000, 10_000]) {
    const problem = madeUp(devices);
    const spent = measure(`${devices} devices`, problem);
    if (process.argv.includes('--cap')) {
      measure(`${devices} devices, two thirds of the money`, {
        ...problem,
        capFen: Math.round((spent * 2) / 3),
      });
    }
  }
}

/** 40 departments, 25 products, 3 suites; each computer lacks a licence for about two programs. */
function madeUp(devices: number): PurchaseProblem {
  const { next, below, pick } = randomOf(7);
  const carriers: Carrier[] = [];
  const needs: Need[] = [];
  for (let at = 0; at < devices; at++) {
    const id = `c${String(at).padStart(6, '0')}`;
    const departmentIds = [`d${below(40)}`, 'unit'];
    const userId = next() < 0.8 ? `u${below(Math.ceil(devices * 0.8))}` : null;
    carriers.push({ id, userId, departmentIds, cores: pick([4, 8, 8, 16]), count: 1 });
    for (let product = 0; product < 25; product++) {
      if (next() > 2 / (product + 4)) continue;
      const version = pick(['11', '12', '12', '13', '']);
      const edition = next() < 0.2 ? 'pro' : '';
      const own = { version, edition, category: `k${product % 4}`, weight: product < 6 ? 10 : 5 };
      needs.push({ id: `${id}-${product}`, carrierId: id, productId: `p${product}`, ...own });
    }
  }
  const rights: Right[] = [];
  const offers: Offer[] = [];
  const right = (id: string, facts: Partial<Right>) => {
    const any = [{ from: null, to: null }];
    const basic = { products: [], replaces: [], usableVersions: any, editions: null };
    const counted = { departmentIds: null, domestic: false, size: 1, perSeat: 1, category: 'k0' };
    rights.push({ id, metric: 'device', ...basic, ...counted, ...facts });
  };
  const offer = (rightId: string, packSize: number, firstYear: number, cost = firstYear) => {
    const limits = { minPacks: 0, maxPacks: null, upgrades: null };
    offers.push({ id: `${rightId}-${packSize}`, rightId, packSize, firstYear, cost, ...limits });
  };
  for (let product = 0; product < 25; product++) {
    const products = [`p${product}`];
    const category = `k${product % 4}`;
    const price = 10_000 * (3 + below(60));
    right(`sub${product}`, { products, category });
    offer(`sub${product}`, 1, Math.round(price * 0.4), Math.round(price * 1.2));
    right(`perp${product}`, { products, category, usableVersions: [{ from: '11', to: '13' }] });
    offer(`perp${product}`, 1, price);
    offer(`perp${product}`, 10, price * 9);
    offer(`perp${product}`, 50, price * 40);
    if (product % 3 === 0) {
      right(`user${product}`, { products, category, metric: 'user' });
      offer(`user${product}`, 1, Math.round(price * 1.3));
    }
    if (product % 5 === 0) {
      right(`site${product}`, { products, category, metric: 'site', domestic: true });
      offer(`site${product}`, 1, Math.round(price * devices * 0.12));
    }
  }
  for (let suite = 0; suite < 3; suite++) {
    const products = [0, 1, 2].map((part) => `p${suite * 4 + part}`);
    right(`suite${suite}`, { products });
    offer(`suite${suite}`, 1, 1_500_000);
    offer(`suite${suite}`, 10, 13_500_000);
  }
  return { capFen: null, carriers, needs, rights, offers, stock: [], preferences: [] };
}

function measure(name: string, problem: PurchaseProblem): number {
  const began = performance.now();
  const { answer, checked, unmet } = solvePurchases(problem, solver);
  const seconds = (performance.now() - began) / 1000;
  const cost = checked.parts.reduce((sum, part) => sum + part.cost.value, 0);
  const bound = checked.parts.reduce((sum, part) => sum + part.cost.bound, 0);
  const weight = checked.parts.reduce((sum, part) => sum + part.weight.value, 0);
  const most = checked.parts.reduce((sum, part) => sum + part.weight.bound, 0);
  const alone = singly(problem);
  const percent = (n: number) => `${(100 * n).toFixed(3)} %`;
  console.log(`\n${name}: ${problem.needs.length} needs, ${problem.offers.length} offers`);
  console.log(`  ${seconds.toFixed(1)} s, RSS ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
  console.log(`  cost ${cost} fen, bound ${bound}, gap ${percent((cost - bound) / (cost || 1))}`);
  console.log(`  weight ${weight}, bound ${most}, gap ${percent((most - weight) / (most || 1))}`);
  console.log(`  each on its own ${alone} fen; not on offer: ${unmet.length}`);
  const words = new Map<string, number>();
  for (const part of checked.parts) {
    words.set(part.cost.proof, (words.get(part.cost.proof) ?? 0) + 1);
  }
  console.log(
    `  ${checked.parts.length} parts: ${[...words].map(([word, n]) => `${word} ${n}`).join(', ')}`,
  );
  if (checked.complaints.length > 0) console.log(`  COMPLAINTS ${checked.complaints.join('; ')}`);
  const offers = new Map(problem.offers.map((one) => [one.id, one]));
  return answer.bought.reduce(
    (sum, one) => sum + offers.get(one.offerId)!.firstYear * one.packs,
    0,
  );
}

function compareSmall(count: number): void {
  const words = new Map<string, number>();
  let wrong = 0;
  for (let seed = 1; seed <= count; seed++) {
    const problem = smallProblem(seed);
    const best = bruteForce(problem);
    const { checked } = solvePurchases(problem, solver);
    const weight = checked.parts.reduce((sum, part) => sum + part.weight.value, 0);
    const cost = checked.parts.reduce((sum, part) => sum + part.cost.value, 0);
    const same = checked.complaints.length === 0 && weight === best.weight && cost === best.cost;
    if (!same) {
      wrong++;
      console.log(
        `seed ${seed}: ${weight}/${cost}, best ${best.weight}/${best.cost} ${checked.complaints}`,
      );
    }
    for (const part of checked.parts) {
      for (const word of [`weight ${part.weight.proof}`, `cost ${part.cost.proof}`]) {
        words.set(word, (words.get(word) ?? 0) + 1);
      }
    }
  }
  console.log(`${count - wrong} of ${count} equal to trying everything`);
  console.log(
    [...words]
      .sort()
      .map(([word, n]) => `  ${word}: ${n}`)
      .join('\n'),
  );
}
