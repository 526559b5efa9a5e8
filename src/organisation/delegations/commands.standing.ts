/**
 * Where a person stands today: which departments are his, and whose place he takes. Asked at every request, so that a
 * delegation begins, ends and is revoked without anybody signing in anew.
 */
import type { Tx } from '../../platform/db/database.ts';
import type { PersonStanding } from '../../platform/http/app.ts';
import { idsUnder } from '../departments/rules.ts';
import * as departments from '../departments/store.ts';
import * as people from '../people/store.ts';
import * as store from './store.ts';

export type Reviewer = {
  personId: string;
  name: string;
  /** The absent head in whose place this person acts. */
  onBehalfOf: string | null;
};

/**
 * Who gives the department's opinion (ZR-2): its head and whoever stands in for him today, or those of the nearest
 * department above that has a head other than `except` (nobody gives an opinion on his own request, and nobody's
 * substitute on his). Empty when there is none: the information department then names somebody.
 */
export async function reviewersOf(
  tx: Tx,
  unitId: string,
  departmentId: string,
  options: { today: string; except?: string | undefined },
): Promise<Reviewer[]> {
  const byId = new Map((await departments.departmentRows(tx, unitId)).map((row) => [row.id, row]));
  const heads: string[] = [];
  const seen = new Set<string>();
  let department = byId.get(departmentId);
  while (department && !seen.has(department.id)) {
    seen.add(department.id);
    const head = department.headPersonId;
    if (head !== null && head !== options.except) heads.push(head);
    department = department.parentId ? byId.get(department.parentId) : undefined;
  }
  const known = await people.peopleByIds(tx, unitId, heads);
  const head = heads.map((id) => known.get(id)).find((person) => person?.active);
  if (!head) return [];
  const standIns = await store.standInsOn(tx, unitId, options.today, { heads: [head.id] });
  return [
    { personId: head.id, name: head.name, onBehalfOf: null },
    ...standIns
      .filter((one) => one.substituteId !== options.except)
      .map((one) => ({
        personId: one.substituteId,
        name: one.substituteName,
        onBehalfOf: one.headName,
      })),
  ];
}

export async function standingOf(
  tx: Tx,
  unitId: string,
  personId: string,
  today: string,
): Promise<PersonStanding> {
  const rows = await departments.departmentRows(tx, unitId);
  const inOffice = new Set(rows.filter((row) => row.active).map((row) => row.headPersonId));
  const person = await people.personRow(tx, unitId, personId);
  const given = await store.standInsOn(tx, unitId, today, { substitute: personId });
  // Who no longer heads anything has nothing to be stood in for.
  const standIns = given.filter((one) => inOffice.has(one.headPersonId));
  const headedBy = (heads: ReadonlySet<string>) =>
    rows
      .filter((row) => row.headPersonId !== null && heads.has(row.headPersonId))
      .map((row) => row.id);
  const headed = headedBy(new Set([personId]));
  const delegated = headedBy(new Set(standIns.map((one) => one.headPersonId)));
  const own = person?.departmentId ? [person.departmentId] : [];
  return {
    left: person?.active === false,
    headsDepartment: inOffice.has(personId),
    departmentIds: [...idsUnder(rows, [...own, ...headed])],
    headedIds: [...idsUnder(rows, headed)],
    standsInIds: [...idsUnder(rows, delegated)],
    standsInFor: standIns.map(({ headPersonId, headName, toOn }) => ({
      personId: headPersonId,
      name: headName,
      toOn,
    })),
  };
}
