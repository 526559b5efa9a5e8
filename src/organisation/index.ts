/** The public face of the organisation slice. */
import type { CommandContext } from '../platform/db/context.ts';
import type { Tx } from '../platform/db/database.ts';
import type { App, Directory } from '../platform/http/app.ts';
import { standingOf } from './delegations/commands.standing.ts';
import { register as registerDelegations } from './delegations/routes.ts';
import { register as registerDepartments } from './departments/routes.ts';
import { idsUnder, inTreeOrder } from './departments/rules.ts';
import * as departments from './departments/store.ts';
import { register as registerPeople } from './people/routes.ts';
import * as people from './people/store.ts';
import { register as registerPosts } from './posts/routes.ts';
import { createUnit } from './units/commands.ts';
import { register as registerUnits } from './units/routes.ts';
import * as units from './units/store.ts';

export { type Reviewer, reviewersOf, standingOf } from './delegations/commands.standing.ts';
export { createDelegation, revokeDelegation } from './delegations/commands.ts';
export { openDelegationsOf } from './delegations/store.ts';
export {
  createDepartment,
  updateDepartment,
} from './departments/commands.ts';
export type { DepartmentRow } from './departments/store.ts';
export {
  createPerson,
  onPeopleMoved,
  type PersonMove,
  updatePerson,
} from './people/commands.ts';
export {
  type PersonRow,
  peopleByIds,
  peopleByName,
  peopleByStaffNo,
  staffCountOn,
} from './people/store.ts';
export { createPost, updatePost } from './posts/commands.ts';
export { createUnit, unitTree } from './units/commands.ts';
export { allUnits, unitByCode, unitsByIds } from './units/store.ts';

export type DepartmentInTree = departments.DepartmentRow & { depth: number; path: string };

/** Parents before children, with depth and path; closed ones too. */
export async function departmentTree(tx: Tx, unitId: string): Promise<DepartmentInTree[]> {
  return inTreeOrder(await departments.departmentRows(tx, unitId));
}

/** The given departments and all below them. */
export async function departmentIdsUnder(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<string[]> {
  return [...idsUnder(await departments.departmentRows(tx, unitId), ids)];
}

export async function personById(tx: Tx, unitId: string, id: string) {
  return people.personRow(tx, unitId, id);
}

/** What an official document calls whoever acts: the person's name, not the account's. */
export async function nameOfActor(cx: CommandContext): Promise<string> {
  const { personId } = cx.actor;
  const person = personId ? await personById(cx.tx, cx.unitId, personId) : undefined;
  return person?.name ?? cx.actor.name;
}

/** What platform asks of this slice. */
export const directory: Directory = {
  unitByCode: units.unitByCode,
  unitsByIds: units.unitsByIds,
  allUnits: units.allUnits,
  standingOf,
  async peopleForAccounts(tx, unitId, which) {
    const tree = await departmentTree(tx, unitId);
    const below = which.departmentIds && [...idsUnder(tree, which.departmentIds)];
    const found = await people.activePeople(tx, unitId, { ...which, departmentIds: below });
    const order = new Map(tree.map((row, at) => [row.id, { at, path: row.path }]));
    const heads = new Set(tree.filter((row) => row.active).map((row) => row.headPersonId));
    const placeOf = (id: string | null) => order.get(id ?? '') ?? { at: tree.length, path: '' };
    return found
      .map(({ id, staffNo, name, departmentId }) => ({
        id,
        staffNo,
        name,
        departmentId,
        departmentPath: placeOf(departmentId).path,
        headsDepartment: heads.has(id),
      }))
      .sort((left, right) => placeOf(left.departmentId).at - placeOf(right.departmentId).at);
  },
  async addressesOf(tx, unitId, personIds) {
    const found = await people.peopleByIds(tx, unitId, personIds);
    return new Map(
      [...found.values()]
        .filter((person) => person.active)
        .map(({ id, name, email }) => [id, { name, email }]),
    );
  },
  createUnit,
};

export function register(app: App): void {
  registerUnits(app);
  registerDepartments(app);
  registerPeople(app);
  registerPosts(app);
  registerDelegations(app);
}
