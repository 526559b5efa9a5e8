/** A unit's rules as a file, and taking over another unit's: tried first, then as one batch. */
import { createHash } from 'node:crypto';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { unitCatalogue } from '../entries/commands.explain.ts';
import { nextRevision } from '../entries/commands.ts';
import {
  insertProducts,
  insertRules,
  ownProducts,
  revokeRules,
  rulesOf,
} from '../unitrules/store.ts';
import {
  countsOf,
  gravestFirst,
  type Here,
  type Judgement,
  judge,
  type Reason,
  taken,
} from './rules.ts';
import { type ImportCheck, type OnConflict, RULE_FILE, type RuleFile } from './shapes.ts';
import * as store from './store.ts';

const SHOWN = 1_000;

/** Active rules and the products they or people need; decided names of provisional products are among the rules. */
export async function ruleFile(cx: CommandContext): Promise<RuleFile> {
  const { tx, unitId } = cx;
  const catalogue = await unitCatalogue(cx);
  const rules = await rulesOf(tx, unitId, 'active');
  const used = new Set(rules.map(({ productId }) => productId));
  const offered = new Set((await ownProducts(tx, unitId, 'offered')).map(({ id }) => id));
  const own = (await ownProducts(tx, unitId)).filter(({ id }) => offered.has(id) || used.has(id));
  const names = new Map([
    ...catalogue.products.map(({ id, name, nameZh }) => [id, nameZh || name] as const),
    ...own.map(({ id, name }) => [id, name] as const),
  ]);
  return {
    format: RULE_FILE,
    version: 1,
    exportedAt: cx.now.toISOString(),
    unit: await store.unitName(tx, unitId),
    catalogue: catalogue.version,
    products: own.map(({ id, name, publisher, kind, category, general, freeScope, note }) => {
      return { id, name, publisher, kind, category, general, freeScope, note };
    }),
    rules: rules.map(({ patternKind, pattern, publisher, productId, note }) => {
      const productName = productId === null ? null : (names.get(productId) ?? null);
      return { patternKind, pattern, publisher, productId, productName, note };
    }),
  };
}

async function judgeHere(cx: CommandContext, file: RuleFile): Promise<Judgement> {
  const catalogue = await unitCatalogue(cx);
  const names = new Map(
    catalogue.products.map(({ id, name, nameZh }) => [id, nameZh || name] as const),
  );
  const here: Here = {
    rules: await rulesOf(cx.tx, cx.unitId, 'active'),
    products: await ownProducts(cx.tx, cx.unitId, 'offered'),
    catalogueName: (id) => names.get(id),
  };
  return judge(file, here);
}

/** Says what was judged, so that an import does what was looked at or nothing. */
function digestOf(file: RuleFile, judgement: Judgement): string {
  const said = judgement.rules.map(({ verdict, against }) => [
    verdict,
    against.map(({ id }) => id),
  ]);
  const products = [...judgement.products].map(([id, { verdict }]) => [id, verdict]);
  return createHash('sha256')
    .update(JSON.stringify([file, said, products]))
    .digest('base64url');
}

/** Writes nothing. `say`: in the reader's language. */
export async function checkImport(
  cx: CommandContext,
  file: RuleFile,
  say: (reason: Reason) => string,
): Promise<ImportCheck> {
  const judgement = await judgeHere(cx, file);
  const rows = gravestFirst(judgement.rules).slice(0, SHOWN);
  return {
    unit: file.unit,
    exportedAt: file.exportedAt,
    counts: countsOf(judgement),
    rows: rows.map(({ rowNo, verdict, reason, rule, productName }) => ({
      rowNo,
      verdict,
      reason: reason ? say(reason) : '',
      patternKind: rule.patternKind,
      pattern: rule.pattern,
      publisher: rule.publisher,
      productName,
    })),
    digest: digestOf(file, judgement),
  };
}

export type ImportInput = { file: RuleFile; onConflict: OnConflict; digest: string };

/** One batch under one number; the caller starts the job that makes the matches anew. */
export async function importRules(
  cx: CommandContext,
  input: ImportInput,
): Promise<{ id: string; rules: number; products: number }> {
  const { tx, unitId } = cx;
  const { file, onConflict } = input;
  await nextRevision(tx, unitId);
  const judgement = await judgeHere(cx, file);
  if (digestOf(file, judgement) !== input.digest) {
    const sentence = '试导入之后本单位的规则、产品或目录有改动，请重新试导入';
    throw refuse('recognition.importChanged', sentence, {}, { status: 409 });
  }
  const chosen = taken(judgement, onConflict);
  if (chosen.rules.length + chosen.products.length === 0) {
    throw refuse('recognition.nothingToImport', '文件中没有要导入的规则或产品');
  }
  const id = newId();
  const by = { at: cx.now.toISOString(), name: cx.actor.name };
  const made = madeProducts(judgement, chosen.products);
  await insertProducts(tx, unitId, [...made.values()], by);
  const rules = chosen.rules.map((judged) => ({ judged, id: newId() }));
  const replaced = rules.flatMap(({ judged, id: ours }) =>
    judged.against.map((own): [string, string] => [ours, own.id]),
  );
  await revokeRules(tx, unitId, { ids: replaced.map(([, own]) => own) }, by);
  await insertRules(
    tx,
    unitId,
    rules.map(({ judged, id: ruleId }) => {
      const { patternKind, pattern, publisher, note } = judged.rule;
      const productId = productHere(judgement, made, judged.rule.productId);
      return { id: ruleId, batchId: id, patternKind, pattern, publisher, productId, note };
    }),
    by,
  );
  const counts = countsOf(judgement);
  await store.insertImport(tx, unitId, {
    id,
    fromCode: file.unit.code,
    fromName: file.unit.name,
    exportedAt: file.exportedAt,
    onConflict,
    counts,
    replaced,
    products: [...made.values()],
    createdAt: by.at,
    createdBy: by.name,
  });
  await audit(cx, {
    action: 'recognition.rules.import',
    objectType: 'recognitionRuleImport',
    objectId: id,
    after: { from: file.unit, exportedAt: file.exportedAt, onConflict, counts },
  });
  return { id, rules: rules.length, products: made.size };
}

function madeProducts(judgement: Judgement, ids: readonly string[]) {
  const made = new Map<string, store.MadeProduct>();
  for (const id of ids) {
    const judged = judgement.products.get(id);
    if (judged?.verdict === 'create') made.set(id, { ...judged.product, id: `u-${newId()}` });
  }
  return made;
}

function productHere(
  judgement: Judgement,
  made: ReadonlyMap<string, store.MadeProduct>,
  id: string | null,
): string | null {
  if (id === null) return null;
  const judged = judgement.products.get(id);
  if (judged?.verdict === 'same') return judged.id;
  return made.get(id)?.id ?? id;
}
