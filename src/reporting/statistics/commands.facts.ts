/** Collects the year's facts in one snapshot; 附件5 and the annual summary are written from them. */
import { assessmentFacts } from '../../daily/index.ts';
import { computerUsersOn, deviceCountsOn } from '../../ledgers/index.ts';
import { staffCountOn } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { genuineRatesOn, sumOfRates, uncoveredOn } from '../../reconciliation/index.ts';
import type { CommitteeMember } from '../../responsibility/committee/shapes.ts';
import { inspectionsOf, trainingsOf } from './commands.facts.daily.ts';
import type { CommitteeFacts, YearFacts } from './rules.facts.ts';
import { dayOf } from './rules.ts';
import * as store from './store.facts.ts';

/** Computers listed behind a rate. */
const MOST_UNCOVERED = 500;

export async function yearFacts(cx: CommandContext, year: number): Promise<YearFacts> {
  const { tx, unitId } = cx;
  const asOf = dayOf(year, cx.today);
  const members = await store.membersOn(cx, asOf);
  return {
    year,
    asOf,
    current: asOf === cx.today,
    committee: members && committeeFacts(members),
    itDepartment: await store.itDepartment(cx),
    staff: await staffCountOn(tx, unitId, asOf),
    users: await computerUsersOn(tx, unitId, asOf),
    devices: await deviceCountsOn(tx, unitId, asOf),
    purchases: await store.purchasesOf(cx, year),
    owned: await store.ownedOn(cx, asOf),
    maintenance: await store.maintenanceOf(cx, year),
    rates: sumOfRates(await genuineRatesOn(cx, asOf)),
    uncovered: await uncoveredOn(cx, asOf, MOST_UNCOVERED),
    openFindings: await store.openFindingsOn(cx, asOf),
    policies: await store.policiesOn(cx, asOf),
    pledges: await store.pledgesOn(cx, asOf),
    trainings: await trainingsOf(cx, year),
    inspections: await inspectionsOf(cx, year),
    assessment: await assessmentFacts(cx, year),
  };
}

function committeeFacts(members: readonly CommitteeMember[]): CommitteeFacts {
  const head = members.find((one) => one.committeeRole === 'head');
  const it = members.find((one) => one.functionsCovered.includes('informatization'));
  return {
    headName: head?.personName ?? '',
    headPosition: head?.positionTitle ?? '',
    deputies: members
      .filter((one) => one.committeeRole === 'deputyHead')
      .map((one) => one.personName),
    members: members.length,
    responsible: it
      ? {
          name: it.personName,
          departmentName: it.departmentName,
          phone: it.officePhone,
          fax: it.fax,
        }
      : null,
  };
}
