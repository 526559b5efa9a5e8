/** Puts the home page's figures together; all of them from one snapshot, so that figures and lists agree. */
import { addDays } from '../../base/dates.ts';
import { computerUsersOn, deviceCountsOn, whenOf } from '../../ledgers/index.ts';
import { staffCountOn } from '../../organisation/index.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import { entitlementsOf } from '../findings/store.facts.ts';
import { countFindings, type KindCount } from '../findings/store.ts';
import { requiredPolicy } from './commands.policy.ts';
import { coveredPairs } from './rules.ts';
import type { GenuineRate, Home, STEPS } from './shapes.ts';
import * as store from './store.ts';

const SEEN_DAYS = 30;
const EXPIRY_DAYS = 90;

export async function homeOf(cx: CommandContext, scope: Scope): Promise<Home> {
  const { tx, unitId, today } = cx;
  const { personId, departmentIds } = cx.actor;
  const findings = await countFindings(tx, unitId, { scope, personId, departmentIds });
  if (scope !== 'all') return { ...EMPTY, findings };
  const devices = await deviceCountsOn(tx, unitId, today);
  const people = await staffCountOn(tx, unitId, today);
  const counts = await store.homeCounts(tx, unitId, addDays(today, -SEEN_DAYS));
  const runningOut = await store.runningOut(tx, unitId, today, addDays(today, EXPIRY_DAYS));
  const computers = devices.server + devices.desktop + devices.laptop;
  return {
    people,
    computerUsers: await computerUsersOn(tx, unitId, today),
    servers: devices.server,
    desktops: devices.desktop,
    laptops: devices.laptop,
    computers,
    seenRecently: counts.seenRecently,
    rates: await store.ratesToday(tx, unitId, await requiredPolicy(cx)),
    findings,
    runningOut,
    steps: stepsOf({ ...counts, people, computers, findings, runningOut: runningOut.length }),
    wholeUnit: true,
  };
}

async function pairsFrom(cx: CommandContext, sources: store.RateSources, day: string) {
  const { tx, unitId } = cx;
  const entitlements = new Map(
    (await entitlementsOf(tx, unitId, day)).map((number) => [number.softwareId, number]),
  );
  return coveredPairs(await store.generalPairs(tx, unitId, sources), entitlements, day);
}

/**
 * D11–D14 of a day, by department and category; `sumOfRates` gives the unit's. Asked for today it gives what the home
 * page shows: both judge a recorded install by `genuineByRegister`.
 */
export async function genuineRatesOn(
  cx: CommandContext,
  asOf: string,
): Promise<store.DepartmentRate[]> {
  const sources = store.sourcesOn(cx.unitId, whenOf(cx, { asOf }));
  const pairs = await pairsFrom(cx, sources, asOf);
  return store.genuineRates(cx.tx, cx.unitId, sources, pairs, await requiredPolicy(cx));
}

/** The first of the computers a rate of that day does not count as genuine. */
export async function uncoveredOn(
  cx: CommandContext,
  asOf: string,
  limit: number,
): Promise<store.UncoveredComputer[]> {
  const sources = store.sourcesOn(cx.unitId, whenOf(cx, { asOf }));
  const pairs = await pairsFrom(cx, sources, asOf);
  return store.uncoveredComputers(cx.tx, cx.unitId, sources, pairs, limit);
}

/** The three categories, always all of them. */
export function sumOfRates(rates: readonly store.DepartmentRate[]): GenuineRate[] {
  return store.GENERAL.map((category) => {
    const own = rates.filter((rate) => rate.category === category);
    const sum = (key: 'required' | 'installed' | 'genuine') =>
      own.reduce((total, rate) => total + rate[key], 0);
    return {
      category,
      required: sum('required'),
      installed: sum('installed'),
      genuine: sum('genuine'),
    };
  });
}

const EMPTY: Omit<Home, 'findings'> = {
  people: 0,
  computerUsers: 0,
  servers: 0,
  desktops: 0,
  laptops: 0,
  computers: 0,
  seenRecently: 0,
  rates: [],
  runningOut: [],
  steps: [],
  wholeUnit: false,
};

/** What is still to be done, in the order in which it has to be done. */
function stepsOf(
  facts: store.HomeCounts & {
    people: number;
    computers: number;
    findings: KindCount[];
    runningOut: number;
  },
): Home['steps'] {
  const open = (risk: boolean) =>
    facts.findings
      .filter((row) => (row.kind === 'risk') === risk)
      .reduce((sum, row) => sum + row.open, 0);
  const steps: [(typeof STEPS)[number], boolean, number][] = [
    ['createPeople', facts.people === 0, 0],
    ['createDevices', facts.computers === 0, 0],
    ['connectAgents', facts.tokens === 0, 0],
    ['confirmCandidates', facts.candidates > 0, facts.candidates],
    ['registerSoftware', facts.software === 0, 0],
    ['openLedger', facts.entries === 0 && facts.computers > 0, 0],
    ['handleRisk', open(true) > 0, open(true)],
    ['readQuarantine', facts.quarantine > 0, facts.quarantine],
    ['recogniseEntries', facts.unrecognised > 0, facts.unrecognised],
    ['handleFindings', open(false) > 0, open(false)],
    ['approveRules', facts.proposedRules > 0, facts.proposedRules],
    ['renewLicences', facts.runningOut > 0, facts.runningOut],
  ];
  return steps.filter(([, needed]) => needed).map(([step, , count]) => ({ step, count }));
}
