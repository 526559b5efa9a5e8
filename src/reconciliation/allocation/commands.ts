/** What people decide about the allocation: weights, and assignments they fix. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import type { LicenseMetric, LicenseType } from '../../configuration/software/shapes.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { metricOf } from './rules.lots.ts';
import type { AllocationLock } from './shapes.locks.ts';
import type { AllocationOverview } from './shapes.ts';
import * as locks from './store.locks.ts';
import { allocationDue, stateOf, saveWeights as storeWeights } from './store.picture.ts';
import { latestRuns } from './store.runs.ts';

export async function overview(cx: CommandContext): Promise<AllocationOverview> {
  const state = await stateOf(cx.tx, cx.unitId);
  return {
    ...(await latestRuns(cx.tx, cx.unitId)),
    due: state.revision > state.doneRevision,
    weights: state.weights,
    weightsRevision: state.weightsRevision,
  };
}

export async function saveWeights(
  cx: CommandContext,
  input: { weights: Record<string, number>; revision: number },
): Promise<AllocationOverview> {
  const before = (await stateOf(cx.tx, cx.unitId)).weights;
  if (!(await storeWeights(cx.tx, cx.unitId, input.weights, input.revision))) {
    const sentence = '权重刚被他人修改，请刷新后再改';
    throw refuse('reconciliation.weightsMoved', sentence, {}, { status: 409 });
  }
  await audit(cx, {
    action: 'allocation.weights',
    objectType: 'allocation',
    objectId: cx.unitId,
    before,
    after: input.weights,
  });
  return overview(cx);
}

type LockInput = {
  softwareId: string;
  carrierKind: 'device' | 'user';
  carrierId: string;
  reason: string;
};

/** Fixes a licence to a carrier; whether it is lawful there the next run decides and the list shows. */
export async function lockSeat(cx: CommandContext, input: LockInput): Promise<AllocationLock> {
  await requireLockable(cx, input);
  const id = newId();
  const { name: by } = cx.actor;
  if (!(await locks.insertLock(cx.tx, cx.unitId, { ...input, id, at: cx.now, by }))) {
    const sentence = '这个许可已指定给该对象';
    throw refuse('reconciliation.lockExists', sentence, {}, { status: 409 });
  }
  await allocationDue(cx.tx, cx.unitId);
  await audit(cx, {
    action: 'allocation.lock',
    objectType: 'software',
    objectId: input.softwareId,
    after: input,
  });
  return (await locks.locksOf(cx.tx, cx.unitId, id))[0]!;
}

async function requireLockable(cx: CommandContext, input: LockInput): Promise<void> {
  const number = await locks.metricFacts(cx.tx, cx.unitId, input.softwareId);
  if (number?.status !== 'active' || number.softwareType !== 'commercial') {
    const sentence = '请选择一个有效的商业软件编号';
    throw refuse('reconciliation.lockNumber', sentence, {}, { path: 'body.softwareId' });
  }
  const metric = metricOf({
    licenseType: number.licenseType as LicenseType | null,
    licenseMetric: number.licenseMetric as LicenseMetric | null,
  });
  if (number.licenseUnlimited || metric === 'site') {
    const sentence = '不限数量的许可不用指定';
    throw refuse('reconciliation.lockNumber', sentence, {}, { path: 'body.softwareId' });
  }
  const wanted = metric === 'user' ? 'user' : 'device';
  if (wanted !== input.carrierKind) {
    const sentence =
      wanted === 'user' ? '按用户计量的许可应指定给使用人' : '这个许可应指定给计算机';
    throw refuse('reconciliation.lockCarrier', sentence, {}, { path: 'body.carrierKind' });
  }
  if (!(await locks.carrierExists(cx.tx, cx.unitId, input.carrierKind, input.carrierId))) {
    const sentence = '所选计算机或人员不存在，或已停用';
    throw refuse('reconciliation.lockCarrier', sentence, {}, { path: 'body.carrierId' });
  }
}

export async function releaseLock(cx: CommandContext, id: string): Promise<void> {
  const [lock] = await locks.locksOf(cx.tx, cx.unitId, id);
  const end = { at: cx.now, by: cx.actor.name };
  if (!lock || !(await locks.releaseLock(cx.tx, cx.unitId, id, end))) {
    throw refuse('reconciliation.noLock', '没有这项指定，请刷新查看', {}, { status: 404 });
  }
  await allocationDue(cx.tx, cx.unitId);
  await audit(cx, {
    action: 'allocation.release',
    objectType: 'software',
    objectId: lock.softwareId,
    before: lock,
  });
}
