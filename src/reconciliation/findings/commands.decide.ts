/** What people decide about findings. One decision for many; what cannot be done is told per finding. */
import { Refusal } from '../../base/refusal.ts';
import { addToFreeList } from '../../configuration/index.ts';
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { orderRemovals } from './commands.orders.ts';
import { type Refused, recordFindings } from './commands.record.ts';
import { casesOpened } from './commands.told.ts';
import { compareDevices, compareNumbers, RECONCILIATION_LOCK } from './commands.ts';
import { type Decision, FINDING_ACTIONS, type Finding, type FindingState } from './shapes.ts';
import * as store from './store.ts';

const NEXT: Partial<Record<Decision['action'], FindingState>> = {
  orderRemoval: 'ordered',
  accept: 'accepted',
  openCase: 'case',
  reopen: 'open',
};

export type Decided = { done: number; refused: Refused[] };

/** Permission finding.decide. Findings decided meanwhile by somebody else are told, not decided twice. */
export async function decideFindings(
  cx: CommandContext,
  findingIds: string[],
  decision: Decision,
): Promise<Decided> {
  const ids = [...new Set(findingIds)];
  await lockNamed(cx.tx, cx.unitId, RECONCILIATION_LOCK);
  await store.lockFindings(cx.tx, cx.unitId, ids);
  const page = await store.listFindings(
    cx.tx,
    cx.unitId,
    { ids, limit: ids.length },
    { scope: 'all' },
  );
  const { fitting, refused } = sortOut(ids, page.items, decision);
  const result = await carryOut(cx, fitting, decision);
  await auditMany(
    cx,
    result.findings.map((finding) => ({
      action: `finding.${decision.action}`,
      objectType: 'finding',
      objectId: finding.id,
      before: { state: finding.state, kind: finding.kind, softwareName: finding.softwareName },
      after: decision,
    })),
  );
  const devices = [...new Set(result.findings.flatMap((f) => (f.deviceId ? [f.deviceId] : [])))];
  await compareDevices(cx, devices);
  await compareNumbers(cx);
  return { done: result.findings.length, refused: [...refused, ...result.refused] };
}

function sortOut(ids: string[], items: Finding[], decision: Decision) {
  const byId = new Map(items.map((finding) => [finding.id, finding]));
  const fitting: Finding[] = [];
  const refused: Refused[] = [];
  for (const id of ids) {
    const finding = byId.get(id);
    const why = finding ? objection(finding, decision) : '没有这个问题';
    if (finding && !why) fitting.push(finding);
    else refused.push({ findingId: id, sentence: why ?? '', params: {} });
  }
  return { fitting, refused };
}

function objection(finding: Finding, decision: Decision): string | undefined {
  if (finding.state === 'resolved') return '这个问题已经消除，无须处理';
  if (decision.action === 'reopen') {
    return finding.state === 'open' ? '这个问题本来就待处理' : undefined;
  }
  if (NEXT[decision.action] === finding.state) return '已经是这样处理的了';
  if (decision.action === 'addToList' && finding.kind !== 'freeNotListed') {
    return '只有未列入清单的免费软件可以列入清单';
  }
  if (decision.action === 'orderRemoval' && !finding.deviceId) {
    return '这个问题不涉及某一台计算机，不能责令卸载';
  }
  return undefined;
}

async function carryOut(
  cx: CommandContext,
  findings: Finding[],
  decision: Decision,
): Promise<{ findings: Finding[]; refused: Refused[] }> {
  if (decision.action === 'record') {
    const { softwareId, asOem, occurredOn, reason } = decision;
    return recordFindings(cx, findings, {
      softwareId,
      asOem,
      occurredOn,
      cause: 'manual',
      reason: reason || FINDING_ACTIONS.record.label,
    });
  }
  if (decision.action === 'addToList') return listFree(cx, findings, decision);
  const taken = {
    action: decision.action,
    by: cx.actor.name,
    at: cx.now.toISOString(),
    reason: decision.reason,
    dueOn: decision.action === 'orderRemoval' ? decision.dueOn : null,
  };
  await store.setState(
    cx,
    findings.map((finding) => finding.id),
    NEXT[decision.action] ?? 'open',
    decision.action === 'reopen' ? null : taken,
  );
  if (decision.action === 'orderRemoval') await orderRemovals(cx, findings, decision);
  if (decision.action === 'openCase') await casesOpened.tell(cx, findings, decision.reason);
  return { findings, refused: [] };
}

/** PZ-2.2: each product and version comes onto the list once, whatever number of computers showed it. */
async function listFree(
  cx: CommandContext,
  findings: Finding[],
  decision: Extract<Decision, { action: 'addToList' }>,
): Promise<{ findings: Finding[]; refused: Refused[] }> {
  const groups = Map.groupBy(findings, (finding) =>
    [finding.productId ?? finding.softwareName, decision.versions ?? versionOf(finding)].join('|'),
  );
  const done: Finding[] = [];
  const refused: Refused[] = [];
  for (const group of groups.values()) {
    const first = group[0]!;
    try {
      await addToFreeList(cx, {
        softwareName: first.softwareName,
        softwareVersion: decision.versions ?? versionOf(first),
        productId: first.productId,
        category: first.category,
        publisher: first.publisher || '未注明',
        source: decision.source,
        reason: decision.reason,
        freeScope: decision.scope,
        wholeUnit: true,
      });
      done.push(...group);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { sentence, params } = error;
      refused.push(...group.map((finding) => ({ findingId: finding.id, sentence, params })));
    }
  }
  return { findings: done, refused };
}

function versionOf(finding: Finding): string {
  return finding.evidence.observed?.version || finding.softwareVersion || '未注明';
}
