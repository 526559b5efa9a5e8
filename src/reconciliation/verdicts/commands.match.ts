/** The three-way match of today, out of one snapshot: verdicts, register and numbers. */
import { formHeader, whenOf } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { numberKey } from '../allocation/rules.picture.ts';
import { unitFacts } from '../findings/rules.ts';
import { entitlementsOf } from '../findings/store.facts.ts';
import { numbersOf } from './commands.ts';
import { matchOf, totalsOf } from './rules.match.ts';
import type { ThreeWay, ThreeWayQuery } from './shapes.match.ts';
import * as store from './store.totals.ts';

export async function threeWay(cx: CommandContext, query: ThreeWayQuery): Promise<ThreeWay> {
  const { tx, unitId, today } = cx;
  const unit = unitFacts(await entitlementsOf(tx, unitId, today), today);
  const numbers = [...(await numbersOf(cx, unit)).values()];
  const matched = matchOf(
    await store.matchProducts(tx, unitId),
    await store.matchNumbers(tx, unitId),
    numbers,
    new Map(numbers.map((number) => [number.softwareId, numberKey(number, unit)])),
    today,
  );
  const wanted = query.q?.toLowerCase();
  const products = matched.filter(
    (product) =>
      (!query.category || product.category === query.category) &&
      (!query.differing || !product.agrees) &&
      (!wanted ||
        product.productName.toLowerCase().includes(wanted) ||
        product.numbers.some((one) => one.softwareNo.toLowerCase().includes(wanted))),
  );
  return {
    asOf: today,
    header: await formHeader(cx, whenOf(cx, {})),
    products,
    totals: totalsOf(products),
    undecided: await store.undecided(tx, unitId),
  };
}
