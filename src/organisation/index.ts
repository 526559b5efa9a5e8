/** The public face of the organisation slice. */
import type { Tx } from '../platform/db/database.ts';
import type { App, Directory } from '../platform/http/app.ts';
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

export type Reviewer = {
  personId: string;
  name: string;
  /** The absent head in whose place this person acts. */
  onBehalfOf: string | null;
};

/**
 * Who gives the department's opinion (ZR-2): its head, or the head of the nearest department above that has one other
 * than `except` (nobody gives an opinion on his own request). Empty when there is none: the information department then
 * names somebody.
 */
export async function reviewersOf(
  tx: Tx,
  unitId: string,
  departmentId: string,
  options: { today: string; except?: string | undefined },
): Promise<Reviewer[]> {
  const tree = new Map((await departmentTree(tx, unitId)).map((row) => [row.id, row]));
  const fits = (row: DepartmentInTree) =>
    row.headPersonId !== null && row.headPersonId !== options.except;
  let department = tree.get(departmentId);
  while (department && !fits(department)) {
    department = department.parentId ? tree.get(department.parentId) : undefined;
  }
  if (!department?.headPersonId) return [];
  const head = await people.personRow(tx, unitId, department.headPersonId);
  return head?.active ? [{ personId: head.id, name: head.name, onBehalfOf: null }] : [];
}

/** What platform asks of this slice. */
export const directory: Directory = {
  unitByCode: units.unitByCode,
  unitsByIds: units.unitsByIds,
  allUnits: units.allUnits,
  async departmentsOf(tx, unitId, personId) {
    const held = await departments.departmentsHeldBy(tx, unitId, personId);
    return departmentIdsUnder(tx, unitId, held);
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
