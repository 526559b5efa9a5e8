/** Making, previewing and undoing a unit's rules and products. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit, auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import { productsByIds } from '../catalogue/store.ts';
import { unitCatalogue } from '../entries/commands.explain.ts';
import { nextRevision, requireProduct } from '../entries/commands.ts';
import { moved, ownProductProblem } from '../entries/rules.ts';
import type { OwnProduct } from '../entries/shapes.ts';
import { deviceCountsOf, entriesAfter } from '../entries/store.ts';
import { readName } from '../matching/rules.aliases.ts';
import { foldText, normaliseName } from '../matching/rules.fold.ts';
import { createMatcher } from '../matching/rules.matcher.ts';
import { withProvisional } from '../matching/rules.provisional.ts';
import { compileUnitRules, patternProblem } from './rules.ts';
import type { ActiveRule, RuleDraft, RulePreview, UnitRule } from './shapes.ts';
import {
  activeRules,
  insertProducts,
  insertRules,
  ownProducts,
  restoreRule as restoreStored,
  revokeRules as revokeStored,
  ruleById,
  updateProduct,
} from './store.ts';

async function checkDraft(cx: CommandContext, draft: RuleDraft): Promise<void> {
  const problem = patternProblem(draft.patternKind, draft.pattern);
  if (problem) {
    throw refuse(
      'recognition.badPattern',
      '名称规则不能使用：{{problem}}',
      { problem },
      { path: 'body.pattern' },
    );
  }
  if (draft.productId !== null) await requireProduct(cx, draft.productId, 'body.productId');
}

const PREVIEW_CHUNK = 10_000;
const SHOWN_MOVES = 200;

/** What would change on all present data if the rule were saved. Writes nothing. */
export async function previewRule(cx: CommandContext, draft: RuleDraft): Promise<RulePreview> {
  await checkDraft(cx, draft);
  const { tx, unitId } = cx;
  const rule: ActiveRule = { ...draft, id: newId() };
  const alone = compileUnitRules([rule]);
  const others = (await activeRules(tx, unitId)).filter((other) => !samePattern(other, rule));
  const matcher = withProvisional(
    createMatcher({
      catalogue: await unitCatalogue(cx),
      unitRules: [...others, rule],
      unitProducts: await ownProducts(tx, unitId),
    }),
  );
  const moves: RulePreview['moves'] = [];
  let matching = 0;
  let afterId = 0;
  for (;;) {
    const rows = await entriesAfter(tx, unitId, afterId, PREVIEW_CHUNK);
    for (const { entry, match } of rows) {
      const publisher = normaliseName(foldText(entry.publisher));
      if (!match || !alone.first(readName(entry.name), publisher)) continue;
      matching += 1;
      const now = matcher(entry);
      if (!moved(match, now)) continue;
      const { id, name, version } = entry;
      const from = { productName: match.productName, kind: match.kind };
      const to = { productName: now.productName, kind: now.kind };
      moves.push({ id, name, publisher: entry.publisher, version, deviceCount: 0, from, to });
    }
    if (rows.length < PREVIEW_CHUNK) break;
    afterId = rows.at(-1)!.entry.id;
  }
  return withDevices(cx, draft, matching, moves);
}

async function withDevices(
  cx: CommandContext,
  draft: RuleDraft,
  matching: number,
  moves: RulePreview['moves'],
): Promise<RulePreview> {
  const counts = await deviceCountsOf(
    cx.tx,
    cx.unitId,
    moves.map((move) => move.id),
  );
  const counted = moves.map((move) => ({ ...move, deviceCount: counts.get(move.id) ?? 0 }));
  counted.sort((a, b) => b.deviceCount - a.deviceCount || a.id - b.id);
  const devices = counted.reduce((sum, move) => sum + move.deviceCount, 0);
  return { draft, moving: moves.length, devices, matching, moves: counted.slice(0, SHOWN_MOVES) };
}

function samePattern(a: ActiveRule, b: ActiveRule): boolean {
  return a.patternKind === b.patternKind && a.pattern === b.pattern && a.publisher === b.publisher;
}

/** Saves a rule; one that holds for the same pattern is taken back. The caller starts the job. */
export async function createRule(cx: CommandContext, draft: RuleDraft): Promise<string> {
  await checkDraft(cx, draft);
  await nextRevision(cx.tx, cx.unitId);
  const id = newId();
  const rule = { ...draft, id, batchId: id };
  await insertRules(cx.tx, cx.unitId, [rule], by(cx));
  await audit(cx, {
    action: 'recognition.rule.create',
    objectType: 'recognitionRule',
    objectId: id,
    after: draft,
  });
  return id;
}

function by(cx: CommandContext): { at: string; name: string } {
  return { at: cx.now.toISOString(), name: cx.actor.name };
}

export async function revokeRules(
  cx: CommandContext,
  which: { ids: string[] } | { batchId: string },
): Promise<UnitRule[]> {
  await nextRevision(cx.tx, cx.unitId);
  const revoked = await revokeStored(cx.tx, cx.unitId, which, by(cx));
  if (revoked.length === 0) {
    throw refuse('recognition.noRule', '没有可撤销的规则：可能已被撤销', {}, { status: 409 });
  }
  await auditMany(
    cx,
    revoked.map((rule) => ({
      action: 'recognition.rule.revoke',
      objectType: 'recognitionRule',
      objectId: rule.id,
      before: { patternKind: rule.patternKind, pattern: rule.pattern, productId: rule.productId },
    })),
  );
  return revoked;
}

export async function restoreRule(cx: CommandContext, id: string): Promise<void> {
  await nextRevision(cx.tx, cx.unitId);
  const rule = await ruleById(cx.tx, cx.unitId, id);
  if (!rule?.revokedAt) {
    throw refuse('recognition.noRule', '没有可恢复的规则：可能已在使用', {}, { status: 409 });
  }
  try {
    await restoreStored(cx.tx, cx.unitId, id);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw refuse(
      'recognition.ruleReplaced',
      '同样的名称规则“{{pattern}}”已另有一条有效，请先撤销那一条',
      { pattern: rule.pattern },
      { status: 409 },
    );
  }
  await audit(cx, {
    action: 'recognition.rule.restore',
    objectType: 'recognitionRule',
    objectId: id,
    after: { patternKind: rule.patternKind, pattern: rule.pattern, productId: rule.productId },
  });
}

function checkProduct(product: OwnProduct): void {
  const problem = ownProductProblem(product);
  if (!problem) return;
  throw refuse('recognition.badProduct', problem[1], {}, { path: `body.${problem[0]}` });
}

export async function createProduct(cx: CommandContext, product: OwnProduct): Promise<string> {
  checkProduct(product);
  await nextRevision(cx.tx, cx.unitId);
  const id = `u-${newId()}`;
  await insertProducts(cx.tx, cx.unitId, [{ ...product, id }], by(cx));
  await audit(cx, {
    action: 'recognition.product.create',
    objectType: 'recognitionProduct',
    objectId: id,
    after: product,
  });
  return id;
}

/** Changes a product of the unit's own; every entry mapped to it follows. */
export async function changeProduct(
  cx: CommandContext,
  id: string,
  product: OwnProduct,
): Promise<void> {
  checkProduct(product);
  await nextRevision(cx.tx, cx.unitId);
  const [before] = await productsByIds(cx.tx, cx.unitId, [id]);
  if (!before?.unitOwned || !(await updateProduct(cx.tx, cx.unitId, id, product))) {
    throw refuse(
      'recognition.notOwnProduct',
      '只能修改本单位自己登记的产品；目录产品请新建识别规则另行认定',
      {},
      { status: before ? 409 : 404 },
    );
  }
  await audit(cx, {
    action: 'recognition.product.update',
    objectType: 'recognitionProduct',
    objectId: id,
    before,
    after: product,
  });
}
