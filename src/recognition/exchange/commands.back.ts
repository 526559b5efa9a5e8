/** Taking an import back as a whole; what people changed since stays and is named. */
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { nextRevision } from '../entries/commands.ts';
import { ruleKey } from '../unitrules/rules.ts';
import type { UnitRule } from '../unitrules/shapes.ts';
import {
  ownProducts,
  restoreRules,
  retireUnused,
  revokeRules,
  rulesOf,
} from '../unitrules/store.ts';
import { sameFacts } from './rules.ts';
import type { Outcome, Stayed } from './shapes.ts';
import * as store from './store.ts';

export async function takeBackImport(cx: CommandContext, id: string): Promise<Outcome> {
  const { tx, unitId } = cx;
  await nextRevision(tx, unitId);
  const given = await store.lockImport(tx, unitId, id);
  if (!given) throw refuse('recognition.noImport', '没有这批导入', {}, { status: 404 });
  if (given.takenBackAt !== null) {
    const sentence = '这批导入已由{{name}}撤回';
    const params = { name: given.takenBackBy ?? '' };
    throw refuse('recognition.importTakenBack', sentence, params, { status: 409 });
  }
  const by = { at: cx.now.toISOString(), name: cx.actor.name };
  const revoked = await revokeRules(tx, unitId, { batchId: id }, by);
  const stayed = await rulesInstead(cx, id, revoked);
  const restored = await restoreReplaced(cx, given, revoked);
  const products = await retireMade(cx, given, by.at);
  const outcome: Outcome = {
    revoked: revoked.length,
    restored,
    retired: products.retired,
    stayed: [...stayed, ...products.stayed],
  };
  await store.saveTakenBack(tx, unitId, id, by, outcome);
  await audit(cx, {
    action: 'recognition.rules.takeBack',
    objectType: 'recognitionRuleImport',
    objectId: id,
    before: { from: { code: given.fromCode, name: given.fromName }, counts: given.counts },
    after: outcome,
  });
  return outcome;
}

/** Rules that people made over the batch's names after it: they hold, and say so. */
async function rulesInstead(
  cx: CommandContext,
  batchId: string,
  revoked: readonly UnitRule[],
): Promise<Stayed[]> {
  const ours = new Set(revoked.map((rule) => rule.id));
  const gone = (await rulesOf(cx.tx, cx.unitId, { batchId })).filter(({ id }) => !ours.has(id));
  const keys = new Set(gone.map(ruleKey));
  const active = await rulesOf(cx.tx, cx.unitId, 'active');
  return active
    .filter((rule) => keys.has(ruleKey(rule)))
    .map(({ pattern, createdBy }) => ({ what: 'rule', name: pattern, by: createdBy }));
}

/** The unit's own rules that the batch replaced hold again, where the batch's rule held until now. */
async function restoreReplaced(
  cx: CommandContext,
  given: store.StoredImport,
  revoked: readonly UnitRule[],
): Promise<number> {
  const ours = new Set(revoked.map((rule) => rule.id));
  const ids = given.replaced.filter(([rule]) => ours.has(rule)).map(([, own]) => own);
  const active = new Set((await rulesOf(cx.tx, cx.unitId, 'active')).map(ruleKey));
  const back = (await rulesOf(cx.tx, cx.unitId, { ids })).filter(
    (rule) => rule.revokedAt !== null && !active.has(ruleKey(rule)),
  );
  return restoreRules(
    cx.tx,
    cx.unitId,
    back.map(({ id }) => id),
  );
}

async function retireMade(
  cx: CommandContext,
  given: store.StoredImport,
  at: string,
): Promise<{ retired: number; stayed: Stayed[] }> {
  const present = new Map(
    (await ownProducts(cx.tx, cx.unitId, 'offered')).map((product) => [product.id, product]),
  );
  const untouched = given.products.filter((made) => {
    const now = present.get(made.id);
    const { name, publisher, note } = made;
    return (
      now &&
      now.name === name &&
      now.publisher === publisher &&
      now.note === note &&
      sameFacts(now, made)
    );
  });
  const ids = untouched.map(({ id }) => id);
  const retired = new Set(await retireUnused(cx.tx, cx.unitId, ids, at));
  const stayed = given.products.flatMap(({ id }): Stayed[] => {
    const now = present.get(id);
    return now && !retired.has(id) ? [{ what: 'product', name: now.name, by: '' }] : [];
  });
  return { retired: retired.size, stayed };
}
