/** Creating and changing units. The first unit is made by set-up, before any unit context exists. */
import type { z } from 'zod';
import { definedOf } from '../../base/defined.ts';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Actor, type CommandContext, systemContext } from '../../platform/db/context.ts';
import { lockNamed, type Tx } from '../../platform/db/database.ts';
import { idsUnder, inTreeOrder, moveProblem } from '../departments/rules.ts';
import { NewUnit, type Unit, type updateUnit as updateUnitEndpoint } from './shapes.ts';
import * as store from './store.ts';

/** Units have one tree over the whole installation; its changes wait for each other. */
const WHOLE_TREE = '00000000-0000-0000-0000-000000000000';

/** Makes a unit and returns its id. Its own audit log opens with this line. */
export async function createUnit(
  tx: Tx,
  actor: Actor,
  given: { code: string; name: string; type: string; superiorId?: string | null },
): Promise<string> {
  const input = NewUnit.parse(given);
  const unit = { id: newId(), ...input, superiorId: given.superiorId ?? null };
  if (!(await store.insertUnit(tx, unit))) throw codeTaken(unit.code);
  await audit(
    { ...systemContext(tx, unit.id, actor.name), actor },
    { action: 'unit.create', objectType: 'unit', objectId: unit.id, after: unit },
  );
  return unit.id;
}

function codeTaken(code: string) {
  return refuse(
    'organisation.unitCodeTaken',
    '单位编码“{{code}}”已被使用，请换一个编码',
    { code },
    { path: 'body.code', status: 409 },
  );
}

/** The own unit and all below it, parents first. */
export async function unitTree(tx: Tx, unitId: string): Promise<(Unit & { depth: number })[]> {
  const units = await store.allUnits(tx);
  const nodes = units.map((unit) => ({ ...unit, parentId: unit.superiorId, sortOrder: 0 }));
  const below = idsUnder(nodes, [unitId]);
  return inTreeOrder(nodes.filter((node) => below.has(node.id)));
}

export async function createSubordinate(
  cx: CommandContext,
  input: NewUnit & { superiorCode?: string | undefined },
): Promise<Unit> {
  await lockNamed(cx.tx, WHOLE_TREE, 'organisation.units');
  const tree = await unitTree(cx.tx, cx.unitId);
  const superior = input.superiorCode
    ? tree.find((unit) => unit.code === input.superiorCode)
    : tree[0];
  if (!superior) throw outsideTree(input.superiorCode ?? '');
  refuseMove(tree, newId(), superior.id);
  await createUnit(cx.tx, cx.actor, { ...input, superiorId: superior.id });
  const created = await store.unitByCode(cx.tx, input.code);
  if (!created) throw new Error(`unit ${input.code} vanished`);
  return created;
}

type UnitPatch = z.output<NonNullable<typeof updateUnitEndpoint.body>>;

/** Only units of the own tree; the own unit itself cannot be hung elsewhere from below. */
export async function updateUnit(
  cx: CommandContext,
  code: string,
  patch: UnitPatch,
): Promise<Unit> {
  await lockNamed(cx.tx, WHOLE_TREE, 'organisation.units');
  const tree = await unitTree(cx.tx, cx.unitId);
  const before = tree.find((unit) => unit.code === code);
  if (!before) throw outsideTree(code, 404);
  let superiorId = before.superiorId;
  if (patch.superiorCode !== undefined) {
    const superior = tree.find((unit) => unit.code === patch.superiorCode);
    if (!superior || before.id === cx.unitId) throw outsideTree(patch.superiorCode);
    refuseMove(tree, before.id, superior.id);
    superiorId = superior.id;
  }
  const { superiorCode: _, ...facts } = patch;
  const after = { ...plain(before), superiorId, ...definedOf(facts) };
  await store.saveUnit(cx.tx, after);
  await audit(cx, {
    action: 'unit.update',
    objectType: 'unit',
    objectId: before.id,
    before: plain(before),
    after,
  });
  return after;
}

/** Without the helpers of the tree walk. */
function plain(unit: Unit): Unit {
  const { id, code, name, type, superiorId, createdAt } = unit;
  return { id, code, name, type, superiorId, createdAt };
}

function refuseMove(tree: (Unit & { depth: number })[], id: string, superiorId: string): void {
  const nodes = tree.map((unit) => ({ ...unit, parentId: unit.superiorId, sortOrder: 0 }));
  const problem = moveProblem(nodes, id, superiorId);
  if (problem === 'loop') {
    throw refuse(
      'organisation.unitLoop',
      '单位不能隶属于自己或自己的下级单位，请另选上级单位',
      {},
      { path: 'body.superiorCode' },
    );
  }
  if (problem === 'tooDeep') {
    throw refuse(
      'organisation.unitTooDeep',
      '单位层级过深，请选择更高一级的上级单位',
      {},
      { path: 'body.superiorCode' },
    );
  }
}

function outsideTree(code: string, status = 422) {
  return refuse(
    'organisation.unitOutsideTree',
    '本单位及其下级中没有单位“{{code}}”',
    { code },
    { path: 'body.superiorCode', status },
  );
}
