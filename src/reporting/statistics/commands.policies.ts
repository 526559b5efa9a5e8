/** The register of rules (制度): issued, revised, repealed; never deleted, because a form has counted them. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Policy, PolicyInput } from './shapes.policies.ts';
import * as store from './store.ts';

async function save(cx: CommandContext, row: Policy): Promise<void> {
  if (row.revisedOn !== null && row.revisedOn < row.issuedOn) {
    const path = 'body.revisedOn';
    throw refuse('reporting.policyDays', '修订日期不能早于发布日期', {}, { path });
  }
  if (row.repealedOn !== null && row.repealedOn < (row.revisedOn ?? row.issuedOn)) {
    const path = 'body.repealedOn';
    throw refuse('reporting.policyDays', '废止日期不能早于发布或修订日期', {}, { path });
  }
  if (await store.savePolicy(cx, row)) return;
  const sentence = '已有现行的同名制度“{{name}}”，请在原记录上登记修订';
  const path = 'body.name';
  throw refuse('reporting.policyExists', sentence, { name: row.name }, { path, status: 409 });
}

export async function createPolicy(cx: CommandContext, input: PolicyInput): Promise<Policy> {
  const row = { ...input, id: newId() };
  await save(cx, row);
  await audit(cx, {
    action: 'policy.create',
    objectType: 'policy',
    objectId: row.id,
    after: input,
  });
  return row;
}

export async function updatePolicy(
  cx: CommandContext,
  id: string,
  input: PolicyInput,
): Promise<Policy> {
  const [before] = await store.policies(cx, { id, lock: true });
  if (!before) throw refuse('reporting.noPolicy', '没有这项制度，请刷新查看', {}, { status: 404 });
  const row = { ...input, id };
  await save(cx, row);
  await audit(cx, {
    action: 'policy.update',
    objectType: 'policy',
    objectId: id,
    before,
    after: input,
  });
  return row;
}
