/** Proposing, deciding, retiring and applying posting rules. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { recordFindings } from '../findings/commands.record.ts';
import { compareDevices, RECONCILIATION_LOCK } from '../findings/commands.ts';
import { remaining } from '../findings/rules.ts';
import type { Finding } from '../findings/shapes.ts';
import { deviceRows, entitlementsOf } from '../findings/store.facts.ts';
import * as findings from '../findings/store.ts';
import { ruleFits } from './rules.ts';
import type { PostingCondition, PostingRule } from './shapes.ts';
import * as store from './store.ts';

/** Most findings looked at in one go; the rest follows with the next comparison. */
const BATCH = 2000;

export async function proposeRule(
  cx: CommandContext,
  input: { name: string; condition: PostingCondition; reason: string },
): Promise<PostingRule> {
  const id = newId();
  await store.insertRule(cx.tx, cx.unitId, {
    id,
    ...input,
    proposedById: cx.actor.id,
    proposedBy: cx.actor.name,
    proposedAt: cx.now.toISOString(),
  });
  await audit(cx, {
    action: 'postingRule.propose',
    objectType: 'postingRule',
    objectId: id,
    after: input,
  });
  return ruleOf(cx, id);
}

/** Only a leading-group role decides (permission), and never on a rule of his own. */
export async function decideRule(
  cx: CommandContext,
  id: string,
  input: { approve: boolean; opinion: string },
): Promise<PostingRule> {
  const before = await ruleOf(cx, id);
  if (before.state !== 'proposed') throw ruleMoved(before);
  if (!before.mayDecide) {
    throw refuse('reconciliation.ownRule', '不能审定自己提出的规则', {}, { status: 403 });
  }
  const to = input.approve ? 'approved' : 'rejected';
  await move(cx, before, { from: 'proposed', to, opinion: input.opinion });
  return ruleOf(cx, id);
}

export async function retireRule(cx: CommandContext, id: string): Promise<PostingRule> {
  const before = await ruleOf(cx, id);
  await move(cx, before, { from: 'approved', to: 'retired', opinion: before.opinion ?? '' });
  return ruleOf(cx, id);
}

async function move(
  cx: CommandContext,
  rule: PostingRule,
  change: { from: PostingRule['state']; to: PostingRule['state']; opinion: string },
): Promise<void> {
  const done = await store.decideRule(cx.tx, cx.unitId, {
    id: rule.id,
    ...change,
    byId: cx.actor.id,
    by: cx.actor.name,
    at: cx.now.toISOString(),
  });
  if (!done) throw ruleMoved(rule);
  await audit(cx, {
    action: `postingRule.${change.to}`,
    objectType: 'postingRule',
    objectId: rule.id,
    before: { state: rule.state },
    after: { state: change.to, opinion: change.opinion },
  });
}

/** The second of two deciders is told what happened; nothing is done twice. */
function ruleMoved(rule: PostingRule) {
  return refuse(
    'reconciliation.ruleMoved',
    '规则“{{name}}”已由 {{by}} 处理，请刷新查看',
    { name: rule.name, by: rule.decidedBy ?? '' },
    { status: 409 },
  );
}

export async function listRules(cx: CommandContext): Promise<PostingRule[]> {
  return (await store.postingRules(cx.tx, cx.unitId)).map((row) => withRight(cx, row));
}

async function ruleOf(cx: CommandContext, id: string): Promise<PostingRule> {
  const [row] = await store.postingRules(cx.tx, cx.unitId, { id });
  if (!row) throw refuse('reconciliation.noRule', '没有这条规则', {}, { status: 404 });
  return withRight(cx, row);
}

function withRight(cx: CommandContext, row: store.PostingRow): PostingRule {
  return { ...row, mayDecide: row.state === 'proposed' && row.proposedById !== cx.actor.id };
}

/** What the rule would record now. */
export async function previewRule(cx: CommandContext, condition: PostingCondition) {
  const matching = await matchingFindings(cx, condition, undefined);
  return {
    matching: matching.length,
    examples: matching.slice(0, 20).map((finding) => ({
      computerNo: finding.computerNo ?? '',
      software: `${finding.softwareName} ${finding.softwareVersion}`.trim(),
    })),
  };
}

async function matchingFindings(
  cx: CommandContext,
  condition: PostingCondition,
  deviceIds: string[] | undefined,
): Promise<Finding[]> {
  const open = await findings.openNotRecorded(cx.tx, cx.unitId, deviceIds, BATCH);
  if (open.length === 0) return [];
  const ids = [...new Set(open.flatMap((finding) => finding.deviceId ?? []))];
  const devices = new Map(
    (await deviceRows(cx.tx, cx.unitId, ids)).map((row) => [row.deviceId, row]),
  );
  const left = new Map(
    (await entitlementsOf(cx.tx, cx.unitId, cx.today)).map((n) => [n.softwareId, remaining(n)]),
  );
  return open.filter((finding) => {
    const device = devices.get(finding.deviceId ?? '');
    if (!device) return false;
    const fits = ruleFits(condition, finding, device, {
      today: cx.today,
      hasLicences: (id) => (left.get(id) ?? 0) > 0,
    });
    const number = finding.evidence.candidates?.[0]?.softwareId;
    if (fits && condition.recordAs === 'commercial' && number) {
      left.set(number, (left.get(number) ?? 0) - 1);
    }
    return fits;
  });
}

/**
 * Records what approved rules cover on these computers (all when undefined); returns how many entries. Takes the lock
 * of comparisons itself: recording takes the journal's, which comes after it.
 */
export async function applyRules(cx: CommandContext, deviceIds?: string[]): Promise<number> {
  await lockNamed(cx.tx, cx.unitId, RECONCILIATION_LOCK);
  const rules = await store.postingRules(cx.tx, cx.unitId, { state: 'approved' });
  let posted = 0;
  for (const rule of rules) {
    const matching = await matchingFindings(cx, rule.condition, deviceIds);
    if (matching.length === 0) continue;
    const recorded = await recordFindings(cx, matching, {
      cause: 'postingRule',
      asOem: rule.condition.recordAs === 'oem',
      ref: `rule:${rule.id}`,
      reason: `自动登记规则“${rule.name}”，${rule.decidedBy ?? ''} 审定`,
    });
    if (recorded.findings.length === 0) continue;
    await store.addPosted(cx.tx, cx.unitId, rule.id, recorded.findings.length);
    const touched = recorded.findings.flatMap((finding) => finding.deviceId ?? []);
    await compareDevices(cx, [...new Set(touched)]);
    posted += recorded.findings.length;
  }
  return posted;
}
