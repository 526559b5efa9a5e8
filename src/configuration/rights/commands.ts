/** Records what a licence's contract allows. */
import { refuse } from '../../base/refusal.ts';
import { departmentTree } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { entitlementsChanged } from '../software/commands.changed.ts';
import { lockNumbers } from '../software/commands.inuse.ts';
import { noSuchSoftware } from '../software/commands.serials.ts';
import { lockedSoftware } from '../software/store.ts';
import { rightObjection } from './rules.ts';
import type { LicenseRight, LicenseRightInput } from './shapes.ts';
import * as store from './store.ts';

export async function readRights(cx: CommandContext, softwareId: string): Promise<LicenseRight> {
  const rights = await store.rightsOf(cx.tx, cx.unitId, [softwareId]);
  return rights.get(softwareId) ?? store.plainRights(softwareId);
}

export async function saveRights(
  cx: CommandContext,
  softwareId: string,
  input: LicenseRightInput & { revision: number },
): Promise<LicenseRight> {
  await lockNumbers(cx);
  const software = await lockedSoftware(cx.tx, cx.unitId, softwareId);
  if (!software) throw noSuchSoftware();
  const { revision, ...given } = input;
  // Nothing chosen is the whole unit and the number's own edition.
  const rights = {
    ...given,
    departmentIds: given.departmentIds?.length ? given.departmentIds : null,
    editions: given.editions?.length ? given.editions : null,
  };
  const objection = rightObjection(software, rights);
  if (objection) {
    throw refuse('configuration.rights', objection.sentence, {}, { path: objection.path });
  }
  await requireDepartments(cx, rights.departmentIds);
  const before = await readRights(cx, softwareId);
  const row = { ...rights, softwareId, revision, at: cx.now, by: cx.actor.name };
  const fresh = before.revision === revision;
  if (!fresh || !(await store.saveRights(cx.tx, cx.unitId, row))) {
    const sentence = '许可权利刚被他人修改，请刷新后再改';
    throw refuse('configuration.rightsMoved', sentence, {}, { status: 409 });
  }
  await audit(cx, {
    action: 'configuration.saveRights',
    objectType: 'software',
    objectId: softwareId,
    before,
    after: rights,
  });
  await entitlementsChanged.tell(cx, [softwareId]);
  return readRights(cx, softwareId);
}

async function requireDepartments(cx: CommandContext, ids: string[] | null): Promise<void> {
  if (!ids) return;
  const path = 'body.departmentIds';
  const known = new Set((await departmentTree(cx.tx, cx.unitId)).map(({ id }) => id));
  if (ids.some((id) => !known.has(id))) {
    throw refuse('configuration.rights', '所选部门不存在，请刷新后再选', {}, { path });
  }
}
