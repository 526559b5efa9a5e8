/** 正版率 between two days, as recorded now. The one place that knows how reconciliation judges a computer. */
import type { CommandContext } from '../../platform/db/context.ts';
import { type Judged, judgedOn } from '../../reconciliation/index.ts';
import { pointsOf } from './commands.ts';
import {
  inQuestion,
  judgedKey,
  judgedMap,
  RATE_TOTALS,
  type RateChange,
  type RateFacts,
  type RateScene,
  rateChanges,
  rateFigures,
  rateLines,
  turnsOf,
} from './rules.rates.ts';
import { totalOf } from './rules.totals.ts';
import type { Line } from './rules.ts';
import { sumUp } from './rules.ts';
import type { Drift, DriftAsked, DriftPoint } from './shapes.ts';
import * as store from './store.ts';

type Days = { from: DriftPoint; to: DriftPoint };
export type Rates = {
  from: DriftPoint;
  to: DriftPoint;
  before: RateScene;
  after: RateScene;
  lines: Line[];
};

export async function ratesOf(cx: CommandContext, { from, to }: Days): Promise<Rates> {
  const [had, has] = [await judgedOn(cx, from.asOf), await judgedOn(cx, to.asOf)];
  const scene = async (day: string, judged: Judged): Promise<RateScene> => ({
    day,
    devices: await store.devicesOn(cx.tx, cx.unitId, day),
    judged: judgedMap(judged.computers),
  });
  const before = await scene(from.asOf, had);
  const after = await scene(to.asOf, has);
  const changes = rateChanges(before, after);
  const facts = await factsOf(cx, changes, { before, after, had, has });
  return {
    from: plain(from),
    to: plain(to),
    before,
    after,
    lines: rateLines({ before, after }, changes, facts),
  };
}

/** Rates follow what is recorded now, whatever was known then. */
function plain(point: DriftPoint): DriftPoint {
  return { ...point, knownAt: null };
}

async function factsOf(
  cx: CommandContext,
  changes: readonly RateChange[],
  both: { before: RateScene; after: RateScene; had: Judged; has: Judged },
): Promise<RateFacts> {
  const { before, after, had, has } = both;
  const { tx, unitId } = cx;
  const asked = inQuestion(changes, before, after);
  // A computer that a category no longer counts has nothing to show; one it did not count had nothing.
  const counted = asked.filter((change) => change.is !== undefined);
  const rejudged = counted.filter((change) => change.was !== undefined);
  const turns = turnsOf(asked, had.installsOf(rejudged), has.installsOf(counted));
  const numbers = await store.numbers(tx, unitId);
  const entries = await store.rateEntries(tx, unitId, {
    ...{ from: before.day, to: after.day },
    uninstalledFrom: asked.flatMap(({ key, deviceId }) =>
      turns.get(key)!.by === 'uninstall' ? [deviceId] : [],
    ),
    installs: [...turns.values()].flatMap((turn) => (turn.by === 'install' ? [turn.entryNo] : [])),
  });
  return {
    turns,
    entries: Map.groupBy(entries, judgedKey),
    software: (id) => {
      const { softwareNo, softwareName, termEnd, disposedOn } = numbers.get(id)!;
      return { label: `${softwareNo} ${softwareName}`, termEnd, disposedOn };
    },
  };
}

export async function driftRatesOf(cx: CommandContext, asked: DriftAsked): Promise<Drift> {
  const { from, to, before, after, lines } = await ratesOf(cx, await pointsOf(cx, asked));
  const [had, has] = [rateFigures(before), rateFigures(after)];
  const causes = sumUp(lines, [], false);
  const totals = RATE_TOTALS.map((total) =>
    totalOf(total, had.get(total) ?? 0, has.get(total) ?? 0, causes.get(total) ?? []),
  );
  return { from, to, totals };
}
